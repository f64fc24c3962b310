import { type CountedIn, histogramPlot, type NamedHistogram } from "../display/plot/histogramPlot";
import { SERIES_COLORS } from "../display/plot/plotLook";
import { findPlotSize, PLOT_KINDS, type PlotOptions } from "../display/plot/plotOptions";
import { type Rgb, requireRgb } from "../display/raster/picture";
import { InvalidArgumentError } from "../errors";
import { type Histogram, type HistogramOfOptions, histogramOf } from "../measure/histogramOf";
import { type OptionKinds, requireChoice, requireOptions } from "../options";
import { or } from "../segmentation/setAlgebra";
import { isLabelMap, type LabelMap, listLabels, nameLabel } from "../volume/labelMap";
import { isMask, type MaskLike, toMask } from "../volume/mask";
import { maskOfLabel } from "../volume/maskOfLabel";
import { toVolume, type VolumeLike } from "../volume/volume";
import { type Shown, wantedWidth } from "./show";
import { showPlot } from "./showPlot";

/** Voxels of which a histogram is drawn, with what they are called. */
export interface NamedMask {
  readonly mask: MaskLike;
  /** @default "mask 2", by its place */
  readonly name?: string;
  /** Red, green and blue, 0 to 255. @default the next of six that colour-blind people tell apart */
  readonly color?: Rgb;
}

type MaskSource = MaskLike | NamedMask | LabelMap;

export interface HistogramOptions extends Omit<HistogramOfOptions, "mask">, PlotOptions {
  /** Voxels that are counted: a mask, { mask, name, color }, each label of a label map, or a list of these. @default all within the field of view */
  mask?: MaskSource | readonly MaskSource[];
  /** What is plotted: numbers of voxels, or percent of all that are counted, so that large and small masks compare. @default "voxels" */
  counts?: CountedIn;
}

const KINDS: OptionKinds<HistogramOptions> = {
  mask: ["record", "list"],
  bins: "number",
  range: "list",
  percentiles: "list",
  percentile: "text",
  thresholds: "list",
  counts: "text",
  ...PLOT_KINDS,
};
const MASK_KINDS: OptionKinds<NamedMask> = { mask: "record", name: "text", color: "list" };

/** A histogram that was shown, and its numbers. */
export interface HistogramPlot extends Shown {
  /** One for each mask, all with the same edges; without a mask one of the whole volume. */
  readonly histograms: readonly Histogram[];
}

/**
 * Shows how the values of a volume are distributed, of several masks in one plot, with lines at thresholds, which say the
 * share of voxels below (-950 HU in the lungs: LAA-950), and at percentiles (15: Perc15). Where the words of many lines find
 * no room in the picture, the last have their line there alone. Padding is left out. The numbers alone: `histogramOf`.
 *
 * Options: `mask` (all voxels; a mask, { mask, name, color }, a label map or a list of these), `bins` (about 256; of whole
 * values a whole number of units wide, where that divides a given range), `range` (smallest to largest value), `thresholds`
 * and `percentiles` (none), `percentile` ("inverted_cdf", else "linear" or "cip"), `counts` ("voxels", or "percent"), `title` (none), `xTitle` and `yTitle` (what and in which
 * unit), `xRange` and `yRange` (all that is plotted), `width` (720 pixels), `height` (420).
 *
 * @throws InvalidArgumentError for an option out of range, or a mask without a voxel to count.
 * @throws ShapeMismatchError when mask and volume differ in shape.
 * @example
 *     histogram(volume, { mask: { mask: lungs, name: "lungs" }, thresholds: [-950], percentiles: [15] });
 */
export function histogram(volume: VolumeLike, options: HistogramOptions = {}): HistogramPlot {
  requireOptions(options, KINDS);
  const { mask, bins, range, percentiles = [], percentile, thresholds = [], ...others } = options;
  const { counts = "voxels", ...rest } = others;
  requireChoice("counts", counts, ["voxels", "percent"]);
  const size = findPlotSize(rest, wantedWidth());
  const source = toVolume(volume);
  const masks = mask === undefined ? [] : readMasks(mask);
  const common = {
    ...(bins !== undefined && { bins }),
    ...(range !== undefined && { range }),
    ...(percentile !== undefined && { percentile }),
    percentiles,
    thresholds,
  };
  const histograms: NamedHistogram[] =
    masks.length === 0
      ? [{ histogram: histogramOf(source, common), name: "", color: SERIES_COLORS[0] }]
      : countMasks(masks, (inside, edges) => histogramOf(source, { ...common, mask: inside, ...edges }));
  const { model, alt } = histogramPlot(histograms, counts, rest, size);
  return showPlot(model, alt, { histograms: histograms.map(({ histogram: one }) => one) });
}

/** All in the bins that the voxels of all masks together ask for. */
function countMasks(
  masks: readonly Required<NamedMask>[],
  count: (mask: MaskLike, edges: Pick<HistogramOfOptions, "bins" | "range">) => Histogram,
): NamedHistogram[] {
  const [first, ...others] = masks;
  if (others.length === 0) return [{ histogram: count(first.mask, {}), ...look(first) }];
  const { edges } = count(
    others.reduce((all, { mask }) => or(all, mask), toMask(first.mask)),
    {},
  );
  const bins = edges.length - 1;
  return masks.map((one) => ({
    histogram: count(one.mask, { bins, range: [edges[0], edges[bins]] }),
    ...look(one),
  }));
}

function look({ name, color }: Required<NamedMask>): Pick<NamedHistogram, "name" | "color"> {
  return { name, color };
}

function readMasks(given: NonNullable<HistogramOptions["mask"]>): Required<NamedMask>[] {
  const list = (isList(given) ? given : [given]).flatMap(listMasks);
  if (list.length === 0) throw new InvalidArgumentError("mask", "at least one mask or label", "none");
  return list.map((one, i) => {
    const named: NamedMask = isNamed(one) ? one : { mask: one };
    const argument = isList(given) ? `mask[${i}]` : "mask";
    requireOptions(named, MASK_KINDS, argument);
    if (!isMaskLike(named.mask)) {
      throw new InvalidArgumentError(`${argument}`, "a mask, or { mask, name, color }", named.mask);
    }
    const { name = list.length === 1 ? "" : `mask ${i + 1}` } = named;
    const { color = SERIES_COLORS[i % SERIES_COLORS.length] } = named;
    requireRgb(color);
    return { mask: named.mask, name, color };
  });
}

function isList(given: NonNullable<HistogramOptions["mask"]>): given is readonly MaskSource[] {
  return Array.isArray(given);
}

/** Of a label map the masks of its labels, with their names. */
function listMasks(one: MaskSource): readonly (MaskLike | NamedMask)[] {
  if (typeof one !== "object" || one === null || !isLabelMap(one)) return [one];
  return listLabels(one).map((label) => ({ mask: maskOfLabel(one, label), name: nameLabel(one, label) }));
}

function isNamed(one: MaskLike | NamedMask): one is NamedMask {
  return typeof one === "object" && one !== null && !isMaskLike(one);
}

/** A mask, or an array of bytes. */
function isMaskLike(one: unknown): one is MaskLike {
  if (typeof one !== "object" || one === null) return false;
  return isMask(one) || ("data" in one && one.data instanceof Uint8Array && "shape" in one);
}
