import { OutOfMemoryError } from "./errors";

/**
 * What `make` makes, which takes so many bytes in one piece.
 *
 * @param what - for the error: "a volume of 261 x 512 x 512 voxels".
 * @throws OutOfMemoryError where the machine does not have them.
 */
export function allocated<Made>(what: string, bytes: number, make: () => Made): Made {
  try {
    return make();
  } catch (error) {
    throw isAllocationFailure(error) ? new OutOfMemoryError(what, bytes) : error;
  }
}

/** True for the RangeError of an array for which there is no room; of other RangeErrors V8 says other things. */
export function isAllocationFailure(error: unknown): boolean {
  return (
    error instanceof RangeError && /allocation failed|invalid (typed )?array.* length/i.test(error.message)
  );
}
