import type { DicomFileError } from "../errors";
import type { Limits } from "../limits";
import type { VoxelArray } from "../volume/voxelArray";
import type { SliceHeader } from "./image/readSliceHeader";
import type { PixelReader } from "./pixels/pixelReader";
import { type PlanChoice, planVolume, type VolumePlan } from "./planVolume";
import { pickSlices, type ReadSlices, readSlices } from "./readSlices";
import { repairValues } from "./repair/repairValues";
import type { SourceFile } from "./source/sourceFile";
import { warnOfValues } from "./volumeWarnings";

export interface BuildVolumeOptions extends PlanChoice {
  /** Leave slices out whose pixels cannot be read, instead of throwing the first one's error. */
  readonly tolerant: boolean;
  readonly limits: Limits;
  readonly signal: AbortSignal | undefined;
  readonly onSlice: (done: number, total: number) => void;
}

/** A volume on its grid, with its values, and what was noticed. */
export interface BuiltVolume extends VolumePlan {
  readonly values: VoxelArray;
  readonly paddingBits: Uint32Array;
  /** Slices that could not be read and are not in the volume. */
  readonly failures: readonly { readonly file: SourceFile; readonly error: DicomFileError }[];
}

/**
 * The volume of these slices: placed as the policy says, then read. Slices that cannot be read change where the others
 * go, and not what was read of them.
 *
 * @throws GeometryError, DicomFileError, LimitExceededError as `loadScan` says.
 */
export async function buildVolume(
  headers: readonly SliceHeader[],
  reader: PixelReader,
  options: BuildVolumeOptions,
): Promise<BuiltVolume> {
  const { tolerant, limits, signal, onSlice } = options;
  const plan = planVolume(headers, options);
  const { sources } = plan;
  const read = await readSlices(sources, reader, {
    limits,
    signal,
    onSlice: (done) => onSlice(done, sources.length),
    tolerant,
  });
  if (read.failures.size === 0) return fillVolume(plan, read, []);

  const failures = [...read.failures].map(([i, error]) => ({ file: sources[i].file, error }));
  const whole = sources.filter((_, i) => !read.failures.has(i));
  if (whole.length === 0) throw failures[0].error;
  // Without the others the stack has other gaps.
  const rest = planVolume(whole, options);
  const places = new Map(sources.map((slice, i) => [slice, i]));
  const picked = rest.sources.flatMap((slice) => places.get(slice) ?? []);
  return fillVolume(rest, pickSlices(read, picked, sources.length), failures);
}

function fillVolume(plan: VolumePlan, read: ReadSlices, failures: BuiltVolume["failures"]): BuiltVolume {
  const { repair, sources, warnings } = plan;
  const { values, paddingBits } = repair === null ? read : repairValues(repair, read);
  return {
    ...plan,
    values,
    paddingBits,
    warnings: [...warnings, ...warnOfValues(sources, read)],
    failures,
  };
}
