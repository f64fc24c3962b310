import type { GeometryProblem, SliceGap } from "../../errors";
import { dot } from "../../volume/vectors";
import { count } from "../../words";
import { findMixedProblems } from "./findMixedProblems";
import { findSpacingProblems } from "./findSpacingProblems";
import { findSpacingWarnings, type SpacingWarning } from "./findSpacingWarnings";
import { findTagWarnings, type TagWarning } from "./findTagWarnings";
import { findWrittenStep } from "./findWrittenStep";
import { measureAxes, type SliceAxes } from "./measureAxes";
import { measureSpacing, type SpacingTable } from "./measureSpacing";
import { findLineProblems, measureStraightness } from "./measureStraightness";
import { findTurnTolerance, measureTurn } from "./measureTurn";
import type { PlacedSlice } from "./placedSlice";
import { GAP_TOLERANCE, MOST_TURNED } from "./tolerances";

/** What was measured of a stack, whatever became of it. */
export interface GeometryCheck {
  readonly axes: SliceAxes;
  readonly spacing: SpacingTable;
  /** Angle between the stack's axis and the slices' normal; 0 where it is jitter. */
  readonly tiltDegrees: number;
  /** What keeps the slices from being one regular stack. */
  readonly problems: readonly GeometryProblem[];
  /** Where the tags disagree with the positions, and what is doubtful about those. */
  readonly warnings: readonly (TagWarning | SpacingWarning)[];
}

/** Slices in stack order, and what was measured of them. */
export interface CheckedSlices<S extends PlacedSlice> {
  readonly slices: readonly S[];
  /** Where each slice lies along the normal, mm, ascending. */
  readonly along: readonly number[];
  readonly check: GeometryCheck;
}

/**
 * The slices sorted by their position along the normal, rowDirection x columnDirection, so that rows, columns and
 * slices are a right-handed frame; and everything that is wrong with them as a stack. Instance Numbers and file
 * names do not matter. Source: DICOM PS3.3 C.7.6.2.1.1.
 *
 * @param slices - at least one, in any order.
 */
export function checkGeometry<S extends PlacedSlice>(slices: readonly S[]): CheckedSlices<S> {
  const tolerance = findTurnTolerance(slices);
  const axes = measureAxes(slices, tolerance);
  const placed = slices
    .map((slice) => ({ slice, along: dot(axes.normal, slice.position), degrees: measureTurn(slice, axes) }))
    .sort((a, b) => a.along - b.along || a.slice.file.index - b.slice.file.index)
    .map((one, i) => ({ ...one, number: i + 1 }));
  const sorted = placed.map(({ slice }) => slice);
  // A localizer among the slices has its own problem and is no reason to find gaps about it.
  const upright = placed.filter(({ degrees }) => degrees <= MOST_TURNED);
  const doubled = gapsOf(placed).filter(isDoubled);
  const positions = upright.map(({ slice }) => slice.position);
  const spacing = measureSpacing(
    gapsOf(upright).filter((gap) => !isDoubled(gap)),
    findWrittenStep(positions, axes.normal),
  );
  const line = measureStraightness(positions, axes.normal);
  const numbers = upright.map(({ number }) => number);
  const along = placed.map((one) => one.along);
  return {
    slices: sorted,
    along,
    check: {
      axes,
      spacing,
      tiltDegrees: line.degrees,
      problems: [
        ...findMixedProblems(
          sorted,
          placed.filter(({ degrees }) => degrees > tolerance),
        ),
        ...doubledProblems(doubled),
        ...findSpacingProblems(spacing),
        ...findLineProblems(line, numbers),
      ],
      warnings: [
        ...findTagWarnings(sorted, unrounded(along, spacing), line.degrees),
        ...findSpacingWarnings(sorted, spacing),
      ],
    },
  };
}

function gapsOf(placed: readonly { readonly along: number; readonly number: number }[]): SliceGap[] {
  return placed
    .slice(1)
    .map(({ along, number }, i) => ({ slices: [placed[i].number, number], mm: along - placed[i].along }));
}

/** Where the slices lie once rounded positions are evened: tags are compared with that. */
function unrounded(along: readonly number[], { rounded, places, usual }: SpacingTable): readonly number[] {
  if (rounded === null || places === null || usual === null || places.length !== along.length) return along;
  return places.map((place) => along[0] + place * usual);
}

function isDoubled({ mm }: SliceGap): boolean {
  return mm < GAP_TOLERANCE.mm;
}

function doubledProblems(pairs: readonly SliceGap[]): GeometryProblem[] {
  if (pairs.length === 0) return [];
  const which = `${pairs[0].slices.join(" and ")}${pairs.length > 1 ? ", ..." : ""}`;
  const sentence = `${count(pairs.length, "slice")} at the position of another (slices ${which})`;
  return [{ kind: "doubled-position", pairs, sentence }];
}
