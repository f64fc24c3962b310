import { namePosition } from "../display/plot/namePosition";
import { PLOT_KINDS, type PlotOptions } from "../display/plot/plotOptions";
import { readSeries, type SeriesLike } from "../display/plot/readSeries";
import { InvalidArgumentError } from "../errors";
import { type OptionKinds, requireOptions } from "../options";
import type { VolumeGeometry } from "../volume/geometry";
import { type SeriesPlot, showLines } from "./plot";

export interface CurveOptions extends PlotOptions {
  /** What the slices are of, for their places in mm: a volume, a mask, a label map. @default nothing: against their numbers */
  along?: { readonly geometry: VolumeGeometry };
}

const KINDS: OptionKinds<CurveOptions> = { along: "record", ...PLOT_KINDS };

/**
 * Shows a value for each slice, areas or means say, against where the slices lie, in mm; against their numbers where
 * nobody stated it. NaN leaves a gap.
 *
 * Options: `along` (nothing; the volume or mask), `title` (none), `xTitle` (the position), `yTitle` (none), `xRange` and
 * `yRange` (all that is plotted), `width` (720 pixels), `height` (420).
 *
 * @param values - as `plot` takes them: a list of one value a slice, { y, name, color }, or several of these.
 * @throws InvalidArgumentError for another number of values than `along` has slices, or an option out of range.
 * @example
 *     curve(areaPerSlice(lungs), { along: lungs, yTitle: "area (mm2)" });
 */
export function curve(values: SeriesLike, options: CurveOptions = {}): SeriesPlot {
  requireOptions(options, KINDS);
  const { along, ...rest } = options;
  if (along === undefined) {
    return showLines("Curve", readSeries("values", values, "line"), rest, { xTitle: "slice", yTitle: "" });
  }
  const { geometry } = along;
  if (!Array.isArray(geometry?.shape)) {
    throw new InvalidArgumentError("along", "a volume, mask or label map, which has a geometry", along);
  }
  const { title, positionOf } = namePosition(geometry);
  const x = Float64Array.from({ length: geometry.shape[0] }, (_, slice) => positionOf(slice));
  return showLines("Curve", readSeries("values", values, "line", x), rest, { xTitle: title, yTitle: "" });
}
