import type { Codestream } from "../codestream/codestream";
import type { CodecEncoding } from "../codestream/readCodestream";
import { loadCharls } from "./charls";
import { loadDcmjsCodecs } from "./dcmjsCodecs";
import { loadOpenJpeg } from "./openJpeg";
import { loadOpenJph } from "./openJph";

/** One decoder, its WebAssembly loaded. */
export interface FrameCodec {
  /**
   * The samples, one byte each up to 8 bits and two (little endian) above, in memory of their own.
   *
   * @throws UnreadableError when the library fails, or gives another image; the codec is not to be used again then.
   */
  readonly decode: (stream: Codestream) => Uint8Array;
}

/** The decoders of one thread. */
export interface Codecs {
  /** Loads on first use. */
  readonly load: (encoding: CodecEncoding) => Promise<FrameCodec>;
  /** The next `load` makes a new one. */
  readonly forget: (encoding: CodecEncoding) => void;
}

const LOADERS: Readonly<Record<CodecEncoding, () => Promise<FrameCodec>>> = {
  jpeg: loadDcmjsCodecs,
  "jpeg-ls": loadCharls,
  "jpeg-2000": loadOpenJpeg,
  "ht-jpeg-2000": loadOpenJph,
};

/** Decoders that are loaded when they are first needed. */
export function createCodecs(): Codecs {
  const loaded = new Map<CodecEncoding, Promise<FrameCodec>>();
  return {
    load: (encoding) => {
      const codec = loaded.get(encoding) ?? LOADERS[encoding]();
      loaded.set(encoding, codec);
      return codec;
    },
    forget: (encoding) => {
      loaded.delete(encoding);
    },
  };
}
