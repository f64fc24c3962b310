import fc from "fast-check";
import ndarray, { type NdArray } from "ndarray";
import { createGeometry, type VolumeGeometry } from "../../kernel-lib/src/volume/geometry";
import { randomStream } from "./volumes";

/** A mask of voxels that are inside by chance, and where they lie. */
export interface RandomMask {
  readonly voxels: NdArray<Uint8Array>;
  readonly geometry: VolumeGeometry;
}

const SPACINGS = [0.7, 1, 1.25, 2, 3];

/** Small masks for fast-check, of widths around a word's, of all spacings, also sheared as under a tilted gantry. */
export function randomMasks(
  options: { widths?: number[]; sheared?: boolean } = {},
): fc.Arbitrary<RandomMask> {
  const { widths = [1, 5, 31, 32, 33], sheared = false } = options;
  const spacing = fc.constantFrom(...SPACINGS);
  return fc
    .record({
      shape: fc.tuple(
        fc.integer({ min: 2, max: 5 }),
        fc.integer({ min: 1, max: 6 }),
        fc.constantFrom(...widths),
      ),
      spacing: fc.tuple(spacing, spacing, spacing),
      shear: sheared ? fc.constantFrom(0, 0.4, -1.3) : fc.constant(0),
      density: fc.constantFrom(0.02, 0.1, 0.4, 0.8),
      seed: fc.integer({ min: 1, max: 2 ** 31 - 2 }),
    })
    .map(({ shape, spacing, shear, density, seed }) => {
      const next = randomStream(seed);
      const bytes = Uint8Array.from({ length: shape[0] * shape[1] * shape[2] }, () =>
        Number(next() < density),
      );
      const geometry = createGeometry(shape, {
        spacing,
        ...(shear !== 0 && { sliceStep: [0, shear, spacing[0]] as const }),
      });
      return { voxels: ndarray(bytes, [...shape]), geometry };
    });
}
