import { type MeshPayload, NEUTRAL_INK } from "../../contract";
import { createPicture, type Picture, placePicture } from "../raster/picture";
import { drawText, measureText } from "../raster/text";
import { wrapText } from "../raster/wrapText";
import { drawLegendLine, LEGEND_LINE, type LegendEntry, wrapLegend } from "./legend";

export interface SceneFigureOptions {
  readonly title: string;
  /** Small line under the title, or "". */
  readonly note: string;
  /** Empty for none. */
  readonly legend: readonly LegendEntry[];
  /** In the middle of the view, or "". */
  readonly message: string;
}

const MARGIN = 14;
const TITLE = 17;
const NOTE = 12;
const MESSAGE = 15;
const LINE = 1.35;
/** Below title, note and legend. */
const GAP = 6;

/** The picture of a scene below its title, note and legend, and where in it the view lies. */
export function drawSceneFigure(
  view: Picture,
  { title, note, legend, message }: SceneFigureOptions,
): { readonly picture: Picture; readonly still: MeshPayload["still"] } {
  const width = view.width + 2 * MARGIN;
  const heads = [
    ...(title ? wrapText(title, TITLE, view.width).map((line) => ({ line, size: TITLE })) : []),
    ...(note ? wrapText(note, NOTE, view.width).map((line) => ({ line, size: NOTE })) : []),
  ];
  const legendLines = wrapLegend(legend, view.width);
  const headHeight = heads.reduce((sum, { size }) => sum + size * LINE, legendLines.length * LEGEND_LINE);
  const top = Math.ceil(MARGIN + headHeight + (headHeight > 0 ? GAP : 0));
  const picture = createPicture(width, top + view.height + MARGIN);

  let y = MARGIN;
  for (const { line, size } of heads) {
    drawText(picture, line, MARGIN, y + measureText(line, size).ascent * 0.9, { size, color: NEUTRAL_INK });
    y += size * LINE;
  }
  for (const entries of legendLines) {
    drawLegendLine(picture, entries, MARGIN, y, NEUTRAL_INK);
    y += LEGEND_LINE;
  }
  placePicture(picture, view, MARGIN, top);
  if (message) {
    drawText(picture, message, width / 2, top + view.height / 2, {
      size: MESSAGE,
      color: NEUTRAL_INK,
      align: "center",
      baseline: "middle",
    });
  }
  return { picture, still: { left: MARGIN, top, width } };
}
