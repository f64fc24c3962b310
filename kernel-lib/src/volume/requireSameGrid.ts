import { InvalidArgumentError } from "../errors";
import type { VolumeGeometry } from "./geometry";
import { requireSameShape } from "./volume";

/** Grids that lie so near to each other, in mm, are the same but for rounding. */
const ROUNDING = 0.01;

/**
 * @throws ShapeMismatchError for another shape, InvalidArgumentError for a grid that lies elsewhere in the patient; one
 * whose place nobody stated may be any.
 */
export function requireSameGrid(argument: string, expected: VolumeGeometry, received: VolumeGeometry): void {
  requireSameShape(argument, expected.shape, received.shape);
  if (expected.known !== "place" || received.known !== "place") return;
  let farthest = 0;
  // The corners are where two grids lie farthest apart.
  for (const corner of CORNERS) {
    const [dx, dy, dz] = [0, 4, 8].map((xyz) =>
      [...corner, 1].reduce((sum: number, share, axis) => {
        const index = axis < 3 ? share * (expected.shape[axis] - 1) : 1;
        return sum + index * (expected.affine[xyz + axis] - received.affine[xyz + axis]);
      }, 0),
    );
    farthest = Math.max(farthest, Math.hypot(dx, dy, dz));
  }
  if (farthest <= ROUNDING) return;
  const found = `one that lies up to ${farthest.toFixed(2)} mm from it`;
  throw new InvalidArgumentError(argument, "on the grid of what it is combined with", found);
}

const CORNERS = [0, 1].flatMap((slice) =>
  [0, 1].flatMap((row) => [0, 1].map((column) => [slice, row, column])),
);
