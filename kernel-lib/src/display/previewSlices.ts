import { contiguous } from "../volume/contiguous";
import type { Volume } from "../volume/volume";
import { base64Length, toBase64 } from "./budget";
import type { SlicesPreview } from "./contract";
import { encodeGreyJpeg } from "./jpeg";

/** The range that a preview of Hounsfield units covers: air to dense bone, about 9 HU a level. */
const PREVIEW_HU: readonly [low: number, high: number] = [-1024, 1300];

/** JPEG qualities, best first, and the largest pixel blocks that one preview pixel may stand for. */
const QUALITIES = [95, 92, 90, 89, 88, 87, 86, 85, 83, 80, 75, 70, 65, 60, 55, 50, 45, 40, 35, 30];
/** A finer picture is worth less than this quality. */
const QUALITY_OF_FINER = 70;
const SAMPLES = 6;

/**
 * All slices in 8 bit, as fine and as good as the budget allows: at first in full resolution, then in blocks
 * of 2 x 2, 3 x 3, ... averaged.
 *
 * @param range - smallest and largest value of the volume outside its padding.
 * @param budget - bytes for all slices together, as base64.
 */
export function previewSlices(
  volume: Volume,
  range: readonly [number, number],
  budget: number,
): SlicesPreview {
  const [slices, rows, columns] = volume.geometry.shape;
  const [low, high] = previewRange(volume.units, range);
  const greyOf = (slice: number, block: number) => greyBlocks(volume, slice, block, low, high);
  const sampled = [
    ...new Set(Array.from({ length: SAMPLES }, (_, i) => Math.round(((slices - 1) * i) / (SAMPLES - 1)))),
  ];

  for (let block = 1; ; block++) {
    const size = { rows: Math.ceil(rows / block), columns: Math.ceil(columns / block) };
    const coarsest = size.rows <= 1 && size.columns <= 1;
    // Down to 256 pixels a side, better pictures are worth more than finer ones.
    const mayShrink = Math.min(rows, columns) / (block + 1) >= 256;
    const encode = (slice: number, quality: number) =>
      encodeGreyJpeg(greyOf(slice, block), size.rows, size.columns, quality);
    for (const quality of QUALITIES) {
      if (mayShrink && quality < QUALITY_OF_FINER) break;
      const sample = sampled.map((slice) => base64Length(encode(slice, quality).length));
      const estimate = (sample.reduce((sum, bytes) => sum + bytes, 0) / sample.length) * slices;
      const last = coarsest && quality === QUALITIES[QUALITIES.length - 1];
      if (estimate > budget && !last) continue;
      const pictures = Array.from({ length: slices }, (_, slice) => toBase64(encode(slice, quality)));
      const total = pictures.reduce((sum, text) => sum + text.length, 0);
      if (total <= budget || last) return { ...size, low, high, mime: "image/jpeg", slices: pictures };
    }
  }
}

function previewRange(units: string, [min, max]: readonly [number, number]): [low: number, high: number] {
  if (units !== "HU") return [min, Math.max(max, min + 1)];
  const low = Math.max(min, PREVIEW_HU[0]);
  return [low, Math.max(Math.min(max, PREVIEW_HU[1]), low + 1)];
}

/** Grey levels of a slice: level 0 stands for `low`, 255 for `high`, the mean over each block of pixels between. */
function greyBlocks(volume: Volume, slice: number, block: number, low: number, high: number): Uint8Array {
  const [, rows, columns] = volume.geometry.shape;
  const values = contiguous(volume.voxels.lo(slice, 0, 0).hi(1, rows, columns));
  const scale = 255 / (high - low);
  const outRows = Math.ceil(rows / block);
  const outColumns = Math.ceil(columns / block);
  const grey = new Uint8Array(outRows * outColumns);
  for (let row = 0, at = 0; row < outRows; row++) {
    const rowEnd = Math.min(rows, (row + 1) * block);
    for (let column = 0; column < outColumns; column++, at++) {
      const columnEnd = Math.min(columns, (column + 1) * block);
      let sum = 0;
      for (let r = row * block; r < rowEnd; r++) {
        for (let c = column * block; c < columnEnd; c++) {
          const value = values[r * columns + c];
          sum += value > low ? Math.min(value, high) : low; // also for a value that is not a number
        }
      }
      const mean = sum / ((rowEnd - row * block) * (columnEnd - column * block));
      grey[at] = Math.round((mean - low) * scale);
    }
  }
  return grey;
}
