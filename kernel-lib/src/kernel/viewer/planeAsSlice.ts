import type { NdArray } from "ndarray";
import ndarray from "ndarray";
import { type Axis, findDirection, PLANE_AXES, type PlaneRange, type SlabMode } from "../../contract";
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

/** Planes across the slices stand with the patient's head up, where it is known where that is. */
export function createSliceStack(geometry: VolumeGeometry, axis: Axis): SliceStack {
  const { rows, columns } = findPlaneSize(geometry.shape, axis);
  const shape: Shape = [1, rows, columns];
  const [down, across] = PLANE_AXES[axis].map((along) => geometry.spacing[along] ?? 1);
  const flat = createGeometry(shape, { spacing: [null, down, across] });
  const rowsClimb =
    geometry.known === "place" && findDirection(geometry.affine, PLANE_AXES[axis][0])[2] > 0.5;
  /** Without a copy: rows are counted backwards where they climb. */
  const stand = <A extends VoxelArray | Uint8Array>(values: A): NdArray<A> =>
    rowsClimb
      ? ndarray(values, [...shape], [rows * columns, -columns, 1], (rows - 1) * columns)
      : ndarray(values, [...shape]);
  const bitsOf = (bits: Uint8Array) => {
    const bytesPerRow = (columns + 7) >>> 3;
    const bytes = Uint8Array.from({ length: rows * columns }, (_, i) => {
      const [row, column] = [Math.floor(i / columns), i % columns];
      return (bits[row * bytesPerRow + (column >>> 3)] >>> (column & 7)) & 1;
    });
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
