import { createMesh, type Mesh } from "../../kernel-lib/src/surface/mesh";

/** The twelve triangles of a box of some millimetres along x, y and z from a corner, outward. */
export function boxMesh(
  size: readonly [number, number, number],
  corner: readonly [number, number, number] = [0, 0, 0],
): Mesh {
  const positions = Float32Array.from({ length: 24 }, (_, i) => {
    const [vertex, axis] = [Math.floor(i / 3), i % 3];
    return corner[axis] + ((vertex >> axis) & 1) * size[axis];
  });
  const quads = [
    [0, 2, 3, 1],
    [4, 5, 7, 6],
    [0, 1, 5, 4],
    [2, 6, 7, 3],
    [0, 4, 6, 2],
    [1, 3, 7, 5],
  ];
  return createMesh(positions, Uint32Array.from(quads.flatMap(([a, b, c, d]) => [a, b, c, a, c, d])));
}
