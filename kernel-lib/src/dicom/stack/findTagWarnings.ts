import { count } from "../../words";
import { describeTag } from "../elements/tag";
import { TAGS } from "../elements/tags";
import type { PlacedSlice } from "./placedSlice";
import { GAP_TOLERANCE } from "./tolerances";

/** Something the tags say that the positions do not; the positions are what is used. */
export interface TagWarning {
  readonly kind: "spacing-tag" | "thickness-tag" | "tilt-tag" | "instance-order";
  readonly sentence: string;
}

/** Largest difference of the tilt that the tags give from the measured one, degrees. */
const TILT_TAG_TOLERANCE = 0.5;

/**
 * Where the tags of a stack disagree with its positions. DICOM PS3.3 C.7.6.2 and C.8.15.3: thickness and spacing are
 * nominal, and Instance Numbers need not follow the patient.
 *
 * @param slices - in stack order.
 * @param along - where each lies along the normal, mm.
 * @param degrees - the measured tilt.
 */
export function findTagWarnings(
  slices: readonly PlacedSlice[],
  along: readonly number[],
  degrees: number,
): TagWarning[] {
  const warnings: TagWarning[] = [];
  const spacing = differing(
    slices.map((slice) => slice.spacingBetweenSlices ?? null),
    along,
  );
  if (spacing !== null) {
    warnings.push({
      kind: "spacing-tag",
      sentence: `${describeTag(TAGS.SpacingBetweenSlices)} is ${spacing.tag.toFixed(3)} mm in ${count(spacing.slices, "slice")}; their positions are ${spacing.mm.toFixed(3)} mm apart, which is used`,
    });
  }
  const thickness = differing(
    slices.map((slice) => slice.sliceThickness ?? null),
    along,
  );
  if (thickness !== null) {
    const meaning =
      thickness.tag > thickness.mm ? "they overlap" : "there is tissue between them that no slice shows";
    warnings.push({
      kind: "thickness-tag",
      sentence: `${describeTag(TAGS.SliceThickness)} is ${thickness.tag.toFixed(3)} mm in ${count(thickness.slices, "slice")}, ${thickness.mm.toFixed(3)} mm apart: ${meaning}`,
    });
  }
  const tilts = slices
    .map(({ gantryTilt }) => gantryTilt)
    .filter(
      (tilt): tilt is number =>
        typeof tilt === "number" && Math.abs(Math.abs(tilt) - degrees) > TILT_TAG_TOLERANCE,
    );
  if (slices.length > 1 && tilts.length > 0) {
    warnings.push({
      kind: "tilt-tag",
      sentence: `${describeTag(TAGS.GantryDetectorTilt)} is ${tilts[0].toFixed(1)} degrees in ${count(tilts.length, "slice")}; the positions are tilted by ${degrees.toFixed(1)} degrees, which is used`,
    });
  }
  if (!followsInstances(slices)) {
    warnings.push({
      kind: "instance-order",
      sentence: `${describeTag(TAGS.InstanceNumber)} does not follow the positions, which are used`,
    });
  }
  return warnings;
}

/** How many slices have a tag that is the distance to neither neighbour, and the first of them; null for none. */
function differing(
  tags: readonly (number | null)[],
  along: readonly number[],
): { readonly tag: number; readonly mm: number; readonly slices: number } | null {
  const last = along.length - 1;
  const wrong = tags.flatMap((tag, i) => {
    if (tag === null) return [];
    const gaps = [
      ...(i > 0 ? [along[i] - along[i - 1]] : []),
      ...(i < last ? [along[i + 1] - along[i]] : []),
    ];
    const same = gaps.some(
      (mm) => Math.abs(tag - mm) <= Math.max(GAP_TOLERANCE.share * mm, GAP_TOLERANCE.mm),
    );
    return same || gaps.length === 0 ? [] : [{ tag, mm: gaps[gaps.length - 1] }];
  });
  return wrong.length === 0 ? null : { ...wrong[0], slices: wrong.length };
}

/**
 * Whether the numbers, where all slices have one, run one way along the stack. Frames of one file share its number,
 * and a series that has the same in all its files has none.
 */
function followsInstances(slices: readonly PlacedSlice[]): boolean {
  const ofFiles = slices.filter(({ file }, i) => i === 0 || file.index !== slices[i - 1].file.index);
  const numbers = ofFiles.map(({ instanceNumber }) => instanceNumber);
  if (numbers.every((number) => number === numbers[0])) return true;
  const steps = numbers.slice(1).map((number, i) => {
    const before = numbers[i];
    return typeof number === "number" && typeof before === "number" ? Math.sign(number - before) : null;
  });
  return steps.some((step) => step === null) || steps.every((step) => step !== 0 && step === steps[0]);
}
