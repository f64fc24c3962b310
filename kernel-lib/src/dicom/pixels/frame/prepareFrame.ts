import { inflateRawSync } from "node:zlib";
import { type Limits, requireWithin } from "../../../limits";
import { type TransferSyntax, transferSyntax } from "../../elements/transferSyntaxes";
import { type FrameFormat, frameLength, type StoredValues } from "../../image/frameFormat";
import type { Codestream } from "../codestream/codestream";
import { type CodecEncoding, readCodestream } from "../codestream/readCodestream";
import { DecodeError } from "../decodeError";
import { decodeRle } from "./decodeRle";
import { readNativeSamples } from "./readNativeSamples";

/** What a codec has to decode: an image whose header agrees with its file's. */
export interface CodecTask {
  readonly encoding: CodecEncoding;
  readonly stream: Codestream;
  readonly format: FrameFormat;
}

/** The values of a frame, or the work left to get them. */
export type PreparedFrame =
  | { readonly kind: "values"; readonly values: StoredValues }
  | { readonly kind: "task"; readonly task: CodecTask };

/**
 * The values of a frame where no codec is needed (native, RLE, deflated), which takes a moment; else the task
 * for the codec, every check done that can be done before it runs.
 *
 * @param bytes - those of one frame; not modified, but native values may share their memory.
 * @throws DecodeError when the bytes are not a frame of that format; LimitExceededError.
 */
export function prepareFrame(bytes: Uint8Array, format: FrameFormat, limits: Limits): PreparedFrame {
  const { encoding, littleEndianPixels } = readableSyntax(format);
  requireWithin(limits, "framePixels", format.rows * format.columns);
  if (format.samples === "integer" && format.bitsAllocated === 64) {
    throw new DecodeError("whole-number samples must have at most 32 bits; found 64");
  }
  switch (encoding) {
    case "native":
      return done(readNativeSamples(exactly(bytes, format), format, littleEndianPixels));
    case "deflated-frame":
      return done(readNativeSamples(exactly(inflate(bytes, format), format), format, littleEndianPixels));
    case "rle":
      return done(unpackRle(bytes, format));
    default:
      if (format.samples !== "integer") {
        throw new DecodeError("compressed images must hold whole numbers; found floating-point pixel data");
      }
      return {
        kind: "task",
        task: { encoding, format, stream: readCodestream(bytes, encoding, format, limits) },
      };
  }
}

function readableSyntax(
  format: FrameFormat,
): TransferSyntax & { readonly encoding: NonNullable<TransferSyntax["encoding"]> } {
  const syntax = transferSyntax(format.transferSyntax);
  if (syntax === undefined || syntax.encoding === null) {
    throw new DecodeError(
      `the transfer syntax must be one that can be decoded; found ${syntax?.name ?? "an unknown one"}`,
    );
  }
  return { ...syntax, encoding: syntax.encoding };
}

function done(values: StoredValues): PreparedFrame {
  return { kind: "values", values };
}

/** The bytes of the frame without one that pads to an even length. */
function exactly(bytes: Uint8Array, format: FrameFormat): Uint8Array {
  const needed = frameLength(format);
  if (bytes.length !== needed && bytes.length !== needed + (needed % 2)) {
    throw new DecodeError(
      `a frame of ${format.rows} x ${format.columns} must have ${needed} bytes; found ${bytes.length}`,
    );
  }
  return bytes.subarray(0, needed);
}

/** DICOM PS3.5 section 8.2.16: each frame deflated by itself (RFC 1951). */
function inflate(bytes: Uint8Array, format: FrameFormat): Uint8Array {
  try {
    return inflateRawSync(bytes, { maxOutputLength: frameLength(format) + 1 });
  } catch (cause) {
    throw new DecodeError(
      `a deflated frame must inflate to ${frameLength(format)} bytes; found damaged data, or more`,
      { cause },
    );
  }
}

function unpackRle(bytes: Uint8Array, format: FrameFormat): StoredValues {
  // A sample of one bit has a byte of its own here.
  const bitsAllocated = format.bitsAllocated === 1 ? 8 : format.bitsAllocated;
  const samples = decodeRle(bytes, {
    pixels: format.rows * format.columns,
    samplesPerPixel: format.samplesPerPixel,
    bytesPerSample: bitsAllocated / 8,
  });
  return readNativeSamples(samples, { ...format, bitsAllocated }, true);
}
