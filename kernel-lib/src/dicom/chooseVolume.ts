import { InvalidArgumentError, MultipleSeriesError, NoDicomError } from "../errors";
import { describeVolume } from "./frames/describeVolumes";
import type { VolumeCandidate } from "./frames/volumeCandidate";
import { countDispositions } from "./loadReport";
import type { Survey } from "./survey";

/** Which volume to load: by its number in `scanFolder` and MultipleSeriesError, or the one with most slices. */
export type SeriesChoice = number | "largest";

/**
 * The candidate to load. Without a choice there must be one volume: localizers and pictures without a place in the
 * patient are not counted beside it.
 *
 * @throws NoDicomError where there is no candidate; MultipleSeriesError where there are several and no choice;
 * InvalidArgumentError for a choice that is not there.
 */
export function chooseVolume(
  { candidates, damaged, others }: Survey,
  choice: SeriesChoice | undefined,
  path: string,
): VolumeCandidate {
  if (candidates.length === 0) {
    // A file that begins as DICOM and cannot be read says more than that there is nothing.
    if (damaged.length > 0) throw damaged[0].error;
    const counts = others.length === 0 ? "no file" : `no image among ${countDispositions(others)}`;
    throw new NoDicomError(path, others.length, counts);
  }
  if (choice === "largest") return largest(candidates);
  if (choice !== undefined) {
    const chosen = Number.isInteger(choice) ? candidates[choice] : undefined;
    if (chosen !== undefined) return chosen;
    throw new InvalidArgumentError(
      "series",
      `"largest" or a whole number from 0 to ${candidates.length - 1}`,
      choice,
    );
  }
  const volumes = candidates.filter(({ kind }) => kind === "volume");
  const [only, ...more] = volumes.length > 0 ? volumes : candidates;
  if (more.length > 0) throw new MultipleSeriesError(path, candidates.map(describeVolume));
  return only;
}

function largest(candidates: readonly VolumeCandidate[]): VolumeCandidate {
  const volumes = candidates.filter(({ kind }) => kind === "volume");
  return (volumes.length > 0 ? volumes : candidates).reduce((most, one) =>
    one.slices > most.slices ? one : most,
  );
}
