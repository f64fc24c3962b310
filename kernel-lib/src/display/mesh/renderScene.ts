import {
  FRAME_TEXT,
  listFrameLines,
  listFrameWords,
  type MeshScene,
  NEUTRAL_INK,
  type Segment,
} from "../../contract";
import type { Mesh } from "../../surface/mesh";
import type { Picture } from "../raster/picture";
import { drawText } from "../raster/text";
import { type CoveringLayers, composeLayers, SAMPLES } from "./composeLayers";
import { createShader, type Look } from "./createShader";
import { createLayers, type DepthLayers, drawTriangles, type Projection, STEPS } from "./depthLayers";
import { type Placement, projectPoints } from "./projectMesh";
import { findViewAxes, type ViewAxes } from "./viewAxes";

/** A surface of a scene. */
export interface SceneSurface {
  readonly mesh: Mesh;
  readonly color: Look["color"];
  readonly shading: Look["shading"];
  readonly edges: boolean;
  /** 1 opaque; below it, the nearest layers show, one through the other. */
  readonly alpha: number;
}

/** Layers of a surface that shows what is behind it; the page draws all of them. */
const GLASS_LAYERS = 5;
/** Half the width of the box's lines, samples. */
const LINE = 1.2;
/** Of all depths: a line on a surface is seen. */
const LINE_LIFT = 0.002;

/**
 * The picture of a scene as the page shows it: surfaces lit from beside the viewer, the box round them with its notches
 * and words; transparent where nothing is.
 */
export function renderScene(scene: MeshScene, surfaces: readonly SceneSurface[]): Picture {
  const { width, height } = scene;
  const axes = findViewAxes({ azimuth: scene.azimuth, elevation: scene.elevation });
  const placement = placeScene(scene, axes);
  const project = (positions: Float32Array) =>
    projectPoints(positions, axes, placement, width * SAMPLES, height * SAMPLES);
  // Layers are large: all that is opaque shares one.
  const solid = createLayers(width * SAMPLES, height * SAMPLES, 1);
  const glass: CoveringLayers[] = [];
  // Of triangles in one place the first is kept, and a later surface lies over an earlier one.
  for (const { mesh, alpha, ...look } of [...surfaces].reverse()) {
    const layers = alpha < 1 ? createLayers(width * SAMPLES, height * SAMPLES, GLASS_LAYERS) : solid;
    if (layers !== solid) glass.unshift({ layers, alpha });
    const shade = createShader(mesh, axes, { ...look, fade: 0, backdrop: [0, 0, 0] });
    drawTriangles(layers, mesh.triangles, project(mesh.positions), shade);
  }
  const words = placeWords(scene, project, solid);
  drawLines(solid, listFrameLines(scene), project);
  const picture = composeLayers([...glass, { layers: solid, alpha: 1 }], width, height, null);
  for (const { text, x, y } of words) {
    drawText(picture, text, x, y, {
      size: FRAME_TEXT,
      color: NEUTRAL_INK,
      align: "center",
      baseline: "middle",
    });
  }
  return picture;
}

function placeScene({ low, high, scale }: MeshScene, { forward }: ViewAxes): Placement {
  const centre = [0, 1, 2].map((k) => (low[k] + high[k]) / 2);
  const reach = [0, 1, 2].reduce((sum, k) => sum + (Math.abs(forward[k]) * (high[k] - low[k])) / 2, 0);
  return {
    centre: [centre[0], centre[1], centre[2]],
    scale: scale * SAMPLES,
    near: -reach,
    far: reach,
  };
}

/** Each line as two triangles of the picture. */
function drawLines(
  layers: DepthLayers,
  lines: readonly Segment[],
  project: (positions: Float32Array) => Projection,
): void {
  const ends = project(Float32Array.from(lines.flat(2)));
  const corners: Projection = {
    column: new Int32Array(4 * lines.length),
    row: new Int32Array(4 * lines.length),
    depth: new Float32Array(4 * lines.length),
  };
  const triangles = new Uint32Array(6 * lines.length);
  for (let line = 0; line < lines.length; line++) {
    const [from, to] = [2 * line, 2 * line + 1];
    const dx = ends.column[to] - ends.column[from];
    const dy = ends.row[to] - ends.row[from];
    const length = Math.hypot(dx, dy) || 1;
    const [px, py] = [(-dy / length) * LINE * STEPS, (dx / length) * LINE * STEPS];
    for (const [k, end, side] of [
      [0, from, -1],
      [1, from, 1],
      [2, to, -1],
      [3, to, 1],
    ]) {
      corners.column[4 * line + k] = Math.round(ends.column[end] + side * px);
      corners.row[4 * line + k] = Math.round(ends.row[end] + side * py);
      corners.depth[4 * line + k] = ends.depth[end] - LINE_LIFT;
    }
    triangles.set(
      [0, 1, 2, 1, 3, 2].map((k) => 4 * line + k),
      6 * line,
    );
  }
  const [red, green, blue] = NEUTRAL_INK;
  const packed = red | (green << 8) | (blue << 16);
  drawTriangles(layers, triangles, corners, () => packed);
}

/** The words of the box that no opaque surface hides, and where in the picture their middles are. */
function placeWords(
  scene: MeshScene,
  project: (positions: Float32Array) => Projection,
  { width, layers: [nearest] }: DepthLayers,
): { readonly text: string; readonly x: number; readonly y: number }[] {
  const words = listFrameWords(scene);
  const { column, row, depth } = project(Float32Array.from(words.flatMap(({ at }) => at)));
  return words.flatMap(({ text }, i) => {
    const [x, y] = [column[i] / STEPS, row[i] / STEPS];
    const isHidden = nearest.depth[Math.floor(y) * width + Math.floor(x)] < depth[i];
    return isHidden ? [] : [{ text, x: x / SAMPLES, y: y / SAMPLES }];
  });
}
