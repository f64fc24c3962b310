import { PLOTLY_MIME } from "../contract";
import { describedAs } from "../describe";
import { type ColorMapName, colorMap as colorMapOf } from "../display/colour/colorMaps";
import { renderMesh } from "../display/mesh/renderMesh";
import { DEFAULT_BUDGET, requireBudget } from "../display/payload/budget";
import { faceLevels, type PlotlyFigure, plotlyFigure, plotlyTrisurf } from "../display/payload/plotlyMesh";
import { InvalidArgumentError } from "../errors";
import type { Mesh } from "../surface/mesh";
import { simplifyMesh } from "../surface/simplifyMesh";
import { type MeshSource, meshFigure, meshOf } from "./plot3d";
import { printed, type Shown, show } from "./show";

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
/** Above this the lines hide the surface and fill the notebook. */
const MOST_FACES_WITH_EDGES = 20_000;
/** Bytes of the notebook for a triangle with its share of the vertices, as base64: a first guess, mended when it is wrong. */
const BYTES_A_FACE = 26;
/** The same where 16 bits hold the number of a vertex, of which there is about one for every two triangles. */
const BYTES_A_FACE_OF_FEW = 18;
const FEW_FACES = 120_000;
/** Bytes for the edges of a triangle. */
const BYTES_OF_EDGES = 74;
/** A mesh of so few triangles is shown whatever it takes. */
const FEWEST_FACES = 500;
const STILL_SIZE = 560;
/** Where Plotly's camera stands at first. */
const VIEW = { azimuth: 18, elevation: 15 };

/**
 * Shows a Plotly Mesh3d that turns in the page: face colours by height, triangle edges as lines, grey axes, 800 x 800;
 * the tutorial's `interactive_3d_plot`. A mesh too large for the page is simplified, and the plot says so.
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
  const { title = "Interactive visualization", colorMap = "RdBu", budget = DEFAULT_BUDGET } = options;
  requireBudget(budget);
  const singleColor = colorOf(options.singleColor ?? false);
  if (options.faces !== undefined && !(Number.isInteger(options.faces) && options.faces > 0)) {
    throw new InvalidArgumentError("faces", "a positive whole number of triangles", options.faces);
  }
  const mesh = meshOf(source, options);
  const still = renderMesh(mesh, {
    width: STILL_SIZE,
    height: STILL_SIZE,
    view: VIEW,
    color: singleColor ? rgbOf(singleColor) : faceColors(mesh, colorMap),
    shading: "flat",
  });
  let figure: PlotlyFigure | undefined;
  const figureWithin = (bytes: number): PlotlyFigure => {
    figure ??= meshPlot(mesh, bytes, { ...options, title, colorMap, singleColor });
    return figure;
  };
  const { picture, alt } = meshFigure(mesh, still, title);
  const shown = show({
    picture,
    alt,
    rich: (pictureBytes) => ({ mime: PLOTLY_MIME, payload: figureWithin(budget - pictureBytes) }),
  });
  const plot: Interactive3dPlot = {
    ...shown,
    figure: figureWithin(budget),
    vertices: mesh.positions,
    faces: mesh.triangles,
  };
  return describedAs(plot, () => printed(shown.displayId, alt));
}

type PlotOptions = Omit<Interactive3dPlotOptions, "singleColor" | "title" | "colorMap"> & {
  readonly title: string;
  readonly colorMap: ColorMapName;
  readonly singleColor: string | null;
};

function meshPlot(mesh: Mesh, bytes: number, options: PlotOptions): PlotlyFigure {
  const { title, colorMap, singleColor, plotEdges = true } = options;
  const whole = mesh.triangles.length / 3;
  const wanted = Math.min(options.faces ?? whole, whole);
  const withEdges = plotEdges && wanted <= MOST_FACES_WITH_EDGES;
  let faces = Math.min(wanted, fittingFaces(bytes, withEdges));
  for (;;) {
    const simple = simplifyMesh(mesh, { faces: Math.max(faces, 1) });
    const traces = plotlyTrisurf(simple.mesh, {
      colorMap,
      ...(singleColor && { singleColor }),
      plotEdges: withEdges,
    });
    const subtitle = describeReduction(whole, simple.facesAfter, plotEdges && !withEdges);
    const figure = plotlyFigure(traces, mesh, { title, subtitle });
    const size = JSON.stringify(figure).length;
    if (size <= bytes || faces <= FEWEST_FACES) return figure;
    faces = Math.floor(Math.min(faces, simple.facesAfter) * Math.min(0.97, (bytes / size) * 0.98));
  }
}

function fittingFaces(bytes: number, withEdges: boolean): number {
  if (withEdges) return Math.floor(bytes / (BYTES_A_FACE_OF_FEW + BYTES_OF_EDGES));
  const few = Math.min(FEW_FACES, Math.floor(bytes / BYTES_A_FACE_OF_FEW));
  return Math.max(few, Math.floor(bytes / BYTES_A_FACE));
}

function describeReduction(whole: number, shown: number, edgesLeftOut: boolean): string {
  const count = (faces: number) => faces.toLocaleString("en-US");
  const notes = [
    ...(shown < whole ? [`simplified from ${count(whole)} to ${count(shown)} triangles`] : []),
    ...(edgesLeftOut ? [`edges left out above ${count(MOST_FACES_WITH_EDGES)} triangles`] : []),
  ];
  return notes.join("; ");
}

function colorOf(choice: boolean | string): string | null {
  if (choice === false) return null;
  const color = choice === true ? TUTORIAL_COLOR : choice;
  rgbOf(color);
  return color;
}

/** Red, green and blue from 0 to 1 of "rgb(r, g, b)". */
function rgbOf(color: string): [number, number, number] {
  const match = /^rgb\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})\s*\)$/.exec(color);
  const levels = match?.slice(1).map(Number) ?? [];
  if (levels.length === 0 || levels.some((level) => level > 255)) {
    throw new InvalidArgumentError("singleColor", 'true or "rgb(r, g, b)" with levels up to 255', color);
  }
  return [levels[0] / 255, levels[1] / 255, levels[2] / 255];
}

function faceColors({ positions, triangles }: Mesh, name: ColorMapName): Uint8Array {
  const { rounded } = colorMapOf(name);
  const levels = faceLevels(positions, triangles);
  const colors = new Uint8Array(triangles.length);
  for (let face = 0; face < levels.length; face++) {
    for (let channel = 0; channel < 3; channel++)
      colors[3 * face + channel] = rounded[3 * levels[face] + channel];
  }
  return colors;
}
