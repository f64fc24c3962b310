import { count } from "../../words";
import { groupBy } from "./groupBy";
import { measurePositions } from "./measurePositions";
import type { Part } from "./part";

/** Slices that one volume lacks and another has. */
export interface SlicesElsewhere {
  /** The other's place in the list. */
  readonly volume: number;
  readonly slices: number;
}

/** How near to where a slice is missing another lies that may be it, as a share of the gap. */
const NEAR = 0.1;
/** A gap is one of missing slices from this many usual gaps on. */
const GAP = 1.5;
/** Places of one volume that are looked up, and slices that are looked at for each. */
const MOST_MISSING = 10_000;
const MOST_NEAR = 16;

interface Stack {
  readonly volume: number;
  /** Positions along the normal, ascending, mm. */
  readonly along: readonly number[];
  readonly usual: number;
}

/**
 * For each of these volumes, in which of the others slices lie where its own are missing: in its plane, matrix and
 * frame of reference, of its patient and study.
 */
export function findSlicesElsewhere(volumes: readonly Part[]): readonly (readonly SlicesElsewhere[])[] {
  const found = volumes.map((): SlicesElsewhere[] => []);
  const keys = volumes.map(comparable);
  const numbers = volumes.map((_, i) => i).filter((i) => keys[i] !== null);
  for (const like of groupBy(numbers, (i) => keys[i]).values()) {
    if (like.length < 2) continue;
    const stacks = like.flatMap((volume) => stackOf(volumes[volume], volume));
    const slices = stacks
      .flatMap(({ along, volume }) => along.map((mm) => ({ mm, volume })))
      .sort((a, b) => a.mm - b.mm);
    for (const stack of stacks) found[stack.volume].push(...lookUp(stack, slices));
  }
  return found;
}

/** "2 of its missing slices lie in volume 1", or "" for none. */
export function describeElsewhere(elsewhere: readonly SlicesElsewhere[]): string {
  if (elsewhere.length === 0) return "";
  return elsewhere
    .map(
      ({ volume, slices }) =>
        `${count(slices, "missing slice lies", "missing slices lie")} in volume ${volume}`,
    )
    .join(", ");
}

function comparable({ plane, mixed, frames: [first] }: Part): string | null {
  if (plane === null || mixed || first.localizer || first.colour) return null;
  return JSON.stringify([
    ...[first.patient, first.study, first.frameOfReference, first.rows, first.columns],
    ...[...(first.pixelSpacing ?? []), ...plane.normal].map((value) => Math.round(value * 1000)),
  ]);
}

function stackOf({ frames, plane }: Part, volume: number): Stack[] {
  const positions = plane && measurePositions(frames, plane);
  if (!positions || positions.medianGap === null) return [];
  return [{ volume, along: [...positions.along].sort((a, b) => a - b), usual: positions.medianGap }];
}

function lookUp(
  { volume, along, usual }: Stack,
  slices: readonly { readonly mm: number; readonly volume: number }[],
): SlicesElsewhere[] {
  const counts = new Map<number, number>();
  for (const mm of missingPlaces(along, usual)) {
    const there = new Set<number>();
    const from = firstFrom(slices, mm - NEAR * usual);
    for (const slice of slices.slice(from, from + MOST_NEAR)) {
      if (slice.mm <= mm + NEAR * usual && slice.volume !== volume) there.add(slice.volume);
    }
    for (const other of there) counts.set(other, (counts.get(other) ?? 0) + 1);
  }
  return [...counts].map(([other, slices]) => ({ volume: other, slices }));
}

function missingPlaces(along: readonly number[], usual: number): number[] {
  const places: number[] = [];
  for (let i = 1; i < along.length && places.length < MOST_MISSING; i++) {
    const gap = along[i] - along[i - 1];
    if (gap < GAP * usual) continue;
    const steps = Math.min(Math.round(gap / usual), MOST_MISSING);
    for (let step = 1; step < steps; step++) places.push(along[i - 1] + (gap / steps) * step);
  }
  return places;
}

/** Index of the first slice at these millimetres or beyond. */
function firstFrom(slices: readonly { readonly mm: number }[], mm: number): number {
  let [low, high] = [0, slices.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (slices[middle].mm < mm) low = middle + 1;
    else high = middle;
  }
  return low;
}
