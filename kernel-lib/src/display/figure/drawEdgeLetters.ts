import type { EdgeLetters } from "../../contract";
import type { Picture, Rectangle, Rgb } from "../raster/picture";
import { drawText } from "../raster/text";

const SIZE = 15;
const GAP = 6;
const INK: Rgb = [255, 255, 255];
const DARK: Rgb = [0, 0, 0];
/** Steps to the pixels around one. */
const RIM: readonly (readonly [across: number, down: number])[] = [
  [-1, -1],
  [0, -1],
  [1, -1],
  [-1, 0],
  [1, 0],
  [-1, 1],
  [0, 1],
  [1, 1],
];

/** What lies at each edge of the image in the box, in letters: light on a dark rim, to be read on air and on bone. */
export function drawEdgeLetters(figure: Picture, edges: EdgeLetters, box: Rectangle): void {
  const [middle, centre] = [box.x + box.width / 2, box.y + box.height / 2];
  const [right, bottom] = [box.x + box.width - GAP, box.y + box.height - GAP - SIZE / 2];
  const places = [
    [edges.left, box.x + GAP, centre, "left"],
    [edges.right, right, centre, "right"],
    [edges.top, middle, box.y + GAP + SIZE / 2, "center"],
    [edges.bottom, middle, bottom, "center"],
  ] as const;
  for (const [letters, x, y, align] of places) {
    const options = { size: SIZE, align, baseline: "middle" } as const;
    for (const [across, down] of RIM) {
      drawText(figure, letters, x + across, y + down, { ...options, color: DARK });
    }
    drawText(figure, letters, x, y, { ...options, color: INK });
  }
}
