import type { CodecEncoding } from "../codestream/readCodestream";
import { loadCharls } from "./charls";
import { loadDcmjsCodecs } from "./dcmjsCodecs";
import type { FrameCodec } from "./frameCodec";
import { loadOpenJpeg } from "./openJpeg";
import { loadOpenJph } from "./openJph";

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
