import type { SliceGap } from "../../errors";
import { findEvenPlaces, placesBy } from "./findEvenPlaces";
import { GAP_TOLERANCE, gapTolerance, ROUNDING_SHARE } from "./tolerances";

/** Distances between neighbouring slices along their normal, mm; null where there is no distance. */
export interface SpacingTable {
  /** The lower median, so that it is a gap that occurs. */
  readonly median: number | null;
  readonly min: number | null;
  readonly max: number | null;
  /** From the first slice to the last. */
  readonly gaps: readonly number[];
  /** The distance of neighbours between which no slice is missing: their mean, which rounded positions do not bias. */
  readonly usual: number | null;
  /** Where slices are missing, or gaps are not as the median. */
  readonly odd: readonly SliceGap[];
  /** Slices that are missing from an even grid; null when there is no such grid. */
  readonly missing: number | null;
  /** Whole-number place of each slice on the even grid from the first to the last; null when there is none. */
  readonly places: readonly number[] | null;
  /** The step in which positions are written, where the slices are even but for that; else null. */
  readonly rounded: number | null;
}

/**
 * The table of these gaps. Slices lie on an even grid, of which some may be missing, when
 * - each gap is a multiple of the median within 1 % of it or 0.01 mm, whichever is more, or
 * - each slice is within 0.01 mm of its place, since jitter counts twice in a gap, or
 * - each slice is within half a written step and 0.01 mm of its place, the step being at most a fifth of the gap.
 * Slices within 1 % of the gap of their places have places, too, and their gaps are odd where they are off by more.
 *
 * @param step - how finely positions are written along the normal, mm, as `findWrittenStep` gives it.
 */
export function measureSpacing(gaps: readonly SliceGap[], step: number): SpacingTable {
  if (gaps.length === 0) {
    const none = { median: null, min: null, max: null, gaps: [], usual: null, odd: [], rounded: null };
    return { ...none, missing: 0, places: [0] };
  }
  const distances = gaps.map(({ mm }) => mm);
  const sorted = [...distances].sort((a, b) => a - b);
  const median = sorted[(sorted.length - 1) >> 1];
  const usual = meanNear(distances, median, step);
  const tolerance = gapTolerance(median);

  const rounding = step <= ROUNDING_SHARE * usual + GAP_TOLERANCE.mm ? step : 0;
  const even = multiples(distances, median, tolerance) ?? findEvenPlaces(distances, usual, GAP_TOLERANCE.mm);
  const evenOnceRounded =
    even === null && rounding > 0 ? findEvenPlaces(distances, usual, rounding / 2 + GAP_TOLERANCE.mm) : null;
  const regular = even ?? evenOnceRounded;
  const places = regular ?? findEvenPlaces(distances, usual, tolerance);
  const missing = places === null ? null : places[gaps.length] - gaps.length;
  const jumps = places === null ? [] : gaps.filter((_, i) => places[i + 1] - places[i] > 1);
  const off = gaps.filter(({ mm }) => Math.abs(mm - median) > tolerance);
  return {
    median,
    min: sorted[0],
    max: sorted[sorted.length - 1],
    gaps: distances,
    usual: places === null ? usual : distances.reduce((sum, mm) => sum + mm, 0) / places[gaps.length],
    odd: regular !== null || jumps.length > 0 ? jumps : off,
    missing,
    places,
    rounded: evenOnceRounded === null ? null : step,
  };
}

/** The mean of the gaps that are the median but for jitter and rounding: the others are so far off that they count slices. */
function meanNear(gaps: readonly number[], median: number, step: number): number {
  const reach = Math.max(gapTolerance(median), Math.min(step, median / 4) + GAP_TOLERANCE.mm);
  const near = gaps.filter((mm) => Math.abs(mm - median) <= reach);
  return near.reduce((sum, mm) => sum + mm, 0) / near.length;
}

/** The places of slices each of whose gaps is a multiple of the median within the tolerance; else null. */
function multiples(gaps: readonly number[], median: number, tolerance: number): readonly number[] | null {
  const isMultiple = (mm: number) => Math.abs(mm - Math.round(mm / median) * median) <= tolerance;
  return gaps.every(isMultiple) ? placesBy(gaps, median) : null;
}
