import { breathe } from "../../breathe";
import type { NamedTag } from "../elements/tag";
import type { Frame } from "../image/frame";
import { findSlicesElsewhere } from "./findSlicesElsewhere";
import { createTraitsReader, type FrameTraits } from "./frameTraits";
import { groupSeries } from "./groupSeries";
import { type Part, type SplitChoice, wholeSeries } from "./part";
import type { PixelDigest } from "./removeCopies";
import { SPLITTING_STAGES } from "./splittingStages";
import { tellApart } from "./tellApart";
import { createVolumeCandidate, type VolumeCandidate } from "./volumeCandidate";

export interface SplitVolumesOptions {
  /** Asked only of frames that all else calls copies, and of each once. */
  pixelDigest: PixelDigest;
  /** Tags by which nothing is split. @default none */
  join?: readonly NamedTag[];
  /** Tags by each value of which every series is split. @default none */
  splitBy?: readonly NamedTag[];
  signal?: AbortSignal | undefined;
}

/** Frames between two breaths for the event loop, so that a signal is heard. */
const FRAMES_A_TURN = 512;

/**
 * What the frames may be loaded as, each once: by series number, then by slices, most first, then by file. The
 * order in which the frames are given does not matter.
 *
 * Frames of one volume share patient, study and series; what becomes of a series is a list to be read from the top,
 * `SPLITTING_STAGES`. Other matrices, pixel spacings or a few turned slices within a stack stay in it, as a problem: a
 * damaged series is told of and not silently taken apart. Localizers of a series that has more are excluded, copies of
 * a frame removed, both with a warning.
 *
 * @throws the signal's reason.
 */
export async function splitVolumes(
  frames: readonly Frame[],
  options: SplitVolumesOptions,
): Promise<VolumeCandidate[]> {
  const { pixelDigest, join = [], splitBy = [], signal } = options;
  const joined = new Set(join.map(({ number }) => number));
  const choice: SplitChoice = { pixelDigest, signal, joined, splitBy };
  const traitsOf = createTraitsReader();
  const traits: FrameTraits[] = [];
  for (const frame of inFileOrder(frames)) {
    traits.push(traitsOf(frame));
    if (traits.length % FRAMES_A_TURN === 0) await breathe(signal);
  }
  const parts: Part[] = [];
  for (const series of groupSeries(traits, joined)) {
    await breathe(signal);
    parts.push(...(await splitSeries(series, choice)));
  }
  const listed = parts
    .map((part) => ({ part, number: inListOrder(part) }))
    .sort((a, b) => a.number - b.number || b.part.frames.length - a.part.frames.length)
    .map(({ part }) => part);
  const elsewhere = findSlicesElsewhere(listed);
  return tellApart(listed.map((part, i) => createVolumeCandidate(part, elsewhere[i])));
}

/** By series number, those without one last. */
function inListOrder({ frames: [first] }: Part): number {
  return first.seriesNumber ?? Number.MAX_VALUE;
}

function inFileOrder(frames: readonly Frame[]): Frame[] {
  return [...frames].sort((a, b) => a.file.index - b.file.index || a.index - b.index);
}

async function splitSeries(series: readonly FrameTraits[], choice: SplitChoice): Promise<readonly Part[]> {
  let parts: readonly Part[] = [wholeSeries(series)];
  for (const stage of SPLITTING_STAGES) parts = await stage(parts, choice);
  // What all parts of the series are alike in tells none of them apart.
  const common = (name: string, value: string | null) =>
    value !== null &&
    parts.every(({ differs }) => differs.some((one) => one.tag === name && one.value === value));
  return parts.map((part) => ({
    ...part,
    differs: parts.length === 1 ? [] : part.differs.filter(({ tag, value }) => !common(tag, value)),
  }));
}
