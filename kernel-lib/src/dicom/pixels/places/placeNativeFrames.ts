import type { Limits } from "../../../limits";
import { requireWithin } from "../../../limits";
import { count } from "../../../words";
import { ITEM, tagAt } from "../../elements/elementHead";
import { describeTag } from "../../elements/tag";
import { TAGS } from "../../elements/tags";
import { type FrameFormat, frameLength } from "../../image/frameFormat";
import { UnreadableError } from "../../source/unreadableError";
import type { FrameRanges, PixelDataRange, PixelSource } from "./frameRanges";

/**
 * Where each frame of uncompressed pixel data is. DICOM PS3.5 section 8.1.1 and Annex A.1 to A.3.
 *
 * One byte more than the frames need is the padding to an even length; more than one is a warning, and as many as
 * another frame has are an error: which of the images is meant nobody can tell.
 *
 * @param frames - Number of Frames (0028,0008), 1 where the file has none.
 * @throws UnreadableError when there are fewer bytes than the frames need, or whole frames more; LimitExceededError.
 */
export function placeNativeFrames(
  file: PixelSource,
  pixelData: PixelDataRange,
  format: FrameFormat,
  frames: number,
  limits: Limits,
): FrameRanges {
  const bits = format.rows * format.columns * format.samplesPerPixel * format.bitsAllocated;
  requireWithin(limits, "frames", frames);
  requireWithin(limits, "framePixels", format.rows * format.columns);
  if (frames > 1 && bits % 8 !== 0) {
    throw new UnreadableError(
      `each frame must begin on a byte of its own; found ${frames} frames of ${bits} bits each`,
    );
  }
  const length = frameLength(format);
  const needed = length * frames;
  if (pixelData.length === null) {
    throw new UnreadableError(
      `uncompressed pixel data must have a length; found an undefined one, as compressed pixel data has: ${describeTag(TAGS.TransferSyntaxUID)} is probably wrong`,
    );
  }
  const expected = `${count(frames, "frame")} of ${format.rows} x ${format.columns} must have ${needed} bytes of pixel data`;
  if (pixelData.length < needed) throw new UnreadableError(`${expected}; found ${pixelData.length}`);
  const present = file.size - pixelData.offset;
  if (present < needed) {
    throw new UnreadableError(`the file is cut: its pixel data must have ${needed} bytes; found ${present}`);
  }
  const excess = pixelData.length - needed;
  if (excess > 1 && excess >= length) {
    throw new UnreadableError(
      `${expected}; found ${pixelData.length}, enough for ${Math.floor(pixelData.length / length)}: ${describeTag(TAGS.NumberOfFrames)} or the matrix is wrong`,
    );
  }
  if (excess > 1 && beginsWithItem(file, pixelData)) {
    throw new UnreadableError(
      `uncompressed pixel data must be plain; found that it begins with an item, as compressed pixel data does: ${describeTag(TAGS.TransferSyntaxUID)} is probably wrong`,
    );
  }
  return {
    frames: Array.from({ length: frames }, (_, i) => [{ offset: pixelData.offset + i * length, length }]),
    warnings:
      excess > 1
        ? [
            {
              code: "PIXEL_DATA_TOO_LONG",
              text: `pixel data has ${excess} bytes more than its ${frames === 1 ? "frame needs" : "frames need"}; they are left out`,
            },
          ]
        : [],
  };
}

/** Whether compressed frames may lie there, in either byte order. DICOM PS3.5 Annex A.4. */
function beginsWithItem(file: PixelSource, { offset }: PixelDataRange): boolean {
  const start = file.read(offset, 4);
  return start.length === 4 && (tagAt(start, 0, true) === ITEM || tagAt(start, 0, false) === ITEM);
}
