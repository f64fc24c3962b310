import type { NdArray } from "ndarray";
import { BINARY_CUBE_TABLE } from "../../kernel-lib/src/surface/binaryCubeTable";

/** Where vertex 0 to 12 of a cell lies in it. */
const PLACES: number[][] = [
  ...[0, 1, 2, 3].map((o) => [o >> 1, o & 1, 0.5]),
  ...[0, 1, 2, 3].map((o) => [o >> 1, 0.5, o & 1]),
  ...[0, 1, 2, 3].map((o) => [0.5, o >> 1, o & 1]),
  [0.5, 0.5, 0.5],
];

/**
 * Marching cubes a cell at a time on bytes, vertices found again by their position: slow, plain and easy to believe.
 * Each vertex is numbered when a triangle, read from its last corner, first names it.
 */
export function plainMarching(samples: NdArray<Uint8Array>): { positions: number[]; triangles: number[] } {
  const [planes, rows, columns] = samples.shape;
  const numbers = new Map<string, number>();
  const positions: number[] = [];
  const triangles: number[] = [];
  const numberOf = (place: number[]): number => {
    const key = place.join();
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, numbers.size);
    positions.push(...place);
    return numbers.size - 1;
  };
  for (let z = 0; z < planes - 1; z++)
    for (let y = 0; y < rows - 1; y++)
      for (let x = 0; x < columns - 1; x++) {
        let cube = 0;
        for (let corner = 0; corner < 8; corner++) {
          const inside = samples.get(z + (corner >> 2), y + ((corner >> 1) & 1), x + (corner & 1)) !== 0;
          cube |= Number(inside) << corner;
        }
        const digits = [...BINARY_CUBE_TABLE[cube]].map((digit) => Number.parseInt(digit, 16));
        for (let t = 0; t < digits.length; t += 3) {
          const corners = [2, 1, 0].map((k) => {
            const [dz, dy, dx] = PLACES[digits[t + k]];
            return numberOf([z + dz, y + dy, x + dx]);
          });
          triangles.push(...corners.reverse());
        }
      }
  return { positions, triangles };
}
