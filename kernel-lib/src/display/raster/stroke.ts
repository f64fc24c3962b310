import { addEdge, createCoverage, findCoveredParts } from "./coverage";
import { type Picture, paintPixel, type Rectangle, type Rgb } from "./picture";

/** A place in a picture, in pixels from its top left corner, with fractions. */
export type PixelPoint = readonly [x: number, y: number];

/** How a line, an area or dots are painted. */
export interface Ink {
  readonly color: Rgb;
  /** 0 transparent to 1 opaque. @default 1 */
  readonly alpha?: number;
}

/**
 * Draws lines with round joints and ends through the points, clipped to the box; a point that is not finite leaves a
 * gap. Where parts of the line meet it is painted once. The picture's pixels change.
 */
export function strokeLines(
  picture: Picture,
  points: readonly PixelPoint[],
  width: number,
  box: Rectangle,
  ink: Ink,
): void {
  const layer = createLayer(box, width / 2);
  for (let i = 0; i < points.length; i++) {
    const part = clipSegment(points[i], points[Math.min(i + 1, points.length - 1)], box);
    if (part) addStroke(layer, part[0], part[1], width / 2);
    else if (isInside(points[i], box)) addStroke(layer, points[i], points[i], width / 2);
  }
  paintLayer(picture, layer, ink);
}

/** Draws round dots at the points that lie in the box. The picture's pixels change. */
export function drawDots(
  picture: Picture,
  points: readonly PixelPoint[],
  radius: number,
  box: Rectangle,
  ink: Ink,
): void {
  const layer = createLayer(box, radius);
  for (const point of points) if (isInside(point, box)) addStroke(layer, point, point, radius);
  paintLayer(picture, layer, ink);
}

/** Fills the area that the corners enclose, the part outside the box folded onto its edges. The picture's pixels change. */
export function fillArea(picture: Picture, corners: readonly PixelPoint[], box: Rectangle, ink: Ink): void {
  const layer = createLayer(box, 0);
  const coverage = createCoverage(layer.width, layer.height);
  const right = box.x + box.width;
  const bottom = box.y + box.height;
  const folded = corners.map(([x, y]): PixelPoint => {
    return [
      Math.min(Math.max(x, box.x), right) - layer.left,
      Math.min(Math.max(y, box.y), bottom) - layer.top,
    ];
  });
  let last = folded[folded.length - 1];
  for (const corner of folded) {
    addEdge(coverage, ...last, ...corner);
    last = corner;
  }
  paintLayer(picture, { ...layer, parts: findCoveredParts(coverage) }, ink);
}

/** How much of each pixel of a part of the picture is painted, 0 to 1. */
interface Layer {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly parts: Float64Array;
}

/** Of the box and what strokes of that radius reach around it. */
function createLayer(box: Rectangle, radius: number): Layer {
  const left = Math.floor(box.x - radius) - 1;
  const top = Math.floor(box.y - radius) - 1;
  const width = Math.ceil(box.x + box.width + radius) + 1 - left;
  const height = Math.ceil(box.y + box.height + radius) + 1 - top;
  return { left, top, width, height, parts: new Float64Array(width * height) };
}

/** A segment, or a dot: each pixel as far as its centre lies within the radius. */
function addStroke(layer: Layer, [x0, y0]: PixelPoint, [x1, y1]: PixelPoint, radius: number): void {
  const { left, top, width, parts } = layer;
  const [dx, dy] = [x1 - x0, y1 - y0];
  const squared = dx * dx + dy * dy;
  const reach = radius + 0.5;
  const lastRow = Math.ceil(Math.max(y0, y1) + reach);
  const lastColumn = Math.ceil(Math.max(x0, x1) + reach);
  for (let row = Math.floor(Math.min(y0, y1) - reach); row < lastRow; row++) {
    for (let column = Math.floor(Math.min(x0, x1) - reach); column < lastColumn; column++) {
      const [px, py] = [column + 0.5 - x0, row + 0.5 - y0];
      const along = squared === 0 ? 0 : Math.min(Math.max((px * dx + py * dy) / squared, 0), 1);
      const [ex, ey] = [px - along * dx, py - along * dy];
      const part = Math.min(reach - Math.sqrt(ex * ex + ey * ey), 1);
      const at = (row - top) * width + column - left;
      if (part > parts[at]) parts[at] = part;
    }
  }
}

function paintLayer(picture: Picture, { left, top, width, parts }: Layer, { color, alpha = 1 }: Ink): void {
  for (let i = 0; i < parts.length; i++) {
    if (parts[i] < 1 / 512) continue; // no level of a byte
    const x = left + (i % width);
    const y = top + Math.floor(i / width);
    if (x < 0 || y < 0 || x >= picture.width || y >= picture.height) continue;
    paintPixel(picture, (y * picture.width + x) * 4, color, Math.min(parts[i], 1) * alpha);
  }
}

function isInside([x, y]: PixelPoint, box: Rectangle): boolean {
  return x >= box.x && y >= box.y && x <= box.x + box.width && y <= box.y + box.height;
}

/** The part of a segment within the box; null where there is none. Liang and Barsky 1984, doi 10.1145/357332.357333. */
function clipSegment(from: PixelPoint, to: PixelPoint, box: Rectangle): [PixelPoint, PixelPoint] | null {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  if (!Number.isFinite(dx + dy)) return null;
  let [start, end] = [0, 1];
  const sides = [
    [-dx, from[0] - box.x],
    [dx, box.x + box.width - from[0]],
    [-dy, from[1] - box.y],
    [dy, box.y + box.height - from[1]],
  ];
  for (const [towards, room] of sides) {
    if (towards === 0 && room < 0) return null;
    if (towards < 0) start = Math.max(start, room / towards);
    if (towards > 0) end = Math.min(end, room / towards);
  }
  if (start > end) return null;
  const at = (share: number): PixelPoint => [from[0] + share * dx, from[1] + share * dy];
  return [start === 0 ? from : at(start), end === 1 ? to : at(end)];
}
