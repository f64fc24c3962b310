import { NonFiniteError } from "../errors";
import { type OptionKinds, requireOptions } from "../options";
import { createMask } from "../volume/mask";
import { toVolume, type Volume, type VolumeLike } from "../volume/volume";
import { type GridSurface, marchBits } from "./marchBits";
import { chooseSurface, SURFACE_KINDS, type SurfaceOptions } from "./maskSurface";
import { createMesh, type Mesh } from "./mesh";
import { placeSurface } from "./placeSurface";
import { type RasterGrid, rasterGrid } from "./rasterGrid";

export interface IsoSurfaceOptions extends SurfaceOptions {
  /**
   * Value on the surface; voxels above it are inside.
   * @default half way between the smallest and the largest value of the array, as scikit-image
   */
  threshold?: number;
}

export const ISO_SURFACE_KINDS: OptionKinds<IsoSurfaceOptions> = { threshold: "number", ...SURFACE_KINDS };

/** Keeps a weight finite where a sample lies on the surface. */
const EPSILON = 2 ** -52;

/**
 * The surface of a grey volume at a value: marching cubes with vertices interpolated along the edges of the cells.
 *
 * A cell's triangles are those of its 0/1 pattern, as in maskSurface. scikit-image gives the same mesh, save that it
 * looks at the values too where a pattern can be joined in two ways, drops triangles without area where a voxel has
 * exactly the threshold, and rounds differently for steps that are no power of two. An edge to a value that is not
 * finite is cut in the middle.
 * A volume whose values all lie on one side gives an empty mesh.
 *
 * Options: `threshold` (halfway between smallest and largest), `stepSize` (1), `coordinates` ("patient", else
 * "voxel"), `axes` ("slice-row-column"), `border` ("open", else "closed").
 *
 * @param volume - [slices, rows, columns].
 * @throws InvalidArgumentError unless stepSize is a whole number from 1 to 1000.
 * @throws NonFiniteError for a threshold that is not finite.
 * @throws UnknownSpacingError in patient coordinates for a volume of one slice, whose spacing is not known.
 * @example
 *     const skin = isoSurface(volume, { threshold: -300, stepSize: 2 });
 */
export function isoSurface(volume: VolumeLike, options: IsoSurfaceOptions = {}): Mesh {
  requireOptions(options, ISO_SURFACE_KINDS);
  const { stepSize, coordinates, axes, border } = chooseSurface(options);
  const source = toVolume(volume);
  const { threshold = middleValue(source) } = options;
  if (!Number.isFinite(threshold)) throw new NonFiniteError("threshold", 0, threshold);

  const inside = voxelsAbove(source, threshold);
  if (inside === null)
    return createMesh(new Float32Array(0), new Uint32Array(0), coordinates, source.geometry.known);
  const grid = rasterGrid(createMask(source.geometry, inside), axes, stepSize, border);
  const surface = marchBits(grid);
  moveToLevel(surface, grid, source, threshold);
  return placeSurface(surface, grid, source.geometry, coordinates);
}

function middleValue({ voxels }: Volume): number {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  forEachRow(voxels, (start, step, columns) => {
    for (let column = 0, at = start; column < columns; column++, at += step) {
      const value = voxels.data[at];
      if (value < min) min = value;
      if (value > max) max = value;
    }
  });
  return min <= max ? 0.5 * (min + max) : 0;
}

/** Bit rows of the voxels above a value; null when there is none. */
function voxelsAbove({ voxels, padding }: Volume, threshold: number): Uint32Array | null {
  const { data } = voxels;
  const bits = new Uint32Array(padding.bits.length);
  let any = 0;
  forEachRow(voxels, (start, step, columns, row) => {
    let at = start;
    for (let first = 0; first < columns; first += 32) {
      const count = Math.min(32, columns - first);
      let word = 0;
      for (let bit = 0; bit < count; bit++, at += step) if (data[at] > threshold) word |= 1 << bit;
      bits[row * padding.wordsPerRow + (first >>> 5)] = word;
      any |= word;
    }
  });
  return any === 0 ? null : bits;
}

function forEachRow(
  voxels: Volume["voxels"],
  visit: (start: number, step: number, columns: number, row: number) => void,
): void {
  const [slices, rows, columns] = voxels.shape;
  const [sliceStep, rowStep, columnStep] = voxels.stride;
  for (let slice = 0; slice < slices; slice++) {
    for (let row = 0; row < rows; row++) {
      const start = voxels.offset + slice * sliceStep + row * rowStep;
      visit(start, columnStep, columns, slice * rows + row);
    }
  }
}

/**
 * Moves each vertex from the middle of its edge to where the value is reached: the mean of the edge's ends weighted
 * by 1 / (distance of their samples from the value), the form in which scikit-image rounds.
 */
function moveToLevel(surface: GridSurface, grid: RasterGrid, { voxels }: Volume, threshold: number): void {
  const { positions, triangles } = surface;
  const { data, stride } = voxels;
  const { storedAxis, storedStart, storedStep, shape, pad } = grid;
  const steps = storedAxis.map((axis, k) => stride[axis] * storedStep[k]);
  const start = storedAxis.reduce((sum, axis, k) => sum + stride[axis] * storedStart[k], voxels.offset);
  const [zStep, yStep, xStep] = steps;
  const [zLast, yLast, xLast] = shape.map((n) => n - 1 - pad);
  const centres = new Uint8Array(positions.length / 3);
  let hasCentres = false;

  for (let at = 0; at < positions.length; at += 3) {
    const z = Math.floor(positions[at]);
    const y = Math.floor(positions[at + 1]);
    const x = Math.floor(positions[at + 2]);
    const alongZ = positions[at] !== z;
    const alongY = positions[at + 1] !== y;
    const alongX = positions[at + 2] !== x;
    if (+alongZ + +alongY + +alongX > 1) {
      centres[at / 3] = 1;
      hasCentres = true;
      continue;
    }
    // An edge to the added layer has one sample only.
    if (z < pad || y < pad || x < pad) continue;
    if (z + +alongZ > zLast || y + +alongY > yLast || x + +alongX > xLast) continue;
    const index = start + z * zStep + y * yStep + x * xStep;
    const near = Math.abs(data[index] - threshold);
    const far = Math.abs(data[index + (alongZ ? zStep : alongY ? yStep : xStep)] - threshold);
    if (!(near + far < Number.POSITIVE_INFINITY)) continue;
    const nearWeight = 1 / (EPSILON + near);
    const farWeight = 1 / (EPSILON + far);
    const axis = at + (alongZ ? 0 : alongY ? 1 : 2);
    const low = alongZ ? z : alongY ? y : x;
    positions[axis] = low + farWeight / (nearWeight + farWeight);
  }
  if (hasCentres) moveCentres(positions, triangles, centres);
}

/** Moves each vertex inside a cell to the mean of those it is joined to, which lie on the cell's edges. */
function moveCentres(positions: Float32Array, triangles: Uint32Array, centres: Uint8Array): void {
  const sums = new Map<number, [number, number, number, number]>();
  for (let t = 0; t < triangles.length; t++) {
    const centre = triangles[t];
    if (centres[centre] === 0) continue;
    const sum = sums.get(centre) ?? [0, 0, 0, 0];
    sums.set(centre, sum);
    // The triangles go round the centre, so each neighbour follows it once.
    const next = 3 * triangles[t % 3 === 2 ? t - 2 : t + 1];
    for (let axis = 0; axis < 3; axis++) sum[axis] += positions[next + axis];
    sum[3]++;
  }
  for (const [centre, sum] of sums) {
    for (let axis = 0; axis < 3; axis++) positions[3 * centre + axis] = sum[axis] / sum[3];
  }
}
