import { InvalidArgumentError } from "../errors";
import { type OptionKinds, requireOptions } from "../options";
import { voxelVolume } from "../volume/geometry";
import { type Mask, type MaskLike, toMask } from "../volume/mask";
import { connectRuns } from "./connectRuns";
import { paintRuns, type Runs, runsOf } from "./runs";
import { not, or } from "./setAlgebra";

export interface FillHolesOptions {
  /** Each slice by itself, in which a hole needs no lid. @default false */
  inPlane?: boolean;
  /** Holes larger than this stay: mm3, or mm2 of each slice by itself. @default no limit */
  largest?: number;
}

const KINDS: OptionKinds<FillHolesOptions> = { inPlane: "boolean", largest: "number" };

/**
 * The mask with its holes: what is outside it and reaches the border of the volume by no way over faces of voxels, or of
 * each slice by itself its border over their edges.
 *
 * Options: `inPlane` (false), `largest` (no limit: mm3, or mm2).
 *
 * @throws InvalidArgumentError for a largest that is not 0 or a positive number.
 * @throws UnknownSpacingError for a largest in mm3 in a mask of one slice.
 */
export function fillHoles(mask: MaskLike, options: FillHolesOptions = {}): Mask {
  requireOptions(options, KINDS);
  const { inPlane = false, largest = Number.POSITIVE_INFINITY } = options;
  if (!(largest >= 0)) throw new InvalidArgumentError("largest", "a size from 0", largest);
  const source = toMask(mask);
  const around = not(source);
  const runs = runsOf(around);
  const { roots, sizes } = connectRuns(runs, source.shape, inPlane ? "4 within a slice" : 6);
  const open = reachBorder(runs, roots, source, inPlane);
  const voxel = largest === Number.POSITIVE_INFINITY ? 1 : sizeOfVoxel(source, inPlane);
  return or(
    source,
    paintRuns(around, runs, (run) => open[roots[run]] === 0 && sizes[roots[run]] * voxel <= largest),
  );
}

/** 1 for each root whose component has a voxel at the border. */
function reachBorder(
  { starts, ends, firstOfRow }: Runs,
  roots: Uint32Array,
  { shape: [slices, rows, columns] }: Mask,
  inPlane: boolean,
): Uint8Array {
  const open = new Uint8Array(roots.length);
  for (let row = 0; row < slices * rows; row++) {
    const [slice, r] = [Math.floor(row / rows), row % rows];
    const atBorder = r === 0 || r === rows - 1 || (!inPlane && (slice === 0 || slice === slices - 1));
    for (let run = firstOfRow[row]; run < firstOfRow[row + 1]; run++) {
      if (atBorder || starts[run] === 0 || ends[run] === columns) open[roots[run]] = 1;
    }
  }
  return open;
}

/** mm2 of a voxel in its slice, or mm3. */
function sizeOfVoxel({ geometry }: Mask, inPlane: boolean): number {
  return inPlane ? geometry.spacing[1] * geometry.spacing[2] : voxelVolume(geometry);
}
