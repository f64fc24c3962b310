import type { SliceHeader } from "./frames/sliceHeader";
import type { GeometryCheck } from "./geometry/checkStack";
import type { RepairPlan } from "./geometry/planRepair";
import type { TagWarning } from "./geometry/tagWarnings";
import type { LoadWarning } from "./loadReport";
import type { StackValues } from "./readStack";

const TAG_CODES: Readonly<Record<TagWarning["kind"], string>> = {
  "spacing-tag": "SPACING_TAG_DISAGREES",
  "thickness-tag": "SLICE_THICKNESS_DIFFERS",
  "tilt-tag": "TILT_TAG_DISAGREES",
  "instance-order": "INSTANCE_ORDER",
};

/** What the tags say otherwise than the positions, and the problems that the policy dealt with. */
export function geometryWarnings(
  { warnings, problems }: GeometryCheck,
  code: "GEOMETRY_REPAIRED" | "GEOMETRY_LOOSE",
): LoadWarning[] {
  const tags = warnings.map(({ kind, sentence }) => ({ code: TAG_CODES[kind], message: sentence }));
  if (problems.length === 0) return tags;
  const list = problems.map(({ sentence }) => sentence).join("; ");
  return [...tags, { code, message: list }];
}

/** Slices named one by one in a sentence. */
const NAMED = 8;

/** What a repair changed. */
export function repairWarnings({ report, shape }: RepairPlan<SliceHeader>): LoadWarning[] {
  const { synthetic, spacing, before, degreesCorrected, rowsAdded, columnsAdded } = report;
  const warnings: LoadWarning[] = [];
  if (synthetic.length > 0) {
    const numbers = synthetic.slice(0, NAMED).map((slice) => slice + 1);
    const list = `${numbers.join(", ")}${synthetic.length > NAMED ? ", ..." : ""}`;
    warnings.push({
      code: "SLICES_SYNTHETIC",
      message: `${synthetic.length} of ${shape[0]} slices are in no file and were interpolated between their neighbours (${synthetic.length === 1 ? "slice" : "slices"} ${list})`,
    });
  }
  const { median } = before.spacing;
  if (spacing !== null && median !== null && spacing.toFixed(3) !== median.toFixed(3)) {
    warnings.push({
      code: "SLICES_RESAMPLED",
      message: `slices lie ${spacing.toFixed(3)} mm apart now; the median gap was ${median.toFixed(3)} mm`,
    });
  }
  const grown =
    rowsAdded + columnsAdded > 0 ? `; the matrix grew by ${rowsAdded} rows and ${columnsAdded} columns` : "";
  if (degreesCorrected > 0) {
    const message = `a tilt of ${degreesCorrected.toFixed(1)} degrees was taken out${grown}`;
    warnings.push({ code: "TILT_CORRECTED", message });
  } else if (grown !== "") {
    warnings.push({
      code: "SHIFTS_CORRECTED",
      message: `slices were moved back within their planes${grown}`,
    });
  }
  return warnings;
}

/** What a reader of the values should know. */
export function valueWarnings(
  slices: readonly SliceHeader[],
  { untaggedPadding }: Pick<StackValues, "untaggedPadding">,
): LoadWarning[] {
  const warnings: LoadWarning[] = [];
  const lossy = slices.filter((slice) => slice.lossy).length;
  if (lossy > 0) {
    warnings.push({
      code: "LOSSY",
      message: `${lossy} of ${slices.length} slices were compressed with loss once: densities near a threshold are not exact`,
    });
  }
  if (slices[0].modality === "CT" && slices[0].units === "unspecified") {
    warnings.push({
      code: "UNITS_UNSPECIFIED",
      message: "the tags do not say that the values are Hounsfield units",
    });
  }
  if (untaggedPadding.size > 0) {
    const list = [...untaggedPadding]
      .map(([value, count]) => `stored ${value} in ${count} slices`)
      .join(", ");
    warnings.push({
      code: "UNTAGGED_PADDING",
      message: `outside the round field of view lies one value that no tag calls padding, and that is taken for it (${list})`,
    });
  }
  return warnings;
}
