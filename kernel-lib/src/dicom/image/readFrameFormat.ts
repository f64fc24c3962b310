import { UnsupportedTransferSyntaxError } from "../../errors";
import type { ElementReader } from "../elements/elementReader";
import { describeTag, type NamedTag } from "../elements/tag";
import { TAGS } from "../elements/tags";
import { transferSyntax, transferSyntaxName } from "../elements/transferSyntaxes";
import { UnreadableError } from "../source/unreadableError";
import { findPixelSyntax } from "./findPixelSyntax";
import type { Frame } from "./frame";
import { type FrameFormat, frameLength } from "./frameFormat";

const BITS_ALLOCATED: ReadonlySet<number> = new Set([1, 8, 16, 32, 64]);

/** What may be printed of the tag: a damaged file can have any text in it. DICOM PS3.3 C.7.6.3.1.2. */
const COLOURS: ReadonlySet<string> = new Set(
  "RGB|PALETTE COLOR|YBR_FULL|YBR_FULL_422|YBR_PARTIAL_420|YBR_PARTIAL_422|YBR_ICT|YBR_RCT|XYB|HSV|ARGB|CMYK".split(
    "|",
  ),
);

/**
 * How a frame's samples are stored. Source: DICOM PS3.3 C.7.6.3.1.
 *
 * @throws UnreadableError when they are no grey image of numbers.
 * @throws UnsupportedTransferSyntaxError for pixel data in a syntax that is not read.
 */
export function readFrameFormat(frame: Frame): FrameFormat {
  const { file, header, elements } = frame;
  const { transferSyntax: uid } = header;
  if ((transferSyntax(uid)?.encoding ?? null) === null) {
    throw new UnsupportedTransferSyntaxError(file.path, file.label, uid, transferSyntaxName(uid));
  }
  if (header.pixelData === null) throw notGrey("it holds no image");
  const samplesPerPixel = elements.uint16(TAGS.SamplesPerPixel) ?? 1;
  const photometric = elements.text(TAGS.PhotometricInterpretation);
  if (photometric === undefined && samplesPerPixel === 1) throw missing(TAGS.PhotometricInterpretation);
  if (samplesPerPixel !== 1 || !photometric?.startsWith("MONOCHROME")) {
    const named = COLOURS.has(photometric ?? "") ? photometric : "an unknown photometric interpretation";
    throw notGrey(`it is a colour image (${named})`);
  }
  const rows = required(elements, TAGS.Rows);
  const columns = required(elements, TAGS.Columns);
  if (rows === 0 || columns === 0) throw notGrey(`its matrix is ${rows} x ${columns}`);

  const bitsAllocated = required(elements, TAGS.BitsAllocated);
  if (!isBitsAllocated(bitsAllocated)) {
    throw notGrey(`expected 1, 8, 16, 32 or 64 bits allocated, found ${bitsAllocated}`);
  }
  const { samples } = header.pixelData;
  const place = { rows, columns, samplesPerPixel, samples, bitsAllocated };
  const bits =
    samples === "integer"
      ? readValueBits(elements, bitsAllocated)
      : { bitsStored: bitsAllocated, highBit: bitsAllocated - 1, signed: true };
  return { ...place, ...bits, transferSyntax: findPixelSyntax({ ...frame, length: frameLength(place) }) };
}

type ValueBits = Pick<FrameFormat, "bitsStored" | "highBit" | "signed">;

function readValueBits(elements: ElementReader, bitsAllocated: number): ValueBits {
  const bitsStored = elements.uint16(TAGS.BitsStored) ?? assumeBitsStored(elements, bitsAllocated);
  const highBit = elements.uint16(TAGS.HighBit) ?? bitsStored - 1;
  if (bitsStored < 1 || bitsStored > bitsAllocated) {
    throw notGrey(`${describeTag(TAGS.BitsStored)} must be 1 to ${bitsAllocated}; found ${bitsStored}`);
  }
  if (highBit < bitsStored - 1 || highBit >= bitsAllocated) {
    throw notGrey(
      `${describeTag(TAGS.HighBit)} must be ${bitsStored - 1} to ${bitsAllocated - 1} with ${bitsStored} bits stored; found ${highBit}`,
    );
  }
  const representation = required(elements, TAGS.PixelRepresentation);
  if (representation !== 0 && representation !== 1) {
    throw notGrey(`${describeTag(TAGS.PixelRepresentation)} must be 0 or 1; found ${representation}`);
  }
  return { bitsStored, highBit, signed: representation === 1 };
}

/**
 * Bits Stored of a file without it: up to the high bit where that is there, else all. Values of fewer bits are the same
 * in all of a word, signed ones with their sign extended, unless the bits above hold something else.
 */
function assumeBitsStored(elements: ElementReader, bitsAllocated: number): number {
  if (hasOverlayInPixels(elements)) throw missing(TAGS.BitsStored, ", and overlays share the pixels' bits");
  const highBit = elements.uint16(TAGS.HighBit);
  return highBit === undefined ? bitsAllocated : highBit + 1;
}

/** Groups 6000 to 601E. DICOM PS3.3 C.9.2. */
const OVERLAYS = 16;

/** Whether an overlay lies in bits of the pixels' words; one with data of its own has position 0. */
function hasOverlayInPixels(elements: ElementReader): boolean {
  const { number, vr } = TAGS.OverlayBitPosition;
  return Array.from({ length: OVERLAYS }, (_, i) =>
    elements.uint16({ number: number + i * 0x20000, vr }),
  ).some((position) => position !== undefined && position > 0);
}

function required(elements: ElementReader, tag: NamedTag<"US">): number {
  const value = elements.uint16(tag);
  if (value === undefined) throw missing(tag);
  return value;
}

function missing(tag: NamedTag, why = ""): UnreadableError {
  const remedy = "Export this file again, or leave it out";
  return new UnreadableError(`${describeTag(tag)} is missing or empty${why}`, { remedy });
}

function notGrey(reason: string): UnreadableError {
  return new UnreadableError(reason, {
    remedy: "Give a series of grey CT images, or export this file again",
  });
}

function isBitsAllocated(bits: number): bits is FrameFormat["bitsAllocated"] {
  return BITS_ALLOCATED.has(bits);
}
