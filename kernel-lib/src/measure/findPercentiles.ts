import { forEachUnpaddedRow, type Volume } from "../volume/volume";
import { LOWEST_INT16 } from "../volume/voxelArray";
import { findPercentile, type PercentileRule, type RankedValues } from "./quantiles";
import { countInt16 } from "./tallyValues";

/** Classes that values are counted in: all Int16 that there are, or half the bits of a Float32. */
const CLASSES = 65_536;

/**
 * Percentiles, 0 to 100, of the finite values outside the padding, by a rule; null where there is no value.
 */
export function findPercentiles(
  volume: Volume,
  percents: readonly number[],
  rule: PercentileRule,
): number[] | null {
  const ranked = volume.voxels.data instanceof Int16Array ? rankWhole(volume) : rankFractions(volume);
  return ranked.total === 0 ? null : Array.from(percents, (percent) => findPercentile(ranked, percent, rule));
}

function rankWhole(volume: Volume): RankedValues {
  const counts = countInt16(volume);
  return { total: sum(counts), valueAt: (rank) => findClass(counts, rank).at + LOWEST_INT16 };
}

/** By the upper half of a value's bits first, then by the lower one among those that share the upper. */
function rankFractions(volume: Volume): RankedValues {
  const upper = countUpper(volume);
  const lowerOf = new Map<number, Float64Array>();
  const valueAt = (rank: number) => {
    const { at, rest } = findClass(upper, rank);
    const lower = lowerOf.get(at) ?? countLower(volume, at);
    lowerOf.set(at, lower);
    return fromKey(at * CLASSES + findClass(lower, rest).at);
  };
  return { total: sum(upper), valueAt };
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

/** The class of a rank, from 0, and its rank within the class. */
function findClass(counts: Float64Array, rank: number): { readonly at: number; readonly rest: number } {
  let [at, before] = [0, 0];
  while (before + counts[at] <= rank) before += counts[at++];
  return { at, rest: rank - before };
}

function sum(counts: Float64Array): number {
  return counts.reduce((total, count) => total + count, 0);
}
