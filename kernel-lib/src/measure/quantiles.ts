import type { Distribution } from "./distributionOf";

/**
 * How a percentile is taken from values. "linear": between the two that are nearest to its place, as NumPy, R (type 7) and
 * most others do. "cip": the largest whole number up to which the values are no more than that share, as the Chest Imaging
 * Platform does; it is one below everybody else's.
 */
export type PercentileRule = "linear" | "cip";

/** A percentile, 0 to 100, by a rule; NaN of no value. */
export function findPercentile(distribution: Distribution, percent: number, rule: PercentileRule): number {
  if (distribution.total === 0) return Number.NaN;
  return rule === "linear" ? findLinear(distribution, percent) : findCip(distribution, percent);
}

/** Source: Hyndman and Fan 1996, doi 10.2307/2684934, definition 7, rounded as NumPy rounds. */
function findLinear(distribution: Distribution, percent: number): number {
  const place = (distribution.total - 1) * (percent / 100);
  const below = Math.floor(place);
  const share = place - below;
  const a = valueAt(distribution, below);
  const b = valueAt(distribution, Math.min(below + 1, distribution.total - 1));
  // From the nearer one, so that it is never left by rounding.
  return share < 0.5 ? a + (b - a) * share : b - (b - a) * (1 - share);
}

/** The value of a rank, from 0. */
function valueAt({ values, counts }: Distribution, rank: number): number {
  let at = 0;
  for (let seen = counts[0]; seen <= rank; seen += counts[at]) at++;
  return values[at];
}

function findCip({ values, counts, total }: Distribution, percent: number): number {
  const most = (percent / 100) * total;
  let seen = 0;
  let at = 0;
  // The first value with which there are too many; whole numbers up to the one below it are fine.
  for (; at < values.length; at++) {
    seen += counts[at];
    if (seen > most) break;
  }
  return at === values.length ? values[at - 1] : Math.ceil(values[at]) - 1;
}
