import { distanceTo } from "../segmentation/distanceTo";
import { and, or } from "../segmentation/setAlgebra";
import { surfaceVoxels } from "../segmentation/surfaceVoxels";
import { forEachRun } from "../volume/bitRows";
import { cropImage } from "../volume/cropImage";
import { requireSliceSpacing } from "../volume/geometry";
import { countVoxels, type Mask, type MaskLike, toMask } from "../volume/mask";
import { maskBox } from "../volume/maskMeasures";
import { requireSameShape } from "../volume/volume";

/** How well two masks agree. */
export interface MaskComparison {
  /** Twice the voxels in both, of the voxels of each: 1 for equal masks, also for two that are empty. */
  readonly dice: number;
  /** The voxels in both, of those in either: 1 for equal masks. */
  readonly jaccard: number;
  /**
   * Mean distance in mm from the voxels of each surface to the other, over those of both surfaces; null where a mask has
   * no surface.
   */
  readonly meanSurfaceDistance: number | null;
  /** The distance in mm that 95 % of the voxels of a surface do not exceed, the larger of both ways; null likewise. */
  readonly hausdorff95: number | null;
  /** The largest distance in mm from one surface to the other; null likewise. */
  readonly hausdorff: number | null;
}

/**
 * How well two masks of one grid agree, in what they hold and in where their surfaces lie. A surface is of the voxels that
 * share a face with one outside, within the volume; distances are between their centres, along axes that are taken as perpendicular.
 *
 * @throws ShapeMismatchError when the masks differ in shape.
 * @throws UnknownSpacingError for masks of one slice.
 * @example
 *     const { dice, hausdorff95 } = compareMasks(segmentLungMask(volume), lungs);
 */
export function compareMasks(a: MaskLike, b: MaskLike): MaskComparison {
  const [first, second] = [toMask(a), toMask(b)];
  requireSameShape("the second mask", first.shape, second.shape);
  requireSliceSpacing(first.geometry, "a distance between surfaces");
  const both = countVoxels(and(first, second));
  const voxels = countVoxels(first) + countVoxels(second);
  const overlap =
    voxels === 0 ? { dice: 1, jaccard: 1 } : { dice: (2 * both) / voxels, jaccard: both / (voxels - both) };

  const surfaces = [surfaceVoxels(first), surfaceVoxels(second)] as const;
  if (surfaces.some((surface) => countVoxels(surface) === 0)) {
    return { ...overlap, meanSurfaceDistance: null, hausdorff95: null, hausdorff: null };
  }
  // Nothing outside of this box is near to anything.
  const box = maskBox(or(...surfaces));
  const [one, other] = surfaces.map((surface) => (box === null ? surface : cropImage(surface, { box })));
  const ways = [distancesAt(one, other), distancesAt(other, one)];
  return {
    ...overlap,
    meanSurfaceDistance: (sum(ways[0]) + sum(ways[1])) / (ways[0].length + ways[1].length),
    hausdorff95: Math.max(...ways.map((mm) => mm[Math.ceil(0.95 * mm.length) - 1])),
    hausdorff: Math.max(...ways.map((mm) => mm[mm.length - 1])),
  };
}

/** The distances of the voxels of one surface to the other, in ascending order. */
function distancesAt(surface: Mask, other: Mask): Float32Array {
  const { data } = distanceTo(other);
  const [slices, rows, columns] = surface.shape;
  const found = new Float32Array(countVoxels(surface));
  let count = 0;
  forEachRun(surface, slices * rows, (row, from, to) => {
    found.set(data.subarray(row * columns + from, row * columns + to), count);
    count += to - from;
  });
  return found.sort();
}

function sum(values: Float32Array): number {
  return values.reduce((total, value) => total + value, 0);
}
