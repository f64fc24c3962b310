import { countOddGaps } from "./countOddGaps";
import type { FrameTraits } from "./frameTraits";
import { groupBy } from "./groupBy";
import type { PositionsAlong } from "./measurePositions";
import { type PhaseAttribute, withValues } from "./phaseAttributes";
import { fullestPlace, hasPlacesOnce, numberPhases, type PhaseFrames, tellingAt } from "./splitPhases";

/** Fewest slices of a pass. */
const PASS_SLICES = 3;
/** More values than this are no passes, but something that differs from slice to slice. */
const MOST_PASSES = 8;
/** Part of the shorter of two passes that lies within the other; less is two ranges that meet. */
const SHARED_LENGTH = 0.5;
/** Fewest slices that each of two passes has where they overlap. */
const SHARED_SLICES = 2;
/**
 * Frames as passes over the patient that lie between each other: two scans of
 * one series whose slices do not all coincide. Null where no attribute of a pass tells such passes apart.
 *
 * An attribute does when it has 2 to 8 values, of which two at least take turns along the normal, each on three
 * slices or more, and the passes together have no more irregular gaps than the whole: a stack that is regular as it
 * is, and would fall apart, stays one. An attribute of a whole series does as well when its ranges do not meet.
 */
export function splitInterleaved(
  frames: readonly FrameTraits[],
  positions: PositionsAlong,
  attributes: readonly PhaseAttribute[],
): readonly PhaseFrames[] | null {
  if (frames.length < 2 * PASS_SLICES || positions.most > MOST_PASSES) return null;
  const placed = frames
    .map((frame, i) => ({ frame, along: positions.along[i], place: positions.place[i] }))
    .sort((a, b) => a.along - b.along);
  for (const attribute of tellingAt(fullestPlace(placed, positions), attributes)) {
    const valued = attribute.ofPass ? withValues(placed, attribute) : null;
    if (valued === null) continue;
    const passes = [...groupBy(valued, ({ value }) => value).values()];
    if (passes.length < 2 || passes.length > MOST_PASSES) continue;
    if (!passes.every(isPass)) continue;
    const [apart, together] = [passes.reduce((sum, pass) => sum + oddGaps(pass), 0), oddGaps(placed)];
    if (somePairTakesTurns(passes) && apart <= together) return numberPhases(attribute, passes);
    if (attribute.ofSeries && apart < together) return numberPhases(attribute, passes).map(asRange);
  }
  return null;
}

/** Ranges that do not meet are no phases of each other. */
function asRange(range: PhaseFrames): PhaseFrames {
  return { ...range, phase: null };
}

interface Placed {
  readonly along: number;
  readonly place: number;
}

/** Ascending along the normal, since sorting by a value keeps the order of equal ones. */
type Pass = readonly Placed[];

function isPass(pass: Pass): boolean {
  return pass.length >= PASS_SLICES && hasPlacesOnce(pass);
}

function somePairTakesTurns(passes: readonly Pass[]): boolean {
  return passes.some((a, i) => passes.slice(i + 1).some((b) => takeTurns(a, b)));
}

/** Whether one pass does not just follow the other, or lie in a hole of it. */
function takeTurns(a: Pass, b: Pass): boolean {
  const start = Math.max(a[0].along, b[0].along);
  const end = Math.min(a[a.length - 1].along, b[b.length - 1].along);
  if (end - start < SHARED_LENGTH * Math.min(lengthOf(a), lengthOf(b))) return false;
  const within = ({ along }: Placed) => along >= start && along <= end;
  const [ofA, ofB] = [a.filter(within), b.filter(within)];
  const fewer = Math.min(ofA.length, ofB.length);
  const turns = [...ofA.map((slice) => ({ ...slice, of: a })), ...ofB.map((slice) => ({ ...slice, of: b }))]
    .sort((one, other) => one.along - other.along)
    .filter(({ of }, i, all) => i > 0 && of !== all[i - 1].of).length;
  return fewer >= SHARED_SLICES && turns + 1 >= fewer;
}

function lengthOf(pass: Pass): number {
  return pass[pass.length - 1].along - pass[0].along;
}

/** Gaps that are not as the median one. */
function oddGaps(pass: Pass): number {
  return countOddGaps(pass.map(({ along }) => along));
}
