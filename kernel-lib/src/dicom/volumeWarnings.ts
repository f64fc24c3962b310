import { count } from "../words";
import type { SliceHeader } from "./image/readSliceHeader";
import type { ReadSlices } from "./readSlices";
import type { RepairPlan, RepairReport } from "./repair/planRepair";
import type { LoadWarning, WarningCode } from "./report/loadReport";
import type { GeometryCheck } from "./stack/checkGeometry";
import { GAP_TOLERANCE } from "./stack/tolerances";

const CODES: Readonly<Record<GeometryCheck["warnings"][number]["kind"], WarningCode>> = {
  "spacing-tag": "SPACING_TAG_DISAGREES",
  "thickness-tag": "SLICE_THICKNESS_DIFFERS",
  "tilt-tag": "TILT_TAG_DISAGREES",
  "instance-order": "INSTANCE_ORDER",
  "positions-rounded": "POSITIONS_ROUNDED",
  "slices-probably-missing": "SLICES_PROBABLY_MISSING",
};

/** Where tags and positions are doubtful, and the problems that the policy dealt with. */
export function warnOfGeometry(
  { warnings, problems }: GeometryCheck,
  code: "GEOMETRY_REPAIRED" | "GEOMETRY_LOOSE",
): LoadWarning[] {
  const doubts = warnings.map(({ kind, sentence }) => ({ code: CODES[kind], message: sentence }));
  if (problems.length === 0) return doubts;
  const list = problems.map(({ sentence }) => sentence).join("; ");
  return [...doubts, { code, message: list }];
}

/** Slices named one by one in a sentence. */
const NAMED = 8;

/** What a repair changed. */
export function warnOfRepair({ report, shape }: RepairPlan<SliceHeader>): LoadWarning[] {
  const { synthetic, spacing, before, degreesCorrected, rowsAdded, columnsAdded } = report;
  const warnings: LoadWarning[] = spacingAdjusted(report);
  if (synthetic.length > 0) {
    const numbers = synthetic.slice(0, NAMED).map((slice) => slice + 1);
    const list = `${numbers.join(", ")}${synthetic.length > NAMED ? ", ..." : ""}`;
    warnings.push({
      code: "SLICES_SYNTHETIC",
      message: `${synthetic.length} of ${shape[0]} slices ${synthetic.length === 1 ? "is missing and was" : "are missing and were"} interpolated between ${synthetic.length === 1 ? "its neighbours (slice" : "their neighbours (slices"} ${list})`,
    });
  }
  const { usual } = before.spacing;
  if (spacing !== null && usual !== null && spacing.toFixed(3) !== usual.toFixed(3)) {
    warnings.push({
      code: "SLICES_RESAMPLED",
      message: `slices lie ${spacing.toFixed(3)} mm apart now; the usual gap was ${usual.toFixed(3)} mm`,
    });
  }
  const grown =
    rowsAdded + columnsAdded > 0
      ? `; the matrix grew by ${count(rowsAdded, "row")} and ${count(columnsAdded, "column")}`
      : "";
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

/** Where slices lie otherwise apart than was asked for. */
function spacingAdjusted({ askedSpacing, spacing, before }: RepairReport): LoadWarning[] {
  if (askedSpacing === null) return [];
  const asked = `${Number(askedSpacing.toFixed(6))} mm between slices were asked for`;
  if (spacing === null) {
    return [{ code: "SPACING_ADJUSTED", message: `${asked}; there is one slice, and no distance` }];
  }
  const allowed = Math.min(GAP_TOLERANCE.share * askedSpacing, GAP_TOLERANCE.mm);
  if (Math.abs(spacing - askedSpacing) <= allowed) return [];
  const extent = before.spacing.gaps.reduce((sum, mm) => sum + mm, 0);
  const message = `${asked} and there are ${spacing.toFixed(3)} mm, because the first and the last slice stay where they are, ${extent.toFixed(3)} mm apart`;
  return [{ code: "SPACING_ADJUSTED", message }];
}

/** What a reader of the values should know. */
export function warnOfValues(
  slices: readonly SliceHeader[],
  { untaggedPadding, roundedSlices }: Pick<ReadSlices, "untaggedPadding" | "roundedSlices">,
): LoadWarning[] {
  const warnings: LoadWarning[] = [];
  const lossy = slices.filter((slice) => slice.lossy).length;
  if (lossy > 0) {
    warnings.push({
      code: "LOSSY",
      message: `${lossy} of ${count(slices.length, "slice was", "slices were")} compressed with loss once: densities near a threshold are not exact`,
    });
  }
  if (roundedSlices > 0) {
    warnings.push({
      code: "VALUES_ROUNDED",
      message: `${roundedSlices} of ${slices.length} slices have values of more digits than Float32 holds, which are rounded; storedPixels gives the stored ones`,
    });
  }
  if (slices.some(({ unitsUnknown }) => unitsUnknown)) {
    warnings.push({
      code: "UNITS_UNKNOWN",
      message: "the tags name units that DICOM does not define; the values are taken to have none",
    });
  } else if (slices[0].modality === "CT" && slices[0].units === "unspecified") {
    warnings.push({
      code: "UNITS_UNSPECIFIED",
      message:
        "the tags do not say that the values are Hounsfield units, or call the image a localizer, whose values are none",
    });
  }
  if (untaggedPadding.size > 0) {
    const list = [...untaggedPadding]
      .map(([value, slices]) => `stored ${value} in ${count(slices, "slice")}`)
      .join(", ");
    warnings.push({
      code: "UNTAGGED_PADDING",
      message: `outside the round field of view lies one value that no tag calls padding, and that is taken for it (${list})`,
    });
  }
  return warnings;
}
