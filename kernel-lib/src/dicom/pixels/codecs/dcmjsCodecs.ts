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
      const context = new Context({
        width: stream.columns,
        height: stream.rows,
        bitsAllocated: stream.bits <= 8 ? 8 : 16,
        bitsStored: stream.bits,
        samplesPerPixel: stream.components,
        pixelRepresentation: 0,
        planarConfiguration: 0,
        photometricInterpretation: stream.components === 1 ? "MONOCHROME2" : "RGB",
        encodedBuffer: stream.bytes,
      });
      const decoded = NativeCodecs.decodeJpeg(context, { convertColorspaceToRgb: false }).getDecodedBuffer();
      if (decoded === undefined) throw new Error("the decoder gave nothing");
      return decoded;
    },
  };
}
