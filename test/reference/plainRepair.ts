import type { RepairPart, RepairPlan } from "../../kernel-lib/src/dicom/repair/planRepair";
import type { VoxelValues } from "../../kernel-lib/src/dicom/stack/voxelValues";
import { isPadded } from "../makers/placedSlices";

/** A voxel of the source that takes part in a voxel of the output; null outside its slice. */
interface Corner {
  readonly at: number | null;
  readonly padded: boolean;
  readonly weight: number;
}

/** The value of one voxel of a planned grid, and whether it is padding: every source voxel looked up by itself. */
export function plainRepair(
  plan: Pick<RepairPlan<unknown>, "output" | "sourceShape">,
  source: VoxelValues,
  [slice, row, column]: readonly [number, number, number],
): { readonly value: number | null; readonly padded: boolean } {
  const { parts } = plan.output[slice];
  const corners = parts.flatMap((part) => cornersOf(part, plan.sourceShape, source, row, column));
  if (corners.some(({ at }) => at === null)) return { value: null, padded: true };
  if (!corners.some(({ padded }) => padded)) {
    return {
      value: corners.reduce((sum, { at, weight }) => sum + weight * source.values[at ?? 0], 0),
      padded: false,
    };
  }
  const ofNearest = cornersOf(parts[0], plan.sourceShape, source, row, column);
  const nearest = ofNearest.reduce((a, b) => (b.weight > a.weight ? b : a));
  return { value: source.values[nearest.at ?? 0], padded: nearest.padded };
}

function cornersOf(
  { source: slice, weight, rowShift, columnShift }: RepairPart,
  shape: readonly [number, number, number],
  source: VoxelValues,
  outputRow: number,
  outputColumn: number,
): Corner[] {
  return neighbours(outputRow - rowShift).flatMap(([row, rowWeight]) =>
    neighbours(outputColumn - columnShift).map(([column, columnWeight]) => {
      const inside = row >= 0 && column >= 0 && row < shape[1] && column < shape[2];
      return {
        at: inside ? (slice * shape[1] + row) * shape[2] + column : null,
        padded: inside && isPadded(source, shape, slice, row, column),
        weight: weight * rowWeight * columnWeight,
      };
    }),
  );
}

function neighbours(place: number): [index: number, weight: number][] {
  const below = Math.floor(place);
  const next = place - below;
  return next === 0
    ? [[below, 1]]
    : [
        [below, 1 - next],
        [below + 1, next],
      ];
}
