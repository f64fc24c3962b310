import type { Tag } from "../elements/tag";
import type { LoadWarning } from "../report/loadReport";
import type { Difference } from "./difference";
import type { FrameTraits, Plane } from "./frameTraits";
import type { PixelDigest } from "./removeCopies";
import type { Phase } from "./splitPhases";

/** Frames of a series on their way to a volume: what the stages of splitting have made of it so far. */
export interface Part {
  /** In the order of their files. */
  readonly frames: readonly FrameTraits[];
  /** Number of the stack of which it is a plane or a phase. */
  readonly stack: number;
  readonly plane: Plane | null;
  /** Some of the frames are turned otherwise than the plane says. */
  readonly mixed: boolean;
  readonly phase: Phase | null;
  /** Nothing more is to be told apart. */
  readonly settled: boolean;
  /** Its frames, as they are, have been asked for passes. */
  readonly asked: boolean;
  /** What it was split off by. */
  readonly differs: readonly Difference[];
  /** Copies of frames, by the frame that stands for them. */
  readonly copies: ReadonlyMap<FrameTraits, readonly FrameTraits[]>;
  /** Localizers beside it. */
  readonly excluded: readonly FrameTraits[];
  readonly warnings: readonly LoadWarning[];
}

/** What a caller may ask of the splitting, and what it needs. */
export interface SplitChoice {
  readonly pixelDigest: PixelDigest;
  readonly signal: AbortSignal | undefined;
  /** Numbers of the tags that must not split. */
  readonly joined: ReadonlySet<number>;
  /** Tags that split first of all. */
  readonly splitBy: readonly (Tag & { readonly name: string })[];
}

/** A whole series. */
export function wholeSeries(frames: readonly FrameTraits[]): Part {
  return {
    frames,
    stack: 0,
    plane: null,
    mixed: false,
    phase: null,
    settled: false,
    asked: false,
    differs: [],
    copies: new Map(),
    excluded: [],
    warnings: [],
  };
}

/** A part of a part: these of its frames, and what they were told apart by. */
export function partOf(part: Part, frames: readonly FrameTraits[], differs: readonly Difference[]): Part {
  return { ...part, frames, differs: [...part.differs, ...differs] };
}
