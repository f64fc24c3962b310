import ndarray from "ndarray";
import { describe, expect, test } from "vitest";
import { segmentLungMask } from "../../../kernel-lib/src/segmentation/segmentLungMask";
import { andNot } from "../../../kernel-lib/src/segmentation/setAlgebra";
import { countVoxels } from "../../../kernel-lib/src/volume/mask";
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
