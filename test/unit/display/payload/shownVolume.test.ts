import { imshow, sliceViewer, type Volume } from "tslab-dicom";
import { afterEach, describe, expect, test, vi } from "vitest";
import { resolveVolume } from "../../../../kernel-lib/src/display/payload/shownVolume";
import { valueRange } from "../../../../kernel-lib/src/volume/volume";
import { maskOf, volumeOf } from "../../../makers/volumes";

vi.mock("../../../../kernel-lib/src/volume/volume", async (importOriginal) => {
  const original = await importOriginal<typeof import("../../../../kernel-lib/src/volume/volume")>();
  return { ...original, valueRange: vi.fn(original.valueRange) };
});

afterEach(() => vi.mocked(valueRange).mockClear());

const volume = volumeOf([6, 20, 30], (s, r, c) => 100 * s + r - c);
const mask = maskOf(volume, (s) => s === 2);
/** Slices that were looked through, of each look. */
const looks = () => vi.mocked(valueRange).mock.calls.map(([{ geometry }]: [Volume]) => geometry.shape[0]);

describe("resolveVolume", () => {
  test("leaves nothing open", () => {
    expect(resolveVolume(volume, { window: "range", overlays: [mask, { mask, alpha: 1 }] })).toEqual({
      volume,
      slice: 3,
      range: { min: -29, max: 519 },
      window: { centre: 245.5, width: 549 },
      ownShape: "linear",
      overlays: [
        { mask, name: "mask 1", color: [86, 180, 233], alpha: 0.35, style: "fill" },
        { mask, name: "mask 2", color: [230, 159, 0], alpha: 1, style: "fill" },
      ],
      labelMaps: [],
      second: null,
    });
  });

  test("refuses a window that does not exist", () => {
    expect(() => resolveVolume(volume, { window: "tags" })).toThrow("the tags of this volume name no window");
  });
});

describe("what is shown is looked through once", () => {
  test.each(["range", "lung"] as const)("by a viewer under the window %s", (window) => {
    sliceViewer(volume, { window, overlays: [mask], budget: 300_000 });
    expect(looks()).toEqual([6]);
  });

  test("by a picture of a slice with its colour bar: the slice alone", () => {
    imshow(volume, { colorBar: true });
    expect(looks()).toEqual([1]);
  });

  test("by a picture under a window: for the whole range alone, and then the volume", () => {
    imshow(volume, { window: "lung", colorBar: true });
    expect(looks()).toEqual([]);
    imshow(volume, { window: "range", colorBar: true });
    expect(looks()).toEqual([6]);
  });
});
