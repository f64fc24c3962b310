import type { PlotMark, PlotModel, PlotSeries } from "./plotModel";
import { type PlotOptions, requireAxisRange, spanValues } from "./plotOptions";

/** What a plot has where its options do not say. */
export interface PlotDefaults {
  readonly xTitle: string;
  readonly yTitle: string;
  /** Share of the values' span left free at the ends of the x axis. */
  readonly xPadding: number;
  /** Whether the y axis begins at 0. */
  readonly fromZero: boolean;
}

/** Room above and below what is plotted, as a share of its span. */
const Y_PADDING = 0.05;

/** A plot of the series, its axes as the options have them, else around what is plotted. @throws InvalidArgumentError */
export function createPlotModel(
  series: readonly PlotSeries[],
  marks: readonly PlotMark[],
  options: PlotOptions,
  defaults: PlotDefaults,
  size: { readonly width: number; readonly height: number },
): PlotModel {
  const { title = "", xTitle = defaults.xTitle, yTitle = defaults.yTitle } = options;
  const xs = series.map(({ x }) => x);
  const ys = series.map(({ y }) => y);
  const xRange = options.xRange
    ? requireAxisRange("xRange", options.xRange)
    : spanValues("x", [...xs, Float64Array.from(marks, ({ at }) => at)], defaults.xPadding);
  return {
    title,
    x: { title: xTitle, range: xRange },
    y: { title: yTitle, range: findYRange(ys, options, defaults) },
    series,
    marks,
    ...size,
  };
}

function findYRange(
  ys: readonly Float64Array[],
  { yRange }: PlotOptions,
  { fromZero }: PlotDefaults,
): readonly [min: number, max: number] {
  if (yRange) return requireAxisRange("yRange", yRange);
  const [min, max] = spanValues("y", ys, Y_PADDING);
  return fromZero && max > 0 ? [0, max] : [min, max];
}
