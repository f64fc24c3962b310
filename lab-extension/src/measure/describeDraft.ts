import { MARK_POINTS, type Mark } from "tslab-dicom/contract";
import type { Draft } from "./markEditor";
import type { MarkResults } from "./markResults";
import { nameKind, type TextOptions, writeReading } from "./markText";

/** What a draft comes to if its next point is its last, in short lines; none where more points are missing. */
export function writeDraft(
  { kind, axis, placed, tip }: Draft,
  results: MarkResults,
  options: TextOptions,
): readonly string[] {
  const mark: Mark = { id: "", kind, axis, points: [...placed, tip] };
  return mark.points.length === MARK_POINTS[kind] ? writeReading(results.read(mark), options) : [];
}

/** A draft in a sentence, for who draws it by keys and does not see it. */
export function describeDraft(draft: Draft, results: MarkResults, options: TextOptions): string {
  const { kind, placed, tip } = draft;
  const progress = options.translate(
    "%1, point %2 of %3 at voxel [%4]",
    nameKind(kind, options.translate),
    String(placed.length + 1),
    String(MARK_POINTS[kind]),
    tip.map((at) => Number(at.toFixed(1))).join(", "),
  );
  return [progress, ...writeDraft(draft, results, options)].join(", ");
}
