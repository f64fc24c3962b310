import { ITEM, tagAt } from "../elements/elementHead";
import { TAGS } from "../elements/tags";
import {
  EXPLICIT_VR_BIG_ENDIAN,
  EXPLICIT_VR_LITTLE_ENDIAN,
  transferSyntax,
} from "../elements/transferSyntaxes";
import type { Frame } from "./frame";

/** A frame, and the bytes that it has uncompressed. */
export interface MeasuredFrame extends Pick<Frame, "file" | "header" | "frames"> {
  readonly length: number;
}

/**
 * The transfer syntax that pixels are in: what the file says, unless they are plain under the UID of a compressed one,
 * as archives leave them that decompress and keep the meta header. Plain pixels have a length, which is that of all
 * frames exactly, and do not begin with an item, as compressed ones must by DICOM PS3.5 Annex A.4.
 */
export function findPixelSyntax({ file, header, frames, length }: MeasuredFrame): string {
  const { transferSyntax: declared, pixelData, inflated } = header;
  if (transferSyntax(declared)?.encoding === "native" || inflated) return declared;
  const needed = length * frames;
  if (pixelData?.length !== needed && pixelData?.length !== needed + (needed % 2)) return declared;
  const little = header.littleEndian(TAGS.Rows);
  const start = file.read(pixelData.offset, 4);
  if (start.length === 4 && tagAt(start, 0, little) === ITEM) return declared;
  return (little ? EXPLICIT_VR_LITTLE_ENDIAN : EXPLICIT_VR_BIG_ENDIAN).uid;
}
