import { describeTag } from "../../elements/tag";
import { TAGS } from "../../elements/tags";
import type { Frame } from "../../image/frame";
import type { FrameFormat } from "../../image/frameFormat";
import type { PixelDataWarning } from "./frameRanges";

/** What a file does not say of its samples, or says otherwise than they are, in the format that they are read in. */
export function findFormatWarnings({ header, elements }: Frame, format: FrameFormat): PixelDataWarning[] {
  const warnings: PixelDataWarning[] = [];
  if (format.samples === "integer" && elements.uint16(TAGS.BitsStored) === undefined) {
    const bits = `all ${format.bitsAllocated} allocated`;
    const found =
      format.bitsStored === format.bitsAllocated ? bits : `${format.bitsStored}, up to the high bit`;
    warnings.push({
      code: "BITS_STORED_ASSUMED",
      text: `${describeTag(TAGS.BitsStored)} is missing; the bits stored are taken to be ${found}`,
    });
  }
  if (format.transferSyntax !== header.transferSyntax) {
    warnings.push({
      code: "NOT_COMPRESSED",
      text: "pixel data is not compressed, against its transfer syntax; its length is that of plain pixels, and it is read as such",
    });
  }
  return warnings;
}
