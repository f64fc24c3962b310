import { describe, expect, test } from "vitest";
import { warningCodes } from "../../checks/volumeProblems";
import { expectVolume, loadError, loadFiles } from "../../drivers/loadFiles";
import { AXIAL, huOn } from "../../makers/latticeSlices";
import { seriesFiles } from "../../makers/seriesFiles";

describe("a slice whose pixels are cut", () => {
  /** A series whose slice of that number lacks the end of its pixels. */
  const cut = (number: number) => {
    const files = seriesFiles(8);
    const name = Object.keys(files)[number];
    return { ...files, [name]: files[name].subarray(0, -300) };
  };

  test("at the end of a stack is left out of it, when that is asked for", async () => {
    const scan = await loadFiles(cut(7), { damaged: "leave out" });
    expectVolume(scan, { slices: 7, hu: huOn(AXIAL) });
    expect(warningCodes(scan)).toContain("DAMAGED_LEFT_OUT");
  });

  test("does not make the others be read again, wherever they go then", async () => {
    const read = async (damaged: boolean, geometry: "repair" | "loose") => {
      const steps: number[] = [];
      const files = cut(3);
      const others = Object.fromEntries(Object.entries(files).filter((_, i) => i !== 3));
      const scan = await loadFiles(damaged ? files : others, {
        geometry,
        damaged: "leave out",
        onProgress: ({ step, done }) => step === "pixels" && steps.push(done),
      });
      return { scan, steps };
    };
    for (const geometry of ["repair", "loose"] as const) {
      const [beside, alone] = [await read(true, geometry), await read(false, geometry)];
      expect(beside.steps).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
      expect(alone.steps).toEqual([1, 2, 3, 4, 5, 6, 7]);
      for (const field of [
        "shape",
        "origin",
        "sliceStep",
        "values",
        "paddingBits",
        "syntheticSlices",
      ] as const) {
        expect(beside.scan[field]).toEqual(alone.scan[field]);
      }
    }
  });

  test("in the middle of a strict stack then leaves a gap, which is an error", async () => {
    expect(await loadError(cut(3), { damaged: "leave out" })).toMatchObject({ tag: "GeometryError" });
  });

  test("is an error under repair, when that is asked for", async () => {
    const error = await loadError(cut(3), { geometry: "repair", damaged: "refuse" });
    expect(error).toMatchObject({ tag: "DicomFileError" });
  });
});
