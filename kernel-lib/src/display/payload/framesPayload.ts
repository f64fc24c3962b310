import type { FramesPayload } from "../../contract";
import { encodeJpeg } from "../jpeg/jpeg";
import { measureHalvedColor } from "../raster/halvedColor";
import { flattenPicture, isOpaque, type Picture, type Rgb } from "../raster/picture";
import { encodePng } from "../raster/png";
import { scalePicture } from "../raster/scalePicture";
import { formatMegabytes, toBase64 } from "./budget";
import { findWebpCoder, LONGEST_WEBP_SIDE } from "./webpCoder";

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

/** Behind what is transparent where WebP cannot be made and JPEG takes its place, which has no alpha: a CT's own. */
const SURROUNDINGS: Rgb = [0, 0, 0];
/**
 * Qualities, best first. Each WebP has at most the error of the JPEG in its place, measured on figures of a chest CT of
 * 343 to 560 pixels, grey, by colour maps and with overlays: 0.4 to 0.8 of its bytes. WebP keeps colour at half the
 * resolution; where that alone costs more than FINE_COLOR it reaches only the last JPEG, in two thirds of the bytes, and
 * stands in for the others only where a picture is transparent, as JPEG cannot be.
 */
const QUALITIES: readonly {
  readonly jpeg: number;
  readonly webp: number;
  readonly fineWebp: number | null;
}[] = [
  { jpeg: 90, webp: 95, fineWebp: null },
  { jpeg: 75, webp: 83, fineWebp: null },
  { jpeg: 60, webp: 70, fineWebp: 79 },
];
/** Levels: a tinted lung has 0.7 to 2, an outlined one 2 to 4, a mask of single voxels or a colour map of many hues 3 to 6. */
const FINE_COLOR = 1.2;
/** Sizes down at the last quality, until a budget is kept. */
const SCALES: readonly number[] = [0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.12];
/** Frames encoded to estimate what all of them would take. */
const SAMPLES = 5;
/**
 * Base64 bytes of a frame for each pixel of its width squared, at the last quality: a CT slice by a colour map, with
 * its axes.
 */
const BYTES_A_PIXEL = { webp: 0.065, jpeg: 0.15 };

/** How wide frames are to be drawn for a budget, in pixels. */
export function fitFrameWidth(count: number, budget: number): number {
  return Math.sqrt(budget / count / BYTES_A_PIXEL[findWebpCoder() ? "webp" : "jpeg"]);
}

/**
 * The viewer's payload for precomputed frames: lossless where the budget holds them, else with loss, then smaller,
 * which `note` then says. WebP where it is loaded and takes fewer bytes at equal error, else PNG and JPEG.
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

/** A format at some quality. */
interface Coding {
  readonly mime: FramesPayload["mime"];
  readonly encode: (picture: Picture) => Uint8Array;
}

function encodeWithin(
  pictures: readonly Picture[],
  budget: number,
  onProgress?: FramesPayloadOptions["onProgress"],
): Encoded {
  const { lossless, lossy } = chooseCodings(pictures);
  const exact = encodeAll(pictures, lossless.encode, budget, onProgress);
  if (exact) return { mime: lossless.mime, frames: exact, reduction: "" };
  const last = lossy[lossy.length - 1];
  const steps = [
    ...lossy.map((coding) => ({ coding, scale: 1 })),
    ...SCALES.map((scale) => ({ coding: last, scale })),
  ];
  for (const { coding, scale } of steps) {
    const encode = (picture: Picture) => coding.encode(shrink(picture, scale));
    const frames = encodeAll(pictures, encode, budget, onProgress);
    if (!frames) continue;
    const size = shrink(pictures[0], scale);
    return {
      mime: coding.mime,
      frames,
      reduction: `Frames are ${NAMES[coding.mime]} pictures of ${size.width} x ${size.height}`,
    };
  }
  // Nothing fits: the smallest there is, so that the slider still works.
  const smallest = SCALES[SCALES.length - 1];
  const frames = pictures.map((picture) => toBase64(last.encode(shrink(picture, smallest))));
  return { mime: last.mime, frames, reduction: `Frames are small ${NAMES[last.mime]} pictures` };
}

const NAMES = { "image/png": "PNG", "image/jpeg": "JPEG", "image/webp": "WebP" } as const;

/** The format without loss, and those with it, best first. */
function chooseCodings(pictures: readonly Picture[]): { lossless: Coding; lossy: readonly Coding[] } {
  const jpegAt = (quality: number): Coding => ({
    mime: "image/jpeg",
    encode: (picture) => encodeJpeg(flattenPicture(picture, SURROUNDINGS), quality),
  });
  const webp = findWebpCoder();
  const fits = ({ width, height }: Picture) => Math.max(width, height) <= LONGEST_WEBP_SIDE;
  if (!webp || !pictures.every(fits)) {
    return {
      lossless: { mime: "image/png", encode: encodePng },
      lossy: QUALITIES.map(({ jpeg }) => jpegAt(jpeg)),
    };
  }
  const fine = pickSample(pictures).some(
    (picture) => measureHalvedColor(flattenPicture(picture, SURROUNDINGS)) > FINE_COLOR,
  );
  const opaque = pictures.every(({ rgba }) => isOpaque(rgba));
  return {
    lossless: { mime: "image/webp", encode: webp.encodeLossless },
    lossy: QUALITIES.map(({ jpeg, webp: usual, fineWebp }): Coding => {
      if (fine && opaque && fineWebp === null) return jpegAt(jpeg);
      const quality = (fine && fineWebp) || usual;
      return { mime: "image/webp", encode: (picture) => webp.encode(picture, quality, fine) };
    }),
  };
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
  const sample = pickSample(pictures);
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
    const text = toBase64(encode(picture));
    total += text.length;
    if (total > limit) return null;
    texts.push(text);
  }
  return texts;
}

function pickSample(pictures: readonly Picture[]): readonly Picture[] {
  const step = Math.max(1, Math.floor(pictures.length / SAMPLES));
  return pictures.filter((_, i) => i % step === 0);
}

function shrink(picture: Picture, scale: number): Picture {
  if (scale === 1) return picture;
  const size = (length: number) => Math.max(1, Math.round(length * scale));
  return scalePicture(picture, size(picture.width), size(picture.height));
}
