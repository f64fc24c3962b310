import { differenceIn } from "./difference";
import { groupBy } from "./groupBy";
import { type Part, partOf, type SplitChoice } from "./part";
import { readComparable } from "./readComparable";

/** The parts split by the tags that the caller names. */
export function splitByTags(parts: readonly Part[], { splitBy }: Pick<SplitChoice, "splitBy">): Part[] {
  return splitBy.reduce<Part[]>(
    (all, tag) =>
      all.flatMap((part) => {
        const groups = groupBy(part.frames, ({ frame }) => readComparable(frame.elements, tag));
        if (groups.size < 2) return [part];
        return [...groups].map(([value, frames]) => partOf(part, frames, [differenceIn(tag, value)]));
      }),
    [...parts],
  );
}
