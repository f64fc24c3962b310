import type { Triangles } from "./faceNormal";

/** The connected pieces of a mesh: parts that share no vertex. */
export interface MeshPieces {
  readonly count: number;
  /** Number of the piece of every face, from 0, in the order of their first faces. */
  readonly pieces: Uint32Array;
  /** Number of the piece of every vertex; NO_PIECE for one without a face. */
  readonly vertexPieces: Uint32Array;
  /** The first face of every piece. */
  readonly firstFaces: readonly number[];
}

/** In place of a piece's number. */
export const NO_PIECE: number = 2 ** 32 - 1;

/** The piece that every face and vertex belongs to, by union-find over the vertices. */
export function findPieces({ positions, triangles }: Triangles): MeshPieces {
  const parents = new Uint32Array(positions.length / 3);
  for (let vertex = 0; vertex < parents.length; vertex++) parents[vertex] = vertex;
  const root = (vertex: number): number => {
    let at = vertex;
    while (parents[at] !== at) {
      parents[at] = parents[parents[at]];
      at = parents[at];
    }
    return at;
  };
  // The lower root stays: vertices are numbered in about the order of their place, so that paths are short.
  const join = (a: number, b: number): void => {
    const [low, high] = a < b ? [a, b] : [b, a];
    parents[high] = low;
  };
  for (let t = 0; t < triangles.length; t += 3) {
    join(root(triangles[t]), root(triangles[t + 1]));
    join(root(triangles[t + 1]), root(triangles[t + 2]));
  }

  const vertexPieces = new Uint32Array(parents.length).fill(NO_PIECE);
  const pieces = new Uint32Array(triangles.length / 3);
  const firstFaces: number[] = [];
  for (let face = 0; face < pieces.length; face++) {
    const at = root(triangles[3 * face]);
    if (vertexPieces[at] === NO_PIECE) vertexPieces[at] = firstFaces.push(face) - 1;
    pieces[face] = vertexPieces[at];
    for (let corner = 3 * face; corner < 3 * face + 3; corner++)
      vertexPieces[triangles[corner]] = pieces[face];
  }
  return { count: firstFaces.length, pieces, vertexPieces, firstFaces };
}
