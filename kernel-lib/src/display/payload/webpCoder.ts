import { readFile } from "node:fs/promises";
import type { Picture } from "../raster/picture";

/** Codes opaque pictures as WebP files. */
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
 * times the time, and method 0 is above PNG where there is no colour.
 */
const LOSSY = { method: 4 };
const LOSSLESS = { lossless: 1, method: 2, quality: 25 };

// The one loaded module, set once: a synchronous function cannot await it.
let coder: WebpCoder | undefined;

/**
 * Resolves when WebP files can be made, or it is known that they cannot, as on a processor without SIMD: they are the
 * smaller form, for which there are others. The encoder, WebAssembly in an ES module, is loaded in the background as
 * soon as this file is.
 */
export const webpReady: Promise<void> = load().catch(() => undefined);

/** What makes WebP files; undefined before `webpReady` has resolved, and where they cannot be made. */
export function findWebpCoder(): WebpCoder | undefined {
  return coder;
}

/** What an Emscripten build of the encoder does; the package's own types name types of the browser. */
interface WebpModule {
  encode(rgba: Uint8ClampedArray, width: number, height: number, options: object): Uint8Array | null;
}

async function load(): Promise<void> {
  const [{ default: createModule }, { defaultOptions }, wasmBinary] = await Promise.all([
    import("@jsquash/webp/codec/enc/webp_enc_simd.js"),
    import("@jsquash/webp/meta.js"),
    readFile(require.resolve("@jsquash/webp/codec/enc/webp_enc_simd.wasm")),
  ]);
  const known = "ImageData" in globalThis;
  // With its bytes given it looks for no file, which it would fetch.
  const loading: Promise<WebpModule> = createModule({ wasmBinary, noInitialRun: true });
  // For its decoder it puts a class there, by which others would take this for a browser.
  if (!known) Reflect.deleteProperty(globalThis, "ImageData");
  const module = await loading;
  const encode = ({ rgba, width, height }: Picture, options: object) => {
    const file = module.encode(rgba, width, height, { ...defaultOptions, ...options });
    if (file === null) throw new RangeError(`A picture of ${width} x ${height} cannot be coded as WebP.`);
    return file;
  };
  coder = {
    encode: (picture, quality, sharpColor) =>
      encode(picture, { ...LOSSY, quality, use_sharp_yuv: Number(sharpColor) }),
    encodeLossless: (picture) => encode(picture, LOSSLESS),
  };
}
