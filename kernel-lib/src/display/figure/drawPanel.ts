import type { ColorMapName, EdgeLetters, PlaneLie } from "../../contract";
import { findColorMap } from "../colour/colorMaps";
import {
  createPicture,
  fillRectangle,
  type Picture,
  placePicture,
  type Rectangle,
  type Rgb,
} from "../raster/picture";
import { scalePicture } from "../raster/scalePicture";
import { drawText, measureText } from "../raster/text";
import { wrapText } from "../raster/wrapText";
import { drawEdgeLetters } from "./drawEdgeLetters";
import { chooseTicks, type Tick } from "./ticks";

/** One picture of a figure, with what stands around it. */
export interface FigurePanel {
  /** Drawn one pixel a voxel by drawSlice, say. Without one, or with one of no pixels, the panel holds `message` alone. */
  readonly image?: Picture;
  readonly title?: string;
  /** Height over width of an image pixel: row spacing over column spacing. @default 1 */
  readonly pixelAspect?: number;
  readonly colorBar?: ColorBar;
  /** Row and column numbers along the edges. @default false */
  readonly axes?: boolean;
  /** Which way rows and columns are counted. @default down and to the right */
  readonly lie?: Pick<PlaneLie, "flipAcross" | "flipDown">;
  /** What of the patient lies at each edge, in letters. @default none */
  readonly edges?: EdgeLetters;
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

/** Size of a panel's image in the figure, and its title in lines that fit. */
export interface PanelLayout {
  readonly width: number;
  readonly height: number;
  readonly titleLines: readonly string[];
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
const BAR_GAP = 14;
const BAR_WIDTH = 16;
const BAR_TICKS = 7;
const MESSAGE = 14;
const EMPTY: Rgb = [238, 238, 240];
const MESSAGE_INK: Rgb = [60, 60, 64];

/** Room that the panel's axes and colour bar need. */
export function measureMargins({ image, axes = false, colorBar }: FigurePanel): PanelMargins {
  const axisRoom = axes && image ? measureText(String(image.height), LABEL).width : 0;
  return {
    left: axisRoom > 0 ? Math.ceil(axisRoom) + TICK + 5 : 0,
    bottom: axisRoom > 0 ? TICK + 5 + LABEL : 0,
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
  if (shown) placePicture(figure, scalePicture(flatten(shown, figure), box.width, box.height), x, y);
  else fillRectangle(figure, box, EMPTY);
  if (message !== "") drawMessage(figure, message, box);
  if (axes && shown) drawAxes(figure, shown, box, color, panel.lie);
  if (panel.edges && shown) drawEdgeLetters(figure, panel.edges, box);
  if (colorBar) drawColorBar(figure, colorBar, box, color);
}

/** Transparent pixels show the figure behind them, so that scaling has only opaque ones to mix. */
function flatten(image: Picture, figure: Picture): Picture {
  const opaque = createPicture(image.width, image.height, [figure.rgba[0], figure.rgba[1], figure.rgba[2]]);
  placePicture(opaque, image, 0, 0);
  return opaque;
}

function drawMessage(figure: Picture, message: string, box: Rectangle): void {
  const lines = wrapText(message, MESSAGE, box.width - 40);
  const step = Math.round(MESSAGE * 1.4);
  const height = lines.length * step + 16;
  const top = box.y + Math.floor((box.height - height) / 2);
  fillRectangle(figure, { x: box.x, y: top, width: box.width, height }, EMPTY, 0.9);
  lines.forEach((line, i) => {
    const y = top + 8 + (i + 0.5) * step;
    const options = { size: MESSAGE, color: MESSAGE_INK, align: "center", baseline: "middle" } as const;
    drawText(figure, line, box.x + box.width / 2, y, options);
  });
}

function drawAxes(
  figure: Picture,
  image: Picture,
  box: Rectangle,
  color: Rgb,
  lie: FigurePanel["lie"],
): void {
  const { flipAcross = false, flipDown = false } = lie ?? {};
  /** How many pixels a value lies from the left or the top. */
  const place = (value: number, count: number, flip: boolean) => (flip ? count - 1 - value : value);
  outline(figure, box, color);
  const bottom = box.y + box.height;
  for (const { value, label } of chooseAxisTicks(image.width, box.width)) {
    const from = place(value, image.width, flipAcross);
    const x = box.x + Math.floor(((from + 0.5) * box.width) / image.width);
    fillRectangle(figure, { x, y: bottom + 1, width: 1, height: TICK }, color);
    drawText(figure, label, x + 0.5, bottom + TICK + 4, {
      size: LABEL,
      color,
      align: "center",
      baseline: "top",
    });
  }
  for (const { value, label } of chooseAxisTicks(image.height, box.height)) {
    const from = place(value, image.height, flipDown);
    const y = box.y + Math.floor(((from + 0.5) * box.height) / image.height);
    fillRectangle(figure, { x: box.x - 1 - TICK, y, width: TICK, height: 1 }, color);
    drawText(figure, label, box.x - TICK - 4, y + 0.5, {
      size: LABEL,
      color,
      align: "right",
      baseline: "middle",
    });
  }
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
    const x = right + TICK + 4 + measureLabels(ticks) + measureBarLabel(bar);
    const options = { size: LABEL, color, align: "center", direction: "up" } as const;
    drawText(figure, bar.label, x - 3, box.y + box.height / 2, options);
  }
}

/** A line one pixel wide around the box. */
function outline(figure: Picture, { x, y, width, height }: Rectangle, color: Rgb): void {
  fillRectangle(figure, { x: x - 1, y: y - 1, width: width + 2, height: 1 }, color);
  fillRectangle(figure, { x: x - 1, y: y + height, width: width + 2, height: 1 }, color);
  fillRectangle(figure, { x: x - 1, y, width: 1, height }, color);
  fillRectangle(figure, { x: x + width, y, width: 1, height }, color);
}

function chooseAxisTicks(pixels: number, length: number): readonly Tick[] {
  return chooseTicks(0, pixels - 1, Math.max(2, Math.floor(length / 70) + 1), true);
}

/** Fewer on a low bar; never more than what measureMargins made room for. */
function chooseBarTicks({ range }: ColorBar, height: number): readonly Tick[] {
  return chooseTicks(...range, Math.min(BAR_TICKS, Math.max(2, Math.floor(height / 24))));
}

function measureLabels(ticks: readonly Tick[]): number {
  return Math.ceil(Math.max(0, ...ticks.map(({ label }) => measureText(label, LABEL).width)));
}

function measureBarLabel({ label }: ColorBar): number {
  return label ? LABEL + 8 : 0;
}
