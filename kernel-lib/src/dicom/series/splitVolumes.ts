import { setImmediate as turn } from "node:timers/promises";
import type { Frame } from "../image/frame";
import { createTraitsReader, type FrameTraits, hasPlace, type Plane } from "./frameTraits";
import { groupBy } from "./groupBy";
import { degreesBetween, groupByPlane, joinFewTurned, type PlaneGroup, STACK_SLICES } from "./groupByPlane";
import { measurePositions } from "./measurePositions";
import { type PixelDigest, removeCopies, sameEncoding } from "./removeCopies";
import { splitInterleaved } from "./splitInterleaved";
import { type Phase, splitPhases } from "./splitPhases";
import { createVolumeCandidate, type VolumeCandidate } from "./volumeCandidate";

export interface SplitVolumesOptions {
  /** Asked only of frames that all else calls copies, and of each once. */
  pixelDigest: PixelDigest;
  signal?: AbortSignal | undefined;
}

/** A few slices turned further than this from every stack of their series are a localizer, degrees. */
const LOCALIZER_DEGREES = 20;
/** Frames between two breaths for the event loop, so that a signal is heard. */
const FRAMES_A_TURN = 512;

/**
 * What the frames may be loaded as, each once: by series number, then by slices, most first, then by file. The
 * order in which the frames are given does not matter.
 *
 * Frames of one volume share patient, study, series, frame of reference, modality, SOP class, Image Type, kernel and
 * stack, and are turned alike; where several lie at one place, or two scans lie between each other, they are phases,
 * told apart by what `splitPhases` and `splitInterleaved` find. Other matrices, pixel spacings or a few turned slices
 * within such a stack stay in it, as a problem: a damaged series is told of and not silently taken apart. Localizers
 * of a series that has more are excluded, copies of a frame removed, both with a warning.
 *
 * @throws the signal's reason.
 */
export async function splitVolumes(
  frames: readonly Frame[],
  options: SplitVolumesOptions,
): Promise<VolumeCandidate[]> {
  const { signal } = options;
  const traitsOf = createTraitsReader();
  const traits: FrameTraits[] = [];
  for (const frame of inFileOrder(frames)) {
    traits.push(traitsOf(frame));
    if (traits.length % FRAMES_A_TURN === 0) await breathe(signal);
  }
  const candidates: VolumeCandidate[] = [];
  for (const series of groupBy(traits, ({ series }) => series).values()) {
    await breathe(signal);
    candidates.push(...(await splitSeries(series, options)));
  }
  const order = ({ seriesNumber }: VolumeCandidate) => seriesNumber ?? Number.MAX_VALUE;
  return candidates.sort((a, b) => order(a) - order(b) || b.slices - a.slices);
}

async function breathe(signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted();
  await turn();
}

function inFileOrder(frames: readonly Frame[]): Frame[] {
  return [...frames].sort((a, b) => a.file.index - b.file.index || a.index - b.index);
}

async function splitSeries(
  series: readonly FrameTraits[],
  options: SplitVolumesOptions,
): Promise<VolumeCandidate[]> {
  const stacks = [...groupBy(series, ({ stack }) => stack).values()]
    .flatMap(byFrameOfReference)
    .map(groupByPlane);
  const localizers = new Set(localizersOf(stacks.flat()));
  const excluded = [...localizers].flatMap(({ frames }) => frames);
  const candidates: VolumeCandidate[] = [];
  for (const groups of stacks) {
    const rest = groups.filter((group) => !localizers.has(group));
    if (rest.length === 0) continue;
    const { localizer, colour } = rest[0].frames[0];
    // Radiographs from several sides are a localizer as it should be.
    for (const group of localizer ? rest : joinFewTurned(rest)) {
      for (const part of await splitPlaces(group, options)) {
        candidates.push(createVolumeCandidate({ ...group, ...part, excluded: colour ? [] : excluded }));
      }
    }
  }
  return candidates;
}

/** Frames that lost their geometry stay with the first stack: alone they would pass for a picture, unmissed. */
function byFrameOfReference(frames: readonly FrameTraits[]): (readonly FrameTraits[])[] {
  const lost = frames.filter((frame) => frame.frameOfReference === "" && !hasPlace(frame));
  const isLost = new Set(lost);
  const placed = frames.filter((frame) => !isLost.has(frame));
  const [first = [], ...others] = groupBy(placed, ({ frameOfReference }) => frameOfReference).values();
  return [[...first, ...lost], ...others];
}

/** The localizers of a series that has a stack as well: those that say so, and few slices across the stacks. */
function localizersOf(groups: readonly PlaneGroup[]): PlaneGroup[] {
  const images = groups.filter(({ frames: [first] }) => !first.localizer && !first.colour);
  const planes = images
    .filter(({ frames }) => frames.length >= STACK_SLICES)
    .flatMap(({ plane }) => plane ?? []);
  const across = ({ frames, plane }: PlaneGroup) =>
    plane !== null &&
    frames.length < STACK_SLICES &&
    planes.length > 0 &&
    planes.every((stack) => degreesBetween(stack, plane) > LOCALIZER_DEGREES);
  const crossing = images.filter(across);
  const hasStack = images.some((group) => !across(group) && group.frames.some(hasPlace));
  return hasStack ? [...groups.filter(({ frames: [first] }) => first.localizer), ...crossing] : [];
}

/** Frames for one candidate. */
interface Part {
  readonly frames: readonly FrameTraits[];
  readonly phase: Phase | null;
  readonly duplicates: readonly FrameTraits[];
  readonly reencoded: readonly FrameTraits[];
}

async function splitPlaces(
  { frames, plane: majority, mixed }: PlaneGroup,
  { pixelDigest, signal }: SplitVolumesOptions,
): Promise<Part[]> {
  // Places of slices that are turned differently cannot be compared.
  const plane = mixed ? null : majority;
  const instance = ({ instanceUid, frame }: FrameTraits) =>
    instanceUid === "" ? null : `${instanceUid}/${frame.index}`;
  const files = await removeCopies(frames, instance, { pixelDigest, signal, oneImage: true });
  const copiesOf = (frame: FrameTraits) => files.copies.get(frame) ?? [];
  const phases = passes(files.kept, plane);
  if (phases !== null) return phases.map((part) => withLeftOut(part, copiesOf));
  // Pixels are compared last: copies under a new UID are rare, and phases would all have to be read.
  const places = plane && measurePositions(files.kept, plane)?.place;
  const place = (_: FrameTraits, i: number) => places?.[i] ?? null;
  const slices = await removeCopies(files.kept, place, { pixelDigest, signal });
  const allCopiesOf = (frame: FrameTraits) => [
    ...copiesOf(frame),
    ...(slices.copies.get(frame) ?? []).flatMap((copy) => [copy, ...copiesOf(copy)]),
  ];
  const whole = { frames: slices.kept, phase: null };
  const parts = (slices.copies.size === 0 ? null : passes(slices.kept, plane)) ?? [whole];
  return parts.map((part) => withLeftOut(part, allCopiesOf));
}

/** With the copies of its frames, those in another encoding apart. */
function withLeftOut(
  part: Pick<Part, "frames" | "phase">,
  copiesOf: (frame: FrameTraits) => readonly FrameTraits[],
): Part {
  const copies = part.frames.flatMap((of) =>
    copiesOf(of).map((copy) => ({ copy, same: sameEncoding(copy, of) })),
  );
  return {
    ...part,
    duplicates: copies.filter(({ same }) => same).map(({ copy }) => copy),
    reencoded: copies.filter(({ same }) => !same).map(({ copy }) => copy),
  };
}

/** The frames as passes over their places; null when some lie at one place and nothing tells them apart. */
function passes(
  frames: readonly FrameTraits[],
  plane: Plane | null,
): readonly Pick<Part, "frames" | "phase">[] | null {
  const positions = plane && measurePositions(frames, plane);
  if (!positions) return [{ frames, phase: null }];
  const split =
    (positions.most > 1 ? splitPhases(frames, positions) : null) ?? splitInterleaved(frames, positions);
  return split ?? (positions.most === 1 ? [{ frames, phase: null }] : null);
}
