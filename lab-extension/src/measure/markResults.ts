import {
  type Affine,
  type Axis,
  findInitialState,
  type Mark,
  type MarkResult,
  measureMark,
  PLANE_AXES,
  type SlicesPayload,
} from "tslab-dicom/contract";
import { findLengthUnit, type LengthUnit } from "../slice/position";
import type { MeasuredPlane } from "./measuredPlane";

/** What a mark comes to, as far as it is known here. */
export interface MarkReading {
  readonly result: MarkResult;
  /** Whether the values are those of a preview, and come near only. */
  readonly about: boolean;
  /** What lengths are in; "voxels" where nobody knows how large these are. */
  readonly lengthUnit: LengthUnit;
}

/** A grid whose steps are 1. */
const UNIT: Affine = [0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1];

/**
 * Brings what each mark comes to: from its plane's values where they are here, else as it was known before or came with
 * the output, else from a preview.
 */
export class MarkResults {
  /** Exact results by the mark's place, so that a plane may go again. */
  private readonly exact = new Map<string, MarkResult>();

  /** @param readPlane - the values of a single plane, the best that are here; null where none are. */
  constructor(
    private readonly payload: SlicesPayload,
    private readonly readPlane: (axis: Axis, index: number) => MeasuredPlane | null,
  ) {
    const { results = [] } = payload;
    findInitialState(payload).marks.forEach((mark, i) => {
      const result = results[i];
      if (result?.kind === mark.kind) this.exact.set(keyOf(mark), result);
    });
  }

  /** What a mark comes to; null for an ellipse on a plane whose values are not here. */
  read(mark: Mark): MarkReading | null {
    const { affine, shape, spacing } = this.payload;
    const [rows, columns] = PLANE_AXES[mark.axis];
    const isKnown = spacing[rows] !== null && spacing[columns] !== null;
    const lengthUnit = isKnown ? findLengthUnit(this.payload) : "voxels";
    const measure = (read: MeasuredPlane["read"]) =>
      measureMark(
        mark,
        lengthUnit === "mm" ? affine : UNIT,
        { rows: shape[rows], columns: shape[columns] },
        read,
      );
    if (mark.kind !== "ellipse") return { result: measure(() => Number.NaN), about: false, lengthUnit };

    const key = keyOf(mark);
    const known = this.exact.get(key);
    if (known) return { result: known, about: false, lengthUnit };
    const plane = this.readPlane(mark.axis, mark.points[0][mark.axis]);
    if (!plane) return null;
    const result = measure(plane.read);
    if (plane.exact) this.exact.set(key, result);
    return { result, about: !plane.exact, lengthUnit };
  }

  /** Whether the values of a mark's plane would tell more of it. */
  needsPlane(mark: Mark): boolean {
    return mark.kind === "ellipse" && !this.exact.has(keyOf(mark));
  }

  /** Exact results of marks in their order, for a payload; null where a result is not known. */
  collect(marks: readonly Mark[]): readonly (MarkResult | null)[] {
    return marks.map((mark) => {
      const reading = this.read(mark);
      return reading && !reading.about ? reading.result : null;
    });
  }

  /** Forget what no mark needs any more: a dragged one leaves a result behind for each of its places. */
  keepOnly(marks: readonly Mark[]): void {
    const needed = new Set(marks.map(keyOf));
    for (const key of this.exact.keys()) if (!needed.has(key)) this.exact.delete(key);
  }
}

const keyOf = ({ kind, axis, points }: Mark): string => JSON.stringify([kind, axis, points]);
