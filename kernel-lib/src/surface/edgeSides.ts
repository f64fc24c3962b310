/** The sides of a mesh's triangles, gathered by the edge that they lie on. */
export interface EdgeSides {
  /** Edge after edge its sides; side 3 t + k leads from corner k of triangle t to the next one. */
  readonly sides: Uint32Array;
  /** Place in `sides` at which each edge begins, and the end of the last. */
  readonly starts: Uint32Array;
}

/** The sides of all triangles by edge: edges in the order of their lower vertex, then of their higher one. */
export function gatherSides(triangles: Uint32Array, vertices: number): EdgeSides {
  const first = new Uint32Array(vertices + 1);
  for (let side = 0; side < triangles.length; side++) {
    first[Math.min(triangles[side], sideEnd(triangles, side)) + 1]++;
  }
  for (let v = 0; v < vertices; v++) first[v + 1] += first[v];

  const sides = new Uint32Array(triangles.length);
  const highs = new Uint32Array(triangles.length);
  const starts = new Uint32Array(triangles.length + 1);
  const filled = first.slice(0, vertices);
  for (let side = 0; side < triangles.length; side++) {
    const from = triangles[side];
    const to = sideEnd(triangles, side);
    const low = Math.min(from, to);
    const high = Math.max(from, to);
    // Few sides begin at one vertex: each is inserted at its place.
    let at = filled[low]++;
    while (at > first[low] && highs[at - 1] > high) {
      highs[at] = highs[at - 1];
      sides[at] = sides[at - 1];
      at--;
    }
    highs[at] = high;
    sides[at] = side;
  }

  let edges = 0;
  for (let v = 0; v < vertices; v++) {
    for (let at = first[v]; at < first[v + 1]; at++) {
      if (at === first[v] || highs[at] !== highs[at - 1]) starts[edges++] = at;
    }
  }
  starts[edges] = triangles.length;
  return { sides, starts: starts.subarray(0, edges + 1) };
}

/** The vertex that a side leads to. */
export function sideEnd(triangles: Uint32Array, side: number): number {
  return triangles[side % 3 === 2 ? side - 2 : side + 1];
}
