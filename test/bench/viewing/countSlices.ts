import type { Painted } from "./createWatch";

/**
 * How many different slices these pictures are. A viewer says which slice it shows, so that a preview and the exact
 * picture after it are one. What it paints while it waits for a newer slice has no name, and images of Python have
 * none at all: those are told apart by their pixels.
 */
export function countSlices(pictures: readonly Painted[]): number {
  const named = pictures.filter(({ slice }) => slice !== null);
  const known = new Set(named.map(({ checksum }) => checksum));
  const others = pictures.filter(({ slice, checksum }) => slice === null && !known.has(checksum));
  return new Set(named.map(({ slice }) => slice)).size + new Set(others.map(({ checksum }) => checksum)).size;
}
