import ndarray, { type NdArray } from "ndarray";
import { contiguous } from "../../kernel-lib/src/volume/contiguous";
import type { Shape, VolumeGeometry } from "../../kernel-lib/src/volume/geometry";
import type { VoxelArray } from "../../kernel-lib/src/volume/voxelArray";
import { AXIS_ORDERS } from "./alignedStacks";

/** An order of axes, and which of them run the other way. */
export interface StorageOrder {
  readonly name: string;
  readonly axes: readonly [number, number, number];
  readonly flips: readonly [boolean, boolean, boolean];
}

/** All 48 ways to store the voxels of a box. */
export const STORAGE_ORDERS: readonly StorageOrder[] = AXIS_ORDERS.flatMap((axes) =>
  [0, 1, 2, 3, 4, 5, 6, 7].map((bits) => {
    const flips = [(bits & 4) !== 0, (bits & 2) !== 0, (bits & 1) !== 0] as const;
    const name = axes.map((axis, i) => (flips[i] ? "-" : "") + "srb"[axis]).join(" ");
    return { name, axes, flips };
  }),
);

/** The voxels stored anew in that order, in memory of their own. */
export function storeVoxels<A extends VoxelArray | Uint8Array>(
  voxels: NdArray<A>,
  { axes, flips }: StorageOrder,
): NdArray<A> {
  const view = voxels.transpose(...axes).step(...flips.map((flip) => (flip ? -1 : 1)));
  return ndarray(contiguous(view).slice() as A, view.shape);
}

/** Where voxels that were stored anew lie: each in the same place of the patient as before. */
export function storeGeometry(geometry: VolumeGeometry, { axes, flips }: StorageOrder): VolumeGeometry {
  const affine = geometry.affine.slice();
  for (const row of [0, 4, 8]) {
    for (const [i, axis] of axes.entries()) {
      const step = geometry.affine[row + axis];
      affine[row + i] = flips[i] ? -step : step;
      if (flips[i]) affine[row + 3] += step * (geometry.shape[axis] - 1);
    }
  }
  const pick = <T>(of: readonly T[]) => axes.map((axis) => of[axis]);
  return {
    ...geometry,
    affine,
    shape: pick(geometry.shape) as unknown as Shape,
    spacing: pick(geometry.spacing) as unknown as VolumeGeometry["spacing"],
  };
}
