import { wordsPerRow } from "../../volume/bitRows";
import type { StoredValues } from "../image/frameFormat";
import type { PaddingRange } from "../image/readPaddingRange";

interface Matrix {
  readonly rows: number;
  readonly columns: number;
}

/** Sets the bit of every pixel whose stored value is in the range; each row begins a new 32-bit word. Returns how many. */
export function markPaddingRange(
  stored: StoredValues,
  { rows, columns }: Matrix,
  [lowest, highest]: PaddingRange,
  bits: Uint32Array,
): number {
  const words = wordsPerRow(columns);
  let marked = 0;
  for (let row = 0, i = 0; row < rows; row++) {
    for (let w = 0, column = 0; w < words; w++) {
      const end = Math.min(columns, column + 32);
      let word = 0;
      for (let bit = 1; column < end; column++, i++, bit <<= 1) {
        const value = stored[i];
        if (value >= lowest && value <= highest) {
          word |= bit;
          marked++;
        }
      }
      // Most words have nothing to mark, and the bits are zero to begin with.
      if (word !== 0) bits[row * words + w] = word;
    }
  }
  return marked;
}
