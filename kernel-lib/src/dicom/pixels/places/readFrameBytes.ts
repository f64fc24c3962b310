import { UnreadableError } from "../../source/unreadableError";
import type { ByteRange, PixelSource } from "./frameRanges";

/**
 * The bytes of one frame, its pieces put together.
 *
 * @throws UnreadableError when the file has become shorter since its header was read.
 */
export function readFrameBytes(file: PixelSource, ranges: readonly ByteRange[]): Uint8Array {
  const pieces = ranges.map(({ offset, length }) => {
    const piece = file.read(offset, length);
    if (piece.length < length) {
      throw new UnreadableError("its pixel data ended early: the file changed while it was read");
    }
    return piece;
  });
  if (pieces.length === 1) return pieces[0];
  const bytes = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let end = 0;
  for (const piece of pieces) {
    bytes.set(piece, end);
    end += piece.length;
  }
  return bytes;
}
