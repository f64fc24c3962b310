import { fillRectangle, type Picture, type Rgb } from "../raster/picture";
import { drawText, measureText } from "../raster/text";

/** A colour of a panel and what it stands for. */
export interface LegendEntry {
  readonly name: string;
  readonly color: Rgb;
}

/** Height of a line of a legend. */
export const LEGEND_LINE = 19;
const LABEL = 12;
const SWATCH = 11;
const SWATCH_GAP = 6;
const ENTRY_GAP = 16;

/** The entries in lines of at most so many pixels; a longer one has a line of its own. */
export function wrapLegend(entries: readonly LegendEntry[], width: number): LegendEntry[][] {
  const lines: LegendEntry[][] = [];
  let used = 0;
  for (const entry of entries) {
    const wide = measureEntry(entry);
    if (lines.length > 0 && used + ENTRY_GAP + wide <= width) {
      lines[lines.length - 1].push(entry);
      used += ENTRY_GAP + wide;
    } else {
      lines.push([entry]);
      used = wide;
    }
  }
  return lines;
}

/** Draws squares of the entries' colours, each with its name, from the place to the right into the figure, whose pixels change. */
export function drawLegendLine(
  figure: Picture,
  entries: readonly LegendEntry[],
  x: number,
  y: number,
  color: Rgb,
): void {
  let left = x;
  const middle = y + LEGEND_LINE / 2;
  for (const entry of entries) {
    const swatch = { x: left, y: Math.floor(middle - SWATCH / 2), width: SWATCH, height: SWATCH };
    fillRectangle(figure, swatch, entry.color);
    const options = { size: LABEL, color, baseline: "middle" } as const;
    drawText(figure, entry.name, left + SWATCH + SWATCH_GAP, middle, options);
    left += Math.ceil(measureEntry(entry)) + ENTRY_GAP;
  }
}

function measureEntry({ name }: LegendEntry): number {
  return SWATCH + SWATCH_GAP + measureText(name, LABEL).width;
}
