import type { CornerMesh } from "./cornerMesh";
import { sideEnd } from "./edgeSides";
import type { FaceFan } from "./faceFan";
import { leastError, type Quadrics } from "./quadrics";

const MOST_ROUNDS = 5;
/** Shares of the way to the middle of its neighbours that a vertex is tried at. */
const STEPS = [0.25, 0.5, 0.75, 1, -0.25, -0.5];

/**
 * Takes away folds that the surface had before: joins two vertices of the folded faces, or moves one, where that leaves
 * fewer. A tetrahedron with a fold goes where pieces may.
 */
export function mendFolds(
  mesh: CornerMesh,
  p: Float64Array,
  fan: FaceFan,
  quadrics: Quadrics,
  mayRemove: boolean,
): void {
  const { triangles, first, opposite, border, nonManifold } = mesh;
  const point = new Float64Array(3);
  const isFree = (vertex: number): boolean => first[vertex] >= 0 && !border[vertex] && !nonManifold[vertex];

  const joins = (a: number, b: number): boolean => {
    if (!isFree(a) || !isFree(b) || !mesh.canJoin(a, b)) return false;
    if (!fan.gather(a, b)) return false;
    leastError(quadrics, a, b, point);
    const ends = [p.slice(3 * a, 3 * a + 3), p.slice(3 * b, 3 * b + 3)];
    const middle = ends[0].map((mm, axis) => (mm + ends[1][axis]) / 2);
    for (const place of [point.slice(), middle, ...ends]) {
      if (!fan.place(place) || fan.foldsMade() >= fan.foldsThere()) continue;
      mesh.join(a, b);
      p.set(place, 3 * a);
      fan.settle();
      return true;
    }
    return false;
  };
  const moves = (vertex: number): boolean => {
    if (!isFree(vertex) || !fan.gather(vertex, vertex)) return false;
    const { list, count } = mesh.neighbours(vertex);
    const middle = [0, 0, 0];
    for (let i = 0; i < count; i++) {
      for (let axis = 0; axis < 3; axis++) middle[axis] += p[3 * list[i] + axis] / count;
    }
    for (const step of STEPS) {
      for (let axis = 0; axis < 3; axis++) {
        const mm = p[3 * vertex + axis];
        point[axis] = mm + step * (middle[axis] - mm);
      }
      if (!fan.place(point) || fan.foldsMade() >= fan.foldsThere()) continue;
      p.set(point, 3 * vertex);
      fan.settle();
      return true;
    }
    return false;
  };
  const mends = (face: number, beyond: number, a: number, b: number): boolean => {
    const opposite = (of: number): number =>
      [0, 1, 2].map((k) => triangles[of + k]).find((vertex) => vertex !== a && vertex !== b) ?? a;
    const c = opposite(face);
    const d = opposite(beyond);
    return (
      joins(a, b) ||
      [c, d].some((tip) => joins(a, tip) || joins(b, tip)) ||
      [a, b, c, d].some(moves) ||
      (mayRemove && mesh.removeTetrahedron(a))
    );
  };

  for (let round = 0, mended = true; mended && round < MOST_ROUNDS; round++) {
    mended = false;
    for (let side = 0; side < triangles.length; side++) {
      const face = side - (side % 3);
      if (mesh.isDead(face)) continue;
      if (opposite[side] < side) continue; // none, or seen from there
      const beyond = opposite[side] - (opposite[side] % 3);
      if (!fan.isFold(face, beyond)) continue;
      const a = triangles[side];
      const b = sideEnd(triangles, side);
      if (mends(face, beyond, a, b)) mended = true;
    }
  }
}
