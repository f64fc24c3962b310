import type { Codestream } from "../codestream/codestream";
import { callCodec, createImageError } from "./callCodec";
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
      const { bytes } = stream;
      const decoder = callCodec(() => new Decoder());
      callCodec(() => decoder.getEncodedBuffer(bytes.length).set(bytes));
      callCodec(() => decoder.decode());
      if (
        !isOf(
          stream,
          callCodec(() => decoder.getFrameInfo()),
        )
      )
        throw createImageError();
      const samples = new Uint8Array(callCodec(() => decoder.getDecodedBuffer()));
      callCodec(() => decoder.delete());
      return samples;
    },
  };
}

/** Whether the decoder gave the image that its header describes. */
function isOf(stream: Codestream, info: ReturnType<EmscriptenDecoder["getFrameInfo"]>): boolean {
  return (
    info.width === stream.columns &&
    info.height === stream.rows &&
    info.bitsPerSample === stream.bits &&
    info.componentCount === stream.components
  );
}
