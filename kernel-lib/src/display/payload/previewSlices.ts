import type { SlicesPreview } from "../../contract";
import { contiguous } from "../../volume/contiguous";
import type { Volume } from "../../volume/volume";
import type { VoxelArray } from "../../volume/voxelArray";
import { encodeGreyJpeg } from "../jpeg/jpeg";
import { measureBase64, toBase64 } from "./budget";
import type { ShownVolume } from "./shownVolume";

/**
 * The range that a preview of Hounsfield units covers, about 10 HU a level: from where the lung window is black, so
 * that padding is black in a preview too, to dense bone.
 */
const PREVIEW_HU: readonly [low: number, high: number] = [-1350, 1300];

/** The least JPEG quality; what calls says the best. */
const WORST_QUALITY = 30;
/** Above 256 pixels a side a finer picture is worth having only at this quality. */
const QUALITY_OF_FINER = 70;
const SMALLEST_SIDE = 256;
/** Slices encoded to estimate what all of them would take. */
const SAMPLES = 6;

export interface PreviewLimits {
  readonly budget: number;
  readonly bestQuality: number;
  /** Hears of each slice that is encoded, of so many. @default nobody */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/**
 * All slices in 8 bit, as fine and as good as the budget allows: at first in full resolution, then in blocks
 * of 2 x 2, 3 x 3, ... averaged.
 *
 * @param shown - smallest and largest value of the volume outside its padding, and the function of fitted windows.
 * @param limits - bytes for all slices together, as base64, and the JPEG quality beyond which more bytes are not wanted.
 */
export function previewSlices(
  volume: Volume,
  { range, ownShape }: { readonly range: readonly [number, number] } & Pick<ShownVolume, "ownShape">,
  { budget, bestQuality, onProgress }: PreviewLimits,
): SlicesPreview {
  const [slices, rows, columns] = volume.geometry.shape;
  const [low, high] = choosePreviewRange(volume.units === "HU" && ownShape === "linear", range);
  for (let block = 1; ; block++) {
    const size = { rows: Math.ceil(rows / block), columns: Math.ceil(columns / block) };
    const greyOf = (slice: number) => averageBlocks(volume, slice, block, low, high);
    const encode = (grey: Uint8Array, quality: number) =>
      encodeGreyJpeg(grey, size.rows, size.columns, quality);
    const fits = createEstimate(slices, budget, (slice) => {
      const grey = greyOf(slice);
      return (quality) => measureBase64(encode(grey, quality).length);
    });

    const coarsest = size.rows === 1 && size.columns === 1;
    const mayShrink = Math.min(rows, columns) / (block + 1) >= SMALLEST_SIDE;
    const least = mayShrink ? QUALITY_OF_FINER : WORST_QUALITY;
    for (
      let quality = findBestQuality(least, bestQuality, fits) ?? (coarsest ? least : 0);
      quality >= least;
      quality--
    ) {
      const pictures = Array.from({ length: slices }, (_, slice) => {
        onProgress?.(slice, slices);
        return toBase64(encode(greyOf(slice), quality));
      });
      const total = pictures.reduce((sum, text) => sum + text.length, 0);
      // The estimate may have been low: then a little less quality.
      if (total <= budget || coarsest) return { ...size, low, high, mime: "image/jpeg", slices: pictures };
    }
  }
}

/**
 * Whether all slices fit at a quality, as far as some of them tell, which are spread evenly from the first to the last.
 *
 * @param measure - gives the bytes of a slice by the quality.
 */
function createEstimate(
  slices: number,
  budget: number,
  measure: (slice: number) => (quality: number) => number,
): (quality: number) => boolean {
  const spread = Array.from({ length: SAMPLES }, (_, i) => Math.round(((slices - 1) * i) / (SAMPLES - 1)));
  const places = [...new Set(spread)];
  const samples: ((quality: number) => number)[] = [];
  return (quality) => {
    let bytes = 0;
    for (const [i, place] of places.entries()) {
      samples[i] ??= measure(place);
      bytes += samples[i](quality);
      // Of the first slices already: the others take no less than nothing.
      if ((bytes / places.length) * slices > budget) return false;
    }
    return true;
  };
}

/** The best quality that fits, found by halving, since bytes grow with quality; null when not even the least does. */
function findBestQuality(least: number, best: number, fits: (quality: number) => boolean): number | null {
  if (!fits(least)) return null;
  if (fits(best)) return best;
  let [good, bad] = [least, best];
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (fits(middle)) good = middle;
    else bad = middle;
  }
  return good;
}

function choosePreviewRange(
  isHu: boolean,
  [min, max]: readonly [number, number],
): [low: number, high: number] {
  if (!isHu) return [min, max > min ? max : min + 1];
  const [low, high] = PREVIEW_HU;
  return [low, Math.max(Math.min(max, high), low + 1)];
}

/** Grey levels of a slice: level 0 stands for `low`, 255 for `high`, the mean over each block of pixels between. */
function averageBlocks(volume: Volume, slice: number, block: number, low: number, high: number): Uint8Array {
  const [, rows, columns] = volume.geometry.shape;
  const values = contiguous(volume.voxels.lo(slice, 0, 0).hi(1, rows, columns));
  if (block === 2 && rows % 2 === 0 && columns % 2 === 0) return averageFours(values, columns, low, high);
  const scale = 255 / (high - low);
  const outColumns = Math.ceil(columns / block);
  const grey = new Uint8Array(Math.ceil(rows / block) * outColumns);
  for (let row = 0, to = 0; row < rows; row += block) {
    const height = Math.min(block, rows - row);
    for (let column = 0; column < columns; column += block, to++) {
      const width = Math.min(block, columns - column);
      let sum = 0;
      for (let line = 0, at = row * columns + column; line < height; line++, at += columns - width) {
        for (const right = at + width; at < right; at++) sum += clamp(values[at], low, high);
      }
      // Rounded: levels are not negative, and what goes into bytes is cut.
      grey[to] = (sum / (height * width) - low) * scale + 0.5;
    }
  }
  return grey;
}

/** The same for blocks of 2 x 2 that fill the slice, the usual case: without loops over blocks in less than half the time. */
function averageFours(values: VoxelArray, columns: number, low: number, high: number): Uint8Array {
  const scale = 255 / (high - low);
  const grey = new Uint8Array(values.length >> 2);
  for (let row = 0, to = 0; row < values.length; row += 2 * columns) {
    const end = row + columns;
    for (let at = row, below = end; at < end; at += 2, below += 2, to++) {
      const above = clamp(values[at], low, high) + clamp(values[at + 1], low, high);
      const sum = above + clamp(values[below], low, high) + clamp(values[below + 1], low, high);
      grey[to] = (sum / 4 - low) * scale + 0.5;
    }
  }
  return grey;
}

/** The lowest value also for one that is not a number. */
function clamp(value: number, low: number, high: number): number {
  return value > low ? (value < high ? value : high) : low;
}
