import { faceNormal } from "../../surface/faceNormal";
import type { Mesh } from "../../surface/mesh";
import { vertexNormals } from "../../surface/vertexNormals";
import type { Fragment } from "./depthLayers";
import type { Vector, ViewAxes } from "./viewAxes";

const AMBIENT = 0.35;
/** Towards the light from the mesh: right, up and to the viewer. It comes from above the viewer's left shoulder. */
const LIGHT = [-0.35, 0.5, 0.79] as const;
/** How far the farthest surface fades into the background. */
const FADE = 0.35;
/** rgb(50, 50, 50), packed. */
const EDGE_COLOUR = 0x323232;
/** Half the width of an edge, in samples. */
const EDGE_WIDTH = 0.9;

/** How a mesh is to look. */
export interface Look {
  readonly color: Vector | Uint8Array;
  readonly shading: "smooth" | "flat";
  readonly edges: boolean;
  readonly backdrop: Vector;
}

/** The color of a sample: the mesh's, lit from its seen side, fading with depth. */
export function createShader(mesh: Mesh, axes: ViewAxes, look: Look): (fragment: Fragment) => number {
  const { triangles } = mesh;
  const { color, edges, backdrop } = look;
  const smooth = look.shading === "smooth";
  const light = lightNormals(smooth ? vertexNormals(mesh) : computeFaceNormals(mesh), axes);
  const perFace = color instanceof Uint8Array;
  const [red, green, blue] = perFace ? [0, 0, 0] : [color[0] * 255, color[1] * 255, color[2] * 255];

  return ({ triangle: t, a, b, c, depth, outside, edgeDistance }) => {
    const cosine = smooth
      ? a * light[triangles[t]] + b * light[triangles[t + 1]] + c * light[triangles[t + 2]]
      : light[t / 3];
    const lit = Math.max(0, outside ? cosine : -cosine);
    const bright = (AMBIENT + (1 - AMBIENT) * lit) * (1 - FADE * depth);
    const haze = FADE * depth;
    if (edges && edgeDistance < EDGE_WIDTH) return EDGE_COLOUR;
    const r = (perFace ? color[t] : red) * bright + backdrop[0] * haze;
    const g = (perFace ? color[t + 1] : green) * bright + backdrop[1] * haze;
    const b8 = (perFace ? color[t + 2] : blue) * bright + backdrop[2] * haze;
    return Math.min(255, r + 0.5) | (Math.min(255, g + 0.5) << 8) | (Math.min(255, b8 + 0.5) << 16);
  };
}

/** Cosines between unit normals and the light, which stands still beside the viewer. */
function lightNormals(normals: Float32Array, { right, up, forward }: ViewAxes): Float32Array {
  const [x, y, z] = [0, 1, 2].map((k) => LIGHT[0] * right[k] + LIGHT[1] * up[k] - LIGHT[2] * forward[k]);
  const light = new Float32Array(normals.length / 3);
  for (let n = 0; n < light.length; n++) {
    light[n] = x * normals[3 * n] + y * normals[3 * n + 1] + z * normals[3 * n + 2];
  }
  return light;
}

/** Unit normals of the triangles; [0, 0, 0] for one without area. */
function computeFaceNormals(mesh: Mesh): Float32Array {
  const normals = new Float32Array(mesh.triangles.length);
  const normal = new Float64Array(3);
  for (let t = 0; t < normals.length; t += 3) {
    faceNormal(mesh, t, normal);
    const [nx, ny, nz] = normal;
    const length = Math.sqrt(nx * nx + ny * ny + nz * nz);
    if (length === 0) continue;
    normals[t] = nx / length;
    normals[t + 1] = ny / length;
    normals[t + 2] = nz / length;
  }
  return normals;
}
