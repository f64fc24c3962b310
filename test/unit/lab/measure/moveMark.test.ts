import { expect, test } from "vitest";
import { movePoints } from "../../../../lab-extension/src/measure/moveMark";

const frame = { axis: 0, shape: [4, 512, 261] } as const;

test.each([255.99544889852572, 31.617454247856738, 63.82083810951803])(
  "a mark at %d that is dragged beyond the border ends on it, not past it by the last digit of a sum",
  (row) => {
    const [one, other] = movePoints(
      [
        [1, row, 20],
        [1, row + 100, 30],
      ],
      { rows: -1000, columns: -1000 },
      frame,
    );
    expect(one).toEqual([1, -0.5, -0.5]);
    expect(other[1]).toBeCloseTo(99.5, 9);
  },
);
