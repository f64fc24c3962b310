import type { PlaneImage } from "./planeSource";

/** What a picture takes in memory. */
export function countBytes({ values, padding, overlays }: PlaneImage): number {
  const parts = [values, ...(padding ? [padding] : []), ...(overlays ?? [])];
  return parts.reduce((sum, { byteLength }) => sum + byteLength, 0);
}
