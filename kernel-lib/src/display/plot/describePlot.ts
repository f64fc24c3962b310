import { count } from "../../words";
import type { PlotModel, PlotSeries } from "./plotModel";
import { sayNumber } from "./sayNumber";

/** Series named one by one in words. */
const SERIES_NAMED = 6;

/** A plot in words, for who does not see it: its title, its axes, and what each series goes through. */
export function describePlot(what: string, model: PlotModel, details: readonly string[] = []): string {
  const { title, series, marks } = model;
  const axes = describeAxes(model);
  const named = series.slice(0, SERIES_NAMED).map(describeSeries);
  const more = series.length > SERIES_NAMED ? [`and ${series.length - SERIES_NAMED} more`] : [];
  const said = details.length > 0 ? details : [...named, ...more];
  const lines = marks.map(({ label }) => label);
  return [title, `${what}: ${axes}`, ...said, ...lines].filter((part) => part !== "").join(". ");
}

/** What is against what, and from where to where what is plotted goes: an axis goes on a little beyond it. */
function describeAxes({ x, y, series }: PlotModel): string {
  const titles = `${y.title}${x.title === "" ? "" : ` against ${x.title}`}`.trimStart();
  const ends = findEnds(series.map((each) => each.x.filter((at) => at >= x.range[0] && at <= x.range[1])));
  return [titles, ...(ends ? [`${sayNumber(ends[0])} to ${sayNumber(ends[1])}`] : [])]
    .filter((part) => part !== "")
    .join(", ");
}

function describeSeries({ name, x, y }: PlotSeries): string {
  const ends = findEnds([y.filter(Number.isFinite)]);
  const range = ends === null ? "no value" : `${sayNumber(ends[0])} to ${sayNumber(ends[1])}`;
  return `${name === "" ? "" : `${name}: `}${count(x.length, "point")}, ${range}`;
}

/** The smallest and the largest of finite numbers; null of none. */
function findEnds(lists: readonly Float64Array[]): readonly [number, number] | null {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const list of lists) {
    for (const value of list) [low, high] = [Math.min(low, value), Math.max(high, value)];
  }
  return low <= high ? [low, high] : null;
}
