import type { PatientPoint } from "../contract";
import { hasBit } from "../volume/bitRows";
import { patientPoint } from "../volume/geometry";
import type { Mask } from "../volume/mask";

/** A diameter in an axial slice. */
export interface AxialDiameter {
  /** With the edge of a pixel, half of one at either end. */
  readonly mm: number;
  /** Centres of the first and the last pixel, LPS mm. */
  readonly from: PatientPoint;
  readonly to: PatientPoint;
}

export interface AxialDiameters {
  readonly slice: number;
  readonly long: AxialDiameter;
  /** The longest across the long one, in the same slice. */
  readonly short: AxialDiameter;
}

/** A pixel, in mm from the first row and column. */
interface Pixel {
  readonly row: number;
  readonly column: number;
  readonly y: number;
  readonly x: number;
}

/** The longest diameter of a mask in any slice, and the longest across it; null for an empty mask. */
export function axialDiameters(mask: Mask): AxialDiameters | null {
  const [slices] = mask.shape;
  let best: { slice: number; a: Pixel; b: Pixel; mm: number } | null = null;
  for (let slice = 0; slice < slices; slice++) {
    const rim = rimOf(mask, slice);
    for (const [i, a] of rim.entries()) {
      for (const b of rim.slice(i)) {
        const mm = Math.hypot(a.x - b.x, a.y - b.y);
        if (best === null || mm > best.mm) best = { slice, a, b, mm };
      }
    }
  }
  if (best === null) return null;
  const { slice, a, b, mm } = best;
  const edge = Math.max(mask.geometry.spacing[1], mask.geometry.spacing[2]);
  const place = ({ row, column }: Pixel) => patientPoint(mask.geometry, slice, row, column);
  const across = longestAcross(rimOf(mask, slice), a, b, edge);
  return {
    slice,
    long: { mm: mm + edge, from: place(a), to: place(b) },
    short: { mm: across.mm + edge, from: place(across.a), to: place(across.b) },
  };
}

/** The pixels of a slice that have a neighbour outside in their row or column. */
function rimOf(mask: Mask, slice: number): Pixel[] {
  const [, rows, columns] = mask.shape;
  const [, rowMm, columnMm] = mask.geometry.spacing;
  const isIn = (row: number, column: number) =>
    row >= 0 && row < rows && column >= 0 && column < columns && hasBit(mask, slice * rows + row, column);
  const rim: Pixel[] = [];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      if (!isIn(row, column)) continue;
      const isInner =
        isIn(row - 1, column) && isIn(row + 1, column) && isIn(row, column - 1) && isIn(row, column + 1);
      if (!isInner) rim.push({ row, column, y: row * rowMm, x: column * columnMm });
    }
  }
  return rim;
}

/** The two pixels of the rim that are farthest apart across a line: no farther along it than half of the edge of a pixel. */
function longestAcross(rim: readonly Pixel[], from: Pixel, to: Pixel, edge: number) {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const [ux, uy] = length === 0 ? [1, 0] : [(to.x - from.x) / length, (to.y - from.y) / length];
  let best = { a: from, b: from, mm: 0 };
  for (const [i, a] of rim.entries()) {
    for (const b of rim.slice(i + 1)) {
      const along = Math.abs((b.x - a.x) * ux + (b.y - a.y) * uy);
      const mm = Math.abs((b.y - a.y) * ux - (b.x - a.x) * uy);
      if (along <= edge / 2 && mm > best.mm) best = { a, b, mm };
    }
  }
  return best;
}
