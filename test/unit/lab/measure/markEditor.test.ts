import fc from "fast-check";
import type { Mark, MarkKind, VoxelPoint } from "tslab-dicom/contract";
import { describe, expect, test } from "vitest";
import { MarkBoard } from "../../../../lab-extension/src/measure/markBoard";
import { MarkEditor } from "../../../../lab-extension/src/measure/markEditor";
import { turnArrow } from "../../../../lab-extension/src/measure/markKeys";
import { MarkResults } from "../../../../lab-extension/src/measure/markResults";
import { movePoint, movePoints, stepBetween } from "../../../../lab-extension/src/measure/moveMark";
import { newMarkId } from "../../../../lab-extension/src/measure/newMarkId";
import type { Pane } from "../../../../lab-extension/src/measure/pane";
import { slicesPayload } from "../payloads";

const SHAPE = [5, 40, 50];

/** A board and an editor on the second plane along rows; of the pane it needs no more than where it is. */
function setUp(tool: MarkKind) {
  let marks: readonly Mark[] = [];
  const store = {
    get: () => marks,
    set: (changed: readonly Mark[]) => {
      marks = changed;
    },
  };
  const board = new MarkBoard(store, new MarkResults(slicesPayload({ shape: [5, 40, 50] }), () => null));
  const pane = { axis: 1, index: 2 } as Pane;
  let drafts = 0;
  const editor = new MarkEditor(pane, board, SHAPE, () => drafts++);
  board.setTool(tool);
  return { board, editor, countDrafts: () => drafts };
}

describe("MarkEditor", () => {
  test("makes a mark of its kind when the last point is placed, and selects it", () => {
    const { board, editor } = setUp("angle");
    editor.begin([0, 2, 0]);
    editor.step({ rows: 2, columns: 0 });
    editor.place();
    editor.step({ rows: 0, columns: 10 });
    expect(board.marks).toEqual([]);
    editor.place();
    expect(board.marks).toEqual([
      {
        id: expect.any(String),
        kind: "angle",
        axis: 1,
        points: [
          [0, 2, 0],
          [2, 2, 0],
          [2, 2, 10],
        ],
      },
    ]);
    expect(board.selected).toBe(board.marks[0]);
    expect(editor.draft).toBeNull();
  });

  test("places no point on the one before it", () => {
    const { board, editor } = setUp("distance");
    editor.begin([1, 2, 3]);
    editor.place();
    expect(editor.draft?.placed).toEqual([[1, 2, 3]]);
    expect(board.marks).toEqual([]);
  });

  test("takes points back to the first and over it, gives up, and begins nothing without a tool", () => {
    const { board, editor, countDrafts } = setUp("angle");
    editor.begin([0, 2, 0]);
    editor.aim([0, 2, 5]);
    editor.place();
    editor.takeBack();
    expect(editor.draft?.placed).toEqual([[0, 2, 0]]);
    editor.takeBack();
    expect(editor.draft).toBeNull();
    editor.begin([0, 2, 0]);
    editor.cancel();
    const before = countDrafts();
    board.setTool(null);
    editor.begin([0, 2, 0]);
    editor.place();
    editor.takeBack();
    editor.cancel();
    editor.aim([0, 2, 1]);
    expect(editor.draft).toBeNull();
    expect(countDrafts()).toBe(before);
  });

  test("moves a point, and all of them", () => {
    const { board, editor } = setUp("distance");
    const mark: Mark = {
      id: "a",
      kind: "distance",
      axis: 1,
      points: [
        [0, 2, 0],
        [4, 2, 10],
      ],
    };
    board.add(mark);
    editor.move(mark, 1, { rows: -1, columns: 5 });
    expect(board.marks[0].points).toEqual([
      [0, 2, 0],
      [3, 2, 15],
    ]);
    editor.move(mark, "whole", { rows: 5, columns: 5 });
    expect(board.marks[0].points).toEqual([
      [0.5, 2, 5],
      [4.5, 2, 15],
    ]);
  });
});

describe("MarkBoard", () => {
  test("tells of every change until the signal ends", () => {
    const { board } = setUp("distance");
    const mark: Mark = {
      id: "a",
      kind: "distance",
      axis: 0,
      points: [
        [0, 0, 0],
        [0, 1, 1],
      ],
    };
    const life = new AbortController();
    let told = 0;
    board.onChange(() => told++, life.signal);
    board.add(mark);
    board.select("a");
    board.setTool("distance");
    expect(told).toBe(1);
    board.select(null);
    board.setTool(null);
    board.replace({ ...mark, kind: "ellipse" });
    board.remove("a");
    board.add(mark);
    board.clear();
    expect(told).toBe(7);
    expect(board.marks).toEqual([]);
    life.abort();
    board.add(mark);
    board.onChange(() => told++, life.signal);
    board.clear();
    expect(told).toBe(7);
  });
});

describe("movePoints", () => {
  const place = fc.tuple(
    fc.constant(3),
    fc.double({ min: -0.5, max: 39.5, noNaN: true }),
    fc.double({ min: -0.5, max: 49.5, noNaN: true }),
  );
  const by = fc.double({ min: -200, max: 200, noNaN: true });

  test("keeps every point in the picture, and the shape of the whole", () => {
    fc.assert(
      fc.property(fc.array(place, { minLength: 2, maxLength: 3 }), by, by, (points, rows, columns) => {
        const moved = movePoints(points, { rows, columns }, { axis: 0, shape: SHAPE });
        moved.forEach(([slice, row, column], i) => {
          expect(slice).toBe(3);
          expect(row).toBeGreaterThan(-0.5 - 1e-9);
          expect(row).toBeLessThan(39.5 + 1e-9);
          expect(column).toBeGreaterThan(-0.5 - 1e-9);
          expect(column).toBeLessThan(49.5 + 1e-9);
          expect(row - moved[0][1]).toBeCloseTo(points[i][1] - points[0][1], 9);
          expect(column - moved[0][2]).toBeCloseTo(points[i][2] - points[0][2], 9);
        });
      }),
      { seed: 11 },
    );
  });

  test("goes as far as asked where there is room, in each plane", () => {
    const bounds = { axis: 2 as const, shape: SHAPE };
    expect(movePoints([[1, 5, 7]], { rows: 2, columns: -3 }, bounds)).toEqual([[3, 2, 7]]);
    expect(
      movePoint(
        [
          [1, 5, 7],
          [2, 6, 7],
        ],
        0,
        { rows: 99, columns: 1 },
        bounds,
      ),
    ).toEqual([
      [4.5, 6, 7],
      [2, 6, 7],
    ]);
    expect(stepBetween([1, 5, 7], [3, 2, 7], 2)).toEqual({ rows: 2, columns: -3 });
  });
});

describe("turnArrow", () => {
  const POINT: VoxelPoint = [3, 4, 5];
  test.each([
    ["as stored", ([, row, column]: VoxelPoint) => ({ across: column, down: row }), { rows: 0, columns: 1 }],
    ["mirrored", ([, row, column]: VoxelPoint) => ({ across: -column, down: row }), { rows: 0, columns: -1 }],
    ["turned", ([, row, column]: VoxelPoint) => ({ across: row, down: -column }), { rows: 1, columns: 0 }],
  ])("goes right on a picture that is shown %s", (_, toPane, step) => {
    const close = { rows: expect.closeTo(step.rows, 12), columns: expect.closeTo(step.columns, 12) };
    expect(turnArrow({ axis: 0, toPane }, POINT, [1, 0], false)).toEqual(close);
    const far = turnArrow({ axis: 0, toPane }, POINT, [-1, 0], true);
    expect(far.rows + 10 * step.rows).toBeCloseTo(0, 12);
    expect(far.columns + 10 * step.columns).toBeCloseTo(0, 12);
  });
});

test("ids are different, where a page has randomUUID and where it has not", () => {
  const { crypto } = globalThis;
  const made = Array.from({ length: 50 }, newMarkId);
  Object.defineProperty(globalThis, "crypto", { value: {}, configurable: true });
  try {
    made.push(...Array.from({ length: 50 }, newMarkId));
  } finally {
    Object.defineProperty(globalThis, "crypto", { value: crypto, configurable: true });
  }
  expect(new Set(made).size).toBe(100);
  expect(made.every((id) => id.length > 5 && id.length <= 100)).toBe(true);
});
