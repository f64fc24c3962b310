import { InvalidArgumentError } from "../errors";
import { type OptionKinds, requireChoice, requireOptions } from "../options";
import { type Mask, type MaskLike, toMask } from "../volume/mask";
import { marchBits } from "./marchBits";
import { createMesh, type Mesh } from "./mesh";
import { placeSurface } from "./placeSurface";
import { type AxisOrder, type Border, rasterGrid } from "./rasterGrid";

export interface SurfaceOptions {
  /** Voxels from sample to sample along every axis, 1 to 1000; larger is coarser. @default 1 */
  stepSize?: number;
  /**
   * "patient": LPS mm, faces counter-clockwise seen from outside. "voxel": indices of the array in the order of
   * `axes`, faces as scikit-image gives them. @default "patient"
   */
  coordinates?: Mesh["coordinates"];
  /** Order in which the voxels are marched. @default "slice-row-column" */
  axes?: AxisOrder;
  /**
   * "open": as in scikit-image the surface stops where the volume ends. "closed": the volume's end is a wall, half
   * a step beyond the last sample, so that the mesh has a volume. @default "open"
   */
  border?: Border;
}

export const SURFACE_KINDS: OptionKinds<SurfaceOptions> = {
  stepSize: "number",
  coordinates: "text",
  axes: "text",
  border: "text",
};

/**
 * The surface of a mask, half way between the voxels inside and outside, by marching cubes.
 *
 * In voxel coordinates vertices, faces and their order are bit for bit those of scikit-image's
 * `marching_cubes(mask, 0.5, step_size=stepSize, allow_degenerate=False)` on the array in the order of `axes`.
 * An empty mask gives an empty mesh, and so does, with an open border, a mask of one slice, row or column.
 * Takes sets only: the tutorial's `filled - unfilled` is the mask `andNot(filled, unfilled)`.
 *
 * Options: `stepSize` (1), `coordinates` ("patient", else "voxel"), `axes` ("slice-row-column"), `border` ("open",
 * else "closed").
 *
 * @param mask - [slices, rows, columns]; non-zero is inside.
 * @throws InvalidArgumentError unless stepSize is a whole number from 1 to 1000.
 * @throws UnknownSpacingError in patient coordinates for a mask of one slice, whose spacing is not known.
 * @example
 *     const mesh = maskSurface(lungs, { border: "closed" });
 */
export function maskSurface(mask: MaskLike, options: SurfaceOptions = {}): Mesh {
  requireOptions(options, SURFACE_KINDS);
  const { stepSize, coordinates, axes, border } = chooseSurface(options);
  const source = toMask(mask);
  if (isEmpty(source))
    return createMesh(new Float32Array(0), new Uint32Array(0), coordinates, source.geometry.known);
  const grid = rasterGrid(source, axes, stepSize, border);
  return placeSurface(marchBits(grid), grid, source.geometry, coordinates);
}

function isEmpty({ bits }: Mask): boolean {
  for (let i = 0; i < bits.length; i++) if (bits[i] !== 0) return false;
  return true;
}

/** The options with their defaults. @throws InvalidArgumentError for a value that there is not. */
export function chooseSurface(options: SurfaceOptions): Required<SurfaceOptions> {
  const { stepSize = 1, coordinates = "patient", axes = "slice-row-column", border = "open" } = options;
  requireStepSize(stepSize);
  requireChoice("coordinates", coordinates, ["patient", "voxel"]);
  requireChoice("axes", axes, ["slice-row-column", "column-row-slice", "column-row-reversedSlice"]);
  requireChoice("border", border, ["open", "closed"]);
  return { stepSize, coordinates, axes, border };
}

const LARGEST_STEP = 1000;

/** @throws InvalidArgumentError unless the step is a whole number from 1 to 1000. */
function requireStepSize(stepSize: number): void {
  if (!Number.isInteger(stepSize) || stepSize < 1 || stepSize > LARGEST_STEP) {
    throw new InvalidArgumentError(
      "stepSize",
      `a whole number of voxels from 1 to ${LARGEST_STEP}`,
      stepSize,
    );
  }
}
