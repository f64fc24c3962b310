import { type Axis, PLANE_AXES, type PlaneRange } from "../contract";
import { InvalidArgumentError } from "../errors";
import type { Shape } from "./geometry";

/** Rows and columns of the picture of a plane. */
export interface PlaneSize {
  readonly rows: number;
  readonly columns: number;
}

/** Size of the planes that are stacked along an axis. */
export function findPlaneSize(shape: Shape, axis: Axis): PlaneSize {
  const [rows, columns] = PLANE_AXES[axis];
  return { rows: shape[rows], columns: shape[columns] };
}

/** @throws InvalidArgumentError unless 0 <= first <= last, within the volume. */
export function requirePlanes(shape: Shape, axis: Axis, { first, last }: PlaneRange): void {
  const count = shape[axis];
  if (Number.isInteger(first) && Number.isInteger(last) && first >= 0 && first <= last && last < count)
    return;
  throw new InvalidArgumentError(
    "planes",
    `within 0 to ${count - 1}, the first not after the last`,
    `${first} to ${last}`,
  );
}
