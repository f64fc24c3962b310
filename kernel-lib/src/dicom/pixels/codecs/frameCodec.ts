import type { Codestream } from "../codestream/codestream";

/** One decoder, its WebAssembly loaded. */
export interface FrameCodec {
  /**
   * The samples, one byte each up to 8 bits and two (little endian) above, in memory of their own.
   *
   * @throws UnreadableError when the library fails, or gives another image; the codec is not to be used again then.
   */
  readonly decode: (stream: Codestream) => Uint8Array;
}
