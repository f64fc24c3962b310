import { UnreadableError } from "../../source/unreadableError";

/**
 * What a call of a decoder's library gives. For bad bytes it may throw anything, numbers and traps among them, and
 * whatever it throws says that they are bad: nothing but the library's own work belongs into `run`.
 *
 * @throws UnreadableError when it throws.
 */
export function callCodec<Value>(run: () => Value): Value {
  try {
    return run();
  } catch (cause) {
    throw createImageError({ cause });
  }
}

/** The error of an image that its decoder does not take, or of which it makes another one. */
export function createImageError(options: ErrorOptions = {}): UnreadableError {
  return new UnreadableError("the compressed image must be decodable; found it damaged", options);
}
