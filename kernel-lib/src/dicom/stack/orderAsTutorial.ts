import { GeometryError } from "../../errors";
import { describeTag } from "../elements/tag";
import { TAGS } from "../elements/tags";
import type { PlacedSlice } from "./placedSlice";
import type { SliceStack } from "./stackSlices";

/** A slice with the numbers that the tutorial sorts by. */
export interface NumberedSlice extends Pick<PlacedSlice, "pixels" | "position"> {
  readonly instanceNumber: number | null;
  /** Slice Location (0020,1041), mm. */
  readonly sliceLocation: number | null;
}

/**
 * The tutorial's `load_scan` order: slices that have a Slice Location, sorted by Instance Number, the distance
 * between slices taken from the z of the first two. It is wrong for series whose numbers do not follow the
 * patient, for gaps, for other than axial slices; `loadScan` without `tutorial` is not.
 *
 * @throws GeometryError when no slice has a Slice Location, or the first two lie at one z.
 */
export function orderAsTutorial<S extends NumberedSlice>(headers: readonly S[]): SliceStack<S> {
  const remedy = "Load the series without { tutorial: true }";
  const slices = headers.filter(({ sliceLocation }) => sliceLocation !== null);
  if (slices.some(({ instanceNumber }) => instanceNumber === null)) {
    throw new GeometryError([`a slice without an ${describeTag(TAGS.InstanceNumber)}`], remedy);
  }
  slices.sort((a, b) => Number(a.instanceNumber) - Number(b.instanceNumber));
  if (slices.length === 0)
    throw new GeometryError([`no slice with a ${describeTag(TAGS.SliceLocation)}`], remedy);
  const { rows, columns } = slices[0].pixels;
  if (slices.some(({ pixels }) => pixels.rows !== rows || pixels.columns !== columns)) {
    throw new GeometryError(["slices of different matrix sizes"], remedy);
  }
  if (slices.length === 1) return { slices, sliceStep: null };
  const step = slices[1].position[2] - slices[0].position[2];
  if (step === 0) throw new GeometryError(["the first two slices at the same z"], remedy);
  return { slices, sliceStep: [0, 0, step] };
}
