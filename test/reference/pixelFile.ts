import { readFileSync } from "node:fs";
import { inflateRawSync } from "node:zlib";
import { parseDicom } from "dicom-parser";
import { transferSyntax } from "../../kernel-lib/src/dicom/elements/transferSyntaxes";
import type { FrameFormat } from "../../kernel-lib/src/dicom/image/frameFormat";
import type { FrameRanges } from "../../kernel-lib/src/dicom/pixels/places/frameRanges";
import { placeEncapsulatedFrames } from "../../kernel-lib/src/dicom/pixels/places/placeEncapsulatedFrames";
import { placeNativeFrames } from "../../kernel-lib/src/dicom/pixels/places/placeNativeFrames";
import { readFrameBytes } from "../../kernel-lib/src/dicom/pixels/places/readFrameBytes";
import { DEFAULT_LIMITS } from "../../kernel-lib/src/limits";

/** The frames of a well-formed file, for tests of what comes after its header is parsed. */
export interface PixelFile {
  readonly format: FrameFormat;
  readonly warnings: FrameRanges["warnings"];
  /** Bytes of each frame. */
  readonly frames: readonly Uint8Array[];
}

export function pixelFile(path: string): PixelFile {
  const header = { bytes: readFileSync(path) };
  const elements = parseDicom(header.bytes, {
    untilTag: "x7fe00010",
    // The declared type says void; what is returned is the file with its data set inflated.
    inflater: ((file: Uint8Array, position: number) => {
      header.bytes = Buffer.concat([file.subarray(0, position), inflateRawSync(file.subarray(position))]);
      return header.bytes;
    }) as (file: Uint8Array, position: number) => void,
  });
  const { bytes } = header;
  const format: FrameFormat = {
    transferSyntax: elements.string("x00020010") ?? "",
    rows: elements.uint16("x00280010") ?? 0,
    columns: elements.uint16("x00280011") ?? 0,
    samplesPerPixel: elements.uint16("x00280002") ?? 1,
    samples: "integer",
    bitsAllocated: elements.uint16("x00280100") === 8 ? 8 : 16,
    bitsStored: elements.uint16("x00280101") ?? 0,
    highBit: elements.uint16("x00280102") ?? 0,
    signed: elements.uint16("x00280103") === 1,
  };
  const { dataOffset, length } = elements.elements.x7fe00010;
  const place = { offset: dataOffset, length: length === 0xffffffff ? null : length };
  const count = Number(elements.string("x00280008") ?? 1);
  const file = {
    size: bytes.length,
    read: (offset: number, n: number) => new Uint8Array(bytes.subarray(offset, offset + n)),
  };
  const ranges =
    transferSyntax(format.transferSyntax)?.encoding === "native"
      ? placeNativeFrames(file, place, format, count, DEFAULT_LIMITS)
      : placeEncapsulatedFrames(file, place, count, DEFAULT_LIMITS);
  return {
    format,
    warnings: ranges.warnings,
    frames: ranges.frames.map((pieces) => readFrameBytes(file, pieces)),
  };
}
