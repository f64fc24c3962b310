/** Largest difference of a gap from the median gap, as a share of it, that is no irregularity. */
const ODD_GAP = 0.1;

/**
 * How many gaps between neighbouring places are not as the median one.
 *
 * @param places - mm along the normal, ascending.
 */
export function countOddGaps(places: readonly number[]): number {
  const gaps = places.slice(1).map((mm, i) => mm - places[i]);
  const median = [...gaps].sort((a, b) => a - b)[(gaps.length - 1) >> 1];
  return gaps.filter((mm) => Math.abs(mm - median) > ODD_GAP * median).length;
}
