import { type Difference, differenceIn } from "./difference";
import type { FrameTraits } from "./frameTraits";
import { groupBy } from "./groupBy";
import type { PositionsAlong } from "./measurePositions";
import { type PhaseAttribute, type Valued, withValues } from "./phaseAttributes";

/** One of several passes over the same places. */
export interface Phase {
  /** Plain name of what tells the phases apart: "trigger time". */
  readonly by: string;
  /** From 1, in the order of what tells them apart. */
  readonly number: number;
  readonly of: number;
}

export interface PhaseFrames {
  readonly phase: Phase | null;
  readonly frames: readonly FrameTraits[];
  readonly differs: readonly Difference[];
}

/**
 * Frames of which several lie at one place, as phases of which each has a place once at most; null where no
 * attribute tells them apart. As many phases come out as the fullest place has frames.
 *
 * An attribute does when each of its values is such a phase, as an acquisition number is; or, of an ordered
 * one, when the frames sorted by it fall into equal blocks with each place once, as times do that differ from
 * slice to slice.
 */
export function splitPhases(
  frames: readonly FrameTraits[],
  positions: PositionsAlong,
  attributes: readonly PhaseAttribute[],
): readonly PhaseFrames[] | null {
  // At the fullest place each frame has a value of its own, which frames that read the same elements do not.
  if (new Set(frames.map(({ frame }) => frame.elements)).size < positions.most) return null;
  const placed = frames.map((frame, i) => ({ frame, place: positions.place[i] }));
  for (const attribute of tellingAt(fullestPlace(placed, positions), attributes)) {
    const valued = withValues(placed, attribute);
    if (valued === null) continue;
    const phases = byValue(valued, positions.most) ?? (attribute.ordered ? byBlock(valued, positions) : null);
    if (phases !== null) return numberPhases(attribute, phases);
  }
  return null;
}

/** The frames at the place that has most. */
export function fullestPlace(frames: readonly Placed[], { most, places }: PositionsAlong): FrameTraits[] {
  const counts = new Array<number>(places).fill(0);
  for (const { place } of frames) counts[place]++;
  const fullest = counts.indexOf(most);
  return frames.filter(({ place }) => place === fullest).map(({ frame }) => frame);
}

/** The attributes that tell all of these frames apart: asked of one place, so that most need no look at the others. */
export function tellingAt(
  frames: readonly FrameTraits[],
  attributes: readonly PhaseAttribute[],
): readonly PhaseAttribute[] {
  return attributes.filter(({ read }) => new Set(frames.map(read)).size === frames.length);
}

/** The parts as phases, numbered from 1, by the attribute that tells them apart. */
export function numberPhases(
  { name, tag }: Pick<PhaseAttribute, "name" | "tag">,
  parts: readonly (readonly Valued<{ readonly frame: FrameTraits }>[])[],
): PhaseFrames[] {
  return parts.map((members, i) => ({
    phase: { by: name, number: i + 1, of: parts.length },
    frames: members.map(({ frame }) => frame),
    differs: [
      differenceIn(tag, new Set(members.map(({ value }) => value)).size === 1 ? members[0].value : null),
    ],
  }));
}

export interface Placed {
  readonly frame: FrameTraits;
  readonly place: number;
}

function byValue(valued: readonly Valued<Placed>[], count: number): Valued<Placed>[][] | null {
  const phases = [...groupBy(valued, ({ value }) => value).values()];
  return phases.length === count && phases.every(hasPlacesOnce) ? phases : null;
}

function byBlock(
  valued: readonly Valued<Placed>[],
  { places, most }: PositionsAlong,
): Valued<Placed>[][] | null {
  if (valued.length !== places * most) return null;
  const phases = Array.from({ length: most }, (_, i) => valued.slice(i * places, (i + 1) * places));
  // A value on both sides of a cut says that the cut is not where phases end.
  const clear = phases.every((phase, i) => i === 0 || phases[i - 1][places - 1].value !== phase[0].value);
  return clear && phases.every(hasPlacesOnce) ? phases : null;
}

/** Whether no two frames lie at one place. */
export function hasPlacesOnce(phase: readonly Pick<Placed, "place">[]): boolean {
  return new Set(phase.map(({ place }) => place)).size === phase.length;
}
