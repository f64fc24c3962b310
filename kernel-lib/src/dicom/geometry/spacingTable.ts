import type { GeometryProblem, SliceGap } from "../../errors";
import { GAP_TOLERANCE } from "./tolerances";

/** Distances between neighbouring slices along their normal, mm; null where there is no distance. */
export interface SpacingTable {
  /** The lower median, so that it is a gap that occurs. */
  readonly median: number | null;
  readonly min: number | null;
  readonly max: number | null;
  /** From the first slice to the last. */
  readonly gaps: readonly number[];
  /** The gaps that are not as the median. */
  readonly odd: readonly SliceGap[];
  /** Slices that are missing, if every odd gap is a whole multiple of the median; else null. */
  readonly missing: number | null;
}

/**
 * The table of these gaps. A gap is odd when it differs from the median by more than 1 % of it and more than 0.01 mm,
 * unless all slices are within 0.01 mm of where even spacing puts them: jitter counts twice in a gap.
 */
export function spacingTable(gaps: readonly SliceGap[]): SpacingTable {
  if (gaps.length === 0) return { median: null, min: null, max: null, gaps: [], odd: [], missing: 0 };
  const sorted = gaps.map(({ mm }) => mm).sort((a, b) => a - b);
  const median = sorted[(sorted.length - 1) >> 1];
  const tolerance = Math.max(GAP_TOLERANCE.share * median, GAP_TOLERANCE.mm);
  const odd = isEven(gaps) ? [] : gaps.filter(({ mm }) => Math.abs(mm - median) > tolerance);
  const multiple = ({ mm }: SliceGap) => Math.round(mm / median);
  const whole = odd.every((gap) => {
    return multiple(gap) >= 2 && Math.abs(gap.mm - multiple(gap) * median) <= tolerance;
  });
  return {
    median,
    min: sorted[0],
    max: sorted[sorted.length - 1],
    gaps: gaps.map(({ mm }) => mm),
    odd,
    missing: whole ? odd.reduce((sum, gap) => sum + multiple(gap) - 1, 0) : null,
  };
}

/** Whether each slice is within the tolerance of its place between the first and the last. */
function isEven(gaps: readonly SliceGap[]): boolean {
  const mean = gaps.reduce((sum, { mm }) => sum + mm, 0) / gaps.length;
  let beyond = 0;
  return gaps.every(({ mm }) => {
    beyond += mm - mean;
    return Math.abs(beyond) <= GAP_TOLERANCE.mm;
  });
}

/** Gaps named one by one in a sentence. */
const NAMED = 5;
/** Different sizes of gaps named in a sentence. */
const SIZES_NAMED = 6;

/** What the table says against the stack, in words. */
export function spacingProblems({ median, gaps, odd, missing }: SpacingTable): GeometryProblem[] {
  if (median === null || odd.length === 0) return [];
  if (missing !== null) {
    const sentence =
      odd.length === 1
        ? `${count(missing, "missing slice")}: the gap between slices ${odd[0].slices.join(" and ")} is ${mm3(odd[0].mm)}, the median gap ${mm3(median)}`
        : `${count(missing, "missing slice")}: the gap is ${where(odd)}, the median gap ${mm3(median)}`;
    return [{ kind: "missing-slices", count: missing, median, gaps: odd, sentence }];
  }
  const sizes = gapSizes(gaps);
  const list = sizes.slice(0, SIZES_NAMED).map(({ mm, count }) => `${mm3(mm)} x ${count}`);
  const more = sizes.length > SIZES_NAMED ? [`${sizes.length - SIZES_NAMED} other sizes`] : [];
  const few = odd.length <= NAMED ? ` (${where(odd)})` : "";
  const sentence = `uneven slice spacing: the gaps are ${[...list, ...more].join(", ")}${few}`;
  return [{ kind: "uneven-spacing", median, gaps: odd, sizes, sentence }];
}

/** "1 slice", "2 slices". */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

/** The different gaps in the order in which they first occur; gaps within the tolerance are one size. */
function gapSizes(gaps: readonly number[]): { mm: number; count: number }[] {
  const sizes: { mm: number; count: number; first: number }[] = [];
  const order = gaps.map((mm, first) => ({ mm, first })).sort((a, b) => a.mm - b.mm);
  for (const { mm, first } of order) {
    const size = sizes.at(-1);
    if (size && mm - size.mm <= Math.max(GAP_TOLERANCE.share * size.mm, GAP_TOLERANCE.mm)) {
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
