/**
 * The values below which the given shares of a picture's values lie (nearest rank), in their order; pixels outside the
 * scan and those without a value are left out; null where none is left.
 *
 * @param shares - from 0 to 1.
 */
export function findPercentiles(
  values: Int16Array | Float32Array | Uint8Array,
  padding: Uint8Array | null,
  shares: readonly number[],
): readonly number[] | null {
  const kept = new Float32Array(values.length);
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    if (padding?.[i] || Number.isNaN(values[i])) continue;
    kept[count++] = values[i];
  }
  if (count === 0) return null;
  const sorted = kept.subarray(0, count).sort();
  return shares.map((share) => sorted[Math.min(Math.max(Math.ceil(share * count) - 1, 0), count - 1)]);
}
