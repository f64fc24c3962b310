import { addCurve, addEdge, type Coverage, createCoverage, findCoveredParts } from "./coverage";
import { type Glyph, loadSans, type OutlineStep } from "./font";
import { type Picture, paintPixel, type Rgb } from "./picture";

export interface TextOptions {
  /** Height of the typeface's em square in pixels. @default 13 */
  size?: number;
  /** @default black */
  color?: Rgb;
  /** Which end of the text is at x (upward text: at y). @default "left", the start */
  align?: "left" | "center" | "right";
  /** What of the text is at y (upward text: at x): the line letters stand on, or the middle or top of capitals. @default "alphabetic" */
  baseline?: "alphabetic" | "middle" | "top";
  /** "up" turns the text a quarter, to be read from the right. @default "right" */
  direction?: "right" | "up";
}

/** Sizes of a line of text, in pixels. */
export interface TextSize {
  readonly width: number;
  /** Height of capital letters. */
  readonly capHeight: number;
  /** Above and below the line that letters stand on, for any letter. */
  readonly ascent: number;
  readonly descent: number;
}

/** How large a line of text is when it is drawn in DejaVu Sans. */
export function measureText(text: string, size: number): TextSize {
  const face = loadSans();
  const scale = size / face.unitsPerEm;
  return {
    width: measureAdvance(face.glyphs(text)) * scale,
    capHeight: face.capHeight * scale,
    ascent: face.ascender * scale,
    descent: -face.descender * scale,
  };
}

/** Draws a line of text in DejaVu Sans into the picture, whose pixels change; the same pixels on every machine. */
export function drawText(
  picture: Picture,
  text: string,
  x: number,
  y: number,
  options: TextOptions = {},
): void {
  const {
    size = 13,
    color = [0, 0, 0],
    align = "left",
    baseline = "alphabetic",
    direction = "right",
  } = options;
  const glyphs = loadSans().glyphs(text);
  const scale = size / loadSans().unitsPerEm;
  const { width, capHeight, ascent, descent } = measureText(text, size);

  // The line starts on whole pixels, so that the same text looks the same wherever it stands.
  const along = -Math.floor({ left: 0, center: width / 2, right: width }[align] + 0.5);
  const across = Math.floor({ alphabetic: 0, middle: capHeight / 2, top: capHeight }[baseline] + 0.5);
  // Room for tails and accents that stick out of a glyph's advance or of the typeface's lines.
  const margin = Math.ceil(size / 4);
  const [above, below] = [Math.ceil(ascent) + margin, Math.ceil(descent) + margin];
  const length = Math.ceil(width) + 2 * margin;
  const upward = direction === "up";

  const coverage = upward ? createCoverage(above + below, length) : createCoverage(length, above + below);
  let pen = margin;
  for (const { outline, advance } of glyphs) {
    // Font y points up; turned text runs up the picture.
    const place = upward
      ? (px: number, py: number): Point => [above - py * scale, length - (pen + px * scale)]
      : (px: number, py: number): Point => [pen + px * scale, above - py * scale];
    addOutline(coverage, outline, place);
    pen += advance * scale;
  }
  const left = Math.floor(x + 0.5) + (upward ? across - above : along - margin);
  const top = Math.floor(y + 0.5) + (upward ? -along - length + margin : across - above);
  paintParts(picture, coverage, left, top, color);
}

type Point = readonly [x: number, y: number];

function addOutline(
  coverage: Coverage,
  outline: readonly OutlineStep[],
  place: (x: number, y: number) => Point,
): void {
  let start: Point = [0, 0];
  let at: Point = [0, 0];
  for (const command of outline) {
    if (command.type === "Z") {
      addEdge(coverage, ...at, ...start);
      at = start;
      continue;
    }
    const to = place(command.x, command.y);
    if (command.type === "M") start = to;
    if (command.type === "L") addEdge(coverage, ...at, ...to);
    if (command.type === "Q") addCurve(coverage, at, place(command.x1, command.y1), to);
    at = to;
  }
}

function paintParts(picture: Picture, coverage: Coverage, left: number, top: number, color: Rgb): void {
  const parts = findCoveredParts(coverage);
  for (let row = 0; row < coverage.height; row++) {
    for (let column = 0; column < coverage.width; column++) {
      const part = parts[row * coverage.width + column];
      const [x, y] = [left + column, top + row];
      if (part === 0 || x < 0 || y < 0 || x >= picture.width || y >= picture.height) continue;
      paintPixel(picture, (y * picture.width + x) * 4, color, part);
    }
  }
}

function measureAdvance(glyphs: readonly Glyph[]): number {
  return glyphs.reduce((sum, { advance }) => sum + advance, 0);
}
