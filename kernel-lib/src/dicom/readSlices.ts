import { allocated } from "../allocated";
import { breathe } from "../breathe";
import { DicomFileError } from "../errors";
import { type Limits, requireWithin } from "../limits";
import { wordsPerRow } from "../volume/bitRows";
import type { VoxelArray } from "../volume/voxelArray";
import type { SliceHeader } from "./image/readSliceHeader";
import type { PixelReader } from "./pixels/pixelReader";
import type { VoxelValues } from "./stack/voxelValues";
import { rescaleSlice, type SliceValues } from "./values/rescale";
import { createUntaggedPadding } from "./values/untaggedPadding";

/** The values of slices of one matrix, in their order, and what was found in reading them. */
export interface ReadSlices extends VoxelValues {
  /** The padding that no tag names, by how many slices have it. */
  readonly untaggedPadding: ReadonlyMap<number, number>;
  /** How many slices have values that Float32 does not hold exactly. */
  readonly roundedSlices: number;
  /** Slices whose pixels cannot be read, by their place, and why; their values are 0. */
  readonly failures: ReadonlyMap<number, DicomFileError>;
}

export interface ReadSlicesOptions {
  readonly limits: Limits;
  readonly signal: AbortSignal | undefined;
  /** Called after each slice. */
  readonly onSlice: (done: number) => void;
  /** Collect the slices whose pixels cannot be read instead of throwing the first one's error. */
  readonly tolerant: boolean;
}

/** Slices between two breaths for the event loop, so that a signal and a slider are heard. */
const SLICES_A_TURN = 16;

/**
 * The rescaled values of slices of one matrix, each read straight into its place.
 *
 * @throws DicomFileError for pixel data that is cut or does not decode; LimitExceededError; the signal's reason.
 */
export async function readSlices(
  slices: readonly SliceHeader[],
  reader: PixelReader,
  { limits, signal, onSlice, tolerant }: ReadSlicesOptions,
): Promise<ReadSlices> {
  const { rows, columns } = slices[0];
  requireWithin(limits, "voxels", slices.length * rows * columns);
  const room = makeRoom(slices.length, rows, columns);
  const untagged = createUntaggedPadding({ rows, columns });
  const failures = new Map<number, DicomFileError>();
  let roundedSlices = 0;
  let next = 0;
  let done = 0;
  const stopped = new AbortController();
  const lane = async (): Promise<void> => {
    while (next < slices.length && !stopped.signal.aborted) {
      signal?.throwIfAborted();
      const slice = next++;
      try {
        const stored = await reader.read(slices[slice]);
        const { padded, rounded } = room.add(slice, (values, bits) =>
          rescaleSlice(stored, slices[slice], values, bits),
        );
        if (rounded) roundedSlices++;
        if (!padded) untagged.look(stored, slices[slice], room.bitsOf(slice));
      } catch (error) {
        if (!tolerant || !(error instanceof DicomFileError)) throw error;
        failures.set(slice, error);
      }
      done++;
      onSlice(done);
      if (done % SLICES_A_TURN === 0) await breathe(signal);
    }
  };
  try {
    await Promise.all(Array.from({ length: reader.lanes }, lane));
  } finally {
    stopped.abort();
  }
  return { ...room.filled(), untaggedPadding: untagged.decide(), roundedSlices, failures };
}

type Fill = (values: VoxelArray, bits: Uint32Array) => SliceValues;

/** Room for a stack, of 16 bits until a slice does not fit them. */
function makeRoom(slices: number, rows: number, columns: number) {
  const voxels = rows * columns;
  const words = rows * wordsPerRow(columns);
  const paddingBits = new Uint32Array(slices * words);
  const size = `a volume of ${slices} slices of ${voxels} pixels`;
  let values: VoxelArray = allocated(
    size,
    slices * voxels * Int16Array.BYTES_PER_ELEMENT,
    () => new Int16Array(slices * voxels),
  );

  const bitsOf = (slice: number) => paddingBits.subarray(slice * words, (slice + 1) * words);
  const fill = (slice: number, put: Fill): SliceValues =>
    put(values.subarray(slice * voxels, (slice + 1) * voxels), bitsOf(slice));
  return {
    bitsOf,
    add(slice: number, put: Fill): SliceValues {
      const read = fill(slice, put);
      if (read.exact) return read;
      // What is there already is exact, so it moves over unchanged.
      const exact = values;
      values = allocated(size, exact.length * Float32Array.BYTES_PER_ELEMENT, () => Float32Array.from(exact));
      bitsOf(slice).fill(0);
      return fill(slice, put);
    },
    filled: () => ({ values, paddingBits }),
  };
}

/**
 * Some of the slices that were read, in the order of `places`, with what was found in reading all of them: those that
 * could not be read added nothing to it.
 *
 * @param count - how many slices `read` has.
 */
export function pickSlices(read: ReadSlices, places: readonly number[], count: number): ReadSlices {
  const voxels = read.values.length / count;
  const words = read.paddingBits.length / count;
  const length = places.length * voxels;
  const values = allocated(
    `a volume of ${places.length} slices of ${voxels} pixels`,
    length * read.values.BYTES_PER_ELEMENT,
    () => (read.values instanceof Int16Array ? new Int16Array(length) : new Float32Array(length)),
  );
  const paddingBits = new Uint32Array(places.length * words);
  for (const [i, place] of places.entries()) {
    values.set(read.values.subarray(place * voxels, (place + 1) * voxels), i * voxels);
    paddingBits.set(read.paddingBits.subarray(place * words, (place + 1) * words), i * words);
  }
  return { ...read, values, paddingBits };
}
