import type { Rgb } from "../raster/picture";

/** An axis of a plot. */
export interface PlotAxis {
  /** What is along it, with its unit: "position (mm)". */
  readonly title: string;
  readonly range: readonly [min: number, max: number];
}

/** How a series is drawn: points joined by lines, values held until the next x over a tinted area, or dots. */
export type SeriesLook = "line" | "steps" | "dots";

/** Points of one colour; a value that is NaN leaves a gap. */
export interface PlotSeries {
  /** "" for one that needs no name. */
  readonly name: string;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly color: Rgb;
  readonly look: SeriesLook;
}

/** A line across the plot at a value of the x axis, and what it says; in words alone beyond the ends of the axis. */
export interface PlotMark {
  readonly at: number;
  readonly label: string;
  /** null for that of the words. */
  readonly color: Rgb | null;
}

/** All that a plot says: its picture and its live form are drawn from this alone. */
export interface PlotModel {
  /** "" for none. */
  readonly title: string;
  readonly x: PlotAxis;
  readonly y: PlotAxis;
  readonly series: readonly PlotSeries[];
  readonly marks: readonly PlotMark[];
  /** Pixels, of the picture and of the live form. */
  readonly width: number;
  readonly height: number;
}
