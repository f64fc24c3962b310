import { PLOT_KINDS, type PlotOptions } from "../display/plot/plotOptions";
import { type NumberList, readNumbers, readSeries } from "../display/plot/readSeries";
import { requireOptions } from "../options";
import { type SeriesPlot, showLines } from "./plot";

/**
 * Shows a dot for each pair of numbers; a pair with NaN has none.
 *
 * Options: `title` (none), `xTitle` and `yTitle` (none), `xRange` and `yRange` (all that is plotted), `width` (720 pixels),
 * `height` (420).
 *
 * @throws InvalidArgumentError for lists that are not of numbers or not of one length, or an option out of range.
 * @example
 *     scatter(ages, litres, { xTitle: "age (years)", yTitle: "lung volume (litres)" });
 */
export function scatter(x: NumberList, y: NumberList, options: PlotOptions = {}): SeriesPlot {
  requireOptions(options, PLOT_KINDS);
  const across = readNumbers("x", x);
  const dots = readSeries("y", y, "dots", across);
  return showLines("Dots", dots, options, { xTitle: "", yTitle: "" });
}
