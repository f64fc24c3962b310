import { type ColorMapName, PLOTLY_MIME } from "../contract";
import { describedAs } from "../describe";
import { drawMeshFigure } from "../display/figure/meshFigure";
import { colorFaces } from "../display/mesh/faceColors";
import { renderMesh } from "../display/mesh/renderMesh";
import { DEFAULT_BUDGET, requireBudget } from "../display/payload/budget";
import type { PlotlyFigure } from "../display/payload/plotlyMesh";
import { createPlotlyPayload } from "../display/payload/plotlyPayload";
import { InvalidArgumentError } from "../errors";
import { type OptionKinds, requireOptions } from "../options";
import { type MeshSource, toMesh } from "./plot3d";
import { LONG_TRIANGLES, sayLong } from "./sayLong";
import { printHandle, type Shown, showWork } from "./show";

export interface Interactive3dPlotOptions {
  /** @default "Interactive visualization" */
  title?: string;
  /** Faces are coloured by their height, towards the head. @default "RdBu" */
  colorMap?: ColorMapName;
  /** One colour for all faces: true for the tutorial's rgb(20, 61, 34), or "rgb(r, g, b)". @default false */
  singleColor?: boolean | string;
  /** Draw the edges of the triangles; of at most 20000 triangles. @default true */
  plotEdges?: boolean;
  /** Most triangles in the page; more are simplified, and the plot says so. @default as many as the budget holds */
  faces?: number;
  /** Bytes of the output in the notebook. @default 4000000 */
  budget?: number;
  /** For a grey volume: the value of the surface. @default halfway between smallest and largest */
  threshold?: number;
  /** Voxels between samples, as scikit-image's step_size. @default 1 */
  stepSize?: number;
}

const KINDS: OptionKinds<Interactive3dPlotOptions> = {
  title: "text",
  colorMap: "text",
  singleColor: ["boolean", "text"],
  plotEdges: "boolean",
  faces: "number",
  budget: "number",
  threshold: "number",
  stepSize: "number",
};

/** A plot that was shown, and what it was made of. */
export interface Interactive3dPlot extends Shown {
  /** Data, layout and config for Plotly, as shown. */
  readonly figure: PlotlyFigure;
  /** Three coordinates a vertex of the whole mesh, before it was simplified. */
  readonly vertices: Float32Array;
  /** Three vertex numbers a triangle of the whole mesh. */
  readonly faces: Uint32Array;
}

const TUTORIAL_COLOR = "rgb(20, 61, 34)";
const STILL_SIZE = 560;
/** Where Plotly's camera stands at first. */
const VIEW = { azimuth: 18, elevation: 15 };

/**
 * Shows a Plotly Mesh3d that turns in the page: face colours by height, triangle edges as lines, grey axes, 800 x 800;
 * the tutorial's `interactive_3d_plot`. A mesh too large for the page is simplified, and the plot says so.
 *
 * Options: `title` ("Interactive visualization"), `colorMap` ("RdBu"), `singleColor` (false), `plotEdges` (true),
 * `faces` (as many as fit), `budget` (4000000 bytes), and of a grey volume `threshold` (halfway between smallest and
 * largest), `stepSize` (1).
 *
 * @throws InvalidArgumentError for a colour, colour map or number out of range.
 * @throws NotReadyError when a mesh must be simplified before `await ready`.
 * @throws UnknownSpacingError for a mask of one slice whose spacing is not known.
 * @example
 *     const { figure, vertices, faces } = interactive3dPlot(cropImage(smallest, [250, 150]));
 */
export function interactive3dPlot(
  source: MeshSource,
  options: Interactive3dPlotOptions = {},
): Interactive3dPlot {
  requireOptions(options, KINDS);
  const { title = "Interactive visualization", colorMap = "RdBu", plotEdges = true } = options;
  const { budget = DEFAULT_BUDGET } = options;
  requireBudget(budget);
  const singleColor = chooseColor(options.singleColor ?? false);
  if (options.faces !== undefined && !(Number.isInteger(options.faces) && options.faces > 0)) {
    throw new InvalidArgumentError("faces", "a positive whole number of triangles", options.faces);
  }
  return showWork("Drawing the surface", (work) => {
    const mesh = toMesh(source, options, work);
    const triangles = mesh.triangles.length / 3;
    sayLong(work, "the picture", triangles, LONG_TRIANGLES);
    const still = renderMesh(mesh, {
      width: STILL_SIZE,
      height: STILL_SIZE,
      view: VIEW,
      color: singleColor ? readRgb(singleColor) : colorFaces(mesh, colorMap),
      shading: "flat",
    });
    let figure: PlotlyFigure | undefined;
    const figureWithin = (bytes: number): PlotlyFigure => {
      if (figure !== undefined) return figure;
      sayLong(work, "the page's mesh", triangles, LONG_TRIANGLES);
      figure = createPlotlyPayload(mesh, {
        title,
        colorMap,
        singleColor,
        plotEdges,
        faces: options.faces ?? triangles,
        budget: bytes,
      });
      return figure;
    };
    const { picture, alt } = drawMeshFigure(mesh, still, title);
    const shown = work.show({
      picture,
      alt,
      // An empty mesh has nothing to turn: its picture says so, and a live figure would take its place.
      ...(mesh.triangles.length > 0 && {
        rich: (pictureBytes: number) => ({ mime: PLOTLY_MIME, payload: figureWithin(budget - pictureBytes) }),
      }),
    });
    const { bundle, displayId } = shown;
    const plot: Interactive3dPlot = {
      bundle,
      displayId,
      figure: figureWithin(budget),
      vertices: mesh.positions,
      faces: mesh.triangles,
    };
    return describedAs(
      plot,
      () => printHandle(displayId, alt),
      () => alt,
    );
  });
}

function chooseColor(choice: boolean | string): string | null {
  if (choice === false) return null;
  const color = choice === true ? TUTORIAL_COLOR : choice;
  readRgb(color);
  return color;
}

/** Red, green and blue from 0 to 1 of "rgb(r, g, b)". */
function readRgb(color: string): [number, number, number] {
  const match = /^rgb\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})\s*\)$/.exec(color);
  const levels = match?.slice(1).map(Number) ?? [];
  if (levels.length === 0 || levels.some((level) => level > 255)) {
    throw new InvalidArgumentError("singleColor", 'true or "rgb(r, g, b)" with levels up to 255', color);
  }
  return [levels[0] / 255, levels[1] / 255, levels[2] / 255];
}
