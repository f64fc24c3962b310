import type { DicomFileError } from "../errors";
import type { Limits } from "../limits";
import type { SliceHeader } from "./image/readSliceHeader";
import type { PixelReader } from "./pixels/pixelReader";
import { type ReadSlices, readSlices } from "./readSlices";
import { planRepair, type RepairPlan } from "./repair/planRepair";
import { repairValues } from "./repair/repairValues";
import type { LoadWarning, SpacingSummary } from "./report/loadReport";
import type { SourceFile } from "./source/sourceFile";
import { checkGeometry, type GeometryCheck } from "./stack/checkGeometry";
import { looseStack } from "./stack/looseStack";
import { orderAsTutorial } from "./stack/orderAsTutorial";
import type { StackGrid } from "./stack/stackGrid";
import { type GeometryPolicy, type SliceStack, stackSlices } from "./stack/stackSlices";
import { warnOfGeometry, warnOfRepair, warnOfValues } from "./volumeWarnings";

/** What becomes of slices that are no regular stack, and with "repair", how far apart they are to lie. */
export interface GeometryChoice {
  readonly policy: GeometryPolicy;
  /** Millimetres between the slices of a repaired stack. @default the usual gap */
  readonly spacing?: number;
}

export interface BuildVolumeOptions {
  readonly geometry: GeometryChoice;
  readonly tutorial: boolean;
  /** Leave slices out whose pixels cannot be read, instead of throwing the first one's error. */
  readonly tolerant: boolean;
  readonly limits: Limits;
  readonly signal: AbortSignal | undefined;
  readonly onSlice: (done: number, total: number) => void;
}

/** A stack on its grid, with its values, and what was noticed. */
export interface BuiltVolume extends StackGrid {
  readonly values: Int16Array | Float32Array;
  readonly paddingBits: Uint32Array;
  /** In volume order; null for a slice that was made from its neighbours. */
  readonly slices: readonly (SliceHeader | null)[];
  readonly syntheticSlices: readonly number[];
  /** The slices that were read. */
  readonly sources: readonly SliceHeader[];
  /** Distances between the slices that were read. */
  readonly measured: SpacingSummary;
  readonly warnings: readonly LoadWarning[];
  /** Slices that could not be read and are not in the stack. */
  readonly failures: readonly { readonly file: SourceFile; readonly error: DicomFileError }[];
}

/**
 * The volume of these slices: placed as the policy says, then read.
 *
 * @throws GeometryError, DicomFileError, LimitExceededError as `loadScan` says.
 */
export async function buildVolume(
  headers: readonly SliceHeader[],
  reader: PixelReader,
  options: BuildVolumeOptions,
): Promise<BuiltVolume> {
  const { tutorial, tolerant, limits, signal, onSlice } = options;
  const placed = tutorial ? inTutorialOrder(headers) : place(headers, options);
  const { sources } = placed;
  const read = await readSlices(sources, reader, {
    limits,
    signal,
    onSlice: (done) => onSlice(done, sources.length),
    tolerant,
  });
  if (read.failures.size === 0) return { ...placed, ...fillStack(placed, read), failures: [] };

  const whole = sources.filter((_, i) => !read.failures.has(i));
  const failures = [...read.failures].map(([i, error]) => ({ file: sources[i].file, error }));
  if (whole.length === 0) throw failures[0].error;
  // Without them the stack has other gaps, so it is placed and read anew.
  const rest = await buildVolume(whole, reader, options);
  return { ...rest, failures: [...failures, ...rest.failures] };
}

/** Where slices go, before they are read. */
interface VolumePlan extends StackGrid, Pick<BuiltVolume, "sources" | "measured"> {
  readonly slices: readonly (SliceHeader | null)[];
  readonly syntheticSlices: readonly number[];
  readonly warnings: readonly LoadWarning[];
  readonly plan: RepairPlan<SliceHeader> | null;
}

function place(headers: readonly SliceHeader[], { geometry, limits }: BuildVolumeOptions): VolumePlan {
  switch (geometry.policy) {
    case "strict": {
      const stack = stackSlices(headers);
      return onOwnGrid(stack, stack.check);
    }
    case "loose": {
      const stack = looseStack(headers);
      return onOwnGrid(stack, stack.check);
    }
    case "repair": {
      const { spacing } = geometry;
      const plan = planRepair(headers, { limits, ...(spacing !== undefined && { spacing }) });
      const scanned = plan.output.map(({ parts, synthetic }) =>
        synthetic ? null : plan.slices[parts[0].source],
      );
      return {
        ...plan,
        sources: plan.slices,
        slices: scanned,
        syntheticSlices: plan.report.synthetic,
        measured: summaryOf(plan.report.before),
        warnings: [...warnOfGeometry(plan.report.before, "GEOMETRY_REPAIRED"), ...warnOfRepair(plan)],
        plan,
      };
    }
  }
}

function inTutorialOrder(headers: readonly SliceHeader[]): VolumePlan {
  const { check } = checkGeometry(headers);
  // The order is asked for, whatever the positions say.
  return onOwnGrid(orderAsTutorial(headers), { ...check, problems: [], warnings: [] });
}

function onOwnGrid({ slices, sliceStep }: SliceStack<SliceHeader>, check: GeometryCheck): VolumePlan {
  const [first] = slices;
  return {
    shape: [slices.length, first.rows, first.columns],
    origin: first.position,
    rowDirection: first.rowDirection,
    columnDirection: first.columnDirection,
    sliceStep,
    spacing: [sliceStep === null ? null : Math.hypot(...sliceStep), ...first.pixelSpacing],
    sources: slices,
    slices,
    syntheticSlices: [],
    measured: summaryOf(check),
    // A strict stack has no problems left to warn of.
    warnings: warnOfGeometry(check, "GEOMETRY_LOOSE"),
    plan: null,
  };
}

function summaryOf({ spacing: { median, min, max, gaps } }: GeometryCheck): SpacingSummary {
  return { median, min, max, gaps };
}

function fillStack(
  { plan, sources, warnings }: VolumePlan,
  read: ReadSlices,
): Pick<BuiltVolume, "values" | "paddingBits" | "warnings"> {
  const { values, paddingBits } = plan === null ? read : repairValues(plan, read);
  return { values, paddingBits, warnings: [...warnings, ...warnOfValues(sources, read)] };
}
