import ndarray from "ndarray";
import type { DisplayWindow } from "tslab-dicom/contract";
import { describe, expect, test } from "vitest";
import { findColorMap } from "../../../../kernel-lib/src/display/colour/colorMaps";
import { chooseShape } from "../../../../kernel-lib/src/display/colour/windowShape";
import { chooseWindow, type WindowChoice } from "../../../../kernel-lib/src/display/colour/windows";
import { drawSlice } from "../../../../kernel-lib/src/display/figure/drawSlice";
import { maskFromVoxels } from "../../../../kernel-lib/src/volume/mask";
import { sliceOf } from "../../../../kernel-lib/src/volume/slicesOf";
import { createVolume, type Volume } from "../../../../kernel-lib/src/volume/volume";
import { noisyVolume, rampVolume, volumeOf } from "../../../makers/volumes";

const plain = volumeOf([1, 2, 2], (_s, r, c) => r * 10 + c);

describe("chooseWindow", () => {
  test.each([
    [{ centre: 0, width: 1 }, true],
    [{ centre: 0, width: 0.99 }, false],
    [{ centre: 0, width: 0.99, shape: "linear" }, false],
    [{ centre: 0, width: 0.01, shape: "linear-exact" }, true],
    [{ centre: 0, width: 0.01, shape: "sigmoid" }, true],
    [{ centre: 0, width: 0, shape: "sigmoid" }, false],
    [{ centre: 0, width: 0, shape: "linear-exact" }, false],
    [{ centre: 0, width: Number.POSITIVE_INFINITY, shape: "sigmoid" }, false],
    [{ centre: Number.NaN, width: 10, shape: "sigmoid" }, false],
    [{ centre: 0, width: 10, shape: "cubic" }, false],
  ])("pitfall 43: the window %j is allowed: %j", (given, allowed) => {
    const window = given as DisplayWindow;
    if (allowed) expect(chooseWindow(plain, window)).toEqual(window);
    else expect(() => chooseWindow(plain, window)).toThrow("window must be one of lung, mediastinum");
  });

  test("without a choice is the tags' window with its shape", () => {
    const window = { centre: 40, width: 400, shape: "sigmoid" } as const;
    const tagged = volumeOf([1, 2, 2], () => 0, { window });
    expect([chooseWindow(tagged), chooseWindow(tagged, "tags")]).toEqual([window, window]);
    expect(chooseWindow(tagged, "range")).toEqual({ centre: 0.5, width: 1 });
  });
});

/** All greys of the map. */
const GREYS = new Set(findColorMap("gray").colors);

/** Grey levels of the first slice, one a voxel. */
const greyOf = (volume: Volume, window: WindowChoice) => {
  const { rgba } = drawSlice(sliceOf(volume, 0), { window: chooseWindow(volume, window) });
  return Array.from({ length: rgba.length / 4 }, (_, i) => rgba[4 * i]);
};

describe("values with fractions in a small range", () => {
  test.each([
    [1, { centre: 0.5, width: 0.8 }],
    [0.12, { centre: 0.06, width: 0.096 }],
    [0.0018, { centre: 0.0009, width: 0.00144 }],
  ])(
    "from 0 to %d: typed numbers are black up to a tenth, white from nine tenths, a ramp between",
    (top, window) => {
      const grey = greyOf(rampVolume(top), window);
      const at = (share: number) => Math.floor(share * 599);
      expect(grey.slice(0, at(0.1) + 1)).toEqual(new Array(at(0.1) + 1).fill(0));
      expect(grey.slice(at(0.9) + 1)).toEqual(new Array(599 - at(0.9)).fill(255));
      for (const share of [0.2, 0.3, 0.5, 0.7, 0.8]) {
        expect(Math.abs(grey[at(share)] - 255 * ((at(share) / 599 - 0.1) / 0.8))).toBeLessThan(1.1);
      }
      expect(new Set(grey)).toEqual(GREYS);
    },
  );

  test.each([1, 0.12, 0.0018])("from 0 to %d: the whole range uses every grey", (top) => {
    const volume = rampVolume(top);
    expect(chooseWindow(volume, "range")).toEqual({
      centre: Math.fround(top) / 2,
      width: Math.fround(top),
      shape: "linear-exact",
    });
    expect(new Set(greyOf(volume, "range"))).toEqual(GREYS);
  });

  test("a shape that is given stays, and so does the tags' window without one", () => {
    const given = { centre: 0.5, width: 1, shape: "linear" } as const;
    expect(chooseWindow(rampVolume(1), given)).toEqual(given);
    const { voxels } = rampVolume(1);
    const tagged = createVolume(voxels, { window: { centre: 0.5, width: 1 } });
    expect([chooseWindow(tagged), chooseWindow(tagged, "tags")]).toEqual([tagged.window, tagged.window]);
  });

  test("whole numbers, and fractions that span 256 units, keep LINEAR", () => {
    const floats = ({ voxels }: Volume, add: number, scale = 1) =>
      createVolume(
        ndarray(
          Float32Array.from(voxels.data, (v) => v * scale + add),
          [...voxels.shape],
        ),
      );
    const noise = noisyVolume([2, 9, 11]);
    expect(chooseShape(noise)).toBe("linear");
    expect(chooseShape(plain)).toBe("linear");
    expect(chooseShape(floats(plain, 0))).toBe("linear");
    expect(chooseShape(floats(noise, 0.25))).toBe("linear");
    expect(chooseShape(floats(plain, 0.25))).toBe("linear-exact");
    expect(chooseShape(floats(noise, 0, 0.1))).toBe("linear-exact");
    expect(chooseShape(floats(plain, Number.NaN))).toBe("linear");
  });

  test("padding does not count", () => {
    const values = ndarray(Float32Array.of(0.25, 0.5, -2000, 1), [1, 2, 2]);
    const padding = maskFromVoxels(ndarray(Uint8Array.of(0, 0, 1, 0), [1, 2, 2]));
    expect(chooseShape(createVolume(values, { padding }))).toBe("linear-exact");
    expect(chooseShape(createVolume(values))).toBe("linear");
  });
});
