/** Rows of a set, one bit a column: column c of a row is bit `c & 31` of its word `c >> 5`; unused bits are 0. */
export interface BitRows {
  readonly bits: Uint32Array;
  /** Words of a row; each row begins a new one. */
  readonly wordsPerRow: number;
}

/** 32-bit words that a row of so many columns takes. */
export function wordsPerRow(columns: number): number {
  return (columns + 31) >>> 5;
}

/** Whether a bit is set; rows are counted through all slices, `slice * rows + row`. */
export function hasBit(set: BitRows, row: number, column: number): boolean {
  return ((set.bits[row * set.wordsPerRow + (column >>> 5)] >>> (column & 31)) & 1) === 1;
}

export function setBit(set: BitRows, row: number, column: number): void {
  set.bits[row * set.wordsPerRow + (column >>> 5)] |= 1 << (column & 31);
}

/** Sets the columns of a row from `from` up to, without, `to`. */
export function setBits(set: BitRows, row: number, from: number, to: number): void {
  if (from >= to) return;
  const { bits } = set;
  const start = row * set.wordsPerRow;
  const first = start + (from >>> 5);
  const last = start + ((to - 1) >>> 5);
  const fromFirst = -1 << (from & 31);
  const toLast = -1 >>> (31 - ((to - 1) & 31));
  if (first === last) {
    bits[first] |= fromFirst & toLast;
    return;
  }
  bits[first] |= fromFirst;
  bits.fill(0xffffffff, first + 1, last);
  bits[last] |= toLast;
}

/** Where runs of set columns begin, and where they end: one past their last column. */
export interface RunList {
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

/** Room for all runs that one row can hold. */
export function createRunList({ wordsPerRow: words }: BitRows): RunList {
  const most = words << 4;
  return { starts: new Int32Array(most), ends: new Int32Array(most) };
}

/**
 * Writes the runs of set columns of a row into the list, in ascending order, from place `at` on; returns the place after
 * the last. Runs, since sets are mostly runs, and into a list, since a call for each takes a fifth longer.
 */
export function findRuns(set: BitRows, row: number, { starts, ends }: RunList, at = 0): number {
  const { bits, wordsPerRow: words } = set;
  const first = row * words;
  let open = 0; // the bit before the word, and so whether a run is open
  for (let w = 0; w < words; w++) {
    const word = bits[first + w];
    // A set bit of `edges` is a column that is in where the one before is out, or the reverse.
    for (let edges = word ^ ((word << 1) | open); edges !== 0; edges &= edges - 1) {
      const column = (w << 5) + 31 - Math.clz32(edges & -edges);
      if (open === 0) starts[at] = column;
      else ends[at++] = column;
      open ^= 1;
    }
  }
  // Unused bits are 0, so that only a row of whole words can end within a run.
  if (open === 1) ends[at++] = words << 5;
  return at;
}

/** Calls back with each run of the first rows, columns `from` up to, without, `to`, in ascending order. */
export function forEachRun(
  set: BitRows,
  rows: number,
  visit: (row: number, from: number, to: number) => void,
): void {
  const runs = createRunList(set);
  for (let row = 0; row < rows; row++) {
    const count = findRuns(set, row, runs);
    for (let i = 0; i < count; i++) visit(row, runs.starts[i], runs.ends[i]);
  }
}
