import { InvalidArgumentError, ShapeMismatchError } from "../../errors";
import type { Mesh } from "../../surface/mesh";
import { vertexNormals } from "../../surface/vertexNormals";
import type { Picture } from "../raster/picture";
import {
  createLayers,
  type DepthLayers,
  drawTriangles,
  type Fragment,
  type Projection,
  toSteps,
} from "./depthLayers";

/** Where a mesh is seen from. */
export interface MeshView {
  /** Degrees round the patient: 0 from the front, 90 from the patient's left. @default 0 */
  azimuth?: number;
  /** Degrees above the horizon: 90 from the head. @default 0 */
  elevation?: number;
}

export interface RenderMeshOptions {
  /** Pixels. @default 800 */
  width?: number;
  /** Pixels. @default 800 */
  height?: number;
  /** @default from the front, head up, the patient's right on the left */
  view?: MeshView;
  /**
   * Red, green and blue from 0 to 1, or three bytes for each triangle.
   * @default [0.45, 0.45, 0.75], the tutorial's
   */
  color?: readonly [number, number, number] | Uint8Array;
  /** 1 opaque; below it, the two surfaces nearest to the viewer show, one through the other. @default 1 */
  alpha?: number;
  /** Red, green and blue from 0 to 1. @default [1, 1, 1] */
  background?: readonly [number, number, number];
  /** "smooth": light runs on from triangle to triangle; "flat": one light a triangle. @default "smooth" */
  shading?: "smooth" | "flat";
  /** Draw the edges of the triangles. @default false */
  edges?: boolean;
}

/** Samples along each side of a pixel; the picture is their mean. */
const SAMPLES = 2;
/** Part of the picture left free at each side. */
const MARGIN = 0.03;
const AMBIENT = 0.35;
/** Towards the light from the mesh: right, up and to the viewer. It comes from above the viewer's left shoulder. */
const LIGHT = [-0.35, 0.5, 0.79] as const;
/** How far the farthest surface fades into the background. */
const FADE = 0.35;
/** rgb(50, 50, 50), packed. */
const EDGE_COLOUR = 0x323232;
/** Half the width of an edge, in samples. */
const EDGE_WIDTH = 0.9;

/**
 * A shaded picture of a mesh, seen along parallel lines, as large as fits with true proportions.
 * Patient coordinates are taken as they are; voxel indices as if they were x, y, z. Computed with sums, products,
 * quotients and square roots only, so that its pixels are the same on every machine. A mesh without triangles gives
 * the background.
 *
 * @throws InvalidArgumentError for a size that is not a positive whole number, an alpha outside 0 to 1, or an angle that is
 *   not finite.
 * @throws ShapeMismatchError when color is a list that has not three bytes for each triangle.
 */
export function renderMesh(mesh: Mesh, options: RenderMeshOptions = {}): Picture {
  const { width = 800, height = 800, view = {}, alpha = 1, edges = false, shading = "smooth" } = options;
  const { color = [0.45, 0.45, 0.75], background = [1, 1, 1] } = options;
  for (const [name, size] of Object.entries({ width, height })) {
    if (!Number.isInteger(size) || size < 1) throw new InvalidArgumentError(name, "a number of pixels", size);
  }
  if (!(alpha >= 0 && alpha <= 1)) throw new InvalidArgumentError("alpha", "from 0 to 1", alpha);
  if (color instanceof Uint8Array && color.length !== mesh.triangles.length) {
    throw new ShapeMismatchError("color", [mesh.triangles.length], [color.length]);
  }
  const backdrop: Vector = [background[0] * 255, background[1] * 255, background[2] * 255];
  const layers = createLayers(width * SAMPLES, height * SAMPLES, alpha < 1 ? 2 : 1);
  if (mesh.triangles.length > 0) {
    const axes = viewAxes(view);
    const seen = project(mesh, axes, layers.width, layers.height);
    const shade = shader(mesh, axes, { color, shading, edges, backdrop });
    drawTriangles(layers, mesh.triangles, seen, shade);
  }
  return { width, height, rgba: resolve(layers, alpha, backdrop) };
}

type Vector = readonly [number, number, number];

interface ViewAxes {
  readonly right: Vector;
  readonly up: Vector;
  /** Away from the viewer. */
  readonly forward: Vector;
}

function viewAxes({ azimuth = 0, elevation = 0 }: MeshView): ViewAxes {
  for (const [name, degrees] of Object.entries({ azimuth, elevation })) {
    if (!Number.isFinite(degrees)) throw new InvalidArgumentError(`view.${name}`, "degrees", degrees);
  }
  const [sa, ca] = sineCosine(azimuth);
  const [se, ce] = sineCosine(elevation);
  return { right: [ca, sa, 0], up: [-sa * se, ca * se, ce], forward: [-sa * ce, ca * ce, -se] };
}

/** Sine and cosine of degrees by their series (in nested form) on -45 to 45 degrees; quarter turns are exact. */
function sineCosine(degrees: number): [sine: number, cosine: number] {
  const quarters = Math.round(degrees / 90);
  const x = ((degrees - 90 * quarters) * Math.PI) / 180;
  let sine = 1;
  let cosine = 1;
  for (let n = 16; n > 0; n -= 2) {
    sine = 1 - (sine * x * x) / (n * (n + 1));
    cosine = 1 - (cosine * x * x) / (n * (n - 1));
  }
  sine *= x;
  const turns: [number, number][] = [
    [sine, cosine],
    [cosine, -sine],
    [-sine, -cosine],
    [-cosine, sine],
  ];
  return turns[((quarters % 4) + 4) % 4];
}

/** The vertices on the samples, the whole mesh in the picture's middle; depth from 0 (nearest) to 1. */
function project(mesh: Mesh, { right, up, forward }: ViewAxes, width: number, height: number): Projection {
  const p = mesh.positions;
  const vertices = p.length / 3;
  const low = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  const high = low.map((v) => -v);
  const along = [right, up, forward].map((axis, k) => {
    const [a, b, c] = axis;
    const values = new Float64Array(vertices);
    for (let v = 0; v < vertices; v++) {
      const value = a * p[3 * v] + b * p[3 * v + 1] + c * p[3 * v + 2];
      values[v] = value;
      if (value < low[k]) low[k] = value;
      if (value > high[k]) high[k] = value;
    }
    return values;
  });
  const extent = low.map((v, k) => high[k] - v);
  const room = 1 - 2 * MARGIN;
  // A mesh without extent stays a point in the middle.
  const fit = Math.min((width * room) / extent[0], (height * room) / extent[1]);
  const scale = Number.isFinite(fit) ? fit : 0;
  const perDepth = extent[2] > 0 ? 1 / extent[2] : 0;

  const column = new Int32Array(vertices);
  const row = new Int32Array(vertices);
  const depth = new Float32Array(vertices);
  const [middleU, middleV] = [(low[0] + high[0]) / 2, (low[1] + high[1]) / 2];
  for (let v = 0; v < vertices; v++) {
    column[v] = toSteps(width / 2 + (along[0][v] - middleU) * scale);
    row[v] = toSteps(height / 2 - (along[1][v] - middleV) * scale);
    depth[v] = (along[2][v] - low[2]) * perDepth;
  }
  return { column, row, depth };
}

interface Look {
  readonly color: Vector | Uint8Array;
  readonly shading: "smooth" | "flat";
  readonly edges: boolean;
  readonly backdrop: Vector;
}

/** The color of a sample: the mesh's, lit from its seen side, fading with depth. */
function shader(mesh: Mesh, axes: ViewAxes, look: Look): (fragment: Fragment) => number {
  const { triangles } = mesh;
  const { color, edges, backdrop } = look;
  const smooth = look.shading === "smooth";
  const light = lightOf(smooth ? vertexNormals(mesh) : faceNormals(mesh), axes);
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
function lightOf(normals: Float32Array, { right, up, forward }: ViewAxes): Float32Array {
  const [x, y, z] = [0, 1, 2].map((k) => LIGHT[0] * right[k] + LIGHT[1] * up[k] - LIGHT[2] * forward[k]);
  const light = new Float32Array(normals.length / 3);
  for (let n = 0; n < light.length; n++) {
    light[n] = x * normals[3 * n] + y * normals[3 * n + 1] + z * normals[3 * n + 2];
  }
  return light;
}

/** Unit normals of the triangles; [0, 0, 0] for one without area. */
function faceNormals({ positions: p, triangles }: Mesh): Float32Array {
  const normals = new Float32Array(triangles.length);
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b, c] = [3 * triangles[t], 3 * triangles[t + 1], 3 * triangles[t + 2]];
    const [ux, uy, uz] = [p[b] - p[a], p[b + 1] - p[a + 1], p[b + 2] - p[a + 2]];
    const [vx, vy, vz] = [p[c] - p[a], p[c + 1] - p[a + 1], p[c + 2] - p[a + 2]];
    const [nx, ny, nz] = [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx];
    const length = Math.sqrt(nx * nx + ny * ny + nz * nz);
    if (length === 0) continue;
    normals[t] = nx / length;
    normals[t + 1] = ny / length;
    normals[t + 2] = nz / length;
  }
  return normals;
}

/** The picture of the layers: each over what is behind it, and the mean of each pixel's samples. */
function resolve(layers: DepthLayers, alpha: number, backdrop: Vector): Uint8ClampedArray {
  const { width, height, near, behind } = layers;
  const columns = width / SAMPLES;
  const sums = new Float32Array((height / SAMPLES) * columns * 3);
  for (let sample = 0, y = 0; y < height; y++) {
    const row = Math.floor(y / SAMPLES) * columns;
    for (let x = 0; x < width; x++, sample++) {
      const at = 3 * (row + Math.floor(x / SAMPLES));
      const hasNear = near.depth[sample] !== Number.POSITIVE_INFINITY;
      const hasBehind = behind !== null && behind.depth[sample] !== Number.POSITIVE_INFINITY;
      for (let channel = 0; channel < 3; channel++) {
        let value = backdrop[channel];
        if (hasBehind) value += alpha * (((behind.color[sample] >>> (8 * channel)) & 255) - value);
        if (hasNear) value += alpha * (((near.color[sample] >>> (8 * channel)) & 255) - value);
        sums[at + channel] += value;
      }
    }
  }
  const rgba = new Uint8ClampedArray((sums.length / 3) * 4).fill(255);
  for (let pixel = 0; pixel < sums.length / 3; pixel++) {
    for (let channel = 0; channel < 3; channel++) {
      rgba[4 * pixel + channel] = Math.floor(sums[3 * pixel + channel] / SAMPLES ** 2 + 0.5);
    }
  }
  return rgba;
}
