import type { NdArray, TypedArray } from "ndarray";
import { contiguous } from "../volume/contiguous";

/**
 * The tutorial's `largest_label_volume`: the most frequent value of a label image, the smallest of equals;
 * null when nothing but background is there.
 *
 * @param labels - any shape.
 * @param background - a value that does not count. @default none
 */
export function largestLabelVolume(labels: NdArray<TypedArray>, background?: number): number | null {
  const counts = countValues(labels);
  if (background !== undefined) counts.delete(background);
  return extremeCount(counts, (count, best) => count > best);
}

/**
 * The tutorial's `min_label_volume`: the least frequent value of an image, the smallest of equals; null for
 * an image without a value.
 *
 * @param labels - any shape.
 * @param background - a value that does not count. @default none
 */
export function minLabelVolume(labels: NdArray<TypedArray>, background?: number): number | null {
  const counts = countValues(labels);
  if (background !== undefined) counts.delete(background);
  return extremeCount(counts, (count, best) => count < best);
}

function countValues(labels: NdArray<TypedArray>): Map<number, number> {
  const counts = new Map<number, number>();
  for (const value of contiguous(labels)) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

function extremeCount(
  counts: ReadonlyMap<number, number>,
  better: (count: number, best: number) => boolean,
): number | null {
  let found: { value: number; count: number } | null = null;
  for (const [value, count] of [...counts].sort(([a], [b]) => a - b)) {
    if (found === null || better(count, found.count)) found = { value, count };
  }
  return found === null ? null : found.value;
}
