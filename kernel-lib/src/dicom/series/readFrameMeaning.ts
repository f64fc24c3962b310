import { createHash } from "node:crypto";
import type { ElementReader } from "../elements/elementReader";
import type { FrameTraits } from "./frameTraits";

/** Numbers of text by which stored values become the values that are shown: rescale. */
const DECIMALS = ["x00281052", "x00281053"];
/** How stored values lie in their bytes, and the padding among them. */
const WORDS = ["x00280100", "x00280101", "x00280102", "x00280103", "x00280120", "x00280121"];
/** Padding of floating-point pixels. */
const FLOATS: readonly (readonly [tag: string, bytes: 4 | 8])[] = [
  ["x00280122", 4],
  ["x00280124", 4],
  ["x00280123", 8],
  ["x00280125", 8],
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
    elements.text("x00280004"), // Photometric Interpretation
    elements.text("x00281054"), // Rescale Type
    ...DECIMALS.map((tag) => elements.decimals(tag)),
    ...WORDS.map((tag) => elements.uint16(tag)),
    ...FLOATS.map(([tag, bytes]) => elements.floats(tag, bytes)),
    modalityTable(elements),
  ]);
}

/** The Modality LUT Sequence: its descriptor, type and a digest of its data; null when there is none. */
function modalityTable(elements: ElementReader): unknown {
  const [item] = elements.items("x00283000");
  if (item === undefined) return null;
  const data = item.bytes("x00283006");
  return [
    ...[0, 1, 2].map((i) => item.uint16("x00283002", i)),
    item.text("x00283004"),
    data && createHash("sha256").update(data).digest("base64"),
  ];
}
