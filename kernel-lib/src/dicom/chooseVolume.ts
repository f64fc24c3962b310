import { DicomFileError, InvalidArgumentError, MultipleVolumesError, NoDicomError } from "../errors";
import { findProblem } from "./findProblem";
import { isOtherObject } from "./image/classifyFile";
import { countDispositions } from "./report/loadReport";
import { describeVolume } from "./series/describeVolumes";
import type { VolumeCandidate } from "./series/volumeCandidate";
import type { Survey } from "./survey";

/** Which volume to load: by its place in the list of `scanFolder`, from 0; or the one with most slices. */
export type VolumeChoice = number | "largest";

/**
 * The candidate to load. Without a choice there must be one volume: localizers and pictures are not counted beside
 * it. A series whose slices all lost their place in the patient is counted, though it does not load.
 *
 * @throws NoDicomError where there is no candidate; MultipleVolumesError where there are several and no choice;
 * InvalidArgumentError for a choice that is not there.
 */
export function chooseVolume(
  { candidates, damaged, others }: Survey,
  choice: VolumeChoice | undefined,
  path: string,
): VolumeCandidate {
  if (candidates.length === 0) {
    // A file that begins as DICOM and cannot be read says more than that there is nothing.
    const [image = damaged[0]] = damaged.filter(({ identity }) => !isOtherObject(identity));
    if (image !== undefined) throw withoutOthers(image.error);
    const counts = others.length === 0 ? "no file" : `no image among ${countDispositions(others)}`;
    throw new NoDicomError(path, others.length, counts);
  }
  const volumes = candidates.filter(({ kind }) => kind === "volume");
  const rivals = volumes.length > 0 ? volumes : candidates;
  if (choice === "largest") return largest(rivals);
  if (choice !== undefined) {
    const chosen = Number.isInteger(choice) ? candidates[choice] : undefined;
    if (chosen !== undefined) return chosen;
    throw new InvalidArgumentError(
      "volume",
      `"largest" or a whole number from 0 to ${candidates.length - 1}`,
      choice,
    );
  }
  if (rivals.length > 1) {
    const what = volumes.length > 0 ? "volumes" : "localizers and pictures";
    const numbers = new Map(candidates.map((candidate, i) => [candidate, i]));
    const lines = rivals.map((rival) => describeVolume({ ...rival, problem: findProblem(rival) }));
    const choices = rivals.map((rival) => numbers.get(rival) ?? 0);
    throw new MultipleVolumesError(path, lines, choices, what);
  }
  return rivals[0];
}

/** One that has a place in the patient, if there is any: only that loads. */
function largest(rivals: readonly VolumeCandidate[]): VolumeCandidate {
  const placed = rivals.filter((rival) => rival.placed);
  return (placed.length > 0 ? placed : rivals).reduce((most, one) => (one.slices > most.slices ? one : most));
}

/** The error without the advice to load the others, where there are none. */
function withoutOthers(error: Error): Error {
  if (!(error instanceof DicomFileError)) return error;
  const { path, file, problem } = error;
  return new DicomFileError(path, file, problem, "Copy or export it again", { cause: error });
}
