import { InvalidArgumentError, ShapeMismatchError } from "../../errors";
import type { Mesh } from "../../surface/mesh";
import type { Picture } from "../raster/picture";
import { composeLayers, SAMPLES } from "./composeLayers";
import { createShader, type Look } from "./createShader";
import { createLayers, drawTriangles } from "./depthLayers";
import { fitPlacement, projectPoints } from "./projectMesh";
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
  /** Red, green and blue from 0 to 1, into which what is far fades; null for transparent. @default [1, 1, 1] */
  background?: readonly [number, number, number] | null;
  /** "smooth": light runs on from triangle to triangle; "flat": one light a triangle. @default "smooth" */
  shading?: "smooth" | "flat";
  /** Draw the edges of the triangles. @default false */
  edges?: boolean;
}

/** How far the farthest surface fades into the background. */
const FADE = 0.35;

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
  const backdrop: Vector | null = background && [
    background[0] * 255,
    background[1] * 255,
    background[2] * 255,
  ];
  const layers = createLayers(width * SAMPLES, height * SAMPLES, alpha < 1 ? 2 : 1);
  if (mesh.triangles.length > 0) {
    const axes = findViewAxes(view);
    const placement = fitPlacement(mesh.positions, axes, layers.width, layers.height);
    const seen = projectPoints(mesh.positions, axes, placement, layers.width, layers.height);
    const tone: Look["color"] =
      color instanceof Uint8Array ? color : [color[0] * 255, color[1] * 255, color[2] * 255];
    const shade = createShader(mesh, axes, {
      color: tone,
      shading,
      edges,
      fade: backdrop ? FADE : 0,
      backdrop: backdrop ?? [0, 0, 0],
    });
    drawTriangles(layers, mesh.triangles, seen, shade);
  }
  return composeLayers([{ layers, alpha }], width, height, backdrop);
}
