import { dot } from "../../volume/vectors";
import type { FrameTraits, Plane } from "./frameTraits";

/** Where frames lie along the normal of their plane, and which of them lie at one place. */
export interface PositionsAlong {
  /** Millimetres along the normal, by frame. */
  readonly along: readonly number[];
  /** Number of the place, from 0 in ascending order, by frame. */
  readonly place: readonly number[];
  readonly places: number;
  /** Frames at the place that has most. */
  readonly most: number;
  /** Middle one of the distances between neighbouring places, mm; null for one place. */
  readonly medianGap: number | null;
}

/** Frames nearer than this are at one place, mm. */
const SAME_PLACE = 0.01;
/** Frames nearer than this share of the usual distance are, too: table positions of phases differ a little. */
const SAME_PLACE_SHARE = 0.05;

/** The frames by their position along the plane's normal; null when one has no position. */
export function measurePositions(frames: readonly FrameTraits[], { normal }: Plane): PositionsAlong | null {
  const along: number[] = [];
  for (const { position } of frames) {
    if (position === null) return null;
    along.push(dot(position, normal));
  }
  const order = along.map((_, i) => i).sort((a, b) => along[a] - along[b]);
  const gaps = order.slice(1).map((frame, i) => along[frame] - along[order[i]]);
  const steps = gaps.filter((mm) => mm > SAME_PLACE).sort((a, b) => a - b);
  // The upper quartile: with two phases, half of the steps are the small ones between them.
  const usual = steps[Math.floor(steps.length * 0.75)] ?? 0;
  const same = Math.max(SAME_PLACE, SAME_PLACE_SHARE * usual);

  const place = new Array<number>(frames.length).fill(0);
  const counts = [0];
  for (const [i, frame] of order.entries()) {
    if (i > 0 && gaps[i - 1] > same) counts.push(0);
    place[frame] = counts.length - 1;
    counts[counts.length - 1]++;
  }
  const between = gaps.filter((mm) => mm > same).sort((a, b) => a - b);
  return {
    along,
    place,
    places: counts.length,
    most: counts.reduce((a, b) => Math.max(a, b), 0),
    medianGap: between[between.length >> 1] ?? null,
  };
}
