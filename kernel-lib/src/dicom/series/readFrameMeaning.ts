import { createHash } from "node:crypto";
import type { ElementReader } from "../elements/elementReader";
import { TAGS } from "../elements/tags";
import type { FrameTraits } from "./frameTraits";

/** Numbers of text by which stored values become the values that are shown: rescale. */
const DECIMALS = [TAGS.RescaleIntercept, TAGS.RescaleSlope];
/** How stored values lie in their bytes, and the padding among them. */
const WORDS = [
  TAGS.BitsAllocated,
  TAGS.BitsStored,
  TAGS.HighBit,
  TAGS.PixelRepresentation,
  TAGS.PixelPaddingValue,
  TAGS.PixelPaddingRangeLimit,
];
/** Padding of floating-point pixels. */
const FLOATS = [
  TAGS.FloatPixelPaddingValue,
  TAGS.FloatPixelPaddingRangeLimit,
  TAGS.DoubleFloatPixelPaddingValue,
  TAGS.DoubleFloatPixelPaddingRangeLimit,
];

/**
 * What gives the stored values of a frame their meaning, but for its position: matrix, spacing, directions, bits,
 * sign, rescale and its type, modality LUT, padding. Equal bytes are copies only where this is equal.
 * Source: DICOM PS3.3 C.7.6.3.1, C.7.5.1.1.2, C.11.1.
 */
export function readFrameMeaning({ frame, rows, columns, pixelSpacing, plane }: FrameTraits): string {
  const { elements, header } = frame;
  return JSON.stringify([
    rows,
    columns,
    pixelSpacing,
    plane?.directions,
    header.pixelData?.samples,
    elements.text(TAGS.PhotometricInterpretation),
    elements.text(TAGS.RescaleType),
    ...DECIMALS.map((tag) => elements.decimals(tag)),
    ...WORDS.map((tag) => elements.uint16(tag)),
    ...FLOATS.map((tag) => elements.floats(tag)),
    modalityTable(elements),
  ]);
}

/** The Modality LUT Sequence: its descriptor, type and a digest of its data; null when there is none. */
function modalityTable(elements: ElementReader): unknown {
  const [item] = elements.items(TAGS.ModalityLUTSequence);
  if (item === undefined) return null;
  const data = item.bytes(TAGS.LUTData);
  return [
    ...[0, 1, 2].map((i) => item.uint16(TAGS.LUTDescriptor, i)),
    item.text(TAGS.ModalityLUTType),
    data && createHash("sha256").update(data).digest("base64"),
  ];
}
