import { createPlotModel } from "../display/plot/createPlotModel";
import { describePlot } from "../display/plot/describePlot";
import type { PlotSeries } from "../display/plot/plotModel";
import { findPlotSize, PLOT_KINDS, type PlotOptions } from "../display/plot/plotOptions";
import { readSeries, type SeriesLike } from "../display/plot/readSeries";
import { requireOptions } from "../options";
import { type Shown, wantedWidth } from "./show";
import { showPlot } from "./showPlot";

/** A plot that was shown, and the numbers in it. */
export interface SeriesPlot extends Shown {
  readonly series: readonly PlottedSeries[];
}

/** The numbers of a series as they are plotted. */
export interface PlottedSeries {
  /** "" for one without a name. */
  readonly name: string;
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/**
 * Shows numbers as lines: a list against 0, 1, 2, ..., { x, y, name, color }, or several of these. NaN leaves a gap, and
 * of few points each has a dot.
 *
 * Options: `title` (none), `xTitle` and `yTitle` (none), `xRange` and `yRange` (all that is plotted), `width` (720 pixels),
 * `height` (420).
 *
 * @throws InvalidArgumentError for what is no series of numbers, or an option out of range.
 * @example
 *     plot([{ y: [3, 1, 2], name: "before" }, { y: [2, 2, 1], name: "after" }], { xTitle: "visit", yTitle: "ml" });
 */
export function plot(series: SeriesLike, options: PlotOptions = {}): SeriesPlot {
  requireOptions(options, PLOT_KINDS);
  const lines = readSeries("series", series, "line");
  return showLines("Lines", lines, options, { xTitle: "", yTitle: "" });
}

/** Shows series that were read, and says of them what they are. */
export function showLines(
  what: string,
  series: readonly PlotSeries[],
  options: PlotOptions,
  titles: { readonly xTitle: string; readonly yTitle: string },
): SeriesPlot {
  const size = findPlotSize(options, wantedWidth());
  const xPadding = series.some(({ look }) => look === "dots") ? 0.04 : 0.01;
  const model = createPlotModel(series, [], options, { ...titles, xPadding, fromZero: false }, size);
  return showPlot(model, describePlot(what, model), {
    series: series.map(({ name, x, y }) => ({ name, x, y })),
  });
}
