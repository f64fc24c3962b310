import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, test, vi } from "vitest";
import { type LoadScanOptions, loadScan } from "../../../kernel-lib/src/dicom/loadScan";
import { scanFolder } from "../../../kernel-lib/src/dicom/scanFolder";
import { ctSlice, folderOf } from "../../makers/ctSeries";
import { fuzzCorpus } from "../../makers/fuzzCorpus";

type Place = "disk" | "header" | "slice header" | "search for frames" | "decoder" | "thread" | "memory";

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

vi.mock(import("../../../kernel-lib/src/dicom/source/openDiskFile"), async (original) => {
  const { openDiskFile } = await original();
  return {
    openDiskFile: (...args) => {
      const file = openDiskFile(...args);
      return { ...file, read: planted.in("disk", file.read) };
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
  placeNativeFrames: planted.in("search for frames", (await original()).placeNativeFrames),
}));
vi.mock(import("../../../kernel-lib/src/dicom/pixels/threads/workerFile"), async (original) => {
  const { workerFile } = await original();
  const driver = (name: string) => fileURLToPath(new URL(`../../drivers/${name}.cjs`, import.meta.url));
  return {
    workerFile: (name) => {
      if (name === "startWorker") return workerFile(name);
      if (planted.isAt("decoder")) return driver("plantedWorker");
      if (planted.isAt("thread")) return driver("brokenWorker");
      return planted.isAt("memory") ? driver("fullWorker") : workerFile(name);
    },
  };
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
    ["disk", native],
    ["header", native],
    ["slice header", native],
    ["search for frames", native],
    ["decoder", compressed],
    ["thread", compressed],
  ])("planted in the %s, through loadScan", async (place, make) => {
    const folder = await make();
    await loadScan(folder);
    plant(place);
    for (const options of OPTIONS) {
      const error = await loadScan(folder, options).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(TypeError);
      expect(error).toHaveProperty("message", "planted");
    }
  });

  test.each<[Place, () => string]>([
    ["disk", native],
    ["header", native],
    ["slice header", native],
    // Pixels are asked for where files may be copies of each other.
    ["search for frames", () => folderOf({ a: ctSlice(0), b: ctSlice(0), c: ctSlice(1) })],
  ])("planted in the %s, through scanFolder", async (place, make) => {
    const folder = make();
    await scanFolder(folder);
    plant(place);
    await expect(scanFolder(folder)).rejects.toThrow(new TypeError("planted"));
  });

  test("and a thread that ends for want of memory is one: its bytes may ask for any amount", async () => {
    const folder = await compressed();
    plant("memory");
    await expect(loadScan(folder)).rejects.toMatchObject({
      tag: "DicomFileError",
      problem: expect.stringContaining("found that it stopped"),
    });
  });

  test.each<Place>(["decoder", "thread"])("planted in the %s, through storedPixels", async (place) => {
    const scan = await loadScan(await compressed());
    const fresh = async () => {
      vi.resetModules();
      const { storedPixels } = await import("../../../kernel-lib/src/dicom/storedPixels");
      return () => storedPixels(scan, 0);
    };
    expect((await fresh())().length).toBeGreaterThan(0);
    plant(place);
    const again = await fresh();
    // Each call starts a thread anew: no fault is kept.
    expect(again).toThrow(new TypeError("planted"));
    expect(again).toThrow(new TypeError("planted"));
    plant(null);
    expect(again().length).toBeGreaterThan(0);
  });
});
