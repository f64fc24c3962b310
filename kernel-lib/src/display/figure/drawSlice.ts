import type { ColorMapName, DisplayWindow } from "../../contract";
import { InvalidArgumentError, ShapeMismatchError } from "../../errors";
import { requireChoice } from "../../options";
import { forEachRun, hasBit } from "../../volume/bitRows";
import { HIGHEST_INT16, LOWEST_INT16 } from "../../volume/voxelArray";
import { findColorMap } from "../colour/colorMaps";
import { type ColorScale, createRangeScale, createWindowScale } from "../colour/colorScale";
import { createPicture, type Picture, paintPixel, type Rgb, requireRgb } from "../raster/picture";
import { readSlice, type SliceImage, type SliceLike } from "./sliceImage";

export interface DrawSliceOptions {
  /** @default "gray" */
  colorMap?: ColorMapName;
  /** Values of the first and the last colour. @default smallest and largest outside the padding; [0, 1] for a mask */
  range?: readonly [min: number, max: number];
  /** Instead of `range`: the window that gives each value its colour. @default none */
  window?: DisplayWindow;
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
   * "nonzero" leaves the slice as it is where the overlay's value is 0; "all" blends every pixel outside its
   * padding, as matplotlib's imshow does with masked arrays. @default "nonzero" for a mask or one colour, "all" for
   * values by a map
   */
  readonly cover?: "all" | "nonzero";
}

/**
 * A slice in colours, one pixel a voxel: matplotlib's imshow without its resampling.
 *
 * The slice's padding takes the lowest colour; an overlay's, and a value that is NaN elsewhere, stays transparent.
 *
 * @throws InvalidArgumentError for more than one slice, an unordered range, an unknown map, an alpha outside 0 to 1 or a
 * colour outside 0 to 255.
 * @throws ShapeMismatchError for an overlay of other rows and columns.
 */
export function drawSlice(slice: SliceLike, options: DrawSliceOptions = {}): Picture {
  const { colorMap = "gray", overlays = [], window } = options;
  const image = readSlice(slice);
  const { rows, columns } = image;
  const picture = createPicture(columns, rows);
  const scale = window ? createWindowScale(window) : createRangeScale(options.range ?? image.range);
  fill(picture, image, listColors(colorMap), scale);

  for (const overlay of overlays) {
    const { alpha = 0.7, color } = overlay;
    const over = readSlice(overlay.image, "overlay");
    if (over.rows !== rows || over.columns !== columns) {
      throw new ShapeMismatchError("overlay", [rows, columns], [over.rows, over.columns]);
    }
    if (!(alpha >= 0 && alpha <= 1)) throw new InvalidArgumentError("alpha", "from 0 to 1", alpha);
    if (color) requireRgb(color);
    const colors = color ? new Array<Rgb>(256).fill(color) : listColors(overlay.colorMap ?? "jet");
    const cover = overlay.cover ?? (color || over.isMask ? "nonzero" : "all");
    requireChoice("cover", cover, ["all", "nonzero"]);
    blend(picture, over, colors, createRangeScale(overlay.range ?? over.range), alpha, cover);
  }
  return picture;
}

function listColors(name: ColorMapName): readonly Rgb[] {
  const { colors } = findColorMap(name);
  return Array.from({ length: 256 }, (_, i) => [colors[3 * i], colors[3 * i + 1], colors[3 * i + 2]]);
}

/** Blends an overlay over the picture, which stays as it is in the overlay's padding and where a value is NaN. */
function blend(
  picture: Picture,
  image: SliceImage,
  colors: readonly Rgb[],
  scale: ColorScale,
  alpha: number,
  cover: "all" | "nonzero",
): void {
  const { values } = image;
  for (let at = 0; at < values.length; at++) {
    if ((cover === "nonzero" && values[at] === 0) || isPadded(image, at)) continue;
    const index = scale.indexOf(values[at]);
    if (index >= 0) paintPixel(picture, at * 4, colors[index], alpha);
  }
}

/** Sets every pixel to its value's colour; NaN leaves a pixel as it is. */
function fill(
  picture: Picture,
  image: SliceImage,
  colors: readonly Rgb[],
  { range: [min, max], indexOf }: ColorScale,
): void {
  const { values } = image;
  // One 32-bit word a pixel, as in readPixelWords.
  const pixels = new Uint32Array(picture.rgba.buffer);
  const words = Uint32Array.from(
    colors,
    ([red, green, blue]) => red | (green << 8) | (blue << 16) | (255 << 24),
  );
  if (values instanceof Float32Array) {
    for (let at = 0; at < values.length; at++) {
      const index = indexOf(values[at]);
      if (index >= 0) pixels[at] = words[index];
    }
  } else {
    // Whole numbers: the colours of those within the range, looked up.
    const first = Math.max(Math.ceil(min), LOWEST_INT16);
    const last = Math.min(Math.floor(max), HIGHEST_INT16);
    const table = new Uint32Array(Math.max(last - first + 1, 0));
    for (let i = 0; i < table.length; i++) table[i] = words[indexOf(first + i)];
    const ends = { below: words[0], above: words[indexOf(Number.POSITIVE_INFINITY)] };
    lookUp(pixels, values, first, table, ends);
  }
  fillPadding(pixels, image, words[0]);
}

/** @param table - of the values from `first` on. */
function lookUp(
  pixels: Uint32Array,
  values: Int16Array | Uint8Array,
  first: number,
  table: Uint32Array,
  { below, above }: { readonly below: number; readonly above: number },
): void {
  const end = table.length;
  for (let at = 0; at < values.length; at++) {
    const i = values[at] - first;
    pixels[at] = i < 0 ? below : i < end ? table[i] : above;
  }
}

function fillPadding(pixels: Uint32Array, { padding, rows, columns }: SliceImage, word: number): void {
  if (padding === null) return;
  forEachRun(padding, rows, (row, from, to) => pixels.fill(word, row * columns + from, row * columns + to));
}

function isPadded({ padding, columns }: SliceImage, at: number): boolean {
  return padding !== null && hasBit(padding, Math.floor(at / columns), at % columns);
}
