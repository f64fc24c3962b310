import { createMesh, type Mesh } from "./mesh";

/** The mesh with only the vertices that its triangles use, numbered in the order of first use. */
export function withoutUnused({ positions, triangles, coordinates, known }: Mesh): Mesh {
  const numbers = new Uint32Array(positions.length / 3); // 0: not met, else number + 1
  const renumbered = new Uint32Array(triangles.length);
  let count = 0;
  for (let t = 0; t < triangles.length; t++) {
    const vertex = triangles[t];
    if (numbers[vertex] === 0) numbers[vertex] = ++count;
    renumbered[t] = numbers[vertex] - 1;
  }
  const used = new Float32Array(3 * count);
  for (let v = 0; v < numbers.length; v++) {
    if (numbers[v] !== 0) used.set(positions.subarray(3 * v, 3 * v + 3), 3 * (numbers[v] - 1));
  }
  return createMesh(used, renumbered, coordinates, known);
}
