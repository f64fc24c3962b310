import { wordsPerRow } from "../volume/bitRows";
import type { BitGrid } from "./marchBits";

/**
 * The grid with its first and last axis exchanged, [columns, rows, planes], as NumPy's `transpose(2, 1, 0)`;
 * with `reversed` the planes run backwards in it. Works on blocks of 32 planes by 32 columns.
 * Source of the block exchange: Warren, Hacker's Delight, 7-3.
 */
export function transposeBits(grid: BitGrid, reversed: boolean): BitGrid {
  const [planes, rows, columns] = grid.shape;
  const words = grid.wordsPerRow;
  const planeWords = rows * words;
  const outWords = wordsPerRow(planes);
  const input = new Int32Array(grid.bits.buffer, grid.bits.byteOffset, grid.bits.length);
  const bits = new Uint32Array(columns * rows * outWords);
  const block = new Int32Array(32);

  for (let row = 0; row < rows; row++) {
    for (let outWord = 0; outWord < outWords; outWord++) {
      const first = outWord << 5;
      const count = Math.min(32, planes - first);
      const start = (reversed ? planes - 1 - first : first) * planeWords + row * words;
      const stride = reversed ? -planeWords : planeWords;
      for (let word = 0; word < words; word++) {
        let any = 0;
        for (let i = 0, at = start + word; i < count; i++, at += stride) {
          const w = input[at];
          block[i] = w;
          any |= w;
        }
        if (any === 0) continue;
        for (let i = count; i < 32; i++) block[i] = 0;
        transposeBlock(block);

        const column = word << 5;
        const end = Math.min(32, columns - column);
        for (
          let i = 0, at = (column * rows + row) * outWords + outWord;
          i < end;
          i++, at += rows * outWords
        ) {
          bits[at] = block[i];
        }
      }
    }
  }
  return { bits, wordsPerRow: outWords, shape: [columns, rows, planes] };
}

/** Exchanges rows and columns of 32 x 32 bits in place: halves, then quarters, down to single bits. */
function transposeBlock(block: Int32Array): void {
  let low = 0x0000ffff;
  for (let size = 16; size !== 0; size >>>= 1, low ^= low << size) {
    for (let i = 0; i < 32; i = ((i | size) + 1) & ~size) {
      const swap = ((block[i] >>> size) ^ block[i | size]) & low;
      block[i] ^= swap << size;
      block[i | size] ^= swap;
    }
  }
}
