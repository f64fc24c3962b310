import { NEUTRAL_INK } from "../../contract";
import { InvalidArgumentError } from "../../errors";
import { createPicture, type Picture, type Rgb } from "../raster/picture";
import { drawText, measureText } from "../raster/text";
import { wrapText } from "../raster/wrapText";
import {
  type ColorBar,
  drawPanel,
  type FigurePanel,
  measureMargins,
  PANEL_TITLE,
  type PanelLayout,
} from "./drawPanel";
import { LEGEND_LINE, wrapLegend } from "./legend";

export type { ColorBar, FigurePanel };

export interface DrawFigureOptions {
  readonly panels: readonly FigurePanel[];
  readonly title?: string;
  /** Panels in a row, from 1. @default as square as possible */
  readonly columns?: number;
  /** Pixels, from 1 to 4096; the figure is as much narrower as whole-number scaling of its images makes it. @default 680 for one column, 1040 for two, 1360 for more */
  readonly width?: number;
  /** Of the surroundings of the panels; words are dark on a light one, light on a dark one. @default transparent, words of a grey that is read on light and on dark pages */
  readonly background?: Rgb;
}

/** Widest figure that is asked for, and most pixels of one, whatever it is made of: some 130 MB while it is drawn. */
const WIDEST = 4096;
const MOST_PIXELS = 2 ** 25;
const MARGIN = 14;
const GAP = 22;
const TITLE = 17;
const LINE = 1.35;
const INK: Rgb = [26, 26, 26];
const LIGHT_INK: Rgb = [232, 232, 232];

/**
 * Panels in rows, each with its title, axes, colour bar and legend, as one picture with transparent surroundings; the same
 * pixels on every machine.
 *
 * @throws InvalidArgumentError without a panel, for a column count or width that is not a positive whole number, a width
 * above 4096, or a figure of more than 33,554,432 pixels.
 */
export function drawFigure(options: DrawFigureOptions): Picture {
  const { panels, title = "", background } = options;
  if (panels.length === 0) throw new InvalidArgumentError("panels", "at least one panel", "none");
  const wanted = options.columns ?? Math.ceil(Math.sqrt(panels.length));
  requireWhole("columns", wanted);
  const columns = Math.min(wanted, panels.length);
  const width = options.width ?? [680, 1040, 1360][Math.min(columns, 3) - 1];
  requireWhole("width", width, WIDEST);

  const margins = panels.map(measureMargins);
  const columnOf = (i: number) => i % columns;
  const rowOf = (i: number) => Math.floor(i / columns);
  const widest = (column: number, side: "left" | "right") =>
    Math.max(...margins.map((m, i) => (columnOf(i) === column ? m[side] : 0)));
  const sides = Array.from({ length: columns }, (_, c) => ({
    left: widest(c, "left"),
    right: widest(c, "right"),
  }));

  const around = sides.reduce((sum, { left, right }) => sum + left + right, 2 * MARGIN + (columns - 1) * GAP);
  const room = Math.max(Math.floor((width - around) / columns), 48);
  const layouts = layOut(panels, room, options.width === undefined);
  const boxWidths = sides.map((_, c) =>
    Math.max(...layouts.map((l, i) => (columnOf(i) === c ? l.width : 0))),
  );
  const rows = Math.ceil(panels.length / columns);
  const tallest = (row: number, of: (i: number) => number) =>
    Math.max(...panels.map((_, i) => (rowOf(i) === row ? of(i) : 0)));
  const rowSizes = Array.from({ length: rows }, (_, r) => ({
    top: tallest(
      r,
      (i) => layouts[i].titleLines.length * PANEL_TITLE * LINE + (layouts[i].titleLines.length && 6),
    ),
    height: tallest(r, (i) => layouts[i].height),
    bottom: tallest(r, (i) => margins[i].bottom + layouts[i].legendLines.length * LEGEND_LINE),
  }));

  const totalWidth = boxWidths.reduce((sum, box) => sum + box, around);
  const titleLines = title === "" ? [] : wrapText(title, TITLE, totalWidth - 2 * MARGIN);
  const titleHeight = Math.ceil(titleLines.length * TITLE * LINE + (titleLines.length && 8));
  const panelHeights = rowSizes.map(({ top, height, bottom }) => Math.ceil(top) + height + Math.ceil(bottom));
  const totalHeight = panelHeights.reduce((sum, h) => sum + h, 2 * MARGIN + titleHeight + (rows - 1) * GAP);

  if (!(totalWidth * totalHeight <= MOST_PIXELS)) {
    const most = `at most ${MOST_PIXELS} pixels in all (fewer pictures, or a smaller width)`;
    throw new InvalidArgumentError("the figure", most, `${totalWidth} x ${totalHeight}`);
  }
  const figure = createPicture(totalWidth, totalHeight, background);
  const color = background ? chooseInk(background) : NEUTRAL_INK;
  titleLines.forEach((line, i) => {
    const y = MARGIN + i * TITLE * LINE + measureText(line, TITLE).ascent * 0.8;
    drawText(figure, line, totalWidth / 2, y, { size: TITLE, color, align: "center" });
  });
  let top = MARGIN + titleHeight;
  for (let row = 0; row < rows; row++) {
    let left = MARGIN;
    for (let column = 0; column < columns; column++) {
      const i = row * columns + column;
      left += sides[column].left;
      if (i < panels.length) {
        const x = left + Math.floor((boxWidths[column] - layouts[i].width) / 2);
        drawPanel(figure, panels[i], layouts[i], { x, y: top + Math.ceil(rowSizes[row].top), color });
      }
      left += boxWidths[column] + sides[column].right + GAP;
    }
    top += panelHeights[row] + GAP;
  }
  return figure;
}

/** Sizes of the panels' images in boxes of so many pixels across; a panel without one is as large as the first that has. */
function layOut(panels: readonly FigurePanel[], room: number, mayGrow: boolean): PanelLayout[] {
  const sizes = panels.map(({ image, pixelAspect = 1 }) => {
    if (!(pixelAspect > 0 && Number.isFinite(pixelAspect))) {
      throw new InvalidArgumentError("pixelAspect", "a positive number", pixelAspect);
    }
    return image && image.rgba.length > 0 ? fitImage(image, pixelAspect, room, mayGrow) : null;
  });
  const emptySize = sizes.find((size) => size !== null) ?? { width: room, height: Math.round(room * 0.6) };
  return panels.map(({ title = "", legend = [] }, i) => {
    const size = sizes[i] ?? emptySize;
    const titleLines = title === "" ? [] : wrapText(title, PANEL_TITLE, Math.max(size.width, room * 0.8));
    return { ...size, titleLines, legendLines: wrapLegend(legend, size.width) };
  });
}

/** A whole factor where one comes close to filling the box: voxels then stay sharp and all alike. */
function fitImage({ width, height }: Picture, pixelAspect: number, room: number, mayGrow: boolean) {
  const fit = Math.min(room / width, (room * 1.3) / (height * pixelAspect));
  const below = Math.floor(fit);
  const factor = mayGrow && below < 0.85 * fit ? Math.floor(fit * 1.15) : below;
  const scale = factor >= 1 && factor >= 0.75 * fit ? factor : fit;
  return {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * pixelAspect * scale)),
  };
}

function chooseInk([red, green, blue]: Rgb): Rgb {
  return 0.299 * red + 0.587 * green + 0.114 * blue > 128 ? INK : LIGHT_INK;
}

function requireWhole(argument: string, value: number, most = Number.POSITIVE_INFINITY): void {
  if (Number.isInteger(value) && value > 0 && value <= most) return;
  const expected =
    most === Number.POSITIVE_INFINITY ? "a positive whole number" : `a whole number from 1 to ${most}`;
  throw new InvalidArgumentError(argument, expected, value);
}
