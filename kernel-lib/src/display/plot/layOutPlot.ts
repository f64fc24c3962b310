import { groupDigits } from "../../words";
import { chooseTicks, type Tick } from "../figure/ticks";
import type { Rectangle } from "../raster/picture";
import { measureText } from "../raster/text";
import { wrapText } from "../raster/wrapText";
import { AXIS_TITLE_SIZE, LABEL_SIZE, TITLE_SIZE } from "./plotLook";
import type { PlotMark, PlotModel, PlotSeries } from "./plotModel";

/** Words at a place, pixels from the left and the row that they are in. */
export interface PlacedWords<T> {
  readonly of: T;
  /** Left end. */
  readonly x: number;
  readonly row: number;
}

/** A mark, what it says in lines from its row down, or in none where there is no room. */
export interface PlacedMark extends PlacedWords<PlotMark> {
  readonly lines: readonly string[];
}

/** Where the parts of a plot are, in pixels from its top left corner. */
export interface PlotLayout {
  /** Within the axes. */
  readonly box: Rectangle;
  readonly titleLines: readonly string[];
  /** Top of the first row of names, and of the first row of what the marks say. */
  readonly legendTop: number;
  readonly marksTop: number;
  /** Names of the series, where there are several or one has a name. */
  readonly legend: readonly PlacedWords<PlotSeries>[];
  readonly marks: readonly PlacedMark[];
  readonly xTicks: readonly Tick[];
  readonly yTicks: readonly Tick[];
}

/** Room around everything, and between its parts. */
export const MARGIN = 14;
export const ROW = 19;
/** A name's line, and the gap before its words. */
export const SWATCH: readonly [width: number, gap: number] = [22, 6];
export const TICK = 5;
/** Between a tick and its number. */
export const TICK_GAP = 4;
export const TITLE_LINE = 23;
const NAME_GAP = 20;
/** Between a mark's line and its words. */
const FLAG_GAP = 5;
/** What a mark's words may have of the width, however near to the right end its line is. */
const LEAST_SHARE = 0.4;
/** What the words of all marks may have of the height that axes and marks share. */
const MARKS_SHARE = 0.5;

/** Places the parts of a plot within its size; the axes get what the words leave. */
export function layOutPlot(model: PlotModel): PlotLayout {
  const { width, height, title, x, y } = model;
  const titleLines = title === "" ? [] : wrapText(title, TITLE_SIZE, width - 2 * MARGIN);
  const titleHeight = titleLines.length * TITLE_LINE + (titleLines.length && 6);
  const bottom = height - MARGIN - AXIS_TITLE_SIZE - 9 - LABEL_SIZE - TICK_GAP - TICK;
  const mostRows = Math.max(3, Math.floor((bottom - MARGIN - titleHeight) / 45));
  const yTicks = labelTicks(...y.range, mostRows);
  const labels = Math.max(0, ...yTicks.map(({ label }) => measureText(label, LABEL_SIZE).width));
  const left = Math.ceil(MARGIN + AXIS_TITLE_SIZE + 9 + labels + TICK_GAP + TICK);
  const right = width - MARGIN - 8;
  const xTicks = labelTicks(...x.range, Math.max(3, Math.floor((right - left) / 75)));
  const legend = placeLegend(model.series, left, right);
  const legendTop = MARGIN + titleHeight;
  const marksTop = legendTop + countRows(legend) * ROW;
  const across = (at: number) => left + ((at - x.range[0]) / (x.range[1] - x.range[0])) * (right - left);
  const within = model.marks.filter(({ at }) => at >= x.range[0] && at <= x.range[1]);
  const mostMarkRows = Math.floor(((bottom - marksTop) * MARKS_SHARE) / ROW);
  const marks = placeMarks(within, across, left, right + 8, mostMarkRows);
  const top = Math.ceil(marksTop + countMarkRows(marks) * ROW + (legend.length + marks.length > 0 ? 5 : 0));
  return {
    box: { x: left, y: top, width: Math.max(right - left, 1), height: Math.max(bottom - top, 1) },
    titleLines,
    legendTop,
    marksTop,
    legend,
    marks,
    xTicks,
    yTicks,
  };
}

/** Long whole numbers with their thousands apart, as Plotly writes them. */
function labelTicks(min: number, max: number, most: number): readonly Tick[] {
  return chooseTicks(min, max, most).map(({ value, label }) => ({
    value,
    label: /^.?\d{5,}$/.test(label) ? groupDigits(label) : label,
  }));
}

function countRows(words: readonly { readonly row: number }[]): number {
  return words.reduce((rows, { row }) => Math.max(rows, row + 1), 0);
}

/** Names one after the other, in as many rows as they need. */
function placeLegend(series: readonly PlotSeries[], left: number, right: number): PlacedWords<PlotSeries>[] {
  let [x, row] = [left, 0];
  return series
    .filter(({ name }) => name !== "")
    .map((of) => {
      const width = SWATCH[0] + SWATCH[1] + measureText(of.name, LABEL_SIZE).width;
      if (x > left && x + width > right) {
        x = left;
        row++;
      }
      const placed = { of, x: Math.floor(x), row };
      x += width + NAME_GAP;
      return placed;
    });
}

/**
 * What the marks say, in so many rows at most: those for which there is no room, the later ones first, have their line
 * alone.
 */
function placeMarks(
  marks: readonly PlotMark[],
  across: (at: number) => number,
  left: number,
  right: number,
  most: number,
): PlacedMark[] {
  let placed: PlacedMark[] = [];
  const bare: PlotMark[] = [];
  for (const mark of marks) {
    const more = stackFlags([...placed.map(({ of }) => of), mark], across, left, right);
    if (countMarkRows(more) <= most) placed = more;
    else bare.push(mark);
  }
  const row = countMarkRows(placed);
  return [...placed, ...bare.map((of) => ({ of, x: Math.floor(across(of.at)), row, lines: [] }))];
}

function countMarkRows(marks: readonly PlacedMark[]): number {
  return marks.reduce((rows, { row, lines }) => Math.max(rows, row + lines.length), 0);
}

/**
 * The words beside the upper ends of their lines like flags: to the right, and higher the more to the left, so that no
 * line crosses another's words.
 */
function stackFlags(
  marks: readonly PlotMark[],
  across: (at: number) => number,
  left: number,
  right: number,
): PlacedMark[] {
  const placed: { of: PlotMark; lines: string[]; x: number; line: number; level: number }[] = [];
  for (const of of [...marks].sort((a, b) => b.at - a.at)) {
    const line = across(of.at);
    const room = Math.max(right - line - FLAG_GAP, LEAST_SHARE * (right - left));
    const lines = wrapList(of.label, room);
    const width = Math.max(...lines.map((words) => measureText(words, LABEL_SIZE).width));
    const x = Math.max(Math.min(line + FLAG_GAP, right - width), left);
    const crossed = placed.filter((other) => Math.min(other.line, other.x) - FLAG_GAP < x + width);
    const level = crossed.reduce((above, other) => Math.max(above, other.level + other.lines.length), 0);
    placed.push({ of, lines, x: Math.floor(x), line, level });
  }
  const rows = placed.reduce((most, { level, lines }) => Math.max(most, level + lines.length), 0);
  return placed.map(({ of, lines, x, level }) => ({ of, lines, x, row: rows - level - lines.length }));
}

/** The text in lines of at most so many pixels, broken behind commas, and elsewhere where a part has no room. */
function wrapList(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const part of text.split(/(?<=,) /)) {
    const longer = lines.length === 0 ? part : `${lines[lines.length - 1]} ${part}`;
    if (measureText(longer, LABEL_SIZE).width <= width) lines.splice(-1, 1, longer);
    else lines.push(...wrapText(part, LABEL_SIZE, width));
  }
  return lines;
}
