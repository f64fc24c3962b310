import { type EdgeSides, sideEnd } from "./edgeSides";

/**
 * Triangles whose vertices can be joined and split. A corner is a place in `triangles`; the corners at one vertex are
 * a ring of their own, so that two vertices are joined by joining their rings.
 */
export interface CornerMesh {
  readonly triangles: Uint32Array;
  /** Any corner at each vertex; -1 where there is none. */
  readonly first: Int32Array;
  /** For each corner the next one at its vertex, in no order. */
  readonly next: Int32Array;
  /** For each side the one on which another face passes the other way; -1 where there is none, or more than two faces. */
  readonly opposite: Int32Array;
  /** 1 for a vertex of an edge of one face. */
  readonly border: Uint8Array;
  /** 1 for a vertex of an edge of more than two faces. */
  readonly nonManifold: Uint8Array;
  faces(): number;
  isDead(face: number): boolean;
  /** Whether the face that begins at that corner has the vertex. */
  has(face: number, vertex: number): boolean;
  /** The vertices that share an edge with a vertex, once each, and their number; written over by the next call. */
  neighbours(vertex: number): { readonly list: Uint32Array; readonly count: number };
  /** Whether the surface stays what it is when two vertices become one: the link condition. */
  canJoin(kept: number, gone: number): boolean;
  /** Makes two vertices one; the faces of their edge go. */
  join(kept: number, gone: number): void;
  /** A vertex that closes a loop of three edges with two others around which the surface goes on; -1 if there is none. */
  findLoop(a: number, b: number): number;
  /**
   * Cuts the surface open along a loop of three edges and closes both sides with a face.
   *
   * @returns the vertices of the other side, for a, b and c in turn; null where the surface cannot be cut.
   */
  cut(a: number, b: number, c: number): readonly [number, number, number] | null;
  /** Takes away the piece of a vertex when it is a tetrahedron. */
  removeTetrahedron(vertex: number): boolean;
}

/** The mesh with rings of corners; `triangles` is changed from now on. */
export function createCornerMesh(
  triangles: Uint32Array,
  vertices: number,
  { sides, starts }: EdgeSides,
): CornerMesh {
  const first = new Int32Array(vertices).fill(-1);
  const next = new Int32Array(triangles.length);
  const opposite = new Int32Array(triangles.length).fill(-1);
  const border = new Uint8Array(vertices);
  const nonManifold = new Uint8Array(vertices);
  const dead = new Uint8Array(triangles.length / 3);
  const marks = new Uint32Array(vertices);
  const spareFaces: number[] = [];
  const spareVertices: number[] = [];
  let list = new Uint32Array(64);
  let mark = 0;
  let faces = triangles.length / 3;

  for (let edge = 0; edge + 1 < starts.length; edge++) {
    const side = sides[starts[edge]];
    const count = starts[edge + 1] - starts[edge];
    const kind = count === 1 ? border : nonManifold;
    if (count !== 2) kind[triangles[side]] = kind[sideEnd(triangles, side)] = 1;
    else if (triangles[side] !== triangles[sides[starts[edge] + 1]]) glue(side, sides[starts[edge] + 1]);
  }
  for (let corner = 0; corner < triangles.length; corner++) link(corner, triangles[corner]);

  function link(corner: number, vertex: number): void {
    triangles[corner] = vertex;
    if (first[vertex] < 0) {
      first[vertex] = corner;
      next[corner] = corner;
    } else {
      next[corner] = next[first[vertex]];
      next[first[vertex]] = corner;
    }
  }

  function unlink(corner: number): void {
    const vertex = triangles[corner];
    if (next[corner] === corner) {
      first[vertex] = -1;
      return;
    }
    let before = corner;
    while (next[before] !== corner) before = next[before];
    next[before] = next[corner];
    if (first[vertex] === corner) first[vertex] = next[corner];
  }

  function glue(side: number, other: number): void {
    if (side >= 0) opposite[side] = other;
    if (other >= 0) opposite[other] = side;
  }

  function removeFace(face: number): void {
    for (let corner = face; corner < face + 3; corner++) unlink(corner);
    dead[face / 3] = 1;
    spareFaces.push(face);
    faces--;
  }

  /** Closes a hole of three edges. */
  function addFace(a: number, b: number, c: number): void {
    const face = spareFaces.pop() ?? 0;
    dead[face / 3] = 0;
    link(face, a);
    link(face + 1, b);
    link(face + 2, c);
    faces++;
    for (let side = face; side < face + 3; side++)
      glue(side, sideFrom(sideEnd(triangles, side), triangles[side]));
  }

  function has(face: number, vertex: number): boolean {
    return triangles[face] === vertex || triangles[face + 1] === vertex || triangles[face + 2] === vertex;
  }

  /** A face with both vertices, as its first corner; -1 where there is none. */
  function faceWith(a: number, b: number): number {
    let corner = first[b];
    if (corner < 0) return -1;
    do {
      const face = corner - (corner % 3);
      if (has(face, a)) return face;
      corner = next[corner];
    } while (corner !== first[b]);
    return -1;
  }

  /** The side that leads from one vertex to another; -1 where there is none. */
  function sideFrom(from: number, to: number): number {
    let corner = first[from];
    do {
      if (sideEnd(triangles, corner) === to) return corner;
      corner = next[corner];
    } while (corner !== first[from]);
    return -1;
  }

  function neighbours(vertex: number): { list: Uint32Array; count: number } {
    mark++;
    marks[vertex] = mark;
    let count = 0;
    const start = first[vertex];
    let corner = start;
    do {
      const face = corner - (corner % 3);
      for (let at = face; at < face + 3; at++) {
        const other = triangles[at];
        if (marks[other] === mark) continue;
        marks[other] = mark;
        if (count === list.length) {
          const longer = new Uint32Array(2 * count);
          longer.set(list);
          list = longer;
        }
        list[count++] = other;
      }
      corner = next[corner];
    } while (corner !== start);
    return { list, count };
  }

  function canJoin(kept: number, gone: number): boolean {
    mark += 2;
    let facesOfKept = 0;
    let corner = first[kept];
    do {
      const face = corner - (corner % 3);
      marks[triangles[face]] = mark - 1;
      marks[triangles[face + 1]] = mark - 1;
      marks[triangles[face + 2]] = mark - 1;
      facesOfKept++;
      corner = next[corner];
    } while (corner !== first[kept]);
    marks[kept] = marks[gone] = 0;

    let facesOfGone = 0;
    let common = 0;
    let shared = 0;
    corner = first[gone];
    do {
      const face = corner - (corner % 3);
      facesOfGone++;
      for (let at = face; at < face + 3; at++) {
        const other = triangles[at];
        if (other === kept) shared++;
        if (marks[other] !== mark - 1) continue;
        marks[other] = mark;
        common++;
      }
      corner = next[corner];
    } while (corner !== first[gone]);
    if (common !== shared) return false;
    // Two borders must not meet, and neither a tetrahedron nor a lone triangle has an edge to spare.
    if (shared === 2) return !(border[kept] && border[gone]) && !(facesOfKept === 3 && facesOfGone === 3);
    return shared === 1 && facesOfKept + facesOfGone > 2;
  }

  function join(kept: number, gone: number): void {
    for (let face = faceWith(kept, gone); face >= 0; face = faceWith(kept, gone)) {
      // What lies beyond its other two sides meets where it was.
      let at = face;
      while (triangles[at] === kept || triangles[at] === gone) at++;
      glue(opposite[at], opposite[at === face ? at + 2 : at - 1]);
      removeFace(face);
    }
    const corner = first[gone];
    if (corner >= 0) {
      let at = corner;
      do {
        triangles[at] = kept;
        at = next[at];
      } while (at !== corner);
      if (first[kept] < 0) first[kept] = corner;
      else {
        const after = next[first[kept]];
        next[first[kept]] = next[corner];
        next[corner] = after;
      }
      first[gone] = -1;
    }
    border[kept] |= border[gone];
    spareVertices.push(gone);
  }

  function findLoop(a: number, b: number): number {
    const { list: around, count } = neighbours(a);
    mark++;
    for (let i = 0; i < count; i++) marks[around[i]] = mark;
    marks[b] = 0;
    let corner = first[b];
    do {
      const face = corner - (corner % 3);
      if (has(face, a)) for (let at = face; at < face + 3; at++) marks[triangles[at]] = 0;
      corner = next[corner];
    } while (corner !== first[b]);
    do {
      const face = corner - (corner % 3);
      for (let at = face; at < face + 3; at++) if (marks[triangles[at]] === mark) return triangles[at];
      corner = next[corner];
    } while (corner !== first[b]);
    return -1;
  }

  /** Corners at a vertex, face by face from the side that leads to `from` on to the side that comes from `to`; empty where the faces do not go round. */
  function fanBetween(vertex: number, from: number, to: number): number[] {
    const fan: number[] = [];
    for (let at = from; at !== to; ) {
      let found = -1;
      let corner = first[vertex];
      let around = 0;
      do {
        if (sideEnd(triangles, corner) === at) found = corner;
        around++;
        corner = next[corner];
      } while (corner !== first[vertex]);
      fan.push(found);
      if (found < 0 || fan.length >= around) return [];
      at = triangles[found % 3 === 0 ? found + 2 : found - 1];
    }
    return fan;
  }

  function cut(a: number, b: number, c: number): readonly [number, number, number] | null {
    if (spareFaces.length < 2 || spareVertices.length < 3) return null;
    if ([a, b, c].some((vertex) => border[vertex] || nonManifold[vertex])) return null;
    const fans = [fanBetween(a, b, c), fanBetween(b, c, a), fanBetween(c, a, b)];
    if (fans.some((fan) => fan.length === 0)) return null;
    const [x, y, z] = fans.map((fan) => {
      const copy = spareVertices.pop() ?? 0;
      border[copy] = 0;
      for (const corner of fan) {
        unlink(corner);
        link(corner, copy);
      }
      return copy;
    });
    addFace(a, b, c);
    addFace(x, z, y);
    return [x, y, z];
  }

  function removeTetrahedron(vertex: number): boolean {
    const { list: around, count } = neighbours(vertex);
    if (count !== 3) return false;
    const [a, b, c] = around;
    for (const other of [a, b, c]) {
      if (neighbours(other).count !== 3) return false;
    }
    const found = new Set<number>();
    for (const corner of [vertex, a, b, c]) {
      let at = first[corner];
      do {
        found.add(at - (at % 3));
        at = next[at];
      } while (at !== first[corner]);
    }
    if (found.size !== 4) return false;
    for (const face of found) removeFace(face);
    spareVertices.push(vertex, a, b, c);
    return true;
  }

  return {
    triangles,
    first,
    next,
    opposite,
    border,
    nonManifold,
    faces: () => faces,
    isDead: (face) => dead[face / 3] === 1,
    has,
    neighbours,
    canJoin,
    join,
    findLoop,
    cut,
    removeTetrahedron,
  };
}
