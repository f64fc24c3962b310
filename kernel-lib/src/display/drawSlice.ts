import { InvalidArgumentError, ShapeMismatchError } from "../errors";
import { type ColorMapName, colorIndex, colorMap as colorMapOf, requireRange } from "./colorMaps";
import { blankPicture, type Picture, paintPixel, type Rgb } from "./picture";
import { type SliceImage, type SliceLike, sliceImage } from "./sliceImage";

export interface DrawSliceOptions {
  /** @default "gray" */
  colorMap?: ColorMapName;
  /** Values of the first and the last colour. @default smallest and largest outside the padding; [0, 1] for a mask */
  range?: readonly [min: number, max: number];
  /** Images over the slice, the first at the bottom. */
  overlays?: readonly SliceOverlay[];
}

/** An image drawn over a slice of the same rows and columns. */
export interface SliceOverlay {
  readonly image: SliceLike;
  /** @default "jet" */
  readonly colorMap?: ColorMapName;
  /** One colour instead of a map. */
  readonly color?: Rgb;
  /** 0 transparent to 1 opaque. @default 0.7 */
  readonly alpha?: number;
  /** As of the slice. */
  readonly range?: readonly [min: number, max: number];
  /**
   * "nonzero" leaves the slice as it is where the overlay's value is 0; "all" blends every pixel, as matplotlib's
   * imshow does. @default "nonzero" for one colour, "all" for a map
   */
  readonly cover?: "all" | "nonzero";
}

/**
 * A slice in colours, one pixel a voxel: matplotlib's imshow without its resampling.
 *
 * Padding takes the lowest colour; a value that is NaN elsewhere stays transparent.
 *
 * @throws InvalidArgumentError for more than one slice, an unordered range, an unknown map or an alpha outside 0 to 1.
 * @throws ShapeMismatchError for an overlay of other rows and columns.
 */
export function drawSlice(slice: SliceLike, options: DrawSliceOptions = {}): Picture {
  const { colorMap = "gray", overlays = [] } = options;
  const image = sliceImage(slice);
  const { rows, columns } = image;
  const picture = blankPicture(columns, rows);
  paint(picture, image, colorsOf(colorMap), options.range ?? image.range, 1, "all");

  for (const overlay of overlays) {
    const { alpha = 0.7, color } = overlay;
    const over = sliceImage(overlay.image, "overlay");
    if (over.rows !== rows || over.columns !== columns) {
      throw new ShapeMismatchError("overlay", [rows, columns], [over.rows, over.columns]);
    }
    if (!(alpha >= 0 && alpha <= 1)) throw new InvalidArgumentError("alpha", "from 0 to 1", alpha);
    const colors = color ? new Array<Rgb>(256).fill(color) : colorsOf(overlay.colorMap ?? "jet");
    const cover = overlay.cover ?? (color ? "nonzero" : "all");
    paint(picture, over, colors, overlay.range ?? over.range, alpha, cover);
  }
  return picture;
}

function colorsOf(name: ColorMapName): readonly Rgb[] {
  const { colors } = colorMapOf(name);
  return Array.from({ length: 256 }, (_, i) => [colors[3 * i], colors[3 * i + 1], colors[3 * i + 2]]);
}

function paint(
  picture: Picture,
  { rows, columns, values, padding }: SliceImage,
  colors: readonly Rgb[],
  range: readonly [number, number],
  alpha: number,
  cover: "all" | "nonzero",
): void {
  requireRange(range);
  const indexOf = colorIndexer(values, range);
  // One 32-bit word a pixel, as it lies in memory on every machine that Node runs on: red first.
  const pixels = new Uint32Array(picture.rgba.buffer);
  const words = Uint32Array.from(
    colors,
    ([red, green, blue]) => red | (green << 8) | (blue << 16) | (255 << 24),
  );
  for (let row = 0, at = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, at++) {
      if (cover === "nonzero" && values[at] === 0) continue;
      const padded =
        padding !== null && (padding.bits[row * padding.wordsPerRow + (column >>> 5)] >>> (column & 31)) & 1;
      const index = padded ? 0 : indexOf(values[at]);
      if (index < 0) continue;
      if (alpha === 1) pixels[at] = words[index];
      else paintPixel(picture, at * 4, colors[index], alpha);
    }
  }
}

/** The colour index of a value; whole numbers, of which an image has few different ones, are looked up in a table. */
function colorIndexer(
  values: SliceImage["values"],
  [min, max]: readonly [number, number],
): (value: number) => number {
  if (values instanceof Float32Array || values.length < 65_536) return (value) => colorIndex(value, min, max);
  const table = new Uint8Array(65_536);
  for (let i = 0; i < table.length; i++) table[i] = colorIndex(i - 32_768, min, max);
  return (value) => table[value + 32_768];
}
