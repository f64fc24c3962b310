import type { ColorMapName, EdgeLetters, PlaneLie } from "../../contract";
import { findColorMap } from "../colour/colorMaps";
import { fillRectangle, type Picture, placePicture, type Rectangle, type Rgb } from "../raster/picture";
import { scalePicture } from "../raster/scalePicture";
import { drawText, measureText } from "../raster/text";
import { wrapText } from "../raster/wrapText";
import { drawEdgeLetters } from "./drawEdgeLetters";
import { drawLegendLine, LEGEND_LINE, type LegendEntry } from "./legend";
import { chooseTicks, type Tick } from "./ticks";

/** One picture of a figure, with what stands around it. */
export interface FigurePanel {
  /** Drawn one pixel a voxel by drawSlice, say. Without one, or with one of no pixels, the panel holds `message` alone. */
  readonly image?: Picture;
  readonly title?: string;
  /** Height over width of an image pixel: row spacing over column spacing. @default 1 */
  readonly pixelAspect?: number;
  readonly colorBar?: ColorBar;
  /** Numbers along the edges. @default false */
  readonly axes?: boolean;
  /** Millimetres between rows and between columns: the axes are in millimetres from the first one's centre. @default row and column numbers */
  readonly pixelSize?: readonly [rows: number, columns: number];
  /** Which way rows and columns are counted. @default down and to the right */
  readonly lie?: Pick<PlaneLie, "flipAcross" | "flipDown">;
  /** What of the patient lies at each edge, in letters. @default none */
  readonly edges?: EdgeLetters;
  /** What colours in the image stand for, written below it. @default none */
  readonly legend?: readonly LegendEntry[];
  /** A sentence in the middle of the panel. @default "Nothing to show" where there is no image, else none */
  readonly message?: string;
}

/** Which value each colour of a panel stands for. */
export interface ColorBar {
  readonly colorMap: ColorMapName;
  readonly range: readonly [min: number, max: number];
  /** What the values are: "HU". @default none */
  readonly label?: string;
  /** The colour, 0 to 255, of a value. @default spread evenly over the range */
  readonly indexOf?: (value: number) => number;
}

/** Size of a panel's image in the figure, its title and its legend in lines that fit. */
export interface PanelLayout {
  readonly width: number;
  readonly height: number;
  readonly titleLines: readonly string[];
  readonly legendLines: readonly (readonly LegendEntry[])[];
}

/** Room around the image for what stands beside and below it, in pixels. */
export interface PanelMargins {
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
}

/** Where the image's top left corner is, and the colour of words and lines. */
export interface PanelPlace {
  readonly x: number;
  readonly y: number;
  readonly color: Rgb;
}

export const PANEL_TITLE = 15;
const LABEL = 12;
const TICK = 4;
const MOST_AXIS_TICKS = 12;
const BAR_GAP = 8;
const BAR_WIDTH = 14;
const BAR_TICKS = 7;
/** Between the numbers of a bar and what they are of. */
const BAR_LABEL_GAP = 6;
const AXIS_UNIT = "mm";
const MESSAGE = 14;
/** Of words on a tile: on a page of any colour, as a CT image is. */
const TILE: Rgb = [34, 34, 37];
const TILE_INK: Rgb = [232, 232, 232];

/** Room that the panel's axes and colour bar need. */
export function measureMargins(panel: FigurePanel): PanelMargins {
  const { image, axes = false, colorBar } = panel;
  return {
    left: axes && image ? measureAxisLabels(panel, image.height) + TICK + 5 : 0,
    bottom: measureBottom(panel),
    right: colorBar
      ? BAR_GAP +
        BAR_WIDTH +
        TICK +
        4 +
        measureLabels(chooseTicks(...colorBar.range, BAR_TICKS)) +
        measureBarLabel(colorBar)
      : 0,
  };
}

function measureBottom({ image, axes = false }: FigurePanel): number {
  return axes && image ? TICK + 5 + LABEL : 0;
}

/** Width of the widest number that may stand at an axis, and of its unit. */
function measureAxisLabels({ pixelSize }: FigurePanel, rows: number): number {
  const step = pixelSize?.[0] ?? 1;
  const labels = Array.from({ length: MOST_AXIS_TICKS - 1 }, (_, i) =>
    chooseTicks(0, (rows - 1) * step, i + 2, pixelSize === undefined).map(({ label }) => label),
  ).flat();
  // Digits are all as wide: the longest label is the widest.
  const longest = labels.reduce((a, b) => (b.length > a.length ? b : a));
  const texts = pixelSize ? [longest, AXIS_UNIT] : [longest];
  return Math.ceil(Math.max(...texts.map((text) => measureText(text, LABEL).width)));
}

/** Draws the panel with its image's corner at the place into the figure, whose pixels change. */
export function drawPanel(figure: Picture, panel: FigurePanel, layout: PanelLayout, place: PanelPlace): void {
  const { image, axes = false, colorBar } = panel;
  const { x, y, color } = place;
  const box: Rectangle = { x, y, width: layout.width, height: layout.height };
  layout.titleLines.forEach((line, i) => {
    const up = (layout.titleLines.length - 1 - i) * PANEL_TITLE * 1.35;
    drawText(figure, line, x + layout.width / 2, y - 9 - up, { size: PANEL_TITLE, color, align: "center" });
  });

  const shown = image && image.rgba.length > 0 ? image : undefined;
  const message = panel.message ?? (shown ? "" : "Nothing to show");
  if (shown) placePicture(figure, scalePicture(shown, box.width, box.height), x, y);
  else fillRectangle(figure, box, TILE);
  if (message !== "") drawMessage(figure, message, box);
  if (axes && shown) drawAxes(figure, shown, box, panel, color);
  if (panel.edges && shown) drawEdgeLetters(figure, panel.edges, box);
  if (colorBar) drawColorBar(figure, colorBar, box, color);
  const below = box.y + box.height + measureBottom(panel);
  for (const [i, line] of layout.legendLines.entries()) {
    drawLegendLine(figure, line, x, below + i * LEGEND_LINE, color);
  }
}

function drawMessage(figure: Picture, message: string, box: Rectangle): void {
  const lines = wrapText(message, MESSAGE, box.width - 40);
  const step = Math.round(MESSAGE * 1.4);
  const height = lines.length * step + 16;
  const top = box.y + Math.floor((box.height - height) / 2);
  fillRectangle(figure, { x: box.x, y: top, width: box.width, height }, TILE, 0.9);
  lines.forEach((line, i) => {
    const y = top + 8 + (i + 0.5) * step;
    const options = { size: MESSAGE, color: TILE_INK, align: "center", baseline: "middle" } as const;
    drawText(figure, line, box.x + box.width / 2, y, options);
  });
}

function drawAxes(
  figure: Picture,
  image: Picture,
  box: Rectangle,
  { lie, pixelSize }: FigurePanel,
  color: Rgb,
): void {
  const { flipAcross = false, flipDown = false } = lie ?? {};
  const [down, across] = pixelSize ?? [1, 1];
  /** How many pixels a value lies from the left or the top. */
  const place = (index: number, count: number, flip: boolean) => (flip ? count - 1 - index : index);
  const ticksOf = (count: number, step: number, length: number) =>
    chooseTicks(0, (count - 1) * step, countAxisTicks(length), pixelSize === undefined);
  outline(figure, box, color);
  const bottom = box.y + box.height;
  for (const { value, label } of ticksOf(image.width, across, box.width)) {
    const from = place(value / across, image.width, flipAcross);
    const x = box.x + Math.floor(((from + 0.5) * box.width) / image.width);
    fillRectangle(figure, { x, y: bottom + 1, width: 1, height: TICK }, color);
    drawText(figure, label, x + 0.5, bottom + TICK + 4, {
      size: LABEL,
      color,
      align: "center",
      baseline: "top",
    });
  }
  for (const { value, label } of ticksOf(image.height, down, box.height)) {
    const from = place(value / down, image.height, flipDown);
    const y = box.y + Math.floor(((from + 0.5) * box.height) / image.height);
    fillRectangle(figure, { x: box.x - 1 - TICK, y, width: TICK, height: 1 }, color);
    drawText(figure, label, box.x - TICK - 4, y + 0.5, {
      size: LABEL,
      color,
      align: "right",
      baseline: "middle",
    });
  }
  if (pixelSize) {
    // In the corner, where it is of both axes.
    const options = { size: LABEL, color, align: "right", baseline: "top" } as const;
    drawText(figure, AXIS_UNIT, box.x - TICK - 4, bottom + TICK + 4, options);
  }
}

/** A tick every 70 pixels or so. */
function countAxisTicks(length: number): number {
  return Math.min(Math.max(2, Math.floor(length / 70) + 1), MOST_AXIS_TICKS);
}

function drawColorBar(figure: Picture, bar: ColorBar, box: Rectangle, color: Rgb): void {
  const area: Rectangle = { x: box.x + box.width + BAR_GAP, y: box.y, width: BAR_WIDTH, height: box.height };
  const { colors } = findColorMap(bar.colorMap);
  const [min, max] = bar.range;
  for (let row = 0; row < area.height; row++) {
    const share = (area.height - 1 - row) / area.height;
    const i = 3 * (bar.indexOf?.(min + share * (max - min)) ?? Math.floor(share * 256));
    const line = { ...area, y: area.y + row, height: 1 };
    fillRectangle(figure, line, [colors[i], colors[i + 1], colors[i + 2]]);
  }
  outline(figure, area, color);

  const right = area.x + area.width;
  const ticks = chooseBarTicks(bar, area.height);
  for (const { value, label } of ticks) {
    const share = max > min ? (value - min) / (max - min) : 0;
    const y = area.y + Math.floor((1 - share) * (area.height - 1) + 0.5);
    fillRectangle(figure, { x: right + 1, y, width: TICK, height: 1 }, color);
    drawText(figure, label, right + TICK + 5, y + 0.5, { size: LABEL, color, baseline: "middle" });
  }
  if (bar.label) {
    const x = right + TICK + 4 + measureLabels(ticks) + BAR_LABEL_GAP;
    const options = { size: LABEL, color, align: "center", baseline: "top", direction: "up" } as const;
    drawText(figure, bar.label, x, box.y + box.height / 2, options);
  }
}

/** A line one pixel wide around the box. */
function outline(figure: Picture, { x, y, width, height }: Rectangle, color: Rgb): void {
  fillRectangle(figure, { x: x - 1, y: y - 1, width: width + 2, height: 1 }, color);
  fillRectangle(figure, { x: x - 1, y: y + height, width: width + 2, height: 1 }, color);
  fillRectangle(figure, { x: x - 1, y, width: 1, height }, color);
  fillRectangle(figure, { x: x + width, y, width: 1, height }, color);
}

/** Fewer on a low bar; never more than what measureMargins made room for. */
function chooseBarTicks({ range }: ColorBar, height: number): readonly Tick[] {
  return chooseTicks(...range, Math.min(BAR_TICKS, Math.max(2, Math.floor(height / 24))));
}

function measureLabels(ticks: readonly Tick[]): number {
  return Math.ceil(Math.max(0, ...ticks.map(({ label }) => measureText(label, LABEL).width)));
}

function measureBarLabel({ label }: ColorBar): number {
  return label ? BAR_LABEL_GAP + LABEL : 0;
}
