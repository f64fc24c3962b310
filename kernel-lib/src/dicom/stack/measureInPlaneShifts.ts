import { cross, difference, dot } from "../../volume/vectors";
import type { SliceAxes } from "./measureAxes";
import type { PlacedSlice } from "./placedSlice";
import { GRID_TOLERANCE } from "./tolerances";

/** Where the slices of a stack lie on one right-angled grid of rows and columns that holds all of them. */
export interface InPlaneShifts {
  /** Grid row and column, with fractions, of each slice's first voxel. */
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  /** What the grid has more than a slice. */
  readonly rowsAdded: number;
  readonly columnsAdded: number;
  /** Number of a slice that lies on whole rows and columns exactly. */
  readonly reference: number;
}

/** The shifts of slices that lie above one another. */
export function noShifts(slices: readonly PlacedSlice[]): InPlaneShifts {
  const zeros = slices.map(() => 0);
  return { rows: zeros, columns: zeros, rowsAdded: 0, columnsAdded: 0, reference: 0 };
}

/**
 * The shifts of slices that do not lie above one another along their normal. The grid lies on the pixels of as many
 * slices as can be, so that those need no interpolation; within 0.01 mm of a pixel is on it.
 *
 * @param slices - in stack order.
 */
export function measureInPlaneShifts(slices: readonly PlacedSlice[], axes: SliceAxes): InPlaneShifts {
  const { rowDirection, columnDirection, normal } = axes;
  const [rowMm, columnMm] = slices[0].pixelSpacing;
  // Across the other direction, since the two are perpendicular only as far as the tags' digits go.
  const acrossRows = cross(normal, rowDirection);
  const acrossColumns = cross(columnDirection, normal);
  const places = slices.map(({ position }) => {
    const offset = difference(position, slices[0].position);
    return {
      row: dot(offset, acrossRows) / dot(columnDirection, acrossRows) / rowMm,
      column: dot(offset, acrossColumns) / dot(rowDirection, acrossColumns) / columnMm,
    };
  });
  const reference = mostCommon(
    places.map(({ row, column }) => `${Math.round(row * 100)} ${Math.round(column * 100)}`),
  );
  const { row, column } = places[reference];
  const rows = onGrid(
    places.map((place) => place.row - row),
    GRID_TOLERANCE / rowMm,
  );
  const columns = onGrid(
    places.map((place) => place.column - column),
    GRID_TOLERANCE / columnMm,
  );
  return {
    rows: rows.shifts,
    columns: columns.shifts,
    rowsAdded: rows.added,
    columnsAdded: columns.added,
    reference,
  };
}

/** The shifts from 0 up, snapped to whole pixels within the tolerance, and how many pixels they take. */
function onGrid(offsets: readonly number[], tolerance: number): { shifts: number[]; added: number } {
  const snapped = offsets.map((offset) => {
    const whole = Math.round(offset);
    return Math.abs(offset - whole) <= tolerance ? whole : offset;
  });
  const lowest = Math.floor(snapped.reduce((a, b) => Math.min(a, b)));
  const shifts = snapped.map((shift) => shift - lowest);
  return { shifts, added: Math.ceil(shifts.reduce((a, b) => Math.max(a, b))) };
}

/** Index of the first of the keys that occur most often. */
function mostCommon(keys: readonly string[]): number {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  const most = [...counts].reduce((a, b) => (b[1] > a[1] ? b : a))[0];
  return keys.indexOf(most);
}
