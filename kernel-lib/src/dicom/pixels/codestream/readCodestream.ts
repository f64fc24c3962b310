import { type Limits, requireWithin } from "../../../limits";
import type { PixelEncoding } from "../../elements/transferSyntaxes";
import type { FrameFormat } from "../../image/frameFormat";
import { DecodeError } from "../decodeError";
import type { Codestream } from "./codestream";
import { readJpeg2000Header } from "./readJpeg2000Header";
import { readJpegHeader } from "./readJpegHeader";

/** An encoding whose frames are images with a header of their own. */
export type CodecEncoding = Exclude<PixelEncoding, "native" | "deflated-frame" | "rle">;

/** More than any CT image has, and as many as the decoders give exactly. */
const MAX_BITS = 16;

/**
 * The compressed image in the bytes of a frame, once what it says of itself agrees with what the file says.
 *
 * @throws DecodeError when size, components or depth differ, or the image is cut; LimitExceededError.
 */
export function readCodestream(
  bytes: Uint8Array,
  encoding: CodecEncoding,
  format: FrameFormat,
  limits: Limits,
): Codestream {
  const stream =
    encoding === "jpeg" || encoding === "jpeg-ls"
      ? readJpegHeader(bytes, encoding)
      : readJpeg2000Header(bytes, encoding);
  if (stream.rows !== format.rows || stream.columns !== format.columns) {
    throw new DecodeError(
      `the compressed image must be ${format.rows} x ${format.columns} as its file says; found ${stream.rows} x ${stream.columns}`,
    );
  }
  requireWithin(limits, "framePixels", stream.rows * stream.columns);
  if (stream.components !== format.samplesPerPixel) {
    throw new DecodeError(
      `the compressed image must have ${format.samplesPerPixel} samples a pixel as its file says; found ${stream.components}`,
    );
  }
  if (stream.lackingBytes !== undefined && stream.lackingBytes > 0) {
    throw new DecodeError(
      `the compressed image is cut: one of its size has ${stream.lackingBytes} bytes more at least`,
    );
  }
  const most = Math.min(format.bitsAllocated, MAX_BITS);
  if (stream.bits < 1 || stream.bits > most) {
    throw new DecodeError(
      `the compressed image must have at most ${most} bits a sample; found ${stream.bits}`,
    );
  }
  return stream;
}
