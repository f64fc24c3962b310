import type { Rgb } from "../raster/picture";

export const GRID: Rgb = [128, 128, 128];
export const GRID_ALPHA = 0.25;

/**
 * Colours that stay apart for people who see few, in an order in which the first are seen well on white and on black:
 * Okabe and Ito, Color Universal Design, 2008.
 */
export const SERIES_COLORS: readonly Rgb[] = [
  [0, 114, 178],
  [213, 94, 0],
  [0, 158, 115],
  [204, 121, 167],
  [230, 159, 0],
  [86, 180, 233],
];

/** Sizes of words, pixels. */
export const TITLE_SIZE = 17;
export const AXIS_TITLE_SIZE = 13;
export const LABEL_SIZE = 12;

/** Thickness of lines, pixels. */
export const LINE_WIDTH = 2;
export const STEP_WIDTH = 1.5;
/** How much an area below steps is tinted. */
export const AREA_ALPHA = 0.22;
export const DOT_RADIUS = 3;
export const DOT_ALPHA = 0.7;
/** Lengths of a mark's dashes and of the gaps between, pixels. */
export const DASHES: readonly [dash: number, gap: number] = [6, 4];
/** Points of a line up to which each has a dot. */
export const FEW_POINTS = 30;
