import { count } from "../../words";
import type { PlotModel, PlotSeries } from "./plotModel";
import { shownNumber } from "./shownNumber";

/** Series named one by one in words. */
const SERIES_NAMED = 6;

/** A plot in words, for who does not see it: its title, its axes, and what each series goes through. */
export function describePlot(what: string, model: PlotModel, details: readonly string[] = []): string {
  const { title, x, y, series, marks } = model;
  const axes = `${what}: ${y.title} against ${x.title}, ${shownNumber(x.range[0])} to ${shownNumber(x.range[1])}`;
  const named = series.slice(0, SERIES_NAMED).map(describeSeries);
  const more = series.length > SERIES_NAMED ? [`and ${series.length - SERIES_NAMED} more`] : [];
  const said = details.length > 0 ? details : [...named, ...more];
  const lines = marks.map(({ label }) => label);
  return [title, axes, ...said, ...lines].filter((part) => part !== "").join(". ");
}

function describeSeries({ name, x, y }: PlotSeries): string {
  const finite = y.filter(Number.isFinite);
  const [low, high] = finite.reduce(
    ([min, max], value) => [Math.min(min, value), Math.max(max, value)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
  const range = finite.length === 0 ? "no value" : `${shownNumber(low)} to ${shownNumber(high)}`;
  return `${name === "" ? "" : `${name}: `}${count(x.length, "point")}, ${range}`;
}
