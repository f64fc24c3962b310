import { DicomFileError, UnsupportedTransferSyntaxError } from "../errors";
import { readCandidateSlice } from "./readCandidateSlice";
import type { VolumeCandidate } from "./series/volumeCandidate";
import { checkGeometry } from "./stack/checkGeometry";

/**
 * Why a volume does not load as it is, or null: in the words of the load itself, as far as the slices' headers tell;
 * else what its tags told when it was found.
 */
export function findProblem(candidate: VolumeCandidate): string | null {
  const { kind, frames, placed, problem } = candidate;
  // Where no slice has a place, that says more than the first one's error.
  if (kind !== "volume" || !placed) return problem;
  try {
    const { problems } = checkGeometry(frames.map((frame) => readCandidateSlice(candidate, frame))).check;
    return problems.length === 0 ? problem : problems.map(({ sentence }) => sentence).join("; ");
  } catch (error) {
    if (error instanceof DicomFileError) return `${error.file}: ${error.problem}`;
    if (error instanceof UnsupportedTransferSyntaxError) return problem ?? error.message;
    throw error;
  }
}
