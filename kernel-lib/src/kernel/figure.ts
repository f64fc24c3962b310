import { drawFigure } from "../display/figure/drawFigure";
import type { SliceLike } from "../display/figure/sliceImage";
import { createSlicePanel, SLICE_PANEL_KINDS, type SlicePanelOptions } from "../display/figure/slicePanel";
import { InvalidArgumentError } from "../errors";
import { type OptionKinds, requireOptions } from "../options";
import { type Shown, show, wantedWidth } from "./show";

/** A slice in a figure. */
export interface FigureSlice extends SlicePanelOptions {
  readonly image: SliceLike;
}

export interface FigureOptions {
  /** @default none */
  title?: string;
  /** Pictures in a row, from 1. @default as square as possible */
  columns?: number;
  /** Width of the whole figure, pixels, from 1 to 4096. @default by the number of columns */
  width?: number;
}

export interface ImshowOptions extends SlicePanelOptions {
  /** Width of the picture, pixels, from 1 to 4096. @default 680 */
  width?: number;
}

const FIGURE_KINDS: OptionKinds<FigureOptions> = { title: "text", columns: "number", width: "number" };
const FIGURE_SLICE_KINDS: OptionKinds<FigureSlice> = { image: "record", ...SLICE_PANEL_KINDS };
const IMSHOW_KINDS: OptionKinds<ImshowOptions> = { ...SLICE_PANEL_KINDS, width: "number" };

/**
 * Shows slices side by side, each with its title, overlays and colour bar.
 *
 * Options: `title` (none), `columns` (as square as possible), `width` (680 pixels for one column, 1040 for two, else
 * 1360); of a slice those of `imshow`.
 *
 * @throws InvalidArgumentError for a slice, range, colour map or size that does not exist.
 * @throws ShapeMismatchError for an overlay of another size.
 * @example
 *     figure([{ image: volume, title: "CT" }, { image: lungs, title: "Lungs" }], { title: "Slice 60" });
 */
export function figure(slices: readonly FigureSlice[], options: FigureOptions = {}): Shown {
  requireOptions(options, FIGURE_KINDS);
  if (!Array.isArray(slices))
    throw new InvalidArgumentError("slices", "a list such as [{ image: ... }]", slices);
  const { title = "", columns } = options;
  const width = wantedWidth() ?? options.width;
  const parts = slices.map((slice: FigureSlice, i) => {
    requireOptions(slice, FIGURE_SLICE_KINDS, `slices[${i}]`);
    const { image, ...panel } = slice;
    return createSlicePanel(image, panel);
  });
  const picture = drawFigure({
    panels: parts.map(({ panel }) => panel),
    title,
    ...(columns !== undefined && { columns }),
    ...(width !== undefined && { width }),
  });
  const alts = parts.map(({ alt }) => alt).join("; ");
  return show({ picture, alt: title ? `${title}: ${alts}` : alts });
}

/**
 * Shows one slice of a volume or mask, as matplotlib's `imshow`: the first and last colour stand for the smallest
 * and largest value of the slice unless `range` or `window` say otherwise; padding counts for neither.
 *
 * Along its edges are millimetres from the first voxel's centre, or rows and columns where the spacing is not known. What
 * is around the picture is transparent.
 *
 * Options: `slice` (the middle one), `range` or `window` (smallest to largest), `colorMap` ("gray"), `overlays` (none; one
 * or a list, each a mask, a label map, { mask, name, color, alpha, outline }, { labels, name, alpha, outline, colors }, or
 * { image, colorMap or color, alpha, range, cover }), `outside` (none; a mask outside of which the picture is black),
 * `title` (none), `colorBar` (false), `axes` (true), `tutorial` (false; rows and columns along the edges), `width` (680
 * pixels).
 *
 * @param image - a volume, mask or bare array; of several slices `slice` says which.
 * @throws InvalidArgumentError for a slice, range, window or colour map that does not exist.
 * @throws ShapeMismatchError for an overlay of another size.
 * @example
 *     imshow(volume, { slice: 60, colorMap: "bone", title: "Slice 60", colorBar: true });
 *     imshow(volume, { window: "lung", overlays: { mask: lungs, name: "lungs", outline: true } });
 */
export function imshow(image: SliceLike, options: ImshowOptions = {}): Shown {
  requireOptions(options, IMSHOW_KINDS);
  const { width, ...panel } = options;
  return figure([{ image, ...panel }], width === undefined ? {} : { width });
}
