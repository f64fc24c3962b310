import type { GeometryProblem, SliceGap } from "../../errors";
import { count } from "../../words";
import type { SpacingTable } from "./measureSpacing";
import { gapTolerance } from "./tolerances";

/** Gaps named one by one in a sentence. */
const NAMED = 5;
/** Different sizes of gaps named in a sentence. */
const SIZES_NAMED = 6;

/** What the table says against the stack, in words. */
export function findSpacingProblems({
  median,
  gaps,
  odd,
  missing,
  rounded,
}: SpacingTable): GeometryProblem[] {
  if (median === null || odd.length === 0) return [];
  if (missing !== null && missing > 0) {
    const written = rounded === null ? "" : ` (positions are rounded to ${Number(rounded.toFixed(3))} mm)`;
    const sentence =
      odd.length === 1
        ? `${count(missing, "missing slice")}: the gap between slices ${odd[0].slices.join(" and ")} is ${mm3(odd[0].mm)}, the median gap ${mm3(median)}${written}`
        : `${count(missing, "missing slice")}: the gap is ${where(odd)}, the median gap ${mm3(median)}${written}`;
    return [{ kind: "missing-slices", count: missing, median, gaps: odd, sentence }];
  }
  const sizes = gapSizes(gaps);
  const list = sizes.slice(0, SIZES_NAMED).map(({ mm, count }) => `${mm3(mm)} x ${count}`);
  const more = sizes.length > SIZES_NAMED ? [`${sizes.length - SIZES_NAMED} other sizes`] : [];
  const few = odd.length <= NAMED ? ` (${where(odd)})` : "";
  const sentence = `uneven slice spacing: the gaps are ${[...list, ...more].join(", ")}${few}`;
  return [{ kind: "uneven-spacing", median, gaps: odd, sizes, sentence }];
}

/** The different gaps in the order in which they first occur; gaps within the tolerance are one size. */
function gapSizes(gaps: readonly number[]): { mm: number; count: number }[] {
  const sizes: { mm: number; count: number; first: number }[] = [];
  const order = gaps.map((mm, first) => ({ mm, first })).sort((a, b) => a.mm - b.mm);
  for (const { mm, first } of order) {
    const size = sizes.at(-1);
    if (size && mm - size.mm <= gapTolerance(size.mm)) {
      size.count++;
      size.first = Math.min(size.first, first);
    } else sizes.push({ mm, count: 1, first });
  }
  return sizes.sort((a, b) => a.first - b.first).map((size) => ({ mm: size.mm, count: size.count }));
}

function where(gaps: readonly SliceGap[]): string {
  const named = gaps
    .slice(0, NAMED)
    .map(({ mm, slices }) => `${mm3(mm)} between slices ${slices.join(" and ")}`);
  return [...named, ...(gaps.length > NAMED ? ["..."] : [])].join(", ");
}

function mm3(mm: number): string {
  return `${mm.toFixed(3)} mm`;
}
