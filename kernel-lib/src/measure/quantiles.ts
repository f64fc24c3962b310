/**
 * How a percentile is taken from values. "linear": between the two that are nearest to its place, as NumPy, R (type 7) and
 * most others do. "inverted_cdf": the smallest value that so many percent do not exceed, NumPy's name for it. "cip": the
 * largest whole number up to which the values are no more than that share, as the Chest Imaging Platform does; it is one
 * below everybody else's.
 */
export type PercentileRule = "linear" | "inverted_cdf" | "cip";

export const PERCENTILE_RULES: readonly PercentileRule[] = ["linear", "inverted_cdf", "cip"];

/** Values in ascending order. */
export interface RankedValues {
  readonly total: number;
  /** The value of a rank, from 0. */
  readonly valueAt: (rank: number) => number;
}

/** A percentile, 0 to 100, by a rule; NaN of no value. */
export function findPercentile(ranked: RankedValues, percent: number, rule: PercentileRule): number {
  return ranked.total === 0 ? Number.NaN : RULES[rule](ranked, percent);
}

const RULES: Readonly<Record<PercentileRule, (ranked: RankedValues, percent: number) => number>> = {
  linear: findLinear,
  inverted_cdf: ({ total, valueAt }, percent) => valueAt(Math.max(Math.ceil((percent * total) / 100), 1) - 1),
  cip: findCip,
};

/** Source: Hyndman and Fan 1996, doi 10.2307/2684934, definition 7, rounded as NumPy rounds. */
function findLinear({ total, valueAt }: RankedValues, percent: number): number {
  const place = (total - 1) * (percent / 100);
  const below = Math.floor(place);
  const share = place - below;
  const a = valueAt(below);
  const b = valueAt(Math.min(below + 1, total - 1));
  // From the nearer one, so that it is never left by rounding.
  return share < 0.5 ? a + (b - a) * share : b - (b - a) * (1 - share);
}

function findCip({ total, valueAt }: RankedValues, percent: number): number {
  const most = Math.floor((percent * total) / 100);
  // With the first value of which there are too many the share is passed; whole numbers up to the one below it are fine.
  return most < total ? Math.ceil(valueAt(most)) - 1 : valueAt(total - 1);
}
