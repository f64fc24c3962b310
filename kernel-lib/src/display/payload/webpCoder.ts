import { readFileSync } from "node:fs";
import { NEUTRAL_INK } from "../../contract";
import { requireWasm, resolveFile } from "../../requireWasm";
import type { Picture } from "../raster/picture";

/** Codes pictures as WebP files, with what is transparent in them. */
export interface WebpCoder {
  /**
   * @param quality - 0 to 100 on libwebp's scale.
   * @param sharpColor - choose brightness and halved colour together, nearer to the picture where colours change from
   * pixel to pixel.
   */
  readonly encode: (picture: Picture, quality: number, sharpColor: boolean) => Uint8Array;
  readonly encodeLossless: (picture: Picture) => Uint8Array;
}

/** Pixels along the longer side of a picture that the format can hold. */
export const LONGEST_WEBP_SIDE = 16_383;

/**
 * Method and effort as libwebp counts them. Measured on figures of a chest CT: with loss, method 2 takes half the time
 * and 9 % more bytes at equal error, 6 saves 4 % in twice the time; without loss, more saves 2 to 15 % in up to three
 * times the time, and method 0 is above PNG where there is no colour. Alpha is coded without loss in 8 levels, nothing
 * and all among them, which is enough for the edges of letters and takes a tenth off a small file; `exact` keeps the
 * colour that fillHidden gives.
 */
const LOSSY = { method: 4, alpha_quality: 30, exact: 1 };
const LOSSLESS = { lossless: 1, method: 2, quality: 25 };

/** Null where they cannot be made, undefined before anybody asked. */
let coder: WebpCoder | null | undefined;

/**
 * What makes WebP files, loaded when it is first asked for; null where they cannot be made, as on a processor without SIMD:
 * they are the smaller form, for which there are others.
 */
export function findWebpCoder(): WebpCoder | null {
  if (coder === undefined) {
    try {
      coder = loadCoder();
    } catch {
      coder = null;
    }
  }
  return coder;
}

/** What an Emscripten build of the encoder does; the package's own types name types of the browser. */
interface WebpModule {
  encode(rgba: Uint8ClampedArray, width: number, height: number, options: object): Uint8Array | null;
}

interface WebpFactory {
  readonly default: (given: object) => unknown;
}
interface WebpMeta {
  readonly defaultOptions: object;
}

function loadCoder(): WebpCoder {
  const { default: createModule } = requireWasm<WebpFactory>("@jsquash/webp/codec/enc/webp_enc_simd.js");
  const { defaultOptions } = requireWasm<WebpMeta>("@jsquash/webp/meta.js");
  const file = resolveFile("@jsquash/webp/codec/enc/webp_enc_simd.wasm");
  const compiled = new WebAssembly.Module(readFileSync(file));
  const given = {
    noInitialRun: true,
    // Compiled here, it looks for no file, which it would fetch, and has begun when it returns.
    instantiateWasm: (imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance) => void) => {
      const instance = new WebAssembly.Instance(compiled, imports);
      done(instance);
      return instance.exports;
    },
  };
  const known = "ImageData" in globalThis;
  createModule(given);
  // For its decoder it puts a class there, by which others would take this for a browser.
  if (!known) Reflect.deleteProperty(globalThis, "ImageData");
  const module = given as unknown as WebpModule; // it fills in what it was given
  const encode = ({ rgba, width, height }: Picture, options: object) => {
    const file = module.encode(rgba, width, height, { ...defaultOptions, ...options });
    if (file === null) throw new RangeError(`A picture of ${width} x ${height} cannot be coded as WebP.`);
    return file;
  };
  return {
    encode: (picture, quality, sharpColor) =>
      encode(fillHidden(picture), { ...LOSSY, quality, use_sharp_yuv: Number(sharpColor) }),
    encodeLossless: (picture) => encode(picture, LOSSLESS),
  };
}

const [red, green, blue] = NEUTRAL_INK;
/** A 32-bit word as in readPixelWords, of alpha 0. */
const HIDDEN_INK = red | (green << 8) | (blue << 16);

/** Of the ink's colour where nothing is seen, so that words cost their alpha alone: black there takes 5 % more bytes. */
function fillHidden(picture: Picture): Picture {
  const rgba = picture.rgba.slice();
  const pixels = new Uint32Array(rgba.buffer);
  for (let i = 0; i < pixels.length; i++) if (pixels[i] >>> 24 === 0) pixels[i] = HIDDEN_INK;
  return { ...picture, rgba };
}
