import { connectRuns } from "../segmentation/connectRuns";
import { runsOf } from "../segmentation/runs";
import type { Mask } from "../volume/mask";

/** How quickly clusters become rarer as they become larger. */
export interface ClusterExponent {
  /** Of the power law: the number of clusters of at least a size falls as size to the power of -D. NaN of fewer than two sizes. */
  readonly exponent: number;
  /** How well a line fits on log-log axes: its coefficient of determination. */
  readonly fit: number;
}

/**
 * D of a mask, of clusters in its slices over the edges of voxels, by a least-squares line through the logarithms of sizes
 * and of the numbers of clusters that are at least so large. Source: Mishima et al. 1999, doi 10.1073/pnas.96.16.8829.
 */
export function clusterExponent(mask: Mask): ClusterExponent {
  const { roots, sizes } = connectRuns(runsOf(mask), mask.shape, "4 within a slice");
  const counts = new Map<number, number>();
  for (let run = 0; run < roots.length; run++) {
    if (roots[run] !== run) continue;
    counts.set(sizes[run], (counts.get(sizes[run]) ?? 0) + 1);
  }
  let atLeast = 0;
  const points = [...counts]
    .sort(([a], [b]) => b - a)
    .map(([size, count]) => {
      atLeast += count;
      return [Math.log(size), Math.log(atLeast)] as const;
    });
  if (points.length < 2) return { exponent: Number.NaN, fit: Number.NaN };
  const mean = (axis: 0 | 1) => points.reduce((sum, point) => sum + point[axis], 0) / points.length;
  const [x, y] = [mean(0), mean(1)];
  let [xx, xy, yy] = [0, 0, 0];
  for (const [a, b] of points) {
    xx += (a - x) ** 2;
    xy += (a - x) * (b - y);
    yy += (b - y) ** 2;
  }
  return { exponent: -xy / xx, fit: yy === 0 ? 1 : xy ** 2 / (xx * yy) };
}
