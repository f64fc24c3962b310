import type { Random } from "../../random";
import { across, difference, type Triple, unit } from "../../volume/vectors";

/** One piece of a tree: where it starts and ends, and how many of the tree's end points it feeds. */
export interface Branch {
  readonly from: Triple;
  readonly to: Triple;
  /** Index of the branch it grows from; -1 for the stem. */
  readonly parent: number;
  readonly feeds: number;
}

/**
 * A branching tree that fills a region: the points are halved again and again, and each branch grows part of the
 * way from its parent's end to the middle of its half. Parents come before their children.
 *
 * Source: the volume-filling growth of Tawhai, Pullan and Hunter 2000, doi 10.1114/1.1289457, without their
 * limits on angle and length.
 *
 * @param points - x, y, z of each end point in turn, in mm.
 */
export function growTree(root: Triple, points: Float64Array, random: Random): Branch[] {
  const branches: Branch[] = [];
  const waiting: { from: Triple; parent: number; members: Uint32Array }[] = [];
  const count = points.length / 3;
  if (count > 0)
    waiting.push({ from: root, parent: -1, members: Uint32Array.from({ length: count }, (_, i) => i) });
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { from, parent, members } = next;
    const middle = centroid(points, members);
    const reach = members.length === 1 ? 0.95 : 0.36 + 0.14 * random.uniform();
    const to: Triple = [
      from[0] + reach * (middle[0] - from[0]),
      from[1] + reach * (middle[1] - from[1]),
      from[2] + reach * (middle[2] - from[2]),
    ];
    branches.push({ from, to, parent, feeds: members.length });
    if (members.length === 1) continue;
    for (const half of halve(points, members, middle, from, random)) {
      waiting.push({ from: to, parent: branches.length - 1, members: half });
    }
  }
  return branches;
}

/** Splits the members by a plane near their middle, across the direction in which they spread most. */
function halve(
  points: Float64Array,
  members: Uint32Array,
  middle: Triple,
  from: Triple,
  random: Random,
): readonly [Uint32Array, Uint32Array] {
  const normal = spread(points, members, middle, from);
  const heights = Float64Array.from(
    members,
    (m) =>
      (points[3 * m] - middle[0]) * normal[0] +
      (points[3 * m + 1] - middle[1]) * normal[1] +
      (points[3 * m + 2] - middle[2]) * normal[2],
  );
  const order = Uint32Array.from(members, (_, i) => i).sort((a, b) => heights[a] - heights[b] || a - b);
  const share = 0.5 + 0.32 * (random.uniform() - 0.5);
  const cut = Math.min(members.length - 1, Math.max(1, Math.round(share * members.length)));
  const sorted = order.map((i) => members[i]);
  return [sorted.subarray(0, cut), sorted.subarray(cut)];
}

/** Direction of largest spread across the line from the branch point to the middle, by power iteration. */
function spread(points: Float64Array, members: Uint32Array, middle: Triple, from: Triple): Triple {
  const along = directionOf(difference(middle, from));
  let direction = directionOf(across([0.31, 0.52, 0.79], along));
  for (let iteration = 0; iteration < 5; iteration++) {
    let [sumX, sumY, sumZ] = [0, 0, 0];
    for (const m of members) {
      const dx = points[3 * m] - middle[0];
      const dy = points[3 * m + 1] - middle[1];
      const dz = points[3 * m + 2] - middle[2];
      const weight = dx * direction[0] + dy * direction[1] + dz * direction[2];
      sumX += weight * dx;
      sumY += weight * dy;
      sumZ += weight * dz;
    }
    const turned = across([sumX, sumY, sumZ], along);
    if (Math.hypot(...turned) < 1e-9) return direction;
    direction = directionOf(turned);
  }
  return direction;
}

function centroid(points: Float64Array, members: Uint32Array): Triple {
  let [x, y, z] = [0, 0, 0];
  for (const m of members) {
    x += points[3 * m];
    y += points[3 * m + 1];
    z += points[3 * m + 2];
  }
  return [x / members.length, y / members.length, z / members.length];
}

/** The vector at length 1; one of length 0 becomes [0, 0, 1]. */
export function directionOf(vector: Triple): Triple {
  return Math.hypot(...vector) > 0 ? unit(vector) : [0, 0, 1];
}
