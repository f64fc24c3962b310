import { describedAs } from "../../describe";
import { TAGS } from "../elements/tags";
import { describeVolume } from "./describeVolumes";
import { type Difference, differenceIn } from "./difference";
import { groupBy } from "./groupBy";
import { readComparable } from "./readComparable";
import type { VolumeCandidate } from "./volumeCandidate";

/** What volumes are told apart by that would read the same; the first few in which they differ. */
const TAGS_COMPARED = [
  TAGS.PatientID,
  TAGS.StudyInstanceUID,
  TAGS.SeriesNumber,
  TAGS.SeriesDescription,
  TAGS.AcquisitionNumber,
  TAGS.SliceThickness,
  TAGS.FilterType,
  TAGS.KVP,
  TAGS.ContrastBolusAgent,
  TAGS.EchoTime,
  TAGS.AcquisitionTime,
  TAGS.SeriesTime,
  TAGS.ContentTime,
  TAGS.SeriesInstanceUID,
];
const TAGS_NAMED = 3;

/** The candidates, those that would read the same with what they differ in. */
export function tellApart(candidates: readonly VolumeCandidate[]): VolumeCandidate[] {
  const differences = new Map<VolumeCandidate, readonly Difference[]>();
  for (const same of groupBy(candidates, describeVolume).values()) {
    if (same.length < 2) continue;
    const valuesOf = new Map(
      same.map((candidate) => [
        candidate,
        TAGS_COMPARED.map((tag) => readComparable(candidate.frames[0].elements, tag)),
      ]),
    );
    const values = [...valuesOf.values()];
    const told = new Set(same.flatMap(({ differs }) => differs.map(({ tag }) => tag)));
    const differing = TAGS_COMPARED.map((tag, i) => ({ tag, i }))
      .filter(({ tag }) => !told.has(tag.name))
      .filter(({ i }) => values.some((one) => one[i] !== values[0][i]))
      .slice(0, TAGS_NAMED);
    for (const [candidate, own] of valuesOf) {
      differences.set(
        candidate,
        differing.map(({ tag, i }) => differenceIn(tag, own[i])),
      );
    }
  }
  return candidates.map((candidate) => {
    const more = differences.get(candidate) ?? [];
    if (more.length === 0) return candidate;
    return describedAs({ ...candidate, differs: [...candidate.differs, ...more] }, describeVolume);
  });
}
