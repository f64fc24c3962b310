import { createCornerMesh } from "./cornerMesh";
import { createEdgeQueue } from "./edgeQueue";
import { gatherSides } from "./edgeSides";
import { createFaceFan } from "./faceFan";
import { keepVolume } from "./keepVolume";
import { mendFolds } from "./mendFolds";
import type { Mesh } from "./mesh";
import { errorAt, leastError, mergeQuadrics, QUADRIC } from "./quadrics";
import { vertexQuadrics } from "./vertexQuadrics";

export interface CollapseOptions {
  /** Most faces wanted. */
  readonly faces: number;
  /** Farthest that the surface may move, as `error` measures it. */
  readonly maxError: number;
  /** Whether handles may be cut and pieces that are tetrahedra may go where edges alone do not reach the number. */
  readonly mayCut: boolean;
  /** Called now and then with how many faces there still are. */
  readonly onProgress: (faces: number) => void;
}

export interface CollapsedMesh {
  readonly positions: Float32Array;
  /** Vertices of the faces that are left; not every vertex is used. */
  readonly triangles: Uint32Array;
  /** Largest root of the mean squared distance of a vertex to the planes of the faces that it stands for. */
  readonly error: number;
  /** Whether handles were cut or pieces taken away. */
  readonly cut: boolean;
}

/** Rounds over the edges that were refused before, whose surroundings have changed. */
const MOST_ROUNDS = 3;
/** Edges that are collapsed between two reports of progress: some hundredths of a second. */
const JOINS_A_REPORT = 2000;
/** Share of the faces that a round must take away for another to follow. */
const LEAST_GAIN = 0.05;

/**
 * The mesh with edges collapsed, the cheapest by its quadric error first (Garland and Heckbert 1997, doi
 * 10.1145/258734.258849), each to the point that keeps the volume. An edge stays where collapsing it would join parts
 * of the surface that are apart (the link condition), turn a face over, make it thin or make a fold.
 */
export function collapseEdges(
  mesh: Mesh,
  { faces, maxError, mayCut, onProgress }: CollapseOptions,
): CollapsedMesh {
  const vertices = mesh.positions.length / 3;
  const triangles = mesh.triangles.slice();
  const edges = gatherSides(triangles, vertices);
  const surface = createCornerMesh(triangles, vertices, edges);
  const { first, border, nonManifold } = surface;
  // From the first vertex, so that the quadrics' constants stay small.
  const origin = mesh.positions.slice(0, 3);
  const p = Float64Array.from(mesh.positions, (mm, i) => mm - origin[i % 3]);
  const { quadrics, areas } = vertexQuadrics({ positions: p, triangles }, edges);
  const fan = createFaceFan(surface, p);
  const stamps = new Uint32Array(vertices); // grow whenever a vertex changes
  const point = new Float64Array(3);
  const queue = createEdgeQueue(edges.starts.length, (a, b, stamp) => stamps[a] + stamps[b] === stamp);
  let worst = 0;
  let cut = false;
  let joins = 0;

  /** Error of joining two vertices, and the point for it. */
  const leastJoin = (a: number, b: number): number => {
    if (border[a] === border[b]) return leastError(quadrics, a, b, point);
    const fixed = border[a] ? a : b;
    for (let axis = 0; axis < 3; axis++) point[axis] = p[3 * fixed + axis];
    return errorAt(quadrics, a, b, point);
  };
  const pushEdges = (vertex: number, from: number): void => {
    if (first[vertex] < 0 || nonManifold[vertex]) return;
    const { list, count } = surface.neighbours(vertex);
    for (let i = 0; i < count; i++) {
      const other = list[i];
      if (other < from || nonManifold[other]) continue;
      queue.push(leastJoin(vertex, other), vertex, other, stamps[vertex] + stamps[other]);
    }
  };
  const keepsShape = (a: number, b: number): boolean => {
    if (!fan.place(a, b, point)) return false;
    const made = fan.foldsMade();
    if (made === 0 && fan.turned() === 0) return true;
    const there = fan.foldsThere();
    return fan.turned() === 0 ? made <= there : made < there;
  };
  const join = (a: number, b: number): void => {
    surface.join(a, b);
    mergeQuadrics(quadrics, a, b);
    areas[a] += areas[b];
    p.set(point, 3 * a);
    stamps[a]++;
    stamps[b]++;
  };
  /** Makes way where the link condition does not hold: cuts a loop around a handle, or takes a tetrahedron away. */
  const makeWay = (a: number, b: number): void => {
    const c = surface.findLoop(a, b);
    if (c < 0) {
      if (surface.removeTetrahedron(a)) cut = true;
      return;
    }
    const copies = surface.cut(a, b, c);
    if (copies === null) return;
    cut = true;
    for (const [i, vertex] of [a, b, c].entries()) {
      const copy = copies[i];
      p.copyWithin(3 * copy, 3 * vertex, 3 * vertex + 3);
      quadrics.copyWithin(QUADRIC * copy, QUADRIC * vertex, QUADRIC * (vertex + 1));
      areas[copy] = areas[vertex];
      stamps[vertex]++;
      stamps[copy]++;
    }
    for (const vertex of [a, b, c, ...copies]) pushEdges(vertex, 0);
  };

  for (let round = 0; round < MOST_ROUNDS && surface.faces() > faces; round++) {
    const before = surface.faces();
    for (let vertex = 0; vertex < vertices; vertex++) pushEdges(vertex, vertex);
    while (surface.faces() > faces && queue.pop()) {
      const { from: a, to: b, stamp } = queue;
      if (stamps[a] + stamps[b] !== stamp || first[a] < 0) continue;
      let cost = leastJoin(a, b);
      if (!surface.canJoin(a, b)) {
        if (mayCut && round > 0) makeWay(a, b);
        continue;
      }
      if (!border[a] && !border[b]) {
        keepVolume(surface, p, quadrics, a, b, point);
        cost = errorAt(quadrics, a, b, point);
        if (cost > 2 * queue.cost) {
          // Dearer than it was put in for, which leaves the volume aside.
          queue.push(cost, a, b, stamp);
          continue;
        }
      }
      const error = cost / (areas[a] + areas[b]);
      if (error > maxError * maxError || !keepsShape(a, b)) continue;
      if (error > worst) worst = error;
      join(a, b);
      pushEdges(a, 0);
      if (joins++ % JOINS_A_REPORT === 0) onProgress(surface.faces());
    }
    if (before - surface.faces() < LEAST_GAIN * before && (round > 0 || !mayCut)) break;
  }
  mendFolds(surface, p, fan, quadrics, mayCut);

  const left = new Uint32Array(3 * surface.faces());
  for (let face = 0, at = 0; face < triangles.length; face += 3) {
    if (surface.isDead(face)) continue;
    left.set(triangles.subarray(face, face + 3), at);
    at += 3;
  }
  const positions = Float32Array.from(p, (mm, i) => mm + origin[i % 3]);
  return { positions, triangles: left, error: Math.sqrt(worst), cut };
}
