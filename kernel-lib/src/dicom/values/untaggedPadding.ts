import { setBit, wordsPerRow } from "../../volume/bitRows";
import type { StoredValues } from "../image/frameFormat";
import type { Rescale } from "../image/rescaleTags";
import { createInscribedCircle, type InscribedCircle } from "./inscribedCircle";
import { markPaddingRange } from "./paddingMask";

/** Looks at the slices of a scan for a padding that no tag names. */
export interface UntaggedPadding {
  /**
   * Notes what a slice shows, and marks in its zeroed bit rows what is padding if the scan turns out to have it.
   * Once for each slice, in any order.
   */
  readonly look: (stored: StoredValues, rescale: Rescale, bits: Uint32Array) => void;
  /** Takes the marks back that the scan does not bear out. Returns each padding's stored value, and in how many slices it is. */
  readonly decide: () => ReadonlyMap<number, number>;
}

/** Nothing absorbs less than air, whose HU is -1000; scanners and noise go a little below. */
const LOWEST_HU = -1024;
/** Part of the ring just inside the circle that holds other values in some slice, or there is no circle to see. */
const RING_SHARE = 0.5;
/** Part of what lies beyond the circle that may differ in a slice beside others that show the circle: burned-in text. */
const WRITTEN_SHARE = 0.1;

/**
 * Scanners that reconstruct a round field of view fill the corners with one stored value without always naming it in a
 * tag. All slices together tell: beyond the circle inscribed in the matrix is one value and no other, and along most of
 * the ring just inside it some slice holds something else. One slice alone may hold air of the same value there; it is
 * marked as the others are. Slices may have different values there, as their rescales differ. A slice with several in
 * its corners has no padding.
 *
 * At the circle's edge, in a rim of three pixels to either side, values may be any. A value that no tissue has in HU is
 * marked wherever it is, and in the rim what is nearer to it than to air; another only outside the circle and in the rim.
 */
export function createUntaggedPadding(matrix: Pick<Rescale, "rows" | "columns">): UntaggedPadding {
  // Not before a slice has one value in its corners: most scans name their padding, or have none.
  let circle: InscribedCircle | null = null;
  /** By pixel of the ring: it held something else in a slice that has but one value beyond the circle. */
  let others = new Uint8Array(0);
  /** Bit rows of the slices that were marked, by their value. */
  const marked = new Map<number, Uint32Array[]>();
  return {
    look(stored, rescale, bits) {
      const value = cornerValue(stored, rescale);
      if (value === null) return;
      if (circle === null) {
        circle = createInscribedCircle(matrix);
        if (circle === null) return;
        others = new Uint8Array(circle.ring.length);
      }
      const written = differingBeyond(stored, circle, value);
      if (written === null) return;
      if (written === 0) noteRing(stored, circle, value, others);
      mark(stored, rescale, circle, value, bits);
      const rows = marked.get(value);
      if (rows === undefined) marked.set(value, [bits]);
      else rows.push(bits);
    },
    decide() {
      const seen = others.reduce((sum, one) => sum + one, 0) > others.length * RING_SHARE;
      if (!seen) for (const bits of [...marked.values()].flat()) bits.fill(0);
      const slices = [...marked].map(([value, rows]): [number, number] => [value, rows.length]);
      // In an order of their own: that in which slices were read is none.
      return new Map(seen ? slices.sort(([a], [b]) => a - b) : []);
    },
  };
}

/** The value that three corners hold at least, since one may have something written over it; else null. */
function cornerValue(
  stored: StoredValues,
  { rows, columns }: Pick<Rescale, "rows" | "columns">,
): number | null {
  const corners = [0, columns - 1, (rows - 1) * columns, rows * columns - 1].map((at) => stored[at]);
  const value = corners[0] === corners[1] ? corners[0] : corners[2];
  return corners.filter((corner) => corner === value).length >= 3 ? value : null;
}

/** How many pixels beyond the circle and its rim hold something else; null where that is not a few. */
function differingBeyond(
  stored: StoredValues,
  { rows, columns, withRim: { starts, ends } }: InscribedCircle,
  value: number,
): number | null {
  let differing = 0;
  let beyond = 0;
  for (let row = 0; row < rows; row++) {
    const first = row * columns;
    const [start, end, last] = [first + starts[row], first + ends[row], first + columns];
    for (let i = first; i < start; i++) if (stored[i] !== value) differing++;
    for (let i = end; i < last; i++) if (stored[i] !== value) differing++;
    beyond += columns - ends[row] + starts[row];
  }
  return differing <= beyond * WRITTEN_SHARE ? differing : null;
}

function noteRing(stored: StoredValues, { ring }: InscribedCircle, value: number, others: Uint8Array): void {
  for (let i = 0; i < ring.length; i++) if (stored[ring[i]] !== value) others[i] = 1;
}

function mark(
  stored: StoredValues,
  { lut, slope, intercept, units }: Rescale,
  { rows, columns, core: { starts, ends } }: InscribedCircle,
  value: number,
  bits: Uint32Array,
): void {
  const hu = (one: number) => (lut === null && units === "HU" ? one * slope + intercept : Number.NaN);
  const everywhere = hu(value) < LOWEST_HU;
  if (everywhere) markPaddingRange(stored, { rows, columns }, [value, value], bits);
  const nearest = (hu(value) + LOWEST_HU) / 2;
  const marks = { bits, wordsPerRow: wordsPerRow(columns) };
  for (let row = 0, i = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, i++) {
      if (column === starts[row] && ends[row] > column) {
        i += ends[row] - column;
        column = ends[row];
        if (column === columns) break;
      }
      if (stored[i] === value || (everywhere && hu(stored[i]) < nearest)) setBit(marks, row, column);
    }
  }
}
