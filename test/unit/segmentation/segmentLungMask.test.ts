import { inspect } from "node:util";
import ndarray from "ndarray";
import { describe, expect, test } from "vitest";
import { createThorax } from "../../../kernel-lib/src/phantom/createThorax";
import { segmentLungMask } from "../../../kernel-lib/src/segmentation/segmentLungMask";
import { and, andNot } from "../../../kernel-lib/src/segmentation/setAlgebra";
import { createGeometry } from "../../../kernel-lib/src/volume/geometry";
import { countVoxels, createMask, maskLitres } from "../../../kernel-lib/src/volume/mask";
import { createVolume } from "../../../kernel-lib/src/volume/volume";
import { drawn, maskFrom } from "../../makers/maskFrom";

/** `#` is tissue at 40 HU, everything else air at -900 HU. */
const volumeFrom = (picture: string, units = "HU") => {
  const tissue = maskFrom(picture);
  const values = Int16Array.from(tissue.data, (inside) => (inside ? 40 : -900));
  return createVolume(ndarray(values, tissue.shape), { units });
};

const BODY = `
  ...........
  .#########.
  .#..###..#.
  .#.####..#.
  .#..###..#.
  .#########.
  ...........`;

describe("segmentLungMask", () => {
  test("keeps the largest air that the corner's is not connected to", () => {
    expect(drawn(segmentLungMask(volumeFrom(BODY), { fillLungStructures: false }).voxels)).toBe(
      drawn(
        maskFrom(`
          ...........
          ...........
          .......##..
          .......##..
          .......##..
          ...........
          ...........`),
      ),
    );
  });

  test("fills what a slice's lung encloses", () => {
    const closed = volumeFrom(`
      ..........
      .########.
      .#......#.
      .#.##...#.
      .#......#.
      .########.
      ..........`);
    const filled = segmentLungMask(closed);
    const internal = andNot(filled, segmentLungMask(closed, { fillLungStructures: false }));
    expect(countVoxels(filled)).toBe(18);
    expect(countVoxels(internal)).toBe(2);
    expect(internal.voxels.get(0, 3, 3) + internal.voxels.get(0, 3, 4)).toBe(2);
  });

  test("a corner of tissue leaves the outside air a candidate, as in the tutorial", () => {
    const mask = segmentLungMask(volumeFrom("#....\n###..\n#.#.."), { fillLungStructures: false });
    expect(drawn(mask.voxels)).toBe(".####\n...##\n...##");
  });

  describe("says when a large piece of air was dropped", () => {
    const SPACING = [5, 4, 4] as const;
    /** Balls of air in tissue, each of so many mm, in air or, at the rim, in tissue. */
    const balls = (radii: readonly number[], air?: (s: number, r: number, c: number) => boolean) => {
      const shape = [30, 50, 70] as const;
      const values = Int16Array.from({ length: shape[0] * shape[1] * shape[2] }, (_, i) => {
        const [s, r, c] = [Math.floor(i / 3500), Math.floor(i / 70) % 50, i % 70];
        const within = radii.some(
          (mm, k) =>
            Math.hypot((s - 15) * SPACING[0], (r - 25) * SPACING[1], (c - 18 - 34 * k) * SPACING[2]) < mm,
        );
        const body = r >= 2 && r < 48 && c >= 2 && c < 68;
        return within || !body || air?.(s, r, c) ? -900 : 40;
      });
      return createVolume(ndarray(values, [...shape]), {
        geometry: createGeometry(shape, { spacing: SPACING }),
      });
    };
    const ball = (mm: number) => (4 / 3) * Math.PI * (mm / 10) ** 3; // ml

    test.each([true, false])("two balls that nothing connects, filled: %s", (fillLungStructures) => {
      const mask = segmentLungMask(balls([60, 50]), { fillLungStructures });
      expect(maskLitres(mask) * 1000).toBeCloseTo(ball(60), -1.5);
      const [{ code, message }, ...more] = mask.warnings;
      expect([code, more.length]).toEqual(["AIR_DROPPED", 0]);
      const [kept, dropped] = [...message.matchAll(/([\d,]+) ml/g)].map(([, ml]) =>
        Number(ml.replace(",", "")),
      );
      expect(kept).toBeCloseTo(maskLitres(mask) * 1000, -0.4);
      expect(Math.abs(dropped - ball(50))).toBeLessThan(0.03 * ball(50));
      expect(inspect(mask)).toBe(`${inspect(createMask(mask.geometry, mask.bits))}\nAIR_DROPPED: ${message}`);
    });

    test("is silent of balls that are joined, of a small one, and of one at the rim", () => {
      const joined = balls([60, 50], (s, r, c) => s === 15 && r === 25 && c >= 18 && c <= 52);
      expect(segmentLungMask(joined).warnings).toEqual([]);
      expect(segmentLungMask(balls([60, 25])).warnings).toEqual([]);
      const throughAll = balls([60], (_, r, c) => r > 10 && r < 40 && c > 50 && c < 60);
      expect(segmentLungMask(throughAll, { fillLungStructures: false }).warnings).toEqual([]);
    });

    test("is silent of the synthetic chest, and masks made from one say nothing", () => {
      const { voxels, spacing } = createThorax({ slices: 60, rows: 128, columns: 128 });
      const geometry = createGeometry([60, 128, 128], { spacing });
      expect(segmentLungMask(createVolume(voxels, { geometry })).warnings).toEqual([]);
      const warned = segmentLungMask(balls([60, 50]));
      expect(and(warned, warned).warnings).toEqual([]);
    });
  });

  test("a scan without lung gives an empty mask", () => {
    expect(countVoxels(segmentLungMask(volumeFrom("###\n###")))).toBe(0);
    expect(countVoxels(segmentLungMask(volumeFrom("...\n.#.")))).toBe(0);
  });

  test("the threshold itself is tissue, the next value below is air", () => {
    const at = (hu: number) => {
      const values = Int16Array.from([40, 40, 40, 40, hu, 40, 40, 40, 40]);
      return countVoxels(segmentLungMask(ndarray(values, [1, 3, 3])));
    };
    expect([at(-700), at(-701)]).toEqual([0, 1]);
  });

  test("other units than HU are refused", () => {
    expect(() => segmentLungMask(volumeFrom(BODY, "unspecified"))).toThrow("needs a volume in HU");
  });
});
