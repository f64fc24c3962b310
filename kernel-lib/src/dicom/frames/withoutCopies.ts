import type { Frame } from "./frame";
import type { FrameTraits } from "./frameTraits";
import { groupedBy } from "./groupedBy";

/** Frames of which none is a copy of another, and the copies by the frame that stands for them. */
export interface CopiesRemoved {
  readonly kept: readonly FrameTraits[];
  readonly copies: ReadonlyMap<FrameTraits, readonly FrameTraits[]>;
}

/** Frames of one key with which each further one is compared, so that many cannot take minutes. */
const COMPARED = 8;
/** Largest distance between the positions of copies, mm. */
const SAME_POSITION = 1e-3;

/**
 * The frames without the copies of earlier ones: same key, same place, same rescale and same pixels.
 *
 * @param keyOf - frames are compared with others of their key only; null: with none.
 */
export function withoutCopies(
  frames: readonly FrameTraits[],
  keyOf: (frame: FrameTraits, i: number) => string | number | null,
  samePixels: (a: Frame, b: Frame) => boolean,
): CopiesRemoved {
  const keys = new Map(frames.map((frame, i) => [frame, keyOf(frame, i)]));
  const copies = new Map<FrameTraits, FrameTraits[]>();
  const dropped = new Set<FrameTraits>();
  for (const [key, alike] of groupedBy(frames, (frame) => keys.get(frame))) {
    if (key === null || alike.length < 2) continue;
    const originals: FrameTraits[] = [];
    for (const frame of alike) {
      const original = originals.find(
        (other) => sameOutside(other, frame) && samePixels(other.frame, frame.frame),
      );
      if (original === undefined) {
        if (originals.length < COMPARED) originals.push(frame);
        continue;
      }
      dropped.add(frame);
      const known = copies.get(original);
      if (known === undefined) copies.set(original, [frame]);
      else known.push(frame);
    }
  }
  return { kept: frames.filter((frame) => !dropped.has(frame)), copies };
}

/** Whether all but the pixels agrees. */
function sameOutside(a: FrameTraits, b: FrameTraits): boolean {
  return (
    a.rows === b.rows &&
    a.columns === b.columns &&
    a.rescale === b.rescale &&
    String(a.pixelSpacing) === String(b.pixelSpacing) &&
    String(a.plane?.directions) === String(b.plane?.directions) &&
    samePosition(a, b)
  );
}

function samePosition({ position: a }: FrameTraits, { position: b }: FrameTraits): boolean {
  if (a === null || b === null) return a === b;
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]) <= SAME_POSITION;
}
