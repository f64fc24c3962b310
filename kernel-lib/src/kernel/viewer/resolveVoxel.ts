import type { ViewerState, VoxelPoint } from "../../contract";
import { shortly } from "../../describe";
import { InvalidArgumentError } from "../../errors";

/**
 * The voxel under the crosshair, where a slice or a voxel says so.
 *
 * @param now - where it is: a slice alone keeps row and column.
 * @throws InvalidArgumentError for one outside the volume, or a slice that is not the voxel's.
 */
export function resolveVoxel(
  { slice, voxel }: { readonly slice: number | undefined; readonly voxel: VoxelPoint | undefined },
  shape: readonly number[],
  now: VoxelPoint,
): Pick<ViewerState, "voxel"> | undefined {
  if (voxel !== undefined) requireVoxel(voxel, shape);
  // A copy: what the cell does with its list later, or a list of another type, is not the viewer's.
  const place: VoxelPoint | undefined = voxel && [voxel[0], voxel[1], voxel[2]];
  if (slice === undefined) return place && { voxel: place };
  if (!(Number.isInteger(slice) && slice >= 0 && slice < shape[0])) {
    throw new InvalidArgumentError("slice", `a whole number from 0 to ${shape[0] - 1}`, slice);
  }
  if (place !== undefined && place[0] !== slice) {
    throw new InvalidArgumentError("slice", `the voxel's, ${place[0]}, or left out`, slice);
  }
  return { voxel: place ?? [slice, now[1], now[2]] };
}

function requireVoxel(voxel: VoxelPoint, shape: readonly number[]): void {
  const isInside = (at: number, axis: number) => Number.isInteger(at) && at >= 0 && at < shape[axis];
  if (voxel.length === 3 && voxel.every(isInside)) return;
  const expected = `[slice, row, column] in whole numbers within ${shape.join(" x ")} voxels`;
  throw new InvalidArgumentError("voxel", expected, shortly(voxel));
}
