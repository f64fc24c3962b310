import fc from "fast-check";
import { expect, test } from "vitest";
import type { VoxelPoint } from "../../../../kernel-lib/src/contract";
import { movePoints } from "../../../../lab-extension/src/measure/moveMark";

const SHAPE = [4, 512, 261];
const along = (count: number) =>
  fc.integer({ min: 0, max: count * 1000 }).map((step) => Math.min(step / 1000 - 0.5, count - 0.5));
const point = fc.tuple(fc.constant(1), along(SHAPE[1]), along(SHAPE[2]));
const far = fc.integer({ min: -1000, max: 1000 });

test("a mark that is dragged beyond the border ends on it, not past it by the last digit of a sum", () => {
  const isInside = (place: VoxelPoint) => place.every((at, axis) => at >= -0.5 && at <= SHAPE[axis] - 0.5);
  fc.assert(
    fc.property(fc.array(point, { minLength: 2, maxLength: 3 }), far, far, (points, rows, columns) => {
      expect(movePoints(points, { rows, columns }, { axis: 0, shape: SHAPE }).every(isInside)).toBe(true);
    }),
    { seed: 5, numRuns: 2000 },
  );
});
