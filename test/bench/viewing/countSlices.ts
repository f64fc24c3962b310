import type { Painted } from "./createWatch";

/**
 * How many different slices these pictures are. A viewer says which slice is on its canvas, so that a preview and the
 * exact picture after it are one; images of Python are told apart by their pixels.
 */
export function countSlices(pictures: readonly Painted[]): number {
  return new Set(pictures.map(({ slice, checksum }) => slice ?? `pixels ${checksum}`)).size;
}
