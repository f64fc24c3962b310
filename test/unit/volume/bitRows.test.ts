import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type BitRows,
  forEachRun,
  hasBit,
  setBit,
  setBits,
  wordsPerRow,
} from "../../../kernel-lib/src/volume/bitRows";

const ROWS = 3;

function emptyRows(columns: number): BitRows {
  return { bits: new Uint32Array(ROWS * wordsPerRow(columns)), wordsPerRow: wordsPerRow(columns) };
}

/** The columns of a row, by asking for each. */
function columnsOf(set: BitRows, row: number, columns: number): number[] {
  return Array.from({ length: columns }, (_, column) => column).filter((column) => hasBit(set, row, column));
}

function runsOf(set: BitRows, row: number): [number, number][] {
  const runs: [number, number][] = [];
  forEachRun(set, ROWS, (at, from, to) => {
    if (at === row) runs.push([from, to]);
  });
  return runs;
}

const someColumns = fc.integer({ min: 1, max: 130 }).chain((columns) =>
  fc.record({
    columns: fc.constant(columns),
    inside: fc.array(fc.boolean(), { minLength: columns, maxLength: columns }),
  }),
);

test("a row takes whole words", () => {
  expect([0, 1, 31, 32, 33, 64, 512].map(wordsPerRow)).toEqual([0, 1, 1, 1, 2, 2, 16]);
});

test("what is set is there, and nothing in the rows beside it", () => {
  fc.assert(
    fc.property(someColumns, ({ columns, inside }) => {
      const set = emptyRows(columns);
      for (const [column, is] of inside.entries()) if (is) setBit(set, 1, column);
      expect(columnsOf(set, 1, columns)).toEqual(inside.flatMap((is, column) => (is ? [column] : [])));
      expect([columnsOf(set, 0, columns), columnsOf(set, 2, columns)]).toEqual([[], []]);
    }),
    { seed: 1 },
  );
});

test("a range is set as its columns one by one, over what was there", () => {
  const range = fc.record({
    columns: fc.integer({ min: 1, max: 130 }),
    ends: fc.tuple(fc.nat(130), fc.nat(130)),
  });
  fc.assert(
    fc.property(range, ({ columns, ends }) => {
      const [from, to] = ends.map((end) => Math.min(end, columns));
      const [ranged, single] = [emptyRows(columns), emptyRows(columns)];
      for (const set of [ranged, single]) setBit(set, 1, columns - 1);
      setBits(ranged, 1, from, to);
      for (let column = from; column < to; column++) setBit(single, 1, column);
      expect(ranged).toEqual(single);
    }),
    { seed: 2 },
  );
});

describe("runs", () => {
  test("are those of a search column by column", () => {
    fc.assert(
      fc.property(someColumns, ({ columns, inside }) => {
        const set = emptyRows(columns);
        for (const [column, is] of inside.entries()) if (is) setBit(set, 1, column);
        const expected: [number, number][] = [];
        for (let from = inside.indexOf(true); from >= 0; ) {
          const end = inside.indexOf(false, from);
          const to = end < 0 ? columns : end;
          expected.push([from, to]);
          from = inside.indexOf(true, to);
        }
        expect(runsOf(set, 1)).toEqual(expected);
      }),
      { seed: 3 },
    );
  });

  test("of a full row of whole words end with the row", () => {
    const set = emptyRows(64);
    setBits(set, 0, 0, 64);
    expect([runsOf(set, 0), runsOf(set, 1)]).toEqual([[[0, 64]], []]);
  });
});
