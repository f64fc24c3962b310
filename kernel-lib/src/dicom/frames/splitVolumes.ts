import type { Frame } from "./frame";
import { type FrameTraits, frameTraits, hasPlace, type Plane } from "./frameTraits";
import { groupedBy } from "./groupedBy";
import { degreesBetween, joinFewTurned, type PlaneGroup, planeGroups, STACK_SLICES } from "./planeGroups";
import { positionsAlong } from "./positionsAlong";
import { type Phase, splitPhases } from "./splitPhases";
import { type VolumeCandidate, volumeCandidate } from "./volumeCandidate";
import { withoutCopies } from "./withoutCopies";

export interface SplitVolumesOptions {
  /** Whether two frames of one matrix have the same stored values; asked only where all else agrees. */
  samePixels: (a: Frame, b: Frame) => boolean;
}

/** A few slices turned further than this from every stack of their series are a localizer, degrees. */
const LOCALIZER_DEGREES = 20;

/**
 * What the frames may be loaded as, each once: by series number, then by slices, most first, then by file. The
 * order in which the frames are given does not matter.
 *
 * Frames of one volume share series, frame of reference, modality, SOP class, Image Type, kernel and stack, and
 * are turned alike; where several lie at one place they are phases, told apart by what `splitPhases` finds.
 * Other matrices, pixel spacings or a few turned slices within such a stack stay in it, as a problem: a
 * damaged series is told of and not silently taken apart. Localizers of a series that has more are excluded,
 * copies of a frame removed, both with a warning.
 */
export function splitVolumes(
  frames: readonly Frame[],
  { samePixels }: SplitVolumesOptions,
): VolumeCandidate[] {
  const bySeries = groupedBy(inFileOrder(frames).map(frameTraits), ({ series }) => series);
  const candidates = [...bySeries.values()].flatMap((series) => splitSeries(series, samePixels));
  const order = ({ seriesNumber }: VolumeCandidate) => seriesNumber ?? Number.MAX_VALUE;
  return candidates.sort((a, b) => order(a) - order(b) || b.slices - a.slices);
}

/** By the number in the file's label, so that file 10 comes after file 2. */
function inFileOrder(frames: readonly Frame[]): Frame[] {
  const places = frames.map((frame) => ({
    frame,
    number: Number(/\d+/.exec(frame.file.label)?.[0] ?? 0),
    name: `${frame.file.label}\n${frame.file.path}`,
  }));
  places.sort((a, b) => {
    if (a.number !== b.number) return a.number - b.number;
    if (a.name !== b.name) return a.name < b.name ? -1 : 1;
    return a.frame.index - b.frame.index;
  });
  return places.map(({ frame }) => frame);
}

function splitSeries(
  series: readonly FrameTraits[],
  samePixels: SplitVolumesOptions["samePixels"],
): VolumeCandidate[] {
  const stacks = [...groupedBy(series, ({ stack }) => stack).values()]
    .flatMap(byFrameOfReference)
    .map(planeGroups);
  const localizers = new Set(localizersOf(stacks.flat()));
  const excluded = [...localizers].flatMap(({ frames }) => frames);
  return stacks.flatMap((groups) => {
    const rest = groups.filter((group) => !localizers.has(group));
    if (rest.length === 0) return [];
    const { localizer, colour } = rest[0].frames[0];
    // Radiographs from several sides are a localizer as it should be.
    return (localizer ? rest : joinFewTurned(rest)).flatMap((group) =>
      splitPlaces(group, samePixels).map((part) =>
        volumeCandidate({ ...group, ...part, excluded: colour ? [] : excluded }),
      ),
    );
  });
}

/** Frames that lost their geometry stay with the first stack: alone they would pass for a picture, unmissed. */
function byFrameOfReference(frames: readonly FrameTraits[]): (readonly FrameTraits[])[] {
  const lost = frames.filter((frame) => frame.frameOfReference === "" && !hasPlace(frame));
  const isLost = new Set(lost);
  const placed = frames.filter((frame) => !isLost.has(frame));
  const [first = [], ...others] = groupedBy(placed, ({ frameOfReference }) => frameOfReference).values();
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
}

function splitPlaces(
  { frames, plane: majority, mixed }: PlaneGroup,
  samePixels: SplitVolumesOptions["samePixels"],
): Part[] {
  // Places of slices that are turned differently cannot be compared.
  const plane = mixed ? null : majority;
  const files = withoutCopies(frames, ({ instance }) => instance, samePixels);
  const copiesOf = (frame: FrameTraits) => files.copies.get(frame) ?? [];
  const phases = passes(files.kept, plane);
  if (phases !== null) {
    return phases.map((part) => ({ ...part, duplicates: part.frames.flatMap(copiesOf) }));
  }
  // Pixels are compared last: copies under a new UID are rare, and phases would all have to be read.
  const places = plane && positionsAlong(files.kept, plane)?.place;
  const slices = withoutCopies(files.kept, (_, i) => places?.[i] ?? null, samePixels);
  const allCopiesOf = (frame: FrameTraits) => [
    ...copiesOf(frame),
    ...(slices.copies.get(frame) ?? []).flatMap((copy) => [copy, ...copiesOf(copy)]),
  ];
  const parts = passes(slices.kept, plane) ?? [{ frames: slices.kept, phase: null }];
  return parts.map((part) => ({ ...part, duplicates: part.frames.flatMap(allCopiesOf) }));
}

/** The frames as passes over their places; null when some lie at one place and nothing tells them apart. */
function passes(
  frames: readonly FrameTraits[],
  plane: Plane | null,
): readonly Omit<Part, "duplicates">[] | null {
  const positions = plane && positionsAlong(frames, plane);
  if (!positions || positions.most === 1) return [{ frames, phase: null }];
  return splitPhases(frames, positions);
}
