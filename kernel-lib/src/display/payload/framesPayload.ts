import type { FramesPayload } from "../../contract";
import { encodeJpeg } from "../jpeg/jpeg";
import { flattenPicture, type Picture, type Rgb } from "../raster/picture";
import { encodePng } from "../raster/png";
import { scalePicture } from "../raster/scalePicture";
import { formatMegabytes, toBase64 } from "./budget";

/** A picture that the cell's function made for a value of the slider, and what it shows. */
export interface DrawnFrame {
  readonly value: number;
  readonly picture: Picture;
  readonly alt: string;
}

export interface FramesPayloadOptions {
  readonly title: string;
  /** Name of the slider. */
  readonly name: string;
  readonly frames: readonly DrawnFrame[];
  /** Number of the frame to start with. */
  readonly frame: number;
  /** Bytes for the payload. */
  readonly budget: number;
  /** Bytes of the whole output, which `note` names. */
  readonly outputBudget: number;
  /** Hears of each frame that is coded, of so many; more than once of all where the first coding is too large. @default nobody */
  readonly onProgress?: (done: number, total: number) => void;
}

/** Behind what is transparent in frames, which JPEG has not: the viewer's own, light or dark as the page may be. */
const SURROUNDINGS: Rgb = [0, 0, 0];
/** Steps down, best first, until a budget is kept. */
const STEPS: readonly { readonly scale: number; readonly quality: number }[] = [
  1, 0.8, 0.64, 0.5, 0.4, 0.3, 0.2, 0.12,
].flatMap((scale) => [90, 75, 60].map((quality) => ({ scale, quality })));
/** Frames encoded to estimate what all of them would take. */
const SAMPLES = 5;

/**
 * The viewer's payload for precomputed frames: lossless where the budget holds them, else as JPEG, then smaller,
 * which `note` then says.
 */
export function createFramesPayload(options: FramesPayloadOptions): FramesPayload {
  const { title, name, frames, frame, budget, outputBudget } = options;
  const [{ picture }] = frames;
  const encoded = encodeWithin(
    frames.map((one) => one.picture),
    budget - frames.reduce((sum, { alt }) => sum + alt.length + 16, 4096),
    options.onProgress,
  );
  return {
    kind: "frames",
    title,
    alt: frames[frame].alt,
    name,
    values: frames.map(({ value }) => value),
    frame,
    mime: encoded.mime,
    width: picture.width,
    height: picture.height,
    frames: encoded.frames,
    alts: frames.map(({ alt }) => alt),
    note:
      encoded.reduction &&
      `${encoded.reduction}, to keep this output under ${formatMegabytes(outputBudget)}.`,
  };
}

interface Encoded {
  readonly mime: FramesPayload["mime"];
  readonly frames: string[];
  readonly reduction: string;
}

function encodeWithin(
  pictures: readonly Picture[],
  budget: number,
  onProgress?: FramesPayloadOptions["onProgress"],
): Encoded {
  const lossless = encodeAll(pictures, encodePng, budget, onProgress);
  if (lossless) return { mime: "image/png", frames: lossless, reduction: "" };
  for (const { scale, quality } of STEPS) {
    const frames = encodeAll(
      pictures,
      (picture) => encodeJpeg(shrink(picture, scale), quality),
      budget,
      onProgress,
    );
    if (!frames) continue;
    const size = shrink(pictures[0], scale);
    return {
      mime: "image/jpeg",
      frames,
      reduction: `Frames are JPEG pictures of ${size.width} x ${size.height}`,
    };
  }
  // Nothing fits: the smallest there is, so that the slider still works.
  const { scale, quality } = STEPS[STEPS.length - 1];
  const frames = pictures.map((picture) =>
    toBase64(encodeJpeg(shrink(flattenPicture(picture, SURROUNDINGS), scale), quality)),
  );
  return { mime: "image/jpeg", frames, reduction: "Frames are small JPEG pictures" };
}

/**
 * Every picture as base64; null when they take more than the budget. A few are tried before all are encoded, and none
 * after those that are too much already.
 */
function encodeAll(
  pictures: readonly Picture[],
  encode: (picture: Picture) => Uint8Array,
  budget: number,
  onProgress?: FramesPayloadOptions["onProgress"],
): string[] | null {
  const step = Math.max(1, Math.floor(pictures.length / SAMPLES));
  const sample = pictures.filter((_, i) => i % step === 0);
  const tried = encodeUpTo(sample, encode, (budget * sample.length) / pictures.length);
  return tried && encodeUpTo(pictures, encode, budget, onProgress);
}

/** The pictures as base64; null as soon as they take more than the limit. */
function encodeUpTo(
  pictures: readonly Picture[],
  encode: (picture: Picture) => Uint8Array,
  limit: number,
  onProgress?: FramesPayloadOptions["onProgress"],
): string[] | null {
  const texts: string[] = [];
  let total = 0;
  for (const [i, picture] of pictures.entries()) {
    onProgress?.(i, pictures.length);
    const text = toBase64(encode(flattenPicture(picture, SURROUNDINGS)));
    total += text.length;
    if (total > limit) return null;
    texts.push(text);
  }
  return texts;
}

function shrink(picture: Picture, scale: number): Picture {
  if (scale === 1) return picture;
  const size = (length: number) => Math.max(1, Math.round(length * scale));
  return scalePicture(picture, size(picture.width), size(picture.height));
}
