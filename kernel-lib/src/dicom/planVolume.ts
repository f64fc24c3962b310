import type { Limits } from "../limits";
import type { Grid } from "../volume/grid";
import type { SliceHeader } from "./image/readSliceHeader";
import { planRepair, type RepairPlan } from "./repair/planRepair";
import type { LoadWarning, SpacingSummary } from "./report/loadReport";
import { type CheckedSlices, checkGeometry, type GeometryCheck } from "./stack/checkGeometry";
import { meanStep } from "./stack/meanStep";
import type { SliceDirections } from "./stack/measureTurn";
import { orderAsTutorial, type TutorialOrder } from "./stack/orderAsTutorial";
import { type GeometryPolicy, requireGeometry } from "./stack/requireGeometry";
import { warnOfGeometry, warnOfRepair } from "./volumeWarnings";

/** What becomes of slices that are no regular stack, and with "repair", how far apart they are to lie. */
export interface GeometryChoice {
  readonly policy: GeometryPolicy;
  /** Millimetres between the slices of a repaired stack. @default the usual gap */
  readonly spacing?: number;
}

export interface PlanChoice {
  readonly geometry: GeometryChoice;
  /** The tutorial's order, whatever the policy. */
  readonly tutorial: boolean;
  readonly limits: Limits;
}

/** Where slices go, before their pixels are read. */
export interface VolumePlan extends Grid {
  /** The slices that are read, in their order. */
  readonly sources: readonly SliceHeader[];
  /** In volume order; null for a slice that is made from its neighbours. */
  readonly slices: readonly (SliceHeader | null)[];
  readonly syntheticSlices: readonly number[];
  /** Distances between the slices that are read. */
  readonly measured: SpacingSummary;
  readonly warnings: readonly LoadWarning[];
  /** How values are resampled; null where they stay as they are read. */
  readonly repair: RepairPlan<SliceHeader> | null;
}

/**
 * Where these slices go by the policy.
 *
 * @throws GeometryError for slices of which the policy makes no volume; LimitExceededError for one that is too large.
 */
export function planVolume(headers: readonly SliceHeader[], choice: PlanChoice): VolumePlan {
  const checked = checkGeometry(headers);
  const { check } = checked;
  if (choice.tutorial) {
    // The order is asked for, whatever the positions say.
    const order = orderAsTutorial(headers);
    return keepGrid(order, { ...check, problems: [], warnings: [] }, order.slices[0]);
  }
  const { policy } = choice.geometry;
  if (policy === "repair") return regrid(checked, choice);
  requireGeometry(check, policy);
  return keepGrid({ slices: checked.slices, sliceStep: meanStep(checked.slices) }, check, check.axes);
}

function keepGrid(
  { slices, sliceStep }: TutorialOrder<SliceHeader>,
  check: GeometryCheck,
  { rowDirection, columnDirection }: SliceDirections,
): VolumePlan {
  const [first] = slices;
  return {
    shape: [slices.length, first.rows, first.columns],
    origin: first.position,
    rowDirection,
    columnDirection,
    sliceStep,
    spacing: [sliceStep === null ? null : Math.hypot(...sliceStep), ...first.pixelSpacing],
    sources: slices,
    slices,
    syntheticSlices: [],
    measured: summarise(check),
    // A strict stack has no problems left to warn of.
    warnings: warnOfGeometry(check, "GEOMETRY_LOOSE"),
    repair: null,
  };
}

function regrid(checked: CheckedSlices<SliceHeader>, { geometry, limits }: PlanChoice): VolumePlan {
  const { spacing } = geometry;
  const repair = planRepair(checked, { limits, ...(spacing !== undefined && { spacing }) });
  const { shape, origin, rowDirection, columnDirection, sliceStep, report } = repair;
  return {
    ...{ shape, origin, rowDirection, columnDirection, sliceStep, spacing: repair.spacing },
    sources: repair.slices,
    slices: repair.output.map(({ parts, synthetic }) => (synthetic ? null : repair.slices[parts[0].source])),
    syntheticSlices: report.synthetic,
    measured: summarise(report.before),
    warnings: [...warnOfGeometry(report.before, "GEOMETRY_REPAIRED"), ...warnOfRepair(repair)],
    repair,
  };
}

function summarise({ spacing: { median, min, max, gaps } }: GeometryCheck): SpacingSummary {
  return { median, min, max, gaps };
}
