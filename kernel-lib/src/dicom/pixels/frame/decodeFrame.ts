import { transferSyntax } from "../../elements/transferSyntaxes";
import type { StoredValues } from "../../image/frameFormat";
import { UnreadableError } from "../../source/unreadableError";
import type { Codecs } from "../codecs/codecs";
import type { CodecTask } from "./prepareFrame";
import { type RawSamples, unpackStoredValues, type ValueBits } from "./unpackStoredValues";

/**
 * The values of a compressed frame.
 *
 * @param codecs - of this thread; one that fails is forgotten, since a trap leaves its memory unusable.
 * @param onBegin - called when the codec is loaded and starts.
 * @throws UnreadableError when the codec fails, or gives other than the samples that the image's header promises.
 */
export async function decodeFrame(
  task: CodecTask,
  codecs: Codecs,
  onBegin: () => void = () => {},
): Promise<StoredValues> {
  const { encoding, stream } = task;
  const codec = await codecs.load(encoding);
  onBegin();
  let decoded: Uint8Array;
  try {
    decoded = codec.decode(stream);
  } catch (error) {
    codecs.forget(encoding);
    throw error;
  }
  return unpackStoredValues(asSamples(decoded, task), valueBits(task));
}

function asSamples(decoded: Uint8Array, { stream }: CodecTask): RawSamples {
  const width = stream.bits <= 8 ? 1 : 2;
  const needed = stream.rows * stream.columns * stream.components * width;
  if (decoded.length !== needed) {
    throw new UnreadableError(
      `the compressed image must decode to ${needed} bytes; found ${decoded.length}: it is damaged`,
    );
  }
  return width === 1 ? decoded : new Uint16Array(decoded.buffer, decoded.byteOffset, decoded.length / 2);
}

/**
 * Where a decoded sample's value is. The image's own depth counts, and the file's sign: JPEG and JPEG-LS have
 * none, and JPEG 2000 images exist whose sign is not what their file says. An image deeper than the file's
 * bits stored was made of whole words: lossless, it has in it whatever was in their unused bits; after lossy
 * coding nothing of those is left to drop, and a value that it moved past the range must not wrap around.
 */
function valueBits({ stream, format }: CodecTask): ValueBits {
  const lossy = transferSyntax(format.transferSyntax)?.lossy ?? false;
  const words = !lossy && stream.bits > format.highBit;
  return words ? format : { bitsStored: stream.bits, highBit: stream.bits - 1, signed: format.signed };
}
