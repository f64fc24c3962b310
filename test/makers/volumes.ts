import ndarray from "ndarray";
import {
  createGeometry,
  createVolume,
  type Mask,
  maskFromVoxels,
  type Volume,
  type VolumeOptions,
} from "tslab-dicom";

/** A seeded stream of numbers from 0 to 1: Park and Miller's minimal standard generator, doi 10.1145/63039.63042. */
export function randomStream(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** A volume whose values come from their indices. */
export function volumeOf(
  shape: readonly [number, number, number],
  value: (slice: number, row: number, column: number) => number,
  options: VolumeOptions = {},
): Volume {
  const [, rows, columns] = shape;
  const values = Int16Array.from({ length: shape[0] * rows * columns }, (_, i) =>
    value(Math.floor(i / (rows * columns)), Math.floor(i / columns) % rows, i % columns),
  );
  return createVolume(ndarray(values, [...shape]), {
    geometry: createGeometry(shape, { spacing: [2.5, 0.8, 0.7], origin: [-100, -90, 40] }),
    ...options,
  });
}

/** Values with fractions that rise evenly from 0 to the top, in units that nobody named; three slices of 20 x 30. */
export function rampVolume(top: number): Volume {
  const values = Float32Array.from({ length: 1800 }, (_, i) => ((i % 600) / 599) * top);
  return createVolume(ndarray(values, [3, 20, 30]), { units: "unspecified" });
}

/** A noisy volume that hardly compresses. */
export function noisyVolume(shape: readonly [number, number, number], seed = 1): Volume {
  const next = randomStream(seed);
  return volumeOf(shape, () => Math.round(-1000 + 2000 * next()));
}

/** The voxels of a volume's grid for which the test holds. */
export function maskOf(
  volume: Volume,
  inside: (slice: number, row: number, column: number) => boolean,
): Mask {
  const { shape } = volume.geometry;
  const [, rows, columns] = shape;
  const bytes = Uint8Array.from({ length: shape[0] * rows * columns }, (_, i) =>
    Number(inside(Math.floor(i / (rows * columns)), Math.floor(i / columns) % rows, i % columns)),
  );
  return maskFromVoxels(ndarray(bytes, [...shape]), volume.geometry);
}
