import { describeTag } from "../elements/tag";
import { TAGS } from "../elements/tags";
import { transferSyntax } from "../elements/transferSyntaxes";
import type { Frame } from "./frame";
import type { FrameFormat } from "./frameFormat";

const BITS_ALLOCATED: ReadonlySet<number> = new Set([1, 8, 16, 32, 64]);

/** What may be printed of the tag: a damaged file can have any text in it. DICOM PS3.3 C.7.6.3.1.2. */
const COLOURS: ReadonlySet<string> = new Set(
  "RGB|PALETTE COLOR|YBR_FULL|YBR_FULL_422|YBR_PARTIAL_420|YBR_PARTIAL_422|YBR_ICT|YBR_RCT|XYB|HSV|ARGB|CMYK".split(
    "|",
  ),
);

/**
 * How a frame's samples are stored, or in words why they are no grey image of numbers.
 * Source: DICOM PS3.3 C.7.6.3.1.
 */
export function readFrameFormat({ header, elements }: Frame): FrameFormat | string {
  if (header.pixelData === null) return "it holds no image";
  const encoding = transferSyntax(header.transferSyntax)?.encoding ?? null;
  if (encoding === null) return "its transfer syntax is not read";
  const photometric = elements.text(TAGS.PhotometricInterpretation) ?? "";
  const samplesPerPixel = elements.uint16(TAGS.SamplesPerPixel) ?? 1;
  if (samplesPerPixel !== 1 || !photometric.startsWith("MONOCHROME")) {
    const named = COLOURS.has(photometric) ? photometric : "an unknown photometric interpretation";
    return `it is a colour image (${named})`;
  }
  const rows = elements.uint16(TAGS.Rows) ?? 0;
  const columns = elements.uint16(TAGS.Columns) ?? 0;
  if (rows === 0 || columns === 0) return `its matrix is ${rows} x ${columns}`;

  const bitsAllocated = elements.uint16(TAGS.BitsAllocated) ?? 0;
  if (!isBitsAllocated(bitsAllocated)) {
    return `expected 1, 8, 16, 32 or 64 bits allocated, found ${bitsAllocated}`;
  }
  const { samples } = header.pixelData;
  const common = {
    transferSyntax: header.transferSyntax,
    rows,
    columns,
    samplesPerPixel,
    samples,
    bitsAllocated,
  };
  if (samples !== "integer")
    return { ...common, bitsStored: bitsAllocated, highBit: bitsAllocated - 1, signed: true };

  const bitsStored = elements.uint16(TAGS.BitsStored) ?? 0;
  const highBit = elements.uint16(TAGS.HighBit) ?? bitsStored - 1;
  if (bitsStored < 1 || bitsStored > bitsAllocated || highBit < bitsStored - 1 || highBit >= bitsAllocated) {
    return `bits stored (${bitsStored}) and high bit (${highBit}) do not fit ${bitsAllocated} bits allocated`;
  }
  const representation = elements.uint16(TAGS.PixelRepresentation);
  if (representation !== 0 && representation !== 1) {
    return `${describeTag(TAGS.PixelRepresentation)} must be 0 or 1; found ${representation ?? "none"}`;
  }
  return { ...common, bitsStored, highBit, signed: representation === 1 };
}

function isBitsAllocated(bits: number): bits is FrameFormat["bitsAllocated"] {
  return BITS_ALLOCATED.has(bits);
}
