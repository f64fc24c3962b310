import { TAGS } from "../elements/tags";
import type { FrameTraits } from "./frameTraits";
import { groupBy } from "./groupBy";

/**
 * The frames by patient, study and series, of which none ever shares a volume with another, unless joined. Without a
 * Series Instance UID, Series Number and Description tell less than one, and more than nothing. Under one Series
 * Instance UID a frame without patient or study belongs to the only one that the others have.
 *
 * @param joined - numbers of tags that must not split.
 */
export function groupSeries(
  frames: readonly FrameTraits[],
  joined: ReadonlySet<number>,
): readonly (readonly FrameTraits[])[] {
  const of = (tag: { readonly number: number }, value: string) => (joined.has(tag.number) ? "" : value);
  const series = (frame: FrameTraits) => {
    if (joined.has(TAGS.SeriesInstanceUID.number) || frame.seriesUid !== "") {
      return of(TAGS.SeriesInstanceUID, frame.seriesUid);
    }
    const { elements } = frame.frame;
    return JSON.stringify([
      of(TAGS.SeriesNumber, elements.text(TAGS.SeriesNumber) ?? ""),
      of(TAGS.SeriesDescription, elements.text(TAGS.SeriesDescription) ?? ""),
    ]);
  };
  return [...groupBy(frames, series).values()].flatMap((members) => {
    const known = members[0].seriesUid !== "" && !joined.has(TAGS.SeriesInstanceUID.number);
    const patient = known ? onlyOne(members.map((frame) => frame.patient)) : "";
    const study = known ? onlyOne(members.map((frame) => frame.study)) : "";
    const owner = (frame: FrameTraits) =>
      JSON.stringify([
        of(TAGS.PatientID, frame.patient || patient),
        of(TAGS.StudyInstanceUID, frame.study || study),
      ]);
    return [...groupBy(members, owner).values()];
  });
}

/** The value that all have which have one, or "". */
function onlyOne(values: readonly string[]): string {
  const known = new Set(values.filter((value) => value !== ""));
  return known.size === 1 ? [...known][0] : "";
}
