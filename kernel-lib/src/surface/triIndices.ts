import type { Mesh } from "./mesh";

/** Vertex numbers of all triangles, one list for each corner: element n of the three belongs to triangle n. */
export interface TriIndices {
  readonly i: Uint32Array;
  readonly j: Uint32Array;
  readonly k: Uint32Array;
}

/** The three lists of corners that Plotly's Mesh3d takes; the tutorial's tri_indices. */
export function triIndices(triangles: Mesh["triangles"]): TriIndices {
  const corner = (first: number): Uint32Array => {
    const vertices = new Uint32Array(triangles.length / 3);
    for (let n = 0; n < vertices.length; n++) vertices[n] = triangles[3 * n + first];
    return vertices;
  };
  return { i: corner(0), j: corner(1), k: corner(2) };
}
