import { callCodec, createImageError } from "./callCodec";
import type { FrameCodec } from "./frameCodec";

/**
 * The JPEG decoders of dcmjs-codecs: 8, 12 and 16 bits, lossy and lossless.
 *
 * They are called below its transcoder, which refuses processes that they decode. Loading again makes a new
 * WebAssembly instance.
 */
export async function loadDcmjsCodecs(): Promise<FrameCodec> {
  const { default: library } = await import("dcmjs-codecs");
  const { Context, NativeCodecs, log } = library;
  log.disableAll(false);
  NativeCodecs.release();
  await NativeCodecs.initializeAsync();
  return {
    decode: (stream) => {
      const image = {
        width: stream.columns,
        height: stream.rows,
        bitsAllocated: stream.bits <= 8 ? 8 : 16,
        bitsStored: stream.bits,
        samplesPerPixel: stream.components,
        pixelRepresentation: 0,
        planarConfiguration: 0,
        photometricInterpretation: stream.components === 1 ? "MONOCHROME2" : "RGB",
        encodedBuffer: stream.bytes,
      };
      const options = { convertColorspaceToRgb: false };
      const decoded = callCodec(() =>
        NativeCodecs.decodeJpeg(new Context(image), options).getDecodedBuffer(),
      );
      if (decoded === undefined) throw createImageError();
      return decoded;
    },
  };
}
