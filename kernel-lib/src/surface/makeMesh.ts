import type { NdArray } from "ndarray";
import { InvalidArgumentError } from "../errors";
import { requireOptions } from "../options";
import { isMask, type Mask, type MaskLike } from "../volume/mask";
import { isVolume, type VolumeLike } from "../volume/volume";
import { ISO_SURFACE_KINDS, type IsoSurfaceOptions, isoSurface } from "./isoSurface";
import { maskSurface } from "./maskSurface";
import type { Mesh } from "./mesh";
import type { AxisOrder } from "./rasterGrid";

export interface MakeMeshOptions extends IsoSurfaceOptions {
  /**
   * Order in which the voxels are marched: the tutorial's make_mesh by default; its plot_3d takes
   * "column-row-slice". @default "column-row-reversedSlice"
   */
  axes?: AxisOrder;
}

/**
 * The surface mesh of a mask, or of a grey volume at a threshold, in patient mm.
 *
 * With `{ coordinates: "voxel" }` and a mask it is, bit for bit, what the tutorial's make_mesh returns: positions
 * are [column, row, slice counted from the last], and `stepSize` is scikit-image's `step_size`. The patient mesh has
 * the same vertices in the same order, in mm. A mask goes to maskSurface (`threshold` has no meaning there), a grey
 * volume to isoSurface, whose faces can differ from scikit-image's in ambiguous cells.
 *
 * Options: `threshold` (of a grey volume: halfway between smallest and largest), `stepSize` (1), `coordinates`
 * ("patient", else "voxel"), `axes` ("column-row-reversedSlice"), `border` ("open", else "closed").
 *
 * @param volume - [slices, rows, columns]; a bare Uint8Array array is a mask, non-zero inside.
 * @throws InvalidArgumentError unless stepSize is a whole number from 1 to 1000; for a threshold on a mask.
 * @throws NonFiniteError for a threshold that is not finite.
 * @throws UnknownSpacingError in patient coordinates for one slice alone, whose spacing is not known.
 * @example
 *     const { positions, triangles } = makeMesh(internal, { coordinates: "voxel" });
 */
export function makeMesh(volume: VolumeLike | MaskLike, options: MakeMeshOptions = {}): Mesh {
  requireOptions(options, ISO_SURFACE_KINDS);
  const settings = { axes: "column-row-reversedSlice", ...options } satisfies MakeMeshOptions;
  if (!isMaskLike(volume)) return isoSurface(volume, settings);
  if (options.threshold !== undefined) {
    throw new InvalidArgumentError("threshold", "left out for a mask", options.threshold);
  }
  return maskSurface(volume, settings);
}

function isMaskLike(input: VolumeLike | MaskLike): input is Mask | NdArray<Uint8Array> {
  if (isMask(input)) return true;
  return !isVolume(input) && input.data instanceof Uint8Array;
}
