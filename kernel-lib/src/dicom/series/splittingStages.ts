import { TAGS } from "../elements/tags";
import { differenceIn } from "./difference";
import { dividePlaces } from "./dividePlaces";
import { findLocalizers } from "./findLocalizers";
import { findVaryingTags } from "./findVaryingTags";
import type { FrameTraits } from "./frameTraits";
import { groupBy } from "./groupBy";
import { groupByPlane, joinFewTurned } from "./groupByPlane";
import { measurePositions, type PositionsAlong } from "./measurePositions";
import { type Part, partOf, type SplitChoice } from "./part";
import { PHASE_ATTRIBUTES, type PhaseAttribute } from "./phaseAttributes";
import { type CopiesRemoved, removeCopies } from "./removeCopies";
import { splitByTags } from "./splitByTags";
import { splitInterleaved } from "./splitInterleaved";
import { fullestPlace, type PhaseFrames, type Placed, splitPhases } from "./splitPhases";
import { splitStacks } from "./splitStacks";

/** A step on the way from a series to its volumes: what it makes of all parts of the series. */
export type SplittingStage = (
  parts: readonly Part[],
  choice: SplitChoice,
) => readonly Part[] | Promise<Part[]>;

/** In their order: each takes what the one before has left; the reason of a stage, and of its place, stands beside it. */
export const SPLITTING_STAGES: readonly SplittingStage[] = [
  // Who names a tag knows more than any rule below.
  splitByTags,
  // What no volume has two of: kernels, modalities, frames of reference. `stackRules` is the list.
  splitStacks,
  // Slices that are turned otherwise cannot be compared by their places.
  splitPlanes,
  // A scout is no slice, and would count as a few turned slices below. It needs its neighbours to be known.
  excludeLocalizers,
  // A few turned slices are damage to be told of, and no volume of their own.
  joinTurned,
  // The same file twice would count as two slices at a place.
  removeFileCopies,
  // Passes over the same places, told apart by what is known to differ. `phaseAttributes` is the list. Before pixels are
  // compared: copies under a new UID are rare, and phases would all have to be read.
  splitPasses,
  // Copies under another name are told by their pixels.
  removeSliceCopies,
  // What the copies hid.
  splitPasses,
  // Whatever tag differs at each place: after the known ones, which say what they mean.
  splitByAnyTag,
];

function splitPlanes(parts: readonly Part[], { joined }: SplitChoice): Part[] {
  return parts.flatMap((part) => {
    const groups = groupByPlane(part.frames);
    const tag = TAGS.ImageOrientationPatient;
    if (joined.has(tag.number)) {
      const [most] = [...groups].sort((a, b) => b.frames.length - a.frames.length);
      return [{ ...part, plane: most.plane, mixed: most.mixed || groups.length > 1 }];
    }
    const differs = groups.length > 1 ? [differenceIn(tag, null)] : [];
    return groups.map(({ frames, plane, mixed }) => ({ ...partOf(part, frames, differs), plane, mixed }));
  });
}

function excludeLocalizers(parts: readonly Part[]): Part[] {
  const localizers = new Set(findLocalizers(parts));
  const excluded = parts.filter((part) => localizers.has(part)).flatMap(({ frames }) => frames);
  return parts
    .filter((part) => !localizers.has(part))
    .map((part) => ({ ...part, excluded: part.frames[0].colour ? [] : excluded }));
}

function joinTurned(parts: readonly Part[]): Part[] {
  return [...groupBy(parts, ({ stack }) => stack).values()].flatMap((planes) => {
    // Radiographs from several sides are a localizer as it should be.
    if (planes[0].frames[0].localizer) return planes;
    const joined = joinFewTurned(planes);
    return joined.map((group) => ({
      ...planes[0],
      ...group,
      differs:
        joined.length === 1
          ? planes[0].differs.filter(({ tag }) => tag !== TAGS.ImageOrientationPatient.name)
          : planes[0].differs,
    }));
  });
}

async function removeFileCopies(parts: readonly Part[], choice: SplitChoice): Promise<Part[]> {
  const instance = ({ instanceUid, frame }: FrameTraits) =>
    instanceUid === "" ? null : `${instanceUid}/${frame.index}`;
  const without: Part[] = [];
  for (const part of parts) {
    const { kept, copies } = await removeCopies(part.frames, instance, { ...choice, oneImage: true });
    without.push({ ...part, frames: kept, copies });
  }
  return without;
}

async function removeSliceCopies(parts: readonly Part[], choice: SplitChoice): Promise<Part[]> {
  const without: Part[] = [];
  for (const part of parts) {
    if (part.settled) {
      without.push(part);
      continue;
    }
    const places = positionsOf(part)?.place;
    const place = (_: FrameTraits, i: number) => places?.[i] ?? null;
    const removed = await removeCopies(part.frames, place, choice);
    const asked = part.asked && removed.copies.size === 0;
    without.push({ ...part, frames: removed.kept, copies: withCopiesOfCopies(part.copies, removed), asked });
  }
  return without;
}

function withCopiesOfCopies(before: Part["copies"], { copies }: CopiesRemoved): Part["copies"] {
  const all = new Map(before);
  for (const [kept, others] of copies) {
    const theirs = others.flatMap((copy) => [copy, ...(before.get(copy) ?? [])]);
    all.set(kept, [...(before.get(kept) ?? []), ...theirs]);
  }
  return all;
}

function splitPasses(parts: readonly Part[], choice: SplitChoice): Part[] {
  return parts.flatMap((part) => {
    if (part.settled || part.asked) return [part];
    const positions = positionsOf(part);
    if (positions === null) return [{ ...part, settled: true }];
    const attributes = notJoined(PHASE_ATTRIBUTES, choice);
    const phases =
      (positions.most > 1 ? splitPhases(part.frames, positions, attributes) : null) ??
      splitInterleaved(part.frames, positions, attributes);
    if (phases !== null) return settledAs(part, phases);
    return [{ ...part, settled: positions.most === 1, asked: true }];
  });
}

function splitByAnyTag(parts: readonly Part[], choice: SplitChoice): Part[] {
  return parts.flatMap((part) => {
    const positions = part.settled ? null : positionsOf(part);
    if (positions === null || positions.places < 2 || positions.most < 2) return [part];
    const varying = notJoined(findVaryingTags(fullestPlace(placedOf(part, positions), positions)), choice);
    const phases = splitPhases(part.frames, positions, varying);
    // One slice of other tags at the place of another is damage to be told of.
    if (phases?.every(({ frames }) => frames.length > 1)) return settledAs(part, phases);
    const attributes = [...notJoined(PHASE_ATTRIBUTES, choice), ...varying];
    const divided = dividePlaces(part.frames, positions, attributes);
    if (divided === null) return [part];
    const warned = { ...part, warnings: [...part.warnings, ...divided.warnings] };
    return settledAs(warned, divided.phases);
  });
}

function settledAs(part: Part, phases: readonly PhaseFrames[]): Part[] {
  // What was said of the slices as one stack is not true of its phases.
  const warnings =
    phases.length === 1 ? part.warnings : part.warnings.filter(({ code }) => code !== "SLICES_JOINED");
  return phases.map(({ frames, phase, differs }) => ({
    ...partOf(part, frames, differs),
    warnings,
    phase,
    settled: true,
  }));
}

/** Where the frames lie; null where that cannot be compared. */
function positionsOf({ frames, plane, mixed }: Part): PositionsAlong | null {
  return plane === null || mixed ? null : measurePositions(frames, plane);
}

function placedOf({ frames }: Part, { place }: PositionsAlong): Placed[] {
  return frames.map((frame, i) => ({ frame, place: place[i] }));
}

function notJoined(
  attributes: readonly PhaseAttribute[],
  { joined }: SplitChoice,
): readonly PhaseAttribute[] {
  return attributes.filter(({ tag }) => !joined.has(tag.number));
}
