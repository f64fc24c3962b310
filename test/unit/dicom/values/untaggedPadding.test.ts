import { describe, expect, test } from "vitest";
import type { Rescale } from "../../../../kernel-lib/src/dicom/image/rescaleTags";
import { createUntaggedPadding } from "../../../../kernel-lib/src/dicom/values/untaggedPadding";
import { createRandom } from "../../../../kernel-lib/src/random";

const SIZE = 64;

const rescaleOf = (rows = SIZE, columns = SIZE): Rescale => ({
  ...{ rows, columns, slope: 1, intercept: -1024, lut: null, padding: null, units: "HU" },
});

interface Round {
  outside?: number;
  /** Pixels by which the circle is smaller than the inscribed one. */
  margin?: number;
  /** Pixels by which it lies off the centre, rows and columns. */
  off?: readonly [number, number];
  rows?: number;
  columns?: number;
  /** Values within, by pixel. */
  inside?: (i: number) => number;
}

const isOutside = (i: number, { margin = 0, off = [0, 0], rows = SIZE, columns = SIZE }: Round = {}) => {
  const [row, column] = [Math.floor(i / columns) - (rows - 1) / 2, (i % columns) - (columns - 1) / 2];
  return Math.hypot(row - off[0], column - off[1]) > Math.min(rows, columns) / 2 - margin;
};

const random = createRandom(3);
const tissue = () => 900 + random.below(300);

/** Tissue in a circle, one value outside. */
function roundSlice(round: Round = {}): Int16Array {
  const { outside = -2000, rows = SIZE, columns = SIZE, inside = tissue } = round;
  return Int16Array.from({ length: rows * columns }, (_, i) => (isOutside(i, round) ? outside : inside(i)));
}

/** What a scan of these slices has: its paddings, and the marked pixels of each slice. */
function found(slices: readonly Int16Array[], rescale: Rescale = rescaleOf()) {
  const { rows, columns } = rescale;
  const words = Math.ceil(columns / 32);
  const padding = createUntaggedPadding(rescale);
  const bits = slices.map(() => new Uint32Array(rows * words));
  for (const [i, stored] of slices.entries()) padding.look(stored, rescale, bits[i]);
  const values = [...padding.decide()];
  const marked = bits.map((rowsOf) =>
    Array.from({ length: rows * columns }, (_, i) => i).filter((i) => {
      const [row, column] = [Math.floor(i / columns), i % columns];
      return (rowsOf[row * words + (column >>> 5)] >>> (column & 31)) & 1;
    }),
  );
  return { values, marked };
}

const every = Array.from({ length: SIZE * SIZE }, (_, i) => i);
const outside = (round: Round = {}) => every.filter((i) => isOutside(i, round));
const noise = () => Int16Array.from(every, () => random.below(60));

describe("pitfall 38: a padding that no tag names is found, and marked pixel by pixel,", () => {
  test.each<readonly [name: string, round: Round]>([
    ["about the inscribed circle", {}],
    ["about one a pixel smaller", { margin: 1 }],
    ["about one two pixels smaller", { margin: 2 }],
    ["about one a pixel off the centre", { off: [1, 0] }],
    ["about one a pixel off the centre both ways", { off: [-1, 1] }],
    ["about a smaller one off the centre", { margin: 1, off: [0, -1] }],
    ["about a larger one", { margin: -1 }],
    ["of stored 0, which is air in HU", { outside: 0, off: [1, 1] }],
  ])("%s", (_name, round) => {
    const { values, marked } = found([roundSlice(round), roundSlice(round)]);
    expect(values).toEqual([[round.outside ?? -2000, 2]]);
    for (const slice of marked) expect(slice).toEqual(outside(round));
  });

  test("in an oblong matrix, and in a small one", () => {
    for (const [rows, columns] of [
      [40, 56],
      [70, 48],
      [16, 16],
    ]) {
      const round = { outside: -5, rows, columns };
      const { values, marked } = found([roundSlice(round)], rescaleOf(rows, columns));
      expect(values).toEqual([[-5, 1]]);
      expect(marked[0]).toEqual([...Array(rows * columns).keys()].filter((i) => isOutside(i, round)));
    }
  });

  test.each([1, 2])("about a rim of %i pixels outside the circle with values near by", (width) => {
    const rimmed = (value: number) =>
      roundSlice().map((stored, i) => (isOutside(i) && !isOutside(i, { margin: -width }) ? value : stored));
    const { values, marked } = found([rimmed(-1990), rimmed(-1996)]);
    expect(values).toEqual([[-2000, 2]]);
    for (const slice of marked) expect(slice).toEqual(outside());
  });

  test("in all slices of a scan, those too whose field of view holds the same value at its edge", () => {
    // Air of stored 0 to within half the radius, as in the slices above the shoulders.
    const air = (i: number) => (isOutside(i, { margin: SIZE / 4 }) ? 0 : tissue());
    const slices = Array.from({ length: 12 }, (_, k) =>
      roundSlice({ outside: 0, ...(k % 4 === 3 && { inside: air }) }),
    );
    const { values, marked } = found(slices);
    expect(values).toEqual([[0, 12]]);
    for (const [k, slice] of marked.entries()) {
      if (k % 4 !== 3) expect(slice).toEqual(outside());
      expect(outside().filter((i) => !slice.includes(i))).toEqual([]);
      // Beyond the rim nothing is marked that may be air.
      expect(slice.filter((i) => !isOutside(i, { margin: 3 }))).toEqual([]);
    }
  });

  test("by all slices together where none alone shows the circle", () => {
    // Each slice's tissue reaches the edge in one quarter.
    const quarter = (k: number) => (i: number) =>
      Math.floor((4 * Math.atan2((i % SIZE) - 31.5, Math.floor(i / SIZE) - 31.5)) / (2 * Math.PI) + 2) === k
        ? tissue()
        : 0;
    const slices = [0, 1, 2, 3].map((k) => roundSlice({ outside: 0, inside: quarter(k) }));
    expect(found(slices).values).toEqual([[0, 4]]);
    expect(found(slices.slice(0, 1)).values).toEqual([]);
  });

  test("by its value, which may differ between slices", () => {
    const slices = [-2000, 0, 0, -3024].map((value) => roundSlice({ outside: value }));
    const { values, marked } = found(slices);
    expect(values).toEqual([
      [-3024, 1],
      [-2000, 1],
      [0, 2],
    ]);
    for (const slice of marked) expect(slice).toEqual(outside());
  });

  test("in slices with a little written into a corner, and not in those whose corners hold tissue", () => {
    const text = (i: number) => Math.floor(i / SIZE) < 3 && i % SIZE < 6;
    const written = roundSlice().map((stored, i) => (text(i) ? 3000 : stored));
    const full = Int16Array.from(every, tissue);
    const { values, marked } = found([roundSlice(), written, full]);
    expect(values).toEqual([[-2000, 2]]);
    expect(marked[1]).toEqual(outside().filter((i) => !text(i)));
    expect(marked[2]).toEqual([]);
  });

  test("within the field of view, too, where no tissue has the value", () => {
    const hole = (i: number) => (i % SIZE === 32 ? -2000 : tissue());
    expect(found([roundSlice({ inside: hole })]).marked[0]).toEqual(
      every.filter((i) => isOutside(i) || i % SIZE === 32),
    );
  });
});

describe("pitfall 38: no padding is", () => {
  test.each<readonly [name: string, slices: readonly Int16Array[]]>([
    ["noise in the corners", [noise(), noise(), noise()]],
    ["air of one value all over", [new Int16Array(SIZE * SIZE).map((_, i) => (i % SIZE === 32 ? 1064 : 24))]],
    [
      "one value in the corners of a slice, with more than a little written into it",
      [roundSlice().map((stored, i) => (i < 8 * SIZE ? 3000 : stored))],
    ],
    [
      "a pixel in the corner that differs, where no other slice shows a circle",
      [roundSlice().map((stored, i) => (i === SIZE + 1 ? -1999 : stored))],
    ],
    [
      "four corners of one value by chance",
      [
        noise().map((stored, i) =>
          [0, SIZE - 1, SIZE * (SIZE - 1), SIZE * SIZE - 1].includes(i) ? 0 : stored,
        ),
      ],
    ],
  ])("%s", (_name, slices) => {
    expect(found(slices)).toEqual({ values: [], marked: slices.map(() => []) });
  });

  test("looked for in a matrix too small to tell", () => {
    expect(found([new Int16Array(225)], rescaleOf(15, 15))).toEqual({ values: [], marked: [[]] });
  });
});
