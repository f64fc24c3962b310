import type { ColorMapName } from "../../contract";
import type { Mesh } from "../../surface/mesh";
import { findColorMap } from "../colour/colorMaps";

/** Level 0 to 255 of each face: its mean height between the lowest and the highest of all faces. */
export function gradeFaces({ positions, triangles }: Mesh): Uint8Array {
  const heights = new Float64Array(triangles.length / 3);
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (let face = 0; face < heights.length; face++) {
    const at = face * 3;
    const height =
      (positions[triangles[at] * 3 + 2] +
        positions[triangles[at + 1] * 3 + 2] +
        positions[triangles[at + 2] * 3 + 2]) /
      3;
    heights[face] = height;
    if (height < min) min = height;
    if (height > max) max = height;
  }
  const scale = max > min ? 256 / (max - min) : 0;
  return Uint8Array.from(heights, (height) => Math.min(255, Math.floor((height - min) * scale)));
}

/** Red, green and blue of each face by its height, three bytes a face. */
export function colorFaces(mesh: Mesh, colorMap: ColorMapName): Uint8Array {
  const { rounded } = findColorMap(colorMap);
  const levels = gradeFaces(mesh);
  const colors = new Uint8Array(mesh.triangles.length);
  for (let face = 0; face < levels.length; face++) {
    for (let channel = 0; channel < 3; channel++)
      colors[3 * face + channel] = rounded[3 * levels[face] + channel];
  }
  return colors;
}
