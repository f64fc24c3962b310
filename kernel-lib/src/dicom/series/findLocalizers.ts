import { hasPlace } from "./frameTraits";
import { degreesBetween, type PlaneGroup, STACK_SLICES } from "./groupByPlane";

/** A few slices turned further than this from every stack of their series are a localizer, degrees. */
const LOCALIZER_DEGREES = 20;

/** The localizers of a series that has a stack as well: those that say so, and few slices across the stacks. */
export function findLocalizers<Group extends PlaneGroup>(groups: readonly Group[]): Group[] {
  const images = groups.filter(({ frames: [first] }) => !first.localizer && !first.colour);
  const planes = images
    .filter(({ frames }) => frames.length >= STACK_SLICES)
    .flatMap(({ plane }) => plane ?? []);
  const across = ({ frames, plane }: Group) =>
    plane !== null &&
    frames.length < STACK_SLICES &&
    planes.length > 0 &&
    planes.every((stack) => degreesBetween(stack, plane) > LOCALIZER_DEGREES);
  const crossing = images.filter(across);
  const hasStack = images.some((group) => !across(group) && group.frames.some(hasPlace));
  return hasStack ? [...groups.filter(({ frames: [first] }) => first.localizer), ...crossing] : [];
}
