import { InvalidArgumentError } from "../../errors";

/** A raster of pixels, row by row from the top left. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue and alpha of each pixel, 0 to 255, alpha not multiplied in. */
  readonly rgba: Uint8ClampedArray;
}

/** Red, green and blue, 0 to 255. */
export type Rgb = readonly [red: number, green: number, blue: number];

/** @throws InvalidArgumentError unless the colour is three numbers from 0 to 255. */
export function requireRgb(color: Rgb): void {
  if (color.length === 3 && color.every((level) => level >= 0 && level <= 255)) return;
  throw new InvalidArgumentError("color", "[red, green, blue] from 0 to 255", color);
}

/** A place in a picture, in pixels from its top left corner. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A picture of one opaque colour; without a colour a transparent one. */
export function createPicture(width: number, height: number, color?: Rgb): Picture {
  if (![width, height].every((n) => Number.isInteger(n) && n >= 0)) {
    throw new InvalidArgumentError(
      "width and height",
      "whole numbers of pixels, 0 or more",
      `${width} x ${height}`,
    );
  }
  const picture = { width, height, rgba: new Uint8ClampedArray(width * height * 4) };
  if (color) fillRectangle(picture, { x: 0, y: 0, width, height }, color);
  return picture;
}

/** The pixels of a picture to read, one 32-bit word each: red lowest, on little-endian machines as all of ours are. */
export function readPixelWords({ rgba }: Picture): Uint32Array {
  const { buffer, byteOffset, length } = rgba.byteOffset % 4 === 0 ? rgba : rgba.slice();
  return new Uint32Array(buffer, byteOffset, length >> 2);
}

/**
 * Paints a rectangle into the picture, whose pixels change. What lies outside the picture is left out.
 *
 * @param alpha - 0 leaves the picture as it is, 1 covers it.
 */
export function fillRectangle(picture: Picture, rectangle: Rectangle, color: Rgb, alpha = 1): void {
  const { left, top, right, bottom } = clip(picture, rectangle);
  for (let y = top; y < bottom; y++) {
    if (alpha === 1) {
      const row = picture.rgba.subarray((y * picture.width + left) * 4, (y * picture.width + right) * 4);
      fillPixels(row, color);
      continue;
    }
    for (let x = left; x < right; x++) paintPixel(picture, (y * picture.width + x) * 4, color, alpha);
  }
}

/** Sets every pixel: the first by hand, the rest by doubling what is there. */
function fillPixels(rgba: Uint8ClampedArray, [red, green, blue]: Rgb): void {
  if (rgba.length === 0) return;
  rgba.set([red, green, blue, 255]);
  for (let done = 4; done < rgba.length; done *= 2)
    rgba.copyWithin(done, 0, Math.min(done, rgba.length - done));
}

/** Paints a picture into another one, whose pixels change, with the top left corner at [x, y]. */
export function placePicture(picture: Picture, placed: Picture, x: number, y: number): void {
  const { left, top, right, bottom } = clip(picture, { x, y, width: placed.width, height: placed.height });
  if (left >= right) return;
  for (let row = top; row < bottom; row++) {
    const from = ((row - y) * placed.width + left - x) * 4;
    const to = (row * picture.width + left) * 4;
    const pixels = placed.rgba.subarray(from, from + (right - left) * 4);
    if (isOpaque(pixels)) picture.rgba.set(pixels, to);
    else paintPixels(picture, to, pixels);
  }
}

/** Whether nothing shows through these pixels. */
export function isOpaque(rgba: Uint8ClampedArray): boolean {
  for (let alpha = 3; alpha < rgba.length; alpha += 4) if (rgba[alpha] !== 255) return false;
  return true;
}

/** The picture over a colour, opaque. */
export function flattenPicture(picture: Picture, color: Rgb): Picture {
  if (isOpaque(picture.rgba)) return picture;
  const opaque = createPicture(picture.width, picture.height, color);
  placePicture(opaque, picture, 0, 0);
  return opaque;
}

function paintPixels(picture: Picture, at: number, rgba: Uint8ClampedArray): void {
  for (let i = 0; i < rgba.length; i += 4) {
    paintPixel(picture, at + i, [rgba[i], rgba[i + 1], rgba[i + 2]], rgba[i + 3] / 255);
  }
}

/**
 * Paints a colour over one pixel, at its index into rgba, whose values change. Over an opaque pixel each channel becomes
 * floor(below * (1 - alpha) + color * alpha + 0.5).
 */
export function paintPixel(picture: Picture, at: number, color: Rgb, alpha: number): void {
  const { rgba } = picture;
  if (alpha === 1) {
    rgba[at] = color[0];
    rgba[at + 1] = color[1];
    rgba[at + 2] = color[2];
    rgba[at + 3] = 255;
  } else if (rgba[at + 3] === 255) {
    const below = 1 - alpha;
    rgba[at] = Math.floor(rgba[at] * below + color[0] * alpha + 0.5);
    rgba[at + 1] = Math.floor(rgba[at + 1] * below + color[1] * alpha + 0.5);
    rgba[at + 2] = Math.floor(rgba[at + 2] * below + color[2] * alpha + 0.5);
  } else if (alpha > 0) {
    const below = (rgba[at + 3] / 255) * (1 - alpha);
    const total = alpha + below;
    rgba[at] = Math.floor((rgba[at] * below + color[0] * alpha) / total + 0.5);
    rgba[at + 1] = Math.floor((rgba[at + 1] * below + color[1] * alpha) / total + 0.5);
    rgba[at + 2] = Math.floor((rgba[at + 2] * below + color[2] * alpha) / total + 0.5);
    rgba[at + 3] = Math.floor(total * 255 + 0.5);
  }
}

function clip(picture: Picture, { x, y, width, height }: Rectangle) {
  return {
    left: Math.max(0, x),
    top: Math.max(0, y),
    right: Math.min(picture.width, x + width),
    bottom: Math.min(picture.height, y + height),
  };
}
