import { createRunList, findRuns, setBits } from "../volume/bitRows";
import { createMask, type Mask, type MaskLike, toMask } from "../volume/mask";
import { type BallOptions, type BallRow, ballRows } from "./ballRows";
import { isSheared } from "./isSheared";
import { or } from "./setAlgebra";
import { surfaceVoxels } from "./surfaceVoxels";

/**
 * The mask with every voxel whose centre lies within a radius of the centre of one inside: its dilation by a ball in mm.
 *
 * Options: `radius` (needed: mm), `inPlane` (false).
 *
 * @throws InvalidArgumentError for a radius that is not 0 or a positive number.
 * @throws UnknownSpacingError for a mask of one slice, unless `inPlane`.
 */
export function dilation(mask: MaskLike, options: BallOptions): Mask {
  const source = toMask(mask);
  const ball = ballRows(source.geometry, options);
  if (isSheared(source.geometry)) return spread(source, ball);
  // The nearest voxel inside has a neighbour outside, where a step along an axis leads nearer.
  return or(source, spread(surfaceVoxels(source), ball));
}

/** Rows of a ball that reach the same columns, so that a row of the mask is spread along them once. */
interface Reach {
  readonly from: number;
  readonly to: number;
  readonly rows: readonly BallRow[];
}

function spread(source: Mask, ball: readonly BallRow[]): Mask {
  const out = createMask(source.geometry);
  const [slices, rows, columns] = source.geometry.shape;
  const reaches = groupByReach(ball);
  const runs = createRunList(source);
  const words = source.wordsPerRow;
  const row = { bits: new Uint32Array(words), wordsPerRow: words };
  for (let slice = 0, at = 0; slice < slices; slice++) {
    for (let r = 0; r < rows; r++, at++) {
      const count = findRuns(source, at, runs);
      if (count === 0) continue;
      for (const reach of reaches) {
        const first = Math.max(runs.starts[0] + reach.from, 0) >>> 5;
        const last = Math.min(runs.ends[count - 1] + reach.to, columns) >>> 5;
        row.bits.fill(0);
        for (let i = 0; i < count; i++) {
          setBits(
            row,
            0,
            Math.max(runs.starts[i] + reach.from, 0),
            Math.min(runs.ends[i] + reach.to, columns),
          );
        }
        for (const step of reach.rows) {
          const [s, to] = [slice + step.slice, r + step.row];
          if (s < 0 || s >= slices || to < 0 || to >= rows) continue;
          const start = (s * rows + to) * words;
          for (let w = first; w <= last && w < words; w++) out.bits[start + w] |= row.bits[w];
        }
      }
    }
  }
  return out;
}

function groupByReach(ball: readonly BallRow[]): Reach[] {
  const groups = new Map<string, BallRow[]>();
  for (const row of ball) {
    const key = `${row.from} ${row.to}`;
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return [...groups.values()].map((rows) => ({ from: rows[0].from, to: rows[0].to, rows }));
}
