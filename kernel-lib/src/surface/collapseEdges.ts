import { createCornerMesh } from "./cornerMesh";
import { gatherSides } from "./edgeSides";
import { createFaceFan } from "./faceFan";
import { mendFolds } from "./mendFolds";
import type { Mesh } from "./mesh";
import { errorAt, leastError, mergeQuadrics, QUADRIC } from "./quadrics";
import { sortByPlace } from "./sortByPlace";
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
/** What the limit of costs grows by from one sweep over the vertices to the next. */
const GROWTH = Math.SQRT2;
/** While there are more faces than this times those wanted, sweeps go block by block, */
const FAR = 2;
/** of so many vertices, whose data a processor's cache holds, */
const BLOCK = 2048;
/** until the limit has grown by so much in each of them. */
const BLOCK_GROWTH = 16;
/** The limit to begin with, and the least one, in squared units of the mesh times its area. */
const FIRST_LIMIT = 1e-12;
/** Share of the faces that a round must take away for another to follow. */
const LEAST_GAIN = 0.05;

/**
 * The mesh with edges collapsed, the cheapest by their quadric errors first (Garland and Heckbert 1997, doi
 * 10.1145/258734.258849) within steps of a factor, each to the point that keeps the volume. An edge stays where collapsing it would join parts
 * of the surface that are apart (the link condition), turn a face over, make it thin or make a fold.
 */
export function collapseEdges(
  mesh: Mesh,
  { faces, maxError, mayCut, onProgress }: CollapseOptions,
): CollapsedMesh {
  const vertices = mesh.positions.length / 3;
  const { positions: p, triangles } = sortByPlace(mesh);
  const edges = gatherSides(triangles, vertices);
  const surface = createCornerMesh(triangles, vertices, edges);
  const { first, border, nonManifold } = surface;
  // From the first vertex, so that the quadrics' constants stay small.
  const origin = p.slice(0, 3);
  for (let i = 0; i < p.length; i++) p[i] -= origin[i % 3];
  const { quadrics, areas } = vertexQuadrics({ positions: p, triangles }, edges);
  const fan = createFaceFan(surface, p);
  const point = new Float64Array(3);
  // An edge is tried from the end that changed last, in the beginning from its lower one.
  const turns = new Uint32Array(vertices);
  let turn = vertices;
  // Of each vertex what its cheapest edge costs, as far as that is known.
  const pending = new Float32Array(vertices);
  let candidates = new Uint32Array(64);
  let costs = new Float64Array(64);
  let worst = 0;
  let cut = false;
  let joins = 0;

  for (let vertex = 0; vertex < vertices; vertex++)
    turns[vertex] = nonManifold[vertex] ? NEVER : vertices - vertex;

  /** Error of joining two vertices, and the point for it. */
  const leastJoin = (a: number, b: number): number => {
    if (border[a] === border[b]) return leastError(quadrics, a, b, point);
    const fixed = border[a] ? a : b;
    for (let axis = 0; axis < 3; axis++) point[axis] = p[3 * fixed + axis];
    return errorAt(quadrics, a, b, point);
  };
  /** Least error of the edges that are tried from a vertex. */
  const leastOf = (vertex: number): number => {
    let least = Number.POSITIVE_INFINITY;
    if (first[vertex] < 0 || nonManifold[vertex]) return least;
    const { list, count } = surface.neighbours(vertex);
    for (let i = 0; i < count; i++) {
      if (turns[list[i]] > turns[vertex]) continue;
      const cost = leastJoin(vertex, list[i]);
      if (cost < least) least = cost;
    }
    return least;
  };
  /** Says that a vertex, or a face around it, is new. */
  const change = (vertex: number): void => {
    turns[vertex] = ++turn;
    pending[vertex] = leastOf(vertex);
  };
  const keepsShape = (): boolean => {
    if (!fan.place(point)) return false;
    const made = fan.foldsMade();
    if (made === 0 && fan.turned() === 0) return true;
    const there = fan.foldsThere();
    return fan.turned() === 0 ? made <= there : made < there;
  };
  const join = (a: number, b: number): void => {
    surface.join(a, b);
    mergeQuadrics(quadrics, a, b);
    areas[a] += areas[b];
    p[3 * a] = point[0];
    p[3 * a + 1] = point[1];
    p[3 * a + 2] = point[2];
    fan.settle();
    pending[b] = Number.POSITIVE_INFINITY;
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
    }
    for (const vertex of [a, b, c, ...copies]) {
      fan.renew(vertex);
      change(vertex);
    }
  };
  /** Puts the neighbours whose edges are within the limit in `candidates`, the cheapest first, and returns how many. */
  const gatherCandidates = (a: number, limit: number): number => {
    const { list, count } = surface.neighbours(a);
    if (count > candidates.length) {
      candidates = new Uint32Array(2 * count);
      costs = new Float64Array(2 * count);
    }
    let later = Number.POSITIVE_INFINITY;
    let found = 0;
    for (let i = 0; i < count; i++) {
      const other = list[i];
      if (turns[other] > turns[a]) continue;
      const cost = leastJoin(a, other);
      if (cost > limit) {
        if (cost < later) later = cost;
        continue;
      }
      let at = found++;
      for (; at > 0 && costs[at - 1] > cost; at--) {
        costs[at] = costs[at - 1];
        candidates[at] = candidates[at - 1];
      }
      costs[at] = cost;
      candidates[at] = other;
    }
    pending[a] = later;
    return found;
  };
  /** Joins a vertex to the neighbour with the cheapest edge within the limit that may be collapsed. */
  const visit = (a: number, limit: number, round: number): void => {
    if (first[a] < 0) {
      pending[a] = Number.POSITIVE_INFINITY; // went with its tetrahedron
      return;
    }
    const count = gatherCandidates(a, limit);
    for (let i = 0; i < count; i++) {
      const b = candidates[i];
      if (!surface.canJoin(a, b)) {
        if (!mayCut || round === 0) continue;
        const before = turn;
        makeWay(a, b);
        if (turn !== before || first[a] < 0) return;
        continue;
      }
      if (!fan.gather(a, b)) continue;
      let cost = leastJoin(a, b);
      if (!border[a] && !border[b]) {
        fan.keepVolume(quadrics, point);
        cost = errorAt(quadrics, a, b, point);
        if (cost > limit) {
          // Dearer than it seemed, which leaves the volume aside.
          if (cost < pending[a]) pending[a] = cost;
          continue;
        }
      }
      const error = cost / (areas[a] + areas[b]);
      if (error > maxError * maxError || !keepsShape()) continue;
      if (error > worst) worst = error;
      join(a, b);
      change(a);
      if (joins++ % JOINS_A_REPORT === 0) onProgress(surface.faces());
      return;
    }
  };

  /** Visits vertices in turn, with a limit that grows, and returns what the cheapest edge that is left costs. */
  const sweep = (start: number, end: number, from: number, to: number, round: number): number => {
    for (let limit = from; ; ) {
      let next = Number.POSITIVE_INFINITY;
      for (let vertex = start; vertex < end && surface.faces() > faces; vertex++) {
        if (pending[vertex] <= limit) visit(vertex, limit, round);
        if (pending[vertex] < next) next = pending[vertex];
      }
      if (limit >= to || next > to || surface.faces() <= faces) return next;
      limit = Math.min(to, GROWTH * Math.max(limit, next));
    }
  };

  for (let round = 0; round < MOST_ROUNDS && surface.faces() > faces; round++) {
    const before = surface.faces();
    for (let vertex = 0; vertex < vertices; vertex++) pending[vertex] = leastOf(vertex);
    for (let limit = FIRST_LIMIT; surface.faces() > faces; ) {
      const isFar = surface.faces() > FAR * faces;
      const size = isFar ? BLOCK : vertices;
      const to = isFar ? BLOCK_GROWTH * limit : limit;
      let next = Number.POSITIVE_INFINITY;
      for (let start = 0; start < vertices; start += size) {
        next = Math.min(next, sweep(start, Math.min(vertices, start + size), limit, to, round));
      }
      if (next === Number.POSITIVE_INFINITY) break;
      limit = GROWTH * Math.max(to, next);
    }
    if (before - surface.faces() < LEAST_GAIN * before && (round > 0 || !mayCut)) break;
  }
  // A mended fold is moved as far as it must be, and a piece goes only where others had to: whoever set a limit keeps both.
  if (mayCut) mendFolds(surface, p, fan, quadrics, cut);

  const left = new Uint32Array(3 * surface.faces());
  for (let face = 0, at = 0; face < triangles.length; face += 3) {
    if (surface.isDead(face)) continue;
    left[at++] = triangles[face];
    left[at++] = triangles[face + 1];
    left[at++] = triangles[face + 2];
  }
  const positions = new Float32Array(p.length);
  for (let i = 0; i < p.length; i++) positions[i] = p[i] + origin[i % 3];
  return { positions, triangles: left, error: Math.sqrt(worst), cut };
}

/** A later turn than that of any vertex that may be joined. */
const NEVER = 2 ** 32 - 1;
