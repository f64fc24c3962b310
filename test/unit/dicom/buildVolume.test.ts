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

  test("in the middle of a strict stack then leaves a gap, which is an error", async () => {
    expect(await loadError(cut(3), { damaged: "leave out" })).toMatchObject({ tag: "GeometryError" });
  });

  test("is an error under repair, when that is asked for", async () => {
    const error = await loadError(cut(3), { geometry: "repair", damaged: "refuse" });
    expect(error).toMatchObject({ tag: "DicomFileError" });
  });
});
