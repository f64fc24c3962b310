import { GeometryError } from "../errors";
import type { LoadWarning } from "./report/loadReport";
import { describeElsewhere } from "./series/findSlicesElsewhere";
import type { VolumeCandidate } from "./series/volumeCandidate";

const JOIN = "if the two are one stack, { join } with the tags in which they differ loads them as one";

/** Rethrows an error of a load; one of missing slices says which other volume holds them. */
export function explainGaps({ elsewhere }: VolumeCandidate): (error: unknown) => never {
  return (error) => {
    const missing = error instanceof GeometryError && elsewhere.length > 0;
    if (!missing) throw error;
    const { problems, remedy, details } = error;
    throw new GeometryError([...problems, describeElsewhere(elsewhere)], `${remedy}; ${JOIN}`, details);
  };
}

/** What a reader of a volume with gaps should know: the slices need not be lost. */
export function warnOfElsewhere({ elsewhere }: VolumeCandidate): LoadWarning[] {
  if (elsewhere.length === 0) return [];
  return [{ code: "SLICES_ELSEWHERE", message: `${describeElsewhere(elsewhere)} of the list; ${JOIN}` }];
}
