import { inflateSync } from "node:zlib";
import type { Mask } from "tslab-dicom";
import { expect, test } from "vitest";
import { COARSEST, encodeBits } from "../../../../kernel-lib/src/display/payload/encodeBits";
import { maskOf, randomStream, volumeOf } from "../../../makers/volumes";

/** The bits that are set, as [slice, row, column] of the coarse grid. */
function listBits(data: string, rows: number, columns: number): string[] {
  const bytes = inflateSync(Buffer.from(data, "base64"));
  const bytesPerRow = (columns + 7) >>> 3;
  const places: string[] = [];
  for (let row = 0; row < bytes.length / bytesPerRow; row++) {
    for (let column = 0; column < 8 * bytesPerRow; column++) {
      if ((bytes[row * bytesPerRow + (column >>> 3)] >>> (column & 7)) & 1) {
        places.push([Math.floor(row / rows), row % rows, column].join());
      }
    }
  }
  return places;
}

/** The same of every voxel in the middle of its block. */
function sampleBits({ geometry, voxels }: Mask, block: number): string[] {
  const [slices, rows, columns] = geometry.shape;
  const places: string[] = [];
  const source = (at: number, count: number) => Math.min(count - 1, at * block + (block >> 1));
  for (let slice = 0; slice < slices; slice++)
    for (let row = 0; row * block < rows; row++)
      for (let column = 0; column * block < columns; column++)
        if (voxels.get(slice, source(row, rows), source(column, columns)) === 1)
          places.push([slice, row, column].join());
  return places;
}

test.each([
  [[3, 130, 131], 2],
  [[2, 133, 200], 2],
  [[2, 127, 129], 3],
  [[1, 70, 320], 5],
] as const)(
  "of %j voxels every one in the middle of a block where the budget holds no more",
  (shape, block) => {
    const next = randomStream(block);
    const volume = volumeOf(shape, () => 0);
    // Runs of all lengths, to the edges too.
    let inside = false;
    const mask = maskOf(volume, () => {
      if (next() < 0.2) inside = !inside;
      return inside;
    });
    const [, rows, columns] = shape;
    for (let budget = 20_000; budget > 0; budget -= 50) {
      const coarse = encodeBits(mask, budget);
      const isCoarsest = coarse.rows <= COARSEST && coarse.columns <= COARSEST;
      expect(coarse.data.length <= budget || isCoarsest).toBe(true);
      if (coarse.rows > Math.ceil(rows / block)) continue;
      expect([coarse.rows, coarse.columns]).toEqual([Math.ceil(rows / block), Math.ceil(columns / block)]);
      expect(listBits(coarse.data, coarse.rows, coarse.columns)).toEqual(sampleBits(mask, block));
      return;
    }
    throw new Error(`never in blocks of ${block}`);
  },
);
