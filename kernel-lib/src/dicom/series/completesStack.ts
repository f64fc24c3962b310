import { countOddGaps } from "./countOddGaps";
import { type FrameTraits, hasPlace, type Plane } from "./frameTraits";
import { groupByPlane, sameDirections } from "./groupByPlane";
import { measurePositions, type PositionsAlong } from "./measurePositions";

/** Fewest places at which one can tell a stack from slices that lie anywhere. */
const STACK_PLACES = 3;

/**
 * Whether frames with a place lie where slices of a stack are missing, or go on where it ends: in its plane and its
 * matrix, at no place of its slices, and with no more irregular gaps together than apart.
 */
export function completesStack(stack: readonly FrameTraits[], frames: readonly FrameTraits[]): boolean {
  const planes = groupByPlane(frames);
  const [{ plane, mixed }] = planes;
  if (plane === null || mixed || planes.length > 1 || !frames.every(hasPlace)) return false;
  const like = sliceLike(frames[0]);
  if (!frames.every((frame) => sliceLike(frame) === like)) return false;
  const slices = stack.filter((slice) => liesIn(slice, plane) && sliceLike(slice) === like);
  const positions = [slices, frames, [...slices, ...frames]].map((some) => measurePositions(some, plane));
  const [ofStack, ofFrames, together] = positions;
  if (slices.length === 0 || !ofStack || !ofFrames || !together) return false;
  return (
    together.places >= STACK_PLACES &&
    together.places === ofStack.places + ofFrames.places &&
    oddGaps(together) <= oddGaps(ofStack) + oddGaps(ofFrames)
  );
}

function liesIn(frame: FrameTraits, plane: Plane): boolean {
  return hasPlace(frame) && frame.plane !== null && sameDirections(frame.plane, plane);
}

/** The matrix and the size of its pixels. */
function sliceLike({ rows, columns, pixelSpacing }: FrameTraits): string {
  return `${rows} x ${columns}, ${pixelSpacing?.map((mm) => mm.toPrecision(4)).join(" x ")}`;
}

/** Gaps between places that are not as the median one. */
function oddGaps({ along, place, places }: PositionsAlong): number {
  const at = new Array<number>(places).fill(0);
  for (const [i, number] of place.entries()) at[number] = along[i];
  return countOddGaps(at);
}
