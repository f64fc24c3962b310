import { InvalidArgumentError } from "../../errors";
import { isOpaque, type Picture } from "./picture";

/** For each new pixel along an axis, the old pixels that it is made of and their shares. */
interface Resampling {
  /** First old pixel of each new one. */
  readonly first: Uint32Array;
  /** Shares of the `reach` old pixels from the first on, new pixel after new pixel; each sums to 1. */
  readonly weights: Float64Array;
  readonly reach: number;
}

/**
 * The picture at another size. Each axis on its own: enlarging by a whole factor repeats pixels, enlarging
 * otherwise is linear between pixel centres, shrinking averages over the area that a new pixel covers.
 *
 * @throws InvalidArgumentError for a size that is not a positive whole number, or an empty picture.
 */
export function scalePicture(picture: Picture, width: number, height: number): Picture {
  if (![width, height].every((n) => Number.isInteger(n) && n > 0)) {
    throw new InvalidArgumentError("width and height", "positive whole numbers", `${width} x ${height}`);
  }
  if (picture.rgba.length === 0) throw new InvalidArgumentError("picture", "of at least one pixel", "none");
  if (width === picture.width && height === picture.height) return picture;
  if (!isOpaque(picture.rgba)) return scaleTranslucent(picture, width, height);

  const across = planResampling(picture.width, width);
  const down = planResampling(picture.height, height);
  // The old rows that a new one is made of, at the new width: row r at r modulo their number.
  const lines = Array.from({ length: down.reach }, () => new Float64Array(width * 3));
  const sums = new Float64Array(width * 3);
  const rgba = new Uint8ClampedArray(width * height * 4);
  for (let row = 0, next = 0; row < height; row++) {
    const first = down.first[row];
    for (; next < first + down.reach; next++) resampleRow(picture, next, across, lines[next % down.reach]);
    sums.fill(0);
    for (let tap = 0; tap < down.reach; tap++) {
      const weight = down.weights[row * down.reach + tap];
      if (weight !== 0) addWeighted(sums, lines[(first + tap) % down.reach], weight);
    }
    writeRow(rgba, row * width * 4, sums);
  }
  return { width, height, rgba };
}

/** Colours weighted by their alpha, and the alpha, as two opaque pictures: what is transparent has no colour to mix. */
function scaleTranslucent({ width, height, rgba }: Picture, newWidth: number, newHeight: number): Picture {
  const colors = rgba.slice();
  const alphas = rgba.slice();
  for (let at = 0; at < rgba.length; at += 4) {
    const alpha = rgba[at + 3];
    for (let channel = at; channel < at + 3; channel++) colors[channel] = (rgba[channel] * alpha) / 255;
    alphas[at] = alpha;
    colors[at + 3] = 255;
    alphas[at + 3] = 255;
  }
  const scaled = scalePicture({ width, height, rgba: colors }, newWidth, newHeight);
  const { rgba: alpha } = scalePicture({ width, height, rgba: alphas }, newWidth, newHeight);
  for (let at = 0; at < alpha.length; at += 4) {
    const share = alpha[at] / 255;
    for (let channel = at; channel < at + 3; channel++) {
      if (share > 0) scaled.rgba[channel] = Math.floor(scaled.rgba[channel] / share + 0.5);
    }
    scaled.rgba[at + 3] = alpha[at];
  }
  return scaled;
}

/** Writes a row of the picture at the new width: red, green and blue of each pixel, not rounded. */
function resampleRow(picture: Picture, row: number, across: Resampling, line: Float64Array): void {
  const { first, weights, reach } = across;
  const old = picture.rgba;
  const start = row * picture.width;
  for (let column = 0, tap = 0, at = 0; column < first.length; column++, at += 3) {
    let from = (start + first[column]) * 4;
    let red = 0;
    let green = 0;
    let blue = 0;
    for (const end = tap + reach; tap < end; tap++, from += 4) {
      const weight = weights[tap];
      red += weight * old[from];
      green += weight * old[from + 1];
      blue += weight * old[from + 2];
    }
    line[at] = red;
    line[at + 1] = green;
    line[at + 2] = blue;
  }
}

function addWeighted(sums: Float64Array, line: Float64Array, weight: number): void {
  for (let i = 0; i < sums.length; i++) sums[i] += weight * line[i];
}

function writeRow(rgba: Uint8ClampedArray, start: number, sums: Float64Array): void {
  for (let i = 0, at = start; i < sums.length; i += 3, at += 4) {
    rgba[at] = Math.floor(sums[i] + 0.5);
    rgba[at + 1] = Math.floor(sums[i + 1] + 0.5);
    rgba[at + 2] = Math.floor(sums[i + 2] + 0.5);
    rgba[at + 3] = 255;
  }
}

function planResampling(from: number, to: number): Resampling {
  if (to % from === 0) {
    const first = Uint32Array.from({ length: to }, (_, i) => Math.floor((i * from) / to));
    return { first, weights: new Float64Array(to).fill(1), reach: 1 };
  }
  return to > from ? planInterpolation(from, to) : planAveraging(from, to);
}

function planInterpolation(from: number, to: number): Resampling {
  const reach = Math.min(2, from);
  const first = new Uint32Array(to);
  const weights = new Float64Array(to * reach);
  for (let i = 0; i < to; i++) {
    const centre = Math.min(Math.max(((i + 0.5) * from) / to - 0.5, 0), from - 1);
    first[i] = Math.min(Math.floor(centre), from - reach);
    const share = centre - first[i];
    weights[i * reach] = reach === 2 ? 1 - share : 1;
    if (reach === 2) weights[i * reach + 1] = share;
  }
  return { first, weights, reach };
}

function planAveraging(from: number, to: number): Resampling {
  const step = from / to;
  const reach = Math.min(Math.ceil(step) + 1, from);
  const first = new Uint32Array(to);
  const weights = new Float64Array(to * reach);
  for (let i = 0; i < to; i++) {
    const [start, end] = [i * step, (i + 1) * step];
    first[i] = Math.min(Math.floor(start), from - reach);
    for (let tap = 0; tap < reach; tap++) {
      const pixel = first[i] + tap;
      const covered = Math.min(end, pixel + 1) - Math.max(start, pixel);
      weights[i * reach + tap] = Math.max(covered, 0) / step;
    }
  }
  return { first, weights, reach };
}
