import { breathe } from "../../breathe";
import { difference } from "../../volume/vectors";
import type { ElementReader } from "../elements/elementReader";
import { TAGS } from "../elements/tags";
import { transferSyntax } from "../elements/transferSyntaxes";
import type { Frame } from "../image/frame";
import type { FrameTraits } from "./frameTraits";
import { groupBy } from "./groupBy";
import { readFrameMeaning } from "./readFrameMeaning";

/** Frames of which none is a copy of another, and the copies by the frame that stands for them. */
export interface CopiesRemoved {
  readonly kept: readonly FrameTraits[];
  readonly copies: ReadonlyMap<FrameTraits, readonly FrameTraits[]>;
}

/** A digest of the bytes of a frame's pixels; null where they cannot be read, which makes them nobody's copy. */
export type PixelDigest = (frame: Frame) => string | null;

export interface RemoveCopiesOptions {
  readonly pixelDigest: PixelDigest;
  /** Frames of one key are one image: in another encoding their bytes may differ. @default false */
  readonly oneImage?: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** Frames with the same pixels with whose positions each further one is compared, so that many cannot take minutes. */
const COMPARED = 8;
/** Largest distance between the positions of copies, mm. */
const SAME_POSITION = 1e-3;

/**
 * The frames without copies: of frames of one key, at one place, whose values mean the same, those with the same
 * bytes count once; of one image in several encodings the lossless one, and of those the uncompressed one. The
 * frames of one file are no copies of each other. Pixels are read only of frames that may be copies.
 *
 * @param frames - in the order of their files: the first of several equals is kept.
 * @param keyOf - frames are compared with others of their key only; null: with none.
 * @throws the signal's reason.
 */
export async function removeCopies(
  frames: readonly FrameTraits[],
  keyOf: (frame: FrameTraits, i: number) => string | number | null,
  { pixelDigest, oneImage = false, signal }: RemoveCopiesOptions,
): Promise<CopiesRemoved> {
  const alike = ofSeveralFiles(frames) ? framesAlike(frames, keyOf) : [];
  const wanted = new Set(alike.flatMap((group) => byEncoding(group).filter(ofSeveralFiles).flat()));
  const digests = new Map<FrameTraits, string | null>();
  // In the order of the files, so that each is gone through once.
  for (const frame of frames) {
    if (!wanted.has(frame)) continue;
    digests.set(frame, pixelDigest(frame.frame));
    // A breath for the event loop, so that the signal is heard: a deflated file takes a while.
    await breathe(signal);
  }
  const copies = new Map<FrameTraits, readonly FrameTraits[]>();
  for (const group of alike) {
    const images = byEncoding(group).map((same) => sameBytes(same, digests));
    // Two images in one encoding: which of them the other encodings hold, nobody knows.
    const joined = oneImage && images.every(({ length }) => length === 1) ? [images.flat(2)] : images.flat();
    for (const image of joined.filter(({ length }) => length > 1)) {
      const [best, ...others] = [...image].sort((a, b) => rank(a) - rank(b));
      copies.set(best, others);
    }
  }
  const dropped = new Set([...copies.values()].flat());
  return { kept: frames.filter((frame) => !dropped.has(frame)), copies };
}

/** Whether the bytes of two frames may be compared: equal images have equal bytes. */
export function sameEncoding(a: FrameTraits, b: FrameTraits): boolean {
  return encodingOf(a) === encodingOf(b);
}

/** Groups of frames of several files, of one key, that lie at one place and mean the same. */
function framesAlike(
  frames: readonly FrameTraits[],
  keyOf: (frame: FrameTraits, i: number) => string | number | null,
): FrameTraits[][] {
  const keys = new Map(frames.map((frame, i) => [frame, keyOf(frame, i)]));
  const ofKey = [...groupBy(frames, (frame) => keys.get(frame))].filter(([key]) => key !== null);
  const meanings = new Map<ElementReader, string>();
  const meaning = (frame: FrameTraits): string => {
    const known = meanings.get(frame.frame.elements) ?? readFrameMeaning(frame);
    meanings.set(frame.frame.elements, known);
    return known;
  };
  return ofKey
    .map(([, group]) => group)
    .filter(ofSeveralFiles)
    .flatMap((group) => [...groupBy(group, meaning).values()])
    .filter(ofSeveralFiles)
    .flatMap(byPosition)
    .filter(ofSeveralFiles);
}

function ofSeveralFiles(frames: readonly FrameTraits[]): boolean {
  return frames.some(({ frame }) => frame.file !== frames[0].frame.file);
}

/** Groups of frames that lie where the first of them does; of many places, frames beyond the first few are left alone. */
function byPosition(frames: readonly FrameTraits[]): FrameTraits[][] {
  const groups: FrameTraits[][] = [];
  for (const frame of frames) {
    const group = groups.find(([first]) => samePosition(first, frame));
    if (group !== undefined) group.push(frame);
    else if (groups.length < COMPARED) groups.push([frame]);
  }
  return groups;
}

function byEncoding(frames: readonly FrameTraits[]): FrameTraits[][] {
  return [...groupBy(frames, encodingOf).values()];
}

/** Uncompressed pixels of one byte order have one form; compressed ones have that of their transfer syntax. */
function encodingOf({ frame }: FrameTraits): string {
  const syntax = transferSyntax(frame.header.transferSyntax);
  if (syntax?.encoding !== "native") return frame.header.transferSyntax;
  return syntax.littleEndianPixels ? "little endian" : "big endian";
}

/** Frames of one encoding by their bytes; those that cannot be read, and those of one file, each for itself. */
function sameBytes(
  frames: readonly FrameTraits[],
  digests: ReadonlyMap<FrameTraits, string | null>,
): FrameTraits[][] {
  const images: FrameTraits[][] = [];
  const known = new Map<string, FrameTraits[]>();
  for (const frame of frames) {
    const digest = digests.get(frame) ?? null;
    const image = digest === null ? undefined : known.get(digest);
    if (image !== undefined && image[0].frame.file !== frame.frame.file) {
      image.push(frame);
      continue;
    }
    const own = [frame];
    images.push(own);
    if (digest !== null && image === undefined) known.set(digest, own);
  }
  return images;
}

/** Smaller for the encoding that one would rather read. */
function rank({ frame: { header, elements } }: FrameTraits): number {
  const syntax = transferSyntax(header.transferSyntax);
  const unread = (syntax?.encoding ?? null) === null;
  const lossy = syntax?.lossy === true || elements.text(TAGS.LossyImageCompression) === "01";
  const compressed = syntax?.encoding !== "native" || header.inflated === true;
  return Number(unread) * 4 + Number(lossy) * 2 + Number(compressed);
}

function samePosition({ position: a }: FrameTraits, { position: b }: FrameTraits): boolean {
  if (a === null || b === null) return a === b;
  return Math.hypot(...difference(a, b)) <= SAME_POSITION;
}
