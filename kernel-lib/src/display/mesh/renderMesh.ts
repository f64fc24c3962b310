import { InvalidArgumentError, ShapeMismatchError } from "../../errors";
import type { Mesh } from "../../surface/mesh";
import type { Picture } from "../raster/picture";
import { createShader } from "./createShader";
import { createLayers, type DepthLayers, drawTriangles } from "./depthLayers";
import { projectMesh } from "./projectMesh";
import { findViewAxes, type MeshView, type Vector } from "./viewAxes";

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
    const axes = findViewAxes(view);
    const seen = projectMesh(mesh, axes, layers.width, layers.height);
    const shade = createShader(mesh, axes, { color, shading, edges, backdrop });
    drawTriangles(layers, mesh.triangles, seen, shade);
  }
  return { width, height, rgba: resolve(layers, alpha, backdrop) };
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
