import type { FrameCodec } from "./frameCodec";

/** The decoder object of the CornerstoneJS builds of CharLS, OpenJPEG and OpenJPH. */
export interface EmscriptenDecoder {
  /** Room in the module's memory for that many bytes. */
  getEncodedBuffer(length: number): Uint8Array;
  decode(): void;
  /** A view into the module's memory, valid until the next call. */
  getDecodedBuffer(): Uint8Array;
  getFrameInfo(): { width: number; height: number; bitsPerSample: number; componentCount: number };
  delete(): void;
}

/** What an Emscripten module is made with; the object given becomes the module, so each needs its own. */
export interface EmscriptenOptions {
  print: (text: string) => void;
  printErr: (text: string) => void;
}

/** Makes a module with a decoder class of that name. */
export type EmscriptenFactory<Name extends string> = (
  options: EmscriptenOptions,
) => Promise<Record<Name, new () => EmscriptenDecoder>>;

/** Options that keep the module silent. */
export function silently(): EmscriptenOptions {
  return { print: () => {}, printErr: () => {} };
}

/**
 * The codec that decodes with new objects of a module's class.
 *
 * An object is deleted after success only: what a trap has left must not be called again.
 */
export function createEmscriptenCodec(Decoder: new () => EmscriptenDecoder): FrameCodec {
  return {
    decode: (stream) => {
      const decoder = new Decoder();
      decoder.getEncodedBuffer(stream.bytes.length).set(stream.bytes);
      decoder.decode();
      const { width, height, bitsPerSample, componentCount } = decoder.getFrameInfo();
      const asPromised =
        width === stream.columns &&
        height === stream.rows &&
        bitsPerSample === stream.bits &&
        componentCount === stream.components;
      if (!asPromised) throw new Error("the decoder gave another image than its header describes");
      const samples = new Uint8Array(decoder.getDecodedBuffer());
      decoder.delete();
      return samples;
    },
  };
}
