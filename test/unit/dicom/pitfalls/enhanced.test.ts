import { describe, expect, test } from "vitest";
import { dispositions, expectVolume, loadError, loadFiles } from "../../../drivers/loadFiles";
import { type EnhancedFrame, enhancedCt } from "../../../makers/enhancedCt";
import { AXIAL, CORONAL, type HuAt, huOn, type Lattice, latticeSlice } from "../../../makers/latticeSlices";
import { SLICES } from "../../../makers/seriesFiles";

describe("pitfall 32: enhanced multi-frame CT", () => {
  const RANDOM = [7, 2, 11, 5, 1, 9, 0, 4, 8, 3, 10, 6];
  const frames = (more: (number: number) => Partial<EnhancedFrame> = () => ({})): EnhancedFrame[] =>
    RANDOM.map((number) => ({ number, ...more(number) }));

  test.each(["defined", "undefined"] as const)("frames in any order, items of %s length", async (lengths) => {
    const scan = await loadFiles({ a: enhancedCt(frames(), { lengths }) });
    expectVolume(scan);
    expect(dispositions(scan)).toEqual({ loaded: 1 });
  });

  test("each frame has its own rescale", async () => {
    const rescaled = frames((number) => ({ intercept: -1024 - 37 * number, slope: number % 2 ? 1 : 0.5 }));
    const scan = await loadFiles({ a: enhancedCt(rescaled) });
    expectVolume(scan);
  });

  test("groups that all frames share are shared", async () => {
    const lattice = AXIAL;
    const shared = frames(() => ({ lattice, groups: { "00289145": ["SQ", null] } }));
    const scan = await loadFiles({
      a: enhancedCt(shared, { elements: { "00281052": ["DS", "-1024"], "00281053": ["DS", "1"] } }),
    });
    expect(scan.shape[0]).toBe(SLICES);
  });

  test("temporal positions are two volumes", async () => {
    const bright: HuAt = (point) => huOn(AXIAL)(point) + 5;
    const at = (phase: number, hu = huOn(AXIAL)) =>
      frames(() => ({ hu, content: { "00209128": ["UL", phase] } }));
    const files = { a: enhancedCt([...at(2, bright), ...at(1)]) };
    expect((await loadError(files)).tag).toBe("MultipleVolumesError");
    expectVolume(await loadFiles(files, { volume: 0 }));
    expectVolume(await loadFiles(files, { volume: 1 }), { hu: bright });
  });

  test("stacks of other orientations are two volumes", async () => {
    const stack = (id: string, lattice: Lattice) =>
      frames(() => ({ lattice, content: { "00209056": ["SH", id] } }));
    const files = { a: enhancedCt([...stack("1", AXIAL), ...stack("2", CORONAL)]) };
    expect((await loadError(files)).tag).toBe("MultipleVolumesError");
    expectVolume(await loadFiles(files, { volume: 0 }));
    expectVolume(await loadFiles(files, { volume: 1 }), { hu: huOn(CORONAL) });
  });

  test("the parts of a concatenation are one volume", async () => {
    const part = (number: number, of: readonly EnhancedFrame[]) =>
      enhancedCt(of, {
        instance: number,
        elements: { "00209161": ["UI", "1.2.3.4"], "00209162": ["US", number] },
      });
    const scan = await loadFiles({ a: part(2, frames().slice(0, 5)), b: part(1, frames().slice(5)) });
    expectVolume(scan);
    expect(dispositions(scan)).toEqual({ loaded: 2 });
  });

  test("a missing frame is a missing slice", async () => {
    const error = await loadError({ a: enhancedCt(frames().filter(({ number }) => number !== 4)) });
    expect(error.tag).toBe("GeometryError");
  });

  test("without functional groups there is no geometry, and none is made up", async () => {
    const error = await loadError({ a: enhancedCt(frames(), { groups: false }) });
    expect(error.message).toMatch(/where in the patient|Position|Orientation|Pixel Spacing/);
  });

  test("fewer frames in the groups than Number of Frames says are an error", async () => {
    const error = await loadError({ a: enhancedCt(frames(), { elements: { "00280008": ["IS", "20"] } }) });
    expect(error.tag).toBe("DicomFileError");
  });

  test("a classic slice beside the object is not mixed into it", async () => {
    const other = latticeSlice(SLICES, { series: 2 });
    expect((await loadError({ a: enhancedCt(frames()), other })).tag).toBe("MultipleVolumesError");
  });
});
