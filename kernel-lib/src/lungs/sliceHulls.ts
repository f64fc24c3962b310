import { forEachRun, setBits } from "../volume/bitRows";
import { createMask, type Mask } from "../volume/mask";

type Corner = readonly [row: number, column: number];

/** The convex hull of a mask in each of its slices: of the centres of its voxels. */
export function sliceHulls(mask: Mask): Mask {
  const [slices, rows] = mask.shape;
  const out = createMask(mask.geometry);
  const ends: Corner[][] = Array.from({ length: slices }, () => []);
  // Row by row from the first on, each with its first and its last column.
  forEachRun(mask, slices * rows, (line, from, to) => {
    const corners = ends[Math.floor(line / rows)];
    const row = line % rows;
    if (corners.at(-1)?.[0] === row) corners[corners.length - 1] = [row, to - 1];
    else corners.push([row, from], [row, to - 1]);
  });
  for (const [slice, corners] of ends.entries()) {
    if (corners.length === 0) continue;
    const left = chain(corners, 1);
    const right = chain(corners, -1);
    const [first, last] = [corners[0][0], corners[corners.length - 1][0]];
    for (let row = first; row <= last; row++) {
      const [from, to] = [columnAt(left, row), columnAt(right, row)];
      setBits(out, slice * rows + row, Math.ceil(from - ROUNDING), Math.floor(to + ROUNDING) + 1);
    }
  }
  return out;
}

const ROUNDING = 1e-9;

/** One side of the hull, from the first row to the last: Andrew 1979, doi 10.1016/0020-0190(79)90072-3. */
function chain(corners: readonly Corner[], side: 1 | -1): Corner[] {
  // Of corners in one row the outer one alone can belong to it.
  const outer = corners.filter((corner, i) => {
    const next = side === 1 ? corners[i - 1] : corners[i + 1];
    return next?.[0] !== corner[0];
  });
  const hull: Corner[] = [];
  for (const corner of outer) {
    while (hull.length > 1 && side * turn(hull[hull.length - 2], hull[hull.length - 1], corner) >= 0)
      hull.pop();
    hull.push(corner);
  }
  return hull;
}

/** Above 0 where the way from a over b to c bends towards lower columns. */
function turn(a: Corner, b: Corner, c: Corner): number {
  return (b[1] - a[1]) * (c[0] - b[0]) - (c[1] - b[1]) * (b[0] - a[0]);
}

function columnAt(line: readonly Corner[], row: number): number {
  const end = line.findIndex((corner) => corner[0] >= row);
  const [b, a] = [line[end], line[Math.max(end - 1, 0)]];
  return b[0] === row ? b[1] : a[1] + ((b[1] - a[1]) * (row - a[0])) / (b[0] - a[0]);
}
