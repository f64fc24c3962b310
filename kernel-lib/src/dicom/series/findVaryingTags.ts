import { formatTagNumber } from "../elements/elementHead";
import { findNamedTag } from "../elements/findTag";
import type { Tag } from "../elements/tag";
import { TAGS } from "../elements/tags";
import type { FrameTraits } from "./frameTraits";
import type { PhaseAttribute } from "./phaseAttributes";
import { readComparable } from "./readComparable";

/** Groups of how a file is written, of the patient, of visits and requests; of pixels and what lies over them. */
const GROUPS_LEFT_OUT: ReadonlySet<number> = new Set([
  0x0002, 0x0004, 0x0010, 0x0012, 0x0032, 0x0038, 0x0040, 0x7fe0, 0xfffa, 0xfffc,
]);
/** Curves and overlays, whose groups repeat: 50xx and 60xx. */
const REPEATING: ReadonlySet<number> = new Set([0x50, 0x60]);
/** What names each image, and where it lies: different in every frame, whatever volume that is of. */
const TAGS_LEFT_OUT: ReadonlySet<number> = new Set(
  [
    TAGS.SOPInstanceUID,
    TAGS.InstanceNumber,
    TAGS.ImagePositionPatient,
    TAGS.ImageOrientationPatient,
    TAGS.SliceLocation,
    TAGS.InStackPositionNumber,
  ].map(({ number }) => number),
);
/** Items, names of persons, and bytes without a meaning of their own. */
const VRS_LEFT_OUT: ReadonlySet<string> = new Set([
  "SQ",
  "PN",
  "OB",
  "OW",
  "OF",
  "OD",
  "OL",
  "OV",
  "LT",
  "UT",
]);
/** Longest value that is compared, bytes. */
const LONGEST = 256;
/** Frames of a place whose elements are listed. */
const FRAMES_ASKED = 16;

/**
 * Every element that is not the same in these frames, which lie at one place, as something that may tell phases apart:
 * the standard's in the order of their numbers, then private ones.
 */
export function findVaryingTags(frames: readonly FrameTraits[]): PhaseAttribute[] {
  const known = new Map<number, Tag>();
  for (const { frame } of frames.slice(0, FRAMES_ASKED)) {
    for (const tag of frame.elements.tags()) known.set(tag.number, tag);
  }
  return [...known.values()]
    .filter(({ number, vr }) => {
      const group = number >>> 16;
      return (
        !GROUPS_LEFT_OUT.has(group) &&
        !REPEATING.has(group >>> 8) &&
        !TAGS_LEFT_OUT.has(number) &&
        !VRS_LEFT_OUT.has(vr)
      );
    })
    .sort((a, b) => Number(isPrivate(a)) - Number(isPrivate(b)) || a.number - b.number)
    .filter((tag) => new Set(frames.map((frame) => valueAt(frame, tag))).size > 1)
    .map(attributeOf);
}

function attributeOf(tag: Tag): PhaseAttribute {
  const known = findNamedTag(tag.number);
  const typed = { number: tag.number, vr: known.vr === "UN" ? tag.vr : known.vr };
  const name = isPrivate(tag) ? `private tag ${formatTagNumber(tag.number)}` : known.name;
  const read = (frame: FrameTraits) => valueAt(frame, typed);
  return { name, tag: { ...typed, name }, ordered: false, ascending: true, ofPass: true, read };
}

function isPrivate({ number }: Tag): boolean {
  return (number >>> 16) % 2 === 1;
}

/** A value that is absent is one of its own: images without diffusion weighting have no direction. */
function valueAt({ frame }: FrameTraits, tag: Tag): string | number {
  if ((frame.elements.bytes(tag)?.length ?? 0) > LONGEST) return "";
  return readComparable(frame.elements, tag) ?? "";
}
