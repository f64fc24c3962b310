import { dot } from "../../volume/vectors";
import { DIRECTION_STEPS } from "../stack/tolerances";
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

/** Largest difference of a direction cosine between planes that may be one, written in few digits or turning slowly. */
const NEARLY_ALIKE = DIRECTION_STEPS.coarse * (1 + 1e-6);

/**
 * The frames grouped by how they are turned, within 1e-3 a direction cosine of the group's first; one group
 * when there are more than 64 orientations. Groups within three times that of one another are one: slices of a stack that
 * turns a little from each to the next are told of, and not taken for several stacks.
 */
export function groupByPlane(frames: readonly FrameTraits[]): PlaneGroup[] {
  const planes: Plane[] = [];
  let last: Plane | null = null;
  const groups = groupBy(frames, ({ plane }) => {
    if (plane === null) return null;
    // Neighbours are mostly turned alike, so that the search is rarely needed.
    if (last !== null && areWithin(NEARLY_ALIKE, last, plane)) return last;
    last = planes.find((known) => areWithin(NEARLY_ALIKE, known, plane)) ?? plane;
    if (last === plane && planes.length <= MOST_PLANES) planes.push(plane);
    return last;
  });
  if (planes.length > MOST_PLANES) return [{ frames, plane: planes[0], mixed: true }];
  const homes = new Map<Plane | null, Plane | null>();
  for (const cluster of clustersOf(planes)) {
    const size = (plane: Plane) => groups.get(plane)?.length ?? 0;
    const home = cluster.reduce((most, plane) => (size(plane) > size(most) ? plane : most));
    for (const plane of cluster) homes.set(plane, home);
  }
  // Anew, so that frames keep their order within a group.
  const planeOf = new Map([...groups].flatMap(([plane, members]) => members.map((frame) => [frame, plane])));
  const joined = groupBy(frames, (frame) => homes.get(planeOf.get(frame) ?? null) ?? null);
  return [...joined].map(([plane, members]) => ({ frames: members, plane, mixed: false }));
}

/** The planes, those together that are nearly alike or have others between them that are. */
function clustersOf(planes: readonly Plane[]): (readonly Plane[])[] {
  let clusters: (readonly Plane[])[] = [];
  for (const plane of planes) {
    // In whatever order slices come, the firsts of two neighbouring groups are no further apart than three times.
    const near = (cluster: readonly Plane[]) =>
      cluster.some((one) => areWithin(3 * NEARLY_ALIKE, one, plane));
    const joined = [...clusters.filter(near).flat(), plane];
    clusters = [...clusters.filter((cluster) => !near(cluster)), joined];
  }
  return clusters;
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
  return areWithin(NEARLY_ALIKE, a, b);
}

function areWithin(tolerance: number, a: Plane, b: Plane): boolean {
  return a.directions.every((cosine, i) => Math.abs(cosine - b.directions[i]) <= tolerance);
}
