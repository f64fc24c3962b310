import fc from "fast-check";
import ndarray from "ndarray";
import { describe, expect, test } from "vitest";
import { findColorMap } from "../../../../kernel-lib/src/display/colour/colorMaps";
import { createWindowScale } from "../../../../kernel-lib/src/display/colour/colorScale";
import { drawSlice } from "../../../../kernel-lib/src/display/figure/drawSlice";
import type { Picture } from "../../../../kernel-lib/src/display/raster/picture";
import { createGeometry } from "../../../../kernel-lib/src/volume/geometry";
import { maskFromVoxels } from "../../../../kernel-lib/src/volume/mask";
import { createVolume } from "../../../../kernel-lib/src/volume/volume";
import { maskFrom } from "../../../makers/maskFrom";

const image = (...values: number[]) => ndarray(Int16Array.from(values), [1, 1, values.length]);

describe("drawSlice", () => {
  test("draws a ramp of 256 values as matplotlib's 256 grey levels", () => {
    const ramp = image(...Array.from({ length: 256 }, (_, i) => i - 100));
    const levels = reds(drawSlice(ramp, { range: [-100, 156] }));
    expect(levels).toEqual(Array.from(findColorMap("gray").colors).filter((_, i) => i % 3 === 0));
    expect(levels.every((level, i) => level === i || level === i - 1)).toBe(true); // fractions are cut off
  });

  test("takes the smallest and largest value outside the padding as its range, padding the lowest colour", () => {
    const geometry = createGeometry([1, 1, 4]);
    const padding = maskFromVoxels(maskFrom("#..."), geometry);
    const slice = createVolume(image(-3024, 0, 50, 100), { geometry, padding });
    expect(reds(drawSlice(slice))).toEqual([0, 0, 128, 255]);
    const high = createVolume(image(3000, 0, 50, 100), { geometry, padding });
    expect(reds(drawSlice(high))).toEqual([0, 0, 128, 255]);
  });

  test("draws a mask in the map's two ends, whether it is empty, full or between", () => {
    const mask = maskFromVoxels(maskFrom("..##"));
    expect(reds(drawSlice(mask))).toEqual([0, 0, 255, 255]);
    expect(reds(drawSlice(maskFrom("...")))).toEqual([0, 0, 0]);
    expect(reds(drawSlice(maskFrom("###")))).toEqual([255, 255, 255]);
  });

  test("leaves NaN transparent, and padding that is NaN in the lowest colour", () => {
    const values = ndarray(Float32Array.of(Number.NaN, Number.NaN, 0, 1), [1, 1, 4]);
    const geometry = createGeometry([1, 1, 4]);
    const slice = createVolume(values, {
      geometry,
      padding: maskFromVoxels(maskFrom("#..."), geometry),
    });
    expect(Array.from(drawSlice(slice).rgba)).toEqual([
      0, 0, 0, 255, 0, 0, 0, 0, 0, 0, 0, 255, 255, 255, 255, 255,
    ]);
  });

  test("keeps rows and columns, also of a transposed array and of two axes", () => {
    const values = ndarray(Int16Array.of(0, 1, 2, 3, 4, 5), [2, 3]);
    const picture = drawSlice(values.transpose(1, 0), { range: [0, 256] });
    expect([picture.width, picture.height]).toEqual([2, 3]);
    expect(reds(picture)).toEqual([0, 3, 1, 4, 2, 5]);
  });

  test("blends one colour where the overlay is not zero, and leaves the rest", () => {
    const overlays = [{ image: maskFrom(".#"), color: [255, 0, 100] as const, alpha: 0.25 }];
    expect(Array.from(drawSlice(image(100, 100), { range: [0, 256], overlays }).rgba)).toEqual([
      100, 100, 100, 255, 139, 75, 100, 255,
    ]);
  });

  test("a transparent overlay changes nothing, an opaque one hides the slice", () => {
    const values = fc.array(fc.integer({ min: -2000, max: 3000 }), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(values, values, (below, above) => {
        const plain = drawSlice(image(...below));
        const clear = drawSlice(image(...below), { overlays: [{ image: image(...above), alpha: 0 }] });
        expect(clear).toEqual(plain);
        const opaque = drawSlice(image(...below), { overlays: [{ image: image(...above), alpha: 1 }] });
        expect(opaque).toEqual(drawSlice(image(...above), { colorMap: "jet" }));
      }),
      { seed: 1, numRuns: 50 },
    );
  });

  test.each([0.5, 1])("leaves the slice as it is in the padding of an overlay of alpha %d", (alpha) => {
    const geometry = createGeometry([1, 1, 3]);
    const padding = maskFromVoxels(maskFrom(".##"), geometry);
    const over = createVolume(image(1, 1, 0), { geometry, padding });
    const overlays = [{ image: over, colorMap: "gray" as const, alpha, range: [0, 1] as const }];
    const blended = 100 + alpha * 155;
    expect(reds(drawSlice(image(100, 100, 100), { range: [0, 256], overlays }))).toEqual([
      Math.round(blended),
      100,
      100,
    ]);
  });

  test("draws a window of any shape, whole numbers and fractions alike", () => {
    const values = Array.from({ length: 601 }, (_, i) => 10 * i - 3000);
    for (const shape of ["linear", "linear-exact", "sigmoid"] as const) {
      const window = { centre: 40, width: 400, shape };
      const whole = reds(drawSlice(image(...values), { window }));
      const fractions = drawSlice(ndarray(Float32Array.from(values), [1, 1, 601]), { window });
      expect(reds(fractions)).toEqual(whole);
      const { colors } = findColorMap("gray");
      expect(whole).toEqual(values.map((value) => colors[3 * createWindowScale(window).indexOf(value)]));
    }
    const step = drawSlice(image(39, 40), { window: { centre: 40, width: 1 } });
    expect(reds(step)).toEqual([0, 255]);
  });

  test("rejects what it cannot draw, saying why", () => {
    const two = ndarray(new Int16Array(8), [2, 2, 2]);
    expect(() => drawSlice(two)).toThrow("slice must be one slice");
    expect(() => drawSlice(image(1), { range: [2, 1] })).toThrow("received [2, 1]");
    expect(() => drawSlice(image(1), { overlays: [{ image: image(1, 2) }] })).toThrow(
      "overlay must have the shape [1, 1] of what it is combined with; received [1, 2]",
    );
    expect(() => drawSlice(image(1), { overlays: [{ image: image(1), alpha: 2 }] })).toThrow("alpha must be");
  });
});

function reds(picture: Picture): number[] {
  return Array.from(picture.rgba).filter((_, i) => i % 4 === 0);
}
