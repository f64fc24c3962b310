import { dot } from "../../volume/vectors";
import { DIRECTION_TOLERANCE } from "../stack/tolerances";
import type { FrameTraits, Plane } from "./frameTraits";
import { groupBy } from "./groupBy";

/** Frames that are turned alike; those without an orientation have no plane. */
export interface PlaneGroup {
  readonly frames: readonly FrameTraits[];
  readonly plane: Plane | null;
  /** Some of the frames are turned otherwise than the plane says. */
  readonly mixed: boolean;
}

/** Fewest slices of one orientation that make a stack of their own beside another. */
export const STACK_SLICES = 4;

/** More orientations than a set of reformats has: such frames are no stacks, and stay together. */
const MOST_PLANES = 64;

/**
 * The frames grouped by how they are turned, within 1e-4 a direction cosine of the group's first; one group
 * when there are more than 64 orientations.
 */
export function groupByPlane(frames: readonly FrameTraits[]): PlaneGroup[] {
  const planes: Plane[] = [];
  let last: Plane | null = null;
  const groups = groupBy(frames, ({ plane }) => {
    if (plane === null) return null;
    // Neighbours are mostly turned alike, so that the search is rarely needed.
    if (last !== null && sameDirections(last, plane)) return last;
    last = planes.find((known) => sameDirections(known, plane)) ?? plane;
    if (last === plane && planes.length <= MOST_PLANES) planes.push(plane);
    return last;
  });
  if (planes.length > MOST_PLANES) return [{ frames, plane: planes[0], mixed: true }];
  return [...groups].map(([plane, members]) => ({ frames: members, plane, mixed: false }));
}

/** Degrees between the planes, 0 to 90: a stack and its mirror image lie in one plane. */
export function degreesBetween(a: Plane, b: Plane): number {
  const cosine = Math.abs(dot(a.normal, b.normal));
  return (Math.acos(Math.min(1, cosine)) * 180) / Math.PI;
}

/**
 * Groups of four slices or more each for itself, the few that are turned otherwise with the nearest of them:
 * such a stack is damaged or mixed, and must not be split without a word. All together where no group is large.
 */
export function joinFewTurned(groups: readonly PlaneGroup[]): PlaneGroup[] {
  const bySize = [...groups].sort(
    (a, b) => Number(a.plane === null) - Number(b.plane === null) || b.frames.length - a.frames.length,
  );
  const large = bySize.filter(({ plane, frames }) => plane !== null && frames.length >= STACK_SLICES);
  const homes = large.length > 0 ? large : bySize.slice(0, 1);
  const joined = groupBy(groups, (group) => (homes.includes(group) ? group : nearest(group, homes)));
  return homes.map((home) => {
    const members = joined.get(home) ?? [];
    return {
      plane: home.plane,
      frames: members.flatMap(({ frames }) => frames),
      mixed: members.some(({ plane, mixed }) => mixed || (plane !== null && plane !== home.plane)),
    };
  });
}

function nearest({ plane }: PlaneGroup, homes: readonly PlaneGroup[]): PlaneGroup {
  const degrees = (home: PlaneGroup) =>
    plane === null || home.plane === null ? 0 : degreesBetween(plane, home.plane);
  return homes.reduce((best, home) => (degrees(home) < degrees(best) ? home : best));
}

/** Whether two planes are turned alike. */
export function sameDirections(a: Plane, b: Plane): boolean {
  return a.directions.every((cosine, i) => Math.abs(cosine - b.directions[i]) <= DIRECTION_TOLERANCE);
}
