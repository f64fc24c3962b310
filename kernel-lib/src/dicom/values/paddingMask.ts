import { setBit, wordsPerRow } from "../../volume/bitRows";
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

/** Smallest matrix in which a circle is told from a square. */
const SMALLEST = 16;
/** Share of the ring just inside the circle that must hold other values, or there is no circle to see. */
const RING_SHARE = 0.5;

/**
 * The one stored value that fills everything outside the circle inscribed in the matrix, when the image inside
 * differs from it along the circle; null where no such circle is seen.
 *
 * Scanners that reconstruct a round field of view fill the corners without always naming the value in a tag.
 */
export function circularPadding(stored: StoredValues, matrix: Matrix): number | null {
  const { rows, columns } = matrix;
  if (rows < SMALLEST || columns < SMALLEST) return null;
  const value = stored[0];
  const corners = [columns - 1, (rows - 1) * columns, rows * columns - 1];
  if (corners.some((at) => stored[at] !== value)) return null;

  const radius = Math.min(rows, columns) / 2;
  const [outside, ringStart, ringEnd] = [(radius + 1) ** 2, (radius - 4) ** 2, (radius - 1) ** 2];
  let ring = 0;
  let other = 0;
  for (let row = 0, i = 0; row < rows; row++) {
    const height = (row - (rows - 1) / 2) ** 2;
    for (let column = 0; column < columns; column++, i++) {
      const across = column - (columns - 1) / 2;
      const distance = height + across * across;
      if (distance > outside) {
        if (stored[i] !== value) return null;
      } else if (distance > ringStart && distance < ringEnd) {
        ring++;
        if (stored[i] !== value) other++;
      }
    }
  }
  return other > ring * RING_SHARE ? value : null;
}

/** Sets the bits of the pixels that hold the value outside the inscribed circle, or at most two pixels within. Returns how many. */
export function markOutsideCircle(
  stored: StoredValues,
  { rows, columns }: Matrix,
  value: number,
  bits: Uint32Array,
): number {
  const marks = { bits, wordsPerRow: wordsPerRow(columns) };
  const radius = Math.min(rows, columns) / 2;
  let marked = 0;
  for (let row = 0; row < rows; row++) {
    const height = row - (rows - 1) / 2;
    // Half of the chord of a circle two pixels smaller: scanners do not all round alike.
    const half = Math.sqrt(Math.max(0, (radius - 2) ** 2 - height ** 2));
    for (let column = 0; column < columns; column++) {
      if (Math.abs(column - (columns - 1) / 2) <= half || stored[row * columns + column] !== value) continue;
      setBit(marks, row, column);
      marked++;
    }
  }
  return marked;
}
