/** What a slice's stored values must be for `shiftPairs`. */
export interface ShiftPairs {
  /** Stored values, two of 16 bits in each element. */
  readonly stored: Int32Array;
  /** A whole number of 16 bits, added to each. */
  readonly intercept: number;
  /** The one stored value that means padding, or null. */
  readonly padding: number | null;
}

/**
 * Adds the intercept to 16-bit values two at a time and marks the padding among them, in one pass over memory: what
 * nearly every CT needs, in a third of the time that one value at a time takes.
 *
 * Two sums fit one 32-bit addition when the top bit of each half is left out and put right by exclusive or.
 *
 * @param values - as many pairs; not exact when `fits` is false.
 * @param bits - a bit for each value, 32 a word, zeroed; rows must be whole words.
 */
export function shiftPairs(
  { stored, intercept, padding }: ShiftPairs,
  values: Int32Array,
  bits: Uint32Array,
): { readonly fits: boolean; readonly padded: boolean } {
  const step = pairOf(intercept);
  const lowStep = step & LOW_BITS;
  const sought = pairOf(padding ?? 0);
  const tops = padding === null ? 0 : TOP_BITS;
  let overflow = 0;
  let any = 0;
  for (let w = 0, i = 0; w < bits.length; w++) {
    let word = 0;
    for (let bit = 0; bit < 32; bit += 2, i++) {
      const pair = stored[i];
      const sum = ((pair & LOW_BITS) + lowStep) ^ ((pair ^ step) & TOP_BITS);
      // Terms of one sign, and a sum of the other.
      overflow |= ~(pair ^ step) & (pair ^ sum);
      values[i] = sum;
      const difference = pair ^ sought;
      // Set for a half of zero; for the upper half also wrongly, by a borrow, which the second look tells.
      if (((difference - ONES) & ~difference & tops) !== 0) {
        if ((difference & 0xffff) === 0) word |= 1 << bit;
        if (difference >>> 16 === 0) word |= 2 << bit;
      }
    }
    if (word !== 0) bits[w] = word;
    any |= word;
  }
  return { fits: (overflow & TOP_BITS) === 0, padded: any !== 0 };
}

const TOP_BITS = 0x80008000 | 0;
const LOW_BITS = 0x7fff7fff;
const ONES = 0x00010001;

function pairOf(value: number): number {
  return (value & 0xffff) | (value << 16);
}
