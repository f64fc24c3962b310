import { MESH_LIGHT } from "../../contract";
import { faceNormal } from "../../surface/faceNormal";
import type { Mesh } from "../../surface/mesh";
import { vertexNormals } from "../../surface/vertexNormals";
import type { Fragment } from "./depthLayers";
import type { Vector, ViewAxes } from "./viewAxes";

/** rgb(50, 50, 50), packed. */
const EDGE_COLOUR = 0x323232;
/** Half the width of an edge, in samples. */
const EDGE_WIDTH = 0.9;

/** Colours by height, z. */
export interface HeightColors {
  /** 256 x 3 bytes, from the lowest to the highest. */
  readonly colors: Uint8Array;
  readonly low: number;
  readonly high: number;
}

/** How a mesh is to look. */
export interface Look {
  /** Of all faces (0 to 255), three bytes a face, or by height. */
  readonly color: Vector | Uint8Array | HeightColors;
  readonly shading: "smooth" | "flat";
  readonly edges: boolean;
  /** How far the farthest surface fades into the backdrop, 0 to 1. */
  readonly fade: number;
  readonly backdrop: Vector;
}

type ReadColor = (fragment: Fragment, channel: number) => number;

/** The color of a sample: the mesh's, lit from its seen side, fading with depth. */
export function createShader(mesh: Mesh, axes: ViewAxes, look: Look): (fragment: Fragment) => number {
  const { triangles } = mesh;
  const { edges, backdrop, fade } = look;
  const smooth = look.shading === "smooth";
  const light = lightNormals(smooth ? vertexNormals(mesh) : computeFaceNormals(mesh), axes);
  const readColor = chooseColor(mesh, look.color);
  const { ambient, diffuse } = MESH_LIGHT;

  return (fragment) => {
    const { triangle: t, a, b, c, depth, outside, edgeDistance } = fragment;
    if (edges && edgeDistance < EDGE_WIDTH) return EDGE_COLOUR;
    const cosine = smooth
      ? a * light[triangles[t]] + b * light[triangles[t + 1]] + c * light[triangles[t + 2]]
      : light[t / 3];
    const lit = Math.max(0, outside ? cosine : -cosine);
    const bright = (ambient + diffuse * lit) * (1 - fade * depth);
    const haze = fade * depth;
    const red = readColor(fragment, 0) * bright + backdrop[0] * haze;
    const green = readColor(fragment, 1) * bright + backdrop[1] * haze;
    const blue = readColor(fragment, 2) * bright + backdrop[2] * haze;
    return Math.min(255, red + 0.5) | (Math.min(255, green + 0.5) << 8) | (Math.min(255, blue + 0.5) << 16);
  };
}

function chooseColor({ positions, triangles }: Mesh, color: Look["color"]): ReadColor {
  if (color instanceof Uint8Array) return ({ triangle }, channel) => color[triangle + channel];
  if (!("colors" in color)) return (_fragment, channel) => color[channel];
  const { colors, low, high } = color;
  const perLevel = high > low ? 255 / (high - low) : 0;
  return ({ triangle: t, a, b, c }, channel) => {
    const z =
      a * positions[3 * triangles[t] + 2] +
      b * positions[3 * triangles[t + 1] + 2] +
      c * positions[3 * triangles[t + 2] + 2];
    const level = Math.min(255, Math.max(0, Math.floor((z - low) * perLevel + 0.5)));
    return colors[3 * level + channel];
  };
}

/** Cosines between unit normals and the light, which stands still beside the viewer. */
function lightNormals(normals: Float32Array, { right, up, forward }: ViewAxes): Float32Array {
  const { direction } = MESH_LIGHT;
  const [x, y, z] = [0, 1, 2].map(
    (k) => direction[0] * right[k] + direction[1] * up[k] - direction[2] * forward[k],
  );
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
