import type { Histogram } from "../../measure/histogramOf";
import { thousands } from "../../words";
import type { Rgb } from "../raster/picture";
import { createPlotModel } from "./createPlotModel";
import { describePlot } from "./describePlot";
import { nameValues } from "./nameValues";
import type { PlotMark, PlotModel, PlotSeries } from "./plotModel";
import type { PlotOptions } from "./plotOptions";
import { sayNumber } from "./sayNumber";

/** What bins are measured in. */
export type CountedIn = "voxels" | "percent";

/** A histogram with what it is called and its colour. */
export interface NamedHistogram {
  readonly histogram: Histogram;
  /** "" for one that needs none. */
  readonly name: string;
  readonly color: Rgb;
}

/** Histograms over the same edges as one plot, with lines at their thresholds and percentiles, and in words. */
export function histogramPlot(
  histograms: readonly NamedHistogram[],
  counts: CountedIn,
  options: PlotOptions,
  size: { readonly width: number; readonly height: number },
): { readonly model: PlotModel; readonly alt: string } {
  const { units, edges } = histograms[0].histogram;
  const width = sayNumber(edges[1] - edges[0], 3);
  const unit = units === "unspecified" ? "" : ` ${units}`;
  const bin = unit === "" ? `bin of ${width}` : `${width}${unit}`;
  const defaults = {
    xTitle: nameValues(units),
    yTitle: `${counts === "voxels" ? "voxels" : "% of voxels"} per ${bin}`,
    xPadding: 0,
    fromZero: true,
  };
  const marks = [...markThresholds(histograms, unit), ...markPercentiles(histograms, unit)];
  const series = histograms.map((each) => drawSteps(each, counts));
  const model = createPlotModel(series, marks, options, defaults, size);
  const details = histograms.map((each) => describeOne(each, unit));
  return { model, alt: describePlot("Histogram", model, details) };
}

/** Up at the first edge, each count held until the next, down at the last. */
function drawSteps({ histogram, name, color }: NamedHistogram, counts: CountedIn): PlotSeries {
  const { edges, voxels } = histogram;
  const scale = counts === "voxels" ? 1 : 100 / voxels;
  return {
    name,
    color,
    look: "steps",
    x: Float64Array.of(edges[0], ...edges),
    y: Float64Array.of(0, ...Array.from(histogram.counts, (count) => count * scale), 0),
  };
}

/** A line for each threshold, which says the share of each histogram below it. */
function markThresholds(histograms: readonly NamedHistogram[], unit: string): PlotMark[] {
  return histograms[0].histogram.below.map(({ threshold }, i) => {
    const shares = histograms.map(({ histogram, name }) => {
      const percent = `${(100 * histogram.below[i].share).toFixed(1)} %`;
      return histograms.length === 1 ? percent : `${name} ${percent}`;
    });
    return { at: threshold, label: `< ${sayNumber(threshold)}${unit}: ${shares.join(", ")}`, color: null };
  });
}

/** A line for each percentile of each histogram, in its colour and with its name. */
function markPercentiles(histograms: readonly NamedHistogram[], unit: string): PlotMark[] {
  return histograms.flatMap(({ histogram, name, color }) =>
    histogram.percentiles.map(({ percent, value }) => ({
      at: value,
      label: `Perc${percent}${histograms.length === 1 ? "" : ` of ${name}`}: ${sayNumber(value)}${unit}`,
      color: histograms.length === 1 ? null : color,
    })),
  );
}

function describeOne({ histogram, name }: NamedHistogram, unit: string): string {
  const { voxels, mean, standardDeviation } = histogram;
  const spread = `mean ${sayNumber(mean, 1)}${unit}, standard deviation ${sayNumber(standardDeviation, 1)}${unit}`;
  return `${name === "" ? "" : `${name}: `}${thousands(voxels)} voxels, ${spread}`;
}
