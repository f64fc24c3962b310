import { NEUTRAL_INK } from "../../contract";
import { createPicture, fillRectangle, type Picture } from "../raster/picture";
import { drawDots, fillArea, type PixelPoint, strokeLines } from "../raster/stroke";
import { drawText } from "../raster/text";
import { layOutPlot, MARGIN, type PlotLayout, ROW, SWATCH, TICK, TICK_GAP, TITLE_LINE } from "./layOutPlot";
import {
  AREA_ALPHA,
  AXIS_TITLE_SIZE,
  DASHES,
  DOT_ALPHA,
  DOT_RADIUS,
  FEW_POINTS,
  GRID,
  GRID_ALPHA,
  LABEL_SIZE,
  LINE_WIDTH,
  STEP_WIDTH,
  TITLE_SIZE,
} from "./plotLook";
import type { PlotModel, PlotSeries } from "./plotModel";

/** A plot as a picture with transparent surroundings, with its title, axes, names and marks; the same pixels on every machine. */
export function drawPlot(model: PlotModel): Picture {
  const layout = layOutPlot(model);
  const picture = createPicture(model.width, model.height);
  drawGrid(picture, model, layout);
  for (const series of model.series) drawSeries(picture, model, layout, series);
  drawMarks(picture, model, layout);
  drawAxes(picture, model, layout);
  drawWords(picture, model, layout);
  return picture;
}

/** Where a point of the data is in the picture. */
function createPlacer({ x, y }: PlotModel, { box }: PlotLayout): (across: number, up: number) => PixelPoint {
  const scaleX = box.width / (x.range[1] - x.range[0]);
  const scaleY = box.height / (y.range[1] - y.range[0]);
  return (across, up) => [
    box.x + (across - x.range[0]) * scaleX,
    box.y + box.height - (up - y.range[0]) * scaleY,
  ];
}

function drawGrid(picture: Picture, model: PlotModel, layout: PlotLayout): void {
  const { box, xTicks, yTicks } = layout;
  const place = createPlacer(model, layout);
  for (const { value } of xTicks) {
    const x = Math.floor(place(value, 0)[0]);
    fillRectangle(picture, { ...box, x, width: 1 }, GRID, GRID_ALPHA);
  }
  for (const { value } of yTicks) {
    const y = Math.floor(place(0, value)[1]);
    fillRectangle(picture, { ...box, y, height: 1 }, GRID, GRID_ALPHA);
  }
}

function drawSeries(picture: Picture, model: PlotModel, layout: PlotLayout, series: PlotSeries): void {
  const { box } = layout;
  const { color, look } = series;
  const place = createPlacer(model, layout);
  const points: PixelPoint[] = [];
  for (let i = 0; i < series.x.length; i++) {
    // A value of steps holds until the next x.
    if (look === "steps" && i > 0) points.push(place(series.x[i], series.y[i - 1]));
    points.push(place(series.x[i], series.y[i]));
  }
  if (look === "dots") {
    drawDots(picture, points, DOT_RADIUS, box, { color, alpha: DOT_ALPHA });
    return;
  }
  if (look === "steps") {
    const base = place(0, 0)[1];
    const ends: PixelPoint[] = [
      [points[points.length - 1][0], base],
      [points[0][0], base],
    ];
    fillArea(picture, [...points, ...ends], box, { color, alpha: AREA_ALPHA });
  }
  strokeLines(picture, points, look === "steps" ? STEP_WIDTH : LINE_WIDTH, box, { color });
  if (hasDots(series)) drawDots(picture, points, DOT_RADIUS, box, { color });
}

/** Whether the points of a line are so few that each is seen. */
export function hasDots({ look, x }: PlotSeries): boolean {
  return look === "line" && x.length <= FEW_POINTS;
}

function drawMarks(picture: Picture, model: PlotModel, layout: PlotLayout): void {
  const { box, marks, marksTop } = layout;
  const place = createPlacer(model, layout);
  for (const { of, x, row, lines } of marks) {
    const color = of.color ?? NEUTRAL_INK;
    const y = marksTop + row * ROW + ROW / 2;
    for (const [i, line] of lines.entries()) {
      drawText(picture, line, x, y + i * ROW, { size: LABEL_SIZE, color, baseline: "middle" });
    }
    const left = Math.floor(place(of.at, 0)[0]);
    if (left < box.x || left > box.x + box.width) continue;
    const bottom = box.y + box.height;
    for (let top = y - ROW / 2 + 3; top < bottom; top += DASHES[0] + DASHES[1]) {
      const height = Math.min(DASHES[0], bottom - top);
      fillRectangle(picture, { x: left, y: Math.floor(top), width: 1, height: Math.floor(height) }, color);
    }
  }
}

function drawAxes(picture: Picture, model: PlotModel, layout: PlotLayout): void {
  const { box, xTicks, yTicks } = layout;
  const place = createPlacer(model, layout);
  const bottom = box.y + box.height;
  fillRectangle(picture, { x: box.x - 1, y: box.y, width: 1, height: box.height + 1 }, NEUTRAL_INK);
  fillRectangle(picture, { x: box.x - 1, y: bottom, width: box.width + 1, height: 1 }, NEUTRAL_INK);
  const words = { size: LABEL_SIZE, color: NEUTRAL_INK } as const;
  for (const { value, label } of xTicks) {
    const x = Math.floor(place(value, 0)[0]);
    fillRectangle(picture, { x, y: bottom, width: 1, height: TICK }, NEUTRAL_INK);
    drawText(picture, label, x + 0.5, bottom + TICK + TICK_GAP, {
      ...words,
      align: "center",
      baseline: "top",
    });
  }
  for (const { value, label } of yTicks) {
    const y = Math.floor(place(0, value)[1]);
    fillRectangle(picture, { x: box.x - TICK, y, width: TICK, height: 1 }, NEUTRAL_INK);
    drawText(picture, label, box.x - TICK - TICK_GAP, y + 0.5, {
      ...words,
      align: "right",
      baseline: "middle",
    });
  }
}

function drawWords(picture: Picture, model: PlotModel, layout: PlotLayout): void {
  const { box, titleLines, legend, legendTop } = layout;
  const centre = box.x + box.width / 2;
  titleLines.forEach((line, i) => {
    const y = MARGIN + i * TITLE_LINE + TITLE_SIZE * 0.8;
    drawText(picture, line, picture.width / 2, y, { size: TITLE_SIZE, color: NEUTRAL_INK, align: "center" });
  });
  for (const { of, x, row } of legend) {
    const y = legendTop + row * ROW + ROW / 2;
    drawSwatch(picture, of, x, Math.floor(y));
    const words = { size: LABEL_SIZE, color: NEUTRAL_INK, baseline: "middle" } as const;
    drawText(picture, of.name, x + SWATCH[0] + SWATCH[1], y, words);
  }
  const title = { size: AXIS_TITLE_SIZE, color: NEUTRAL_INK, align: "center" } as const;
  drawText(picture, model.x.title, centre, picture.height - MARGIN - 2, title);
  drawText(picture, model.y.title, MARGIN + AXIS_TITLE_SIZE - 3, box.y + box.height / 2, {
    ...title,
    direction: "up",
  });
}

/** A piece of the series beside its name. */
function drawSwatch(picture: Picture, { color, look }: PlotSeries, x: number, y: number): void {
  const area = { x, y: y - 6, width: SWATCH[0], height: 12 };
  if (look === "steps") fillRectangle(picture, { ...area, y: y - 4, height: 9 }, color, AREA_ALPHA);
  if (look === "dots") drawDots(picture, [[x + SWATCH[0] / 2, y + 0.5]], DOT_RADIUS + 0.5, area, { color });
  else fillRectangle(picture, { ...area, y: look === "steps" ? y - 4 : y - 1, height: 2 }, color);
}
