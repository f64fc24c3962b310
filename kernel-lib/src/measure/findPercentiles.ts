import { forEachUnpaddedRow, type Volume } from "../volume/volume";
import { LOWEST_INT16 } from "../volume/voxelArray";
import { countInt16 } from "./tallyValues";

/** Classes that values are counted in: all Int16 that there are, or half the bits of a Float32. */
const CLASSES = 65_536;

/**
 * The smallest values that at least these shares of the voxels do not exceed, in percent, outside the padding and without
 * what is not a finite number; null where there is no value. What NumPy calls "inverted_cdf".
 */
export function findPercentiles(volume: Volume, percents: readonly number[]): number[] | null {
  return volume.voxels.data instanceof Int16Array
    ? findWhole(volume, percents)
    : findFractions(volume, percents);
}

function findWhole(volume: Volume, percents: readonly number[]): number[] | null {
  const counts = countInt16(volume);
  const total = sum(counts);
  if (total === 0) return null;
  return percents.map((percent) => findClass(counts, rankOf(percent, total)).at + LOWEST_INT16);
}

/** By the upper half of a value's bits first, then by the lower one among those that share the upper. */
function findFractions(volume: Volume, percents: readonly number[]): number[] | null {
  const upper = countUpper(volume);
  const total = sum(upper);
  if (total === 0) return null;
  const lowerOf = new Map<number, Float64Array>();
  return percents.map((percent) => {
    const { at, rest } = findClass(upper, rankOf(percent, total));
    const lower = lowerOf.get(at) ?? countLower(volume, at);
    lowerOf.set(at, lower);
    return fromKey(at * CLASSES + findClass(lower, rest).at);
  });
}

function countUpper(volume: Volume): Float64Array {
  const counts = new Float64Array(CLASSES);
  forEachUnpaddedRow(volume, ({ buffer, byteOffset, length }) => {
    const words = new Int32Array(buffer, byteOffset, length);
    for (let i = 0; i < length; i++) if (isFiniteWord(words[i])) counts[toKey(words[i]) >>> 16]++;
  });
  return counts;
}

function countLower(volume: Volume, upper: number): Float64Array {
  const counts = new Float64Array(CLASSES);
  forEachUnpaddedRow(volume, ({ buffer, byteOffset, length }) => {
    const words = new Int32Array(buffer, byteOffset, length);
    for (let i = 0; i < length; i++) {
      const key = toKey(words[i]);
      if (key >>> 16 === upper && isFiniteWord(words[i])) counts[key & 0xffff]++;
    }
  });
  return counts;
}

/** The bits of a Float32 as a whole number that grows with it: Herf, Radix tricks, 2001. */
function toKey(word: number): number {
  return (word ^ ((word >> 31) | 0x80000000)) >>> 0;
}

function fromKey(key: number): number {
  const word = key >= 0x80000000 ? key ^ 0x80000000 : ~key;
  return new Float32Array(Int32Array.of(word).buffer)[0] + 0; // 0 for -0
}

/** IEEE 754: neither an infinity nor NaN, whose exponents are all ones. */
function isFiniteWord(word: number): boolean {
  return (word & 0x7f800000) !== 0x7f800000;
}

/** How many of the smallest values reach up to the percentile. */
function rankOf(percent: number, total: number): number {
  return Math.max((percent * total) / 100, 1);
}

/** The class in which so many of the smallest values are reached, and how many of them are in it. */
function findClass(counts: Float64Array, rank: number): { readonly at: number; readonly rest: number } {
  let [at, before] = [0, 0];
  while (before + counts[at] < rank && at < CLASSES - 1) before += counts[at++];
  return { at, rest: rank - before };
}

function sum(counts: Float64Array): number {
  return counts.reduce((total, count) => total + count, 0);
}
