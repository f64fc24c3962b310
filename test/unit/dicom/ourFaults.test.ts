import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, test, vi } from "vitest";
import { type LoadScanOptions, loadScan } from "../../../kernel-lib/src/dicom/loadScan";
import { scanFolder } from "../../../kernel-lib/src/dicom/scanFolder";
import { storedPixels } from "../../../kernel-lib/src/dicom/storedPixels";
import { ctSlice, folderOf } from "../../makers/ctSeries";
import { fuzzCorpus } from "../../makers/fuzzCorpus";

type Place = "header" | "slice header" | "places of frames" | "decoder";

const planted = vi.hoisted(() => {
  let at: string | null = null;
  return {
    plant: (place: string | null) => {
      at = place;
    },
    isAt: (place: string) => at === place,
    /** The function, which throws instead while the fault is planted there. */
    in:
      <Args extends readonly unknown[], Value>(place: string, run: (...args: Args) => Value) =>
      (...args: Args): Value => {
        if (at === place) throw new TypeError("planted");
        return run(...args);
      },
  };
});

vi.mock(import("../../../kernel-lib/src/dicom/elements/parseHeader"), async (original) => ({
  parseHeader: planted.in("header", (await original()).parseHeader),
}));
vi.mock(import("../../../kernel-lib/src/dicom/image/readTagWindows"), async (original) => ({
  readTagWindows: planted.in("slice header", (await original()).readTagWindows),
}));
vi.mock(import("../../../kernel-lib/src/dicom/pixels/places/placeNativeFrames"), async (original) => ({
  placeNativeFrames: planted.in("places of frames", (await original()).placeNativeFrames),
}));
vi.mock(import("../../../kernel-lib/src/dicom/pixels/threads/workerFile"), async (original) => {
  const { workerFile } = await original();
  const faulty = fileURLToPath(new URL("../../drivers/plantedWorker.cjs", import.meta.url));
  return { workerFile: (name) => (planted.isAt("decoder") ? faulty : workerFile(name)) };
});

const plant: (place: Place | null) => void = planted.plant;
afterEach(() => plant(null));

/** Tolerant and strict: leaving damaged files out must not leave our faults out. */
const OPTIONS: readonly LoadScanOptions[] = [{}, { damaged: "leave out" }, { geometry: "repair" }];

const native = () => folderOf({ a: ctSlice(0), b: ctSlice(1), c: ctSlice(2) });

async function compressed(): Promise<string> {
  const bytes = (await fuzzCorpus()).find(({ name }) => name === "JPEG 2000 90")?.bytes;
  if (bytes === undefined) throw new Error("the corpus has no such file");
  return folderOf({ a: bytes });
}

describe("a TypeError of ours is no damaged file", () => {
  test.each<[Place, () => string | Promise<string>]>([
    ["header", native],
    ["slice header", native],
    ["places of frames", native],
    ["decoder", compressed],
  ])("in the reading of a %s, through loadScan", async (place, make) => {
    const folder = await make();
    for (const options of OPTIONS) {
      await loadScan(folder, options);
      plant(place);
      const error = await loadScan(folder, options).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(TypeError);
      expect(error).toHaveProperty("message", "planted");
      plant(null);
    }
  });

  test.each<[Place, () => string]>([
    ["header", native],
    ["slice header", native],
    // Pixels are asked for where files may be copies of each other.
    ["places of frames", () => folderOf({ a: ctSlice(0), b: ctSlice(0), c: ctSlice(1) })],
  ])("in the reading of a %s, through scanFolder", async (place, make) => {
    const folder = make();
    await scanFolder(folder);
    plant(place);
    await expect(scanFolder(folder)).rejects.toThrow(new TypeError("planted"));
  });

  test("in the decoder, through storedPixels", async () => {
    const scan = await loadScan(await compressed());
    expect(storedPixels(scan, 0).length).toBeGreaterThan(0);
    plant("decoder");
    expect(() => storedPixels(scan, 0)).toThrow(new TypeError("planted"));
  });
});
