import { GeometryError, type GeometryProblem } from "../../errors";

/** What helps against a problem; "repair" where resampling does. */
const REMEDIES: Readonly<Record<GeometryProblem["kind"], string>> = {
  "missing-slices": "repair",
  "uneven-spacing": "repair",
  tilt: "repair",
  sideways: "repair",
  "mixed-matrix": "Load the slices of one reconstruction, and leave the others out",
  "mixed-pixel-spacing": "Load the slices of one reconstruction, and leave the others out",
  "mixed-orientation": "Load the slices of one orientation, and leave localizers and reformats out",
  "mixed-frame-of-reference": "Load the slices of each frame of reference on their own",
  "mixed-units": "Load the slices of one unit, or export the series again with its rescale",
  "doubled-position": "Load one phase or reconstruction, and leave the copies out",
};

const REPAIR =
  'Load a complete, untilted series of one reconstruction, or let { geometry: "repair" } resample this one to a regular grid';

/** Whether resampling makes a regular stack of slices with this problem. */
export function isRepairable({ kind }: GeometryProblem): boolean {
  return REMEDIES[kind] === "repair";
}

/** One error for all of these problems, with what to do about them. */
export function createGeometryError(problems: readonly GeometryProblem[]): GeometryError {
  const others = problems.filter((problem) => !isRepairable(problem)).map(({ kind }) => REMEDIES[kind]);
  // What cannot be repaired has to be dealt with first, and may be the cause of the rest.
  const remedies = others.length > 0 ? [...new Set(others)] : [REPAIR];
  return new GeometryError(
    problems.map(({ sentence }) => sentence),
    remedies.join(". "),
    problems,
  );
}
