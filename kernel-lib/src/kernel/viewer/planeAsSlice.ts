import type { NdArray } from "ndarray";
import ndarray from "ndarray";
import { type Axis, PLANE_AXES, type PlaneLie, type PlaneRange, type SlabMode } from "../../contract";
import { createGeometry, type Shape, type VolumeGeometry } from "../../volume/geometry";
import { maskFromVoxels } from "../../volume/mask";
import { findPlaneSize } from "../../volume/planeGrid";
import { readPlane } from "../../volume/readPlane";
import { createVolume, type Volume } from "../../volume/volume";
import type { VoxelArray } from "../../volume/voxelArray";

/** Makes slices, which pictures are drawn of, of planes along an axis. */
export interface SliceStack {
  readonly volumeOf: (volume: Volume, planes: PlaneRange, mode: SlabMode) => Volume;
  /** Of packed rows of bits. */
  readonly bitsOf: (bits: Uint8Array) => NdArray<Uint8Array>;
  readonly bytesOf: (bytes: Uint8Array) => NdArray<Uint8Array>;
}

/** @param lie - how the planes are laid. */
export function createSliceStack(geometry: VolumeGeometry, axis: Axis, lie: PlaneLie): SliceStack {
  const { rows, columns } = findPlaneSize(geometry.shape, axis);
  const size = rows * columns;
  const along = PLANE_AXES[axis].map((each) => geometry.spacing[each] ?? 1);
  const [down, across] = lie.turned ? [along[1], along[0]] : along;
  const shape: Shape = lie.turned ? [1, columns, rows] : [1, rows, columns];
  const steps = lie.turned ? [1, columns] : [columns, 1];
  const strides = [lie.flipDown ? -steps[0] : steps[0], lie.flipAcross ? -steps[1] : steps[1]];
  const start =
    (lie.flipDown ? (shape[1] - 1) * steps[0] : 0) + (lie.flipAcross ? (shape[2] - 1) * steps[1] : 0);
  const flat = createGeometry(shape, geometry.known === "nothing" ? {} : { spacing: [null, down, across] });
  /** Without a copy: counted backwards where a plane is flipped. */
  const stand = <A extends VoxelArray | Uint8Array>(values: A): NdArray<A> =>
    ndarray(values, [...shape], [size, ...strides], start);
  const bitsOf = (bits: Uint8Array) => {
    const bytesPerRow = (columns + 7) >>> 3;
    const bytes = new Uint8Array(size);
    for (let row = 0, at = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++, at++) {
        bytes[at] = (bits[row * bytesPerRow + (column >>> 3)] >>> (column & 7)) & 1;
      }
    }
    return stand(bytes);
  };
  return {
    bitsOf,
    bytesOf: stand,
    volumeOf: (volume, planes, mode) => {
      const { values, padding } = readPlane(volume, axis, planes, mode);
      return createVolume(stand(values), {
        geometry: flat,
        units: volume.units,
        ...(padding && { padding: maskFromVoxels(bitsOf(padding), flat) }),
      });
    },
  };
}
