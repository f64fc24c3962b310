import ndarray from "ndarray";
import type { PatientPoint } from "../../kernel-lib/src/contract";
import { createGeometry, patientPoint, type VolumeGeometry } from "../../kernel-lib/src/volume/geometry";
import { type Mask, maskFromVoxels } from "../../kernel-lib/src/volume/mask";

/** A geometry turned about no axis of its own, its rows and columns tilted out of the patient's planes. */
export const OBLIQUE = {
  rowDirection: [0.8, 0.36, 0.48],
  columnDirection: [-0.6, 0.48, 0.64],
} as const satisfies Record<string, PatientPoint>;

/** Signed distance of every voxel from a ball's surface in mm, negative outside, [slices, rows, columns]. */
export function ballDistance(geometry: VolumeGeometry, centre: PatientPoint, radius: number): Float32Array {
  const [slices, rows, columns] = geometry.shape;
  const values = new Float32Array(slices * rows * columns);
  for (let s = 0, at = 0; s < slices; s++)
    for (let r = 0; r < rows; r++)
      for (let c = 0; c < columns; c++, at++) {
        const [x, y, z] = patientPoint(geometry, s, r, c);
        values[at] = radius - Math.hypot(x - centre[0], y - centre[1], z - centre[2]);
      }
  return values;
}

/** The voxels whose centres lie in a ball, and the grid they lie on. */
export function ballMask(geometry: VolumeGeometry, centre: PatientPoint, radius: number): Mask {
  const inside = Uint8Array.from(ballDistance(geometry, centre, radius), (mm) => Number(mm >= 0));
  return maskFromVoxels(ndarray(inside, [...geometry.shape]), geometry);
}

/** A grid of 0.7 x 0.8 x 3 mm voxels with the point in it that lies in its middle. */
export function ballGrid(
  directions: { rowDirection?: PatientPoint; columnDirection?: PatientPoint } = {},
  origin: PatientPoint = [0, 0, 0],
): { geometry: VolumeGeometry; middle: PatientPoint } {
  const geometry = createGeometry([17, 60, 68], { spacing: [3, 0.8, 0.7], origin, ...directions });
  return { geometry, middle: patientPoint(geometry, 8.1, 29.4, 33.7) };
}
