import { createMask, type Mask, type MaskLike, toMask } from "../volume/mask";
import { requireSameShape } from "../volume/volume";

/** The voxels in both masks, on the first mask's geometry. @throws ShapeMismatchError */
export function and(a: MaskLike, b: MaskLike): Mask {
  const { first, second, out } = pair(a, b);
  for (let i = 0; i < out.length; i++) out[i] = first.bits[i] & second.bits[i];
  return createMask(first.geometry, out);
}

/** The voxels in either mask, on the first mask's geometry. @throws ShapeMismatchError */
export function or(a: MaskLike, b: MaskLike): Mask {
  const { first, second, out } = pair(a, b);
  for (let i = 0; i < out.length; i++) out[i] = first.bits[i] | second.bits[i];
  return createMask(first.geometry, out);
}

/**
 * The voxels of the first mask that are not in the second, on the first mask's geometry.
 * Internal structures of the lungs are `andNot(filled, unfilled)`.
 *
 * @throws ShapeMismatchError
 */
export function andNot(a: MaskLike, b: MaskLike): Mask {
  const { first, second, out } = pair(a, b);
  for (let i = 0; i < out.length; i++) out[i] = first.bits[i] & ~second.bits[i];
  return createMask(first.geometry, out);
}

/** The voxels outside the mask. */
export function not(a: MaskLike): Mask {
  const mask = toMask(a);
  const { bits, wordsPerRow, geometry } = mask;
  const lastWord = lastWordMask(geometry.shape[2]);
  const out = new Uint32Array(bits.length);
  for (let i = 0; i < bits.length; i++) out[i] = ~bits[i];
  // The bits past the last column stay 0, as every mask promises.
  for (let i = wordsPerRow - 1; i < out.length; i += wordsPerRow) out[i] &= lastWord;
  return createMask(geometry, out);
}

function pair(
  a: MaskLike,
  b: MaskLike,
): { readonly first: Mask; readonly second: Mask; readonly out: Uint32Array } {
  const first = toMask(a);
  const second = toMask(b);
  requireSameShape("the second mask", first.geometry.shape, second.geometry.shape);
  return { first, second, out: new Uint32Array(first.bits.length) };
}

function lastWordMask(columns: number): number {
  return columns & 31 ? (1 << (columns & 31)) - 1 : -1;
}
