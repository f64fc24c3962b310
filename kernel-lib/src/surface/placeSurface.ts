import { requireSliceSpacing, type VolumeGeometry } from "../volume/geometry";
import type { GridSurface } from "./marchBits";
import { createMesh, type Mesh } from "./mesh";
import type { RasterGrid } from "./rasterGrid";

/**
 * The mesh of a surface found on a grid, in patient mm or in array indices of the marching order.
 * The surface's own arrays are moved and handed over.
 *
 * @throws UnknownSpacingError in patient coordinates for a geometry without slice spacing.
 */
export function placeSurface(
  surface: GridSurface,
  grid: RasterGrid,
  geometry: VolumeGeometry,
  coordinates: Mesh["coordinates"],
): Mesh {
  const { positions, triangles } = surface;
  const affine = coordinates === "patient" ? patientAffine(grid, geometry) : voxelAffine(grid);
  const [a, b, c, d, e, f, g, h, i, j, k, l] = affine;
  for (let at = 0; at < positions.length; at += 3) {
    const z = positions[at];
    const y = positions[at + 1];
    const x = positions[at + 2];
    positions[at] = a * z + b * y + c * x + d;
    positions[at + 1] = e * z + f * y + g * x + h;
    positions[at + 2] = i * z + j * y + k * x + l;
  }
  // The marching's faces turn outward in a mirrored frame, as [slice, row, column] is to the patient's.
  const determinant = a * (f * k - g * j) - b * (e * k - g * i) + c * (e * j - f * i);
  if (coordinates === "patient" && determinant > 0) turnFaces(triangles);
  return createMesh(positions, triangles, coordinates, geometry.known);
}

/** Grid indices to LPS mm, 3 x 4, row-major. */
function patientAffine(grid: RasterGrid, geometry: VolumeGeometry): number[] {
  requireSliceSpacing(geometry, "a mesh in patient mm");
  return [0, 4, 8].flatMap((row) => {
    const steps = grid.storedAxis.map((axis) => geometry.affine[row + axis]);
    const start = steps.reduce((sum, mm, k) => sum + mm * grid.storedStart[k], geometry.affine[row + 3]);
    return [...steps.map((mm, k) => mm * grid.storedStep[k]), start];
  });
}

/** Grid indices to indices of the array that was asked for: steps and the added layer undone, 3 x 4. */
function voxelAffine(grid: RasterGrid): number[] {
  const step = Math.abs(grid.storedStep[0]);
  const start = -grid.pad * step;
  return [step, 0, 0, start, 0, step, 0, start, 0, 0, step, start];
}

function turnFaces(triangles: Uint32Array): void {
  for (let t = 0; t < triangles.length; t += 3) {
    const first = triangles[t];
    triangles[t] = triangles[t + 2];
    triangles[t + 2] = first;
  }
}
