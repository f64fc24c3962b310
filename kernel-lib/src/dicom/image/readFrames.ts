import { type Limits, requireWithin } from "../../limits";
import type { ParsedHeader } from "../elements/parseHeader";
import { describeTag } from "../elements/tag";
import { TAGS } from "../elements/tags";
import { readFrom } from "../source/readFrom";
import type { SourceFile } from "../source/sourceFile";
import { UnreadableError } from "../source/unreadableError";
import { createFunctionalGroupReader } from "./createFunctionalGroupReader";
import type { Frame } from "./frame";

/**
 * The frames of an image file in the order of their pixels: one of a classic image, each of a multi-frame one.
 * A frame of an enhanced image reads its functional groups first, DICOM PS3.3 C.7.6.16; frames of a
 * multi-frame image without them all read the data set.
 *
 * A Number of Frames that is empty, 0 or no whole number counts as 1.
 *
 * @throws LimitExceededError for more frames than `limits.frames`.
 * @throws DicomFileError when the groups describe more or fewer frames than there are.
 */
export function readFrames(file: SourceFile, header: ParsedHeader, limits: Limits): Frame[] {
  return readFrom(file, () => listFrames(file, header, limits));
}

const EXPORT_AGAIN = { remedy: "Export this file again, or leave it out" };

function listFrames(file: SourceFile, header: ParsedHeader, limits: Limits): Frame[] {
  const declared = header.decimals(TAGS.NumberOfFrames)?.[0] ?? 1;
  const count = Number.isInteger(declared) && declared > 0 ? declared : 1;
  requireWithin(limits, "frames", count);
  requirePixels(file, header, count);

  const shared = header.items(TAGS.SharedFunctionalGroupsSequence).slice(0, 1);
  const perFrame = header.items(TAGS.PerFrameFunctionalGroupsSequence);
  if (perFrame.length > 0 && perFrame.length !== count) {
    throw new UnreadableError(
      `${saidFrames(header, count)}, and its functional groups describe ${perFrame.length}`,
      EXPORT_AGAIN,
    );
  }
  if (perFrame.length > 0) {
    return perFrame.map((groups, index) => {
      const elements = createFunctionalGroupReader([groups, ...shared], header);
      return { file, header, index, frames: count, elements };
    });
  }
  const elements = shared.length > 0 ? createFunctionalGroupReader(shared, header) : header;
  return Array.from({ length: count }, (_, index) => ({ file, header, index, frames: count, elements }));
}

/** What it says of its frames, in words that are true where it says nothing that can be read. */
function saidFrames(header: ParsedHeader, count: number): string {
  const tag = describeTag(TAGS.NumberOfFrames);
  const [declared] = header.decimals(TAGS.NumberOfFrames) ?? [];
  if (declared === count) return `its ${tag} is ${count}`;
  return declared === undefined
    ? `it has no ${tag}, which means one frame`
    : `its ${tag} is no whole number above 0 and counts as 1`;
}

/** Each frame has a byte at least: a number that a small file makes up must not cost a record for each. */
function requirePixels(file: SourceFile, { pixelData, inflated }: ParsedHeader, frames: number): void {
  if (frames === 1 || pixelData === null) return;
  const there = pixelData.length ?? (inflated ? Number.POSITIVE_INFINITY : file.size - pixelData.offset);
  if (frames <= there) return;
  throw new UnreadableError(
    `its ${describeTag(TAGS.NumberOfFrames)} is ${frames}, and its pixel data has ${there} bytes`,
    EXPORT_AGAIN,
  );
}
