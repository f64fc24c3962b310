import { describeTag } from "../elements/tag";
import { TAGS } from "../elements/tags";
import type { LoadWarning } from "../report/loadReport";
import { type Difference, differenceIn } from "./difference";
import type { FrameTraits } from "./frameTraits";
import { groupBy } from "./groupBy";
import type { PositionsAlong } from "./measurePositions";
import type { PhaseAttribute } from "./phaseAttributes";
import type { PhaseFrames, Placed } from "./splitPhases";

/** Phases, with what is doubtful about them. */
export interface DividedPhases {
  readonly phases: readonly PhaseFrames[];
  readonly warnings: readonly LoadWarning[];
}

/** Frames of which each place has as many. */
interface Division {
  readonly frames: readonly Placed[];
  readonly by: readonly string[];
  readonly differs: readonly Difference[];
}

const BY_RANK = "order at each place";

/**
 * Frames of which each place has as many, two or more, as phases: divided by one attribute after the other, as
 * weighting and direction of diffusion do, and where that is not enough by their rank at each place in the order of
 * Instance Number, with a warning. Null where places have different numbers of frames, or there is one place alone,
 * or Instance Numbers do not tell frames of a place apart: a guess would mix the phases.
 */
export function dividePlaces(
  frames: readonly FrameTraits[],
  positions: PositionsAlong,
  attributes: readonly PhaseAttribute[],
): DividedPhases | null {
  const { place, places, most } = positions;
  if (places < 2 || frames.length !== places * most) return null;
  const whole = { frames: frames.map((frame, i) => ({ frame, place: place[i] })), by: [], differs: [] };
  const divided = divide(whole, places, attributes);
  const parts: Division[] = [];
  for (const part of divided) {
    const ranks = part.frames.length === places ? [part] : byRank(part, places);
    if (ranks === null) return null;
    parts.push(...ranks);
  }
  const by = [...new Set(parts.flatMap((part) => part.by))].join(", ");
  const ranked = parts.length > divided.length;
  return {
    phases: parts.map((part, i) => ({
      phase: { by, number: i + 1, of: parts.length },
      frames: part.frames.map(({ frame }) => frame),
      differs: part.differs,
    })),
    warnings: ranked
      ? [
          {
            code: "PHASES_BY_RANK",
            message: `${most} slices lie at each place, and no tag tells all of them apart: they are numbered at each place in the order of ${describeTag(TAGS.InstanceNumber)}, or of the frames of a file, which may mix volumes`,
          },
        ]
      : [],
  };
}

/** The frames divided as far as attributes divide every place alike. */
function divide(whole: Division, places: number, attributes: readonly PhaseAttribute[]): readonly Division[] {
  const most = whole.frames.length / places;
  if (most === 1) return [whole];
  const atOnePlace = whole.frames.filter(({ place }) => place === whole.frames[0].place);
  for (const [i, { name, tag, read }] of attributes.entries()) {
    if (new Set(atOnePlace.map(({ frame }) => read(frame) ?? "")).size < 2) continue;
    const groups = [...groupBy(whole.frames, ({ frame }) => read(frame) ?? "")];
    if (groups.length < 2 || groups.length > most) continue;
    if (!groups.every(([, members]) => isEven(members, places))) continue;
    const rest = attributes.slice(i + 1);
    return groups
      .sort(([a], [b]) => (typeof a === "number" && typeof b === "number" ? a - b : 0))
      .flatMap(([value, members]) =>
        divide(
          {
            frames: members,
            by: [...whole.by, name],
            differs: [...whole.differs, differenceIn(tag, value)],
          },
          places,
          rest,
        ),
      );
  }
  return [whole];
}

/** Whether each place has as many of the frames. */
function isEven(frames: readonly Placed[], places: number): boolean {
  if (frames.length % places !== 0) return false;
  const counts = new Array<number>(places).fill(0);
  for (const { place } of frames) counts[place]++;
  return counts.every((count) => count === frames.length / places);
}

/** The first of each place, the second of each place; null where nothing orders them. */
function byRank({ frames, by, differs }: Division, places: number): Division[] | null {
  const ranks = Array.from({ length: frames.length / places }, (): Placed[] => []);
  for (const members of groupBy(frames, ({ place }) => place).values()) {
    const ordered = members
      .map((one) => ({ ...one, number: instanceNumber(one.frame) }))
      .sort((a, b) => (a.number ?? 0) - (b.number ?? 0) || a.frame.frame.index - b.frame.frame.index);
    const told = ordered.every(
      ({ number, frame }, i) => i === 0 || areOrdered(ordered[i - 1], { number, frame }),
    );
    if (!told) return null;
    for (const [rank, one] of ordered.entries()) ranks[rank].push(one);
  }
  return ranks.map((members) => ({ frames: members, by: [...by, BY_RANK], differs }));
}

interface Numbered {
  readonly frame: FrameTraits;
  readonly number: number | null;
}

/** Frames of one file have the order of the file; those of two are told apart by numbers alone. */
function areOrdered(a: Numbered, b: Numbered): boolean {
  if (a.frame.frame.file === b.frame.frame.file) return a.frame.frame.index !== b.frame.frame.index;
  return a.number !== null && b.number !== null && a.number !== b.number;
}

function instanceNumber({ frame }: FrameTraits): number | null {
  const number = frame.elements.decimals(TAGS.InstanceNumber)?.[0] ?? Number.NaN;
  return Number.isFinite(number) ? number : null;
}
