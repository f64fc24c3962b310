import { describeTag } from "../elements/tag";
import { TAGS } from "../elements/tags";
import type { SpacingTable } from "./measureSpacing";
import type { PlacedSlice } from "./placedSlice";
import { gapTolerance } from "./tolerances";

/** What is doubtful about the distances of slices that lie evenly. */
export interface SpacingWarning {
  readonly kind: "positions-rounded" | "slices-probably-missing";
  readonly sentence: string;
}

/**
 * What the table does not call a problem and a reader should know: positions that are rounded, and slices that are
 * missing so evenly that the positions cannot tell.
 *
 * @param slices - in stack order, those that the table is of.
 */
export function findSpacingWarnings(slices: readonly PlacedSlice[], table: SpacingTable): SpacingWarning[] {
  return [...roundedPositions(table), ...evenlyMissing(slices, table)];
}

function roundedPositions({ rounded, usual, min, max }: SpacingTable): SpacingWarning[] {
  if (rounded === null || usual === null || min === null || max === null) return [];
  const written = `positions are rounded to ${Number(rounded.toFixed(3))} mm`;
  const sentence = `${written}, with gaps from ${min.toFixed(3)} to ${max.toFixed(3)} mm; the slices are taken to lie ${usual.toFixed(3)} mm apart`;
  return [{ kind: "positions-rounded", sentence }];
}

/** Instance Numbers that skip, where the tags give the distance that the slices would have without the skipped ones. */
function evenlyMissing(slices: readonly PlacedSlice[], { usual, places }: SpacingTable): SpacingWarning[] {
  if (usual === null || places === null || places.length !== slices.length) return [];
  const step = instanceStep(slices, places);
  if (step === null || step < 2) return [];
  const nominal = usual / step;
  const tag = nominalSpacing(slices);
  if (tag === null || !tag.mm.every((mm) => Math.abs(mm - nominal) <= gapTolerance(nominal))) return [];
  const which = step === 2 ? "every second slice seems" : `${step - 1} of every ${step} slices seem`;
  const sentence = `${which} to be missing: ${describeTag(TAGS.InstanceNumber)} goes in steps of ${step}, and ${tag.name} is ${nominal.toFixed(3)} mm where the slices are ${usual.toFixed(3)} mm apart`;
  return [{ kind: "slices-probably-missing", sentence }];
}

/** By how much the Instance Number changes from place to place; null where it is not always the same whole number. */
function instanceStep(slices: readonly PlacedSlice[], places: readonly number[]): number | null {
  const steps = slices.slice(1).map(({ instanceNumber }, i) => {
    const before = slices[i].instanceNumber;
    if (typeof instanceNumber !== "number" || typeof before !== "number") return null;
    return (instanceNumber - before) / (places[i + 1] - places[i]);
  });
  const [first] = steps;
  if (typeof first !== "number" || !Number.isInteger(first)) return null;
  return steps.every((step) => step === first) ? Math.abs(first) : null;
}

/** The tag of all slices that says how far apart they are; their thickness where no tag does. */
function nominalSpacing(slices: readonly PlacedSlice[]): { name: string; mm: readonly number[] } | null {
  const all = (values: readonly (number | null | undefined)[]): readonly number[] | null => {
    const numbers = values.filter((value) => typeof value === "number");
    return numbers.length === slices.length ? (numbers as number[]) : null;
  };
  const spacing = all(slices.map(({ spacingBetweenSlices }) => spacingBetweenSlices));
  if (spacing !== null) return { name: describeTag(TAGS.SpacingBetweenSlices), mm: spacing };
  const thickness = all(slices.map(({ sliceThickness }) => sliceThickness));
  return thickness === null ? null : { name: describeTag(TAGS.SliceThickness), mm: thickness };
}
