import type { ColorMapName } from "../../contract";
import { type OptionKinds, requireOptions } from "../../options";
import { type Mesh, NO_SURFACE } from "../../surface/mesh";
import { findColorMap } from "../colour/colorMaps";
import { gradeFaces } from "../mesh/faceColors";
import { toBase64 } from "./budget";

/** A typed array as Plotly reads it: base64 of little endian values. */
export interface PlotlyArray {
  readonly dtype: "u1" | "u2" | "u4" | "f4" | "f8";
  readonly bdata: string;
}

/** A trace of a Plotly figure. */
export interface PlotlyTrace {
  readonly type: "mesh3d" | "scatter3d" | "scatter";
  readonly [attribute: string]: unknown;
}

/** A Plotly figure: what plotly.js, plotly.py and every renderer of its MIME type draw. */
export interface PlotlyFigure {
  readonly data: readonly PlotlyTrace[];
  readonly layout: { readonly [attribute: string]: unknown };
  readonly config: { readonly [attribute: string]: unknown };
}

/** In the payload as well, because another renderer may draw it: nothing leaves the machine, and the page scrolls. */
export const PLOTLY_CONFIG: PlotlyFigure["config"] = {
  showSendToCloud: false,
  plotlyServerURL: "",
  scrollZoom: false,
  displaylogo: false,
  responsive: true,
};

export interface PlotlyTrisurfOptions {
  /** Faces are coloured by their height along the last axis. @default "RdBu" */
  colorMap?: ColorMapName;
  /** One colour for all faces instead, as "rgb(20, 61, 34)". @default none */
  singleColor?: string;
  /** Draw the triangles' edges as lines. @default false */
  plotEdges?: boolean;
}

const KINDS: OptionKinds<PlotlyTrisurfOptions> = {
  colorMap: "text",
  singleColor: "text",
  plotEdges: "boolean",
};

export interface PlotlyLayoutOptions {
  readonly title: string;
  /** Small line under the title. @default none */
  readonly subtitle?: string;
  /** Width and height of the picture, pixels. @default 800 */
  readonly size?: number;
}

/**
 * The tutorial's `plotly_trisurf`: a Mesh3d with face colours by height, and its edges as lines on request.
 * Heights are along z in patient coordinates.
 *
 * Options: `colorMap` ("RdBu"), `singleColor` (none), `plotEdges` (false).
 */
export function plotlyTrisurf(mesh: Mesh, options: PlotlyTrisurfOptions = {}): PlotlyTrace[] {
  requireOptions(options, KINDS);
  const { colorMap = "RdBu", singleColor, plotEdges = false } = options;
  const { positions, triangles } = mesh;
  const small = positions.length / 3 <= 65_536;
  const corner = (k: number) => encodeIndices(takeEvery3rd(triangles, k), small);
  const surface: PlotlyTrace = {
    type: "mesh3d",
    x: encodeFloats(takeEvery3rd(positions, 0)),
    y: encodeFloats(takeEvery3rd(positions, 1)),
    z: encodeFloats(takeEvery3rd(positions, 2)),
    i: corner(0),
    j: corner(1),
    k: corner(2),
    ...(singleColor === undefined ? colorByHeight(mesh, colorMap) : { color: singleColor }),
    flatshading: true,
    lighting: { ambient: 0.75, diffuse: 0.6, specular: 0.1, roughness: 0.7, fresnel: 0.05 },
    lightposition: { x: 1000, y: -10_000, z: 4000 },
    // Plotly 4.1 labels faces coloured one by one with coordinates of other points.
    hoverinfo: "skip",
    name: "",
  };
  return plotEdges ? [surface, traceEdges(mesh)] : [surface];
}

/** Traces as a whole figure: grey axes, true proportions, seen from the front, nothing sent anywhere; words where there is no face. */
export function createPlotlyFigure(
  traces: readonly PlotlyTrace[],
  mesh: Mesh,
  options: PlotlyLayoutOptions,
): PlotlyFigure {
  const { title, subtitle = "", size = 800 } = options;
  const names = nameAxes(mesh);
  const axis = (text: string) => ({
    title: { text },
    showbackground: true,
    backgroundcolor: "rgb(230, 230, 230)",
    gridcolor: "rgb(255, 255, 255)",
    zerolinecolor: "rgb(255, 255, 255)",
  });
  return {
    data: traces,
    layout: {
      title: { text: title, ...(subtitle && { subtitle: { text: subtitle } }) },
      width: size,
      height: size,
      showlegend: false,
      ...(mesh.triangles.length === 0 && { annotations: [EMPTY_NOTE] }),
      margin: { l: 10, r: 10, t: subtitle ? 80 : 60, b: 10 },
      scene: {
        xaxis: axis(names[0]),
        yaxis: axis(names[1]),
        zaxis: axis(names[2]),
        aspectmode: "data",
        camera: { eye: placeCamera(mesh.positions), up: { x: 0, y: 0, z: 1 } },
      },
    },
    config: PLOTLY_CONFIG,
  };
}

/** In the middle of the figure. */
const EMPTY_NOTE = {
  text: NO_SURFACE,
  xref: "paper",
  yref: "paper",
  x: 0.5,
  y: 0.5,
  showarrow: false,
  font: { size: 18 },
} as const;

function nameAxes({ coordinates, known }: Mesh): readonly [x: string, y: string, z: string] {
  if (coordinates === "voxel") return ["first axis (voxels)", "second axis (voxels)", "third axis (voxels)"];
  if (known === "place") return ["x (mm), to the left", "y (mm), to the back", "z (mm), to the head"];
  const unit = known === "spacing" ? "mm" : "voxels";
  return [`along columns (${unit})`, `along rows (${unit})`, `along slices (${unit})`];
}

/**
 * Where the camera stands: before the patient, a little to the left and above, so far that a long box fits too.
 * Plotly scales the box of the data to a volume of 1 and measures the eye in its units.
 */
function placeCamera(positions: Float32Array): { x: number; y: number; z: number } {
  const extents = [0, 1, 2].map((axis) => {
    let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let at = axis; at < positions.length; at += 3) {
      min = Math.min(min, positions[at]);
      max = Math.max(max, positions[at]);
    }
    return Math.max(max - min, 1e-6);
  });
  const size = Math.cbrt(extents[0] * extents[1] * extents[2]);
  const longest = positions.length === 0 ? 1 : Math.max(...extents) / size;
  const distance = Math.min(2 * longest, 8);
  const round = (value: number) => Number(value.toFixed(3));
  return { x: round(0.3 * distance), y: round(-0.92 * distance), z: round(0.25 * distance) };
}

/** The face colours as a scalar a face, in steps of the colour map's 256 entries. */
function colorByHeight(mesh: Mesh, colorMap: ColorMapName): Record<string, unknown> {
  const levels = gradeFaces(mesh);
  const { rounded } = findColorMap(colorMap);
  const colorscale = Array.from({ length: 256 }, (_, i) => [
    i / 255,
    `rgb(${rounded[i * 3]},${rounded[i * 3 + 1]},${rounded[i * 3 + 2]})`,
  ]);
  return {
    intensity: { dtype: "u1", bdata: toBase64(levels) },
    intensitymode: "cell",
    colorscale,
    cmin: 0,
    cmax: 255,
    showscale: false,
  };
}

/** Each edge once, as a line with a gap after it. */
function traceEdges({ positions, triangles }: Mesh): PlotlyTrace {
  const vertices = positions.length / 3;
  const seen = new Set<number>();
  const ends: number[] = [];
  for (let at = 0; at < triangles.length; at++) {
    const from = triangles[at];
    const to = triangles[at % 3 === 2 ? at - 2 : at + 1];
    const key = Math.min(from, to) * vertices + Math.max(from, to);
    if (seen.has(key)) continue;
    seen.add(key);
    ends.push(from, to);
  }
  const coordinates = (axis: number) => {
    const line = new Float32Array((ends.length / 2) * 3).fill(Number.NaN);
    for (let i = 0; i < ends.length; i++) line[(i >> 1) * 3 + (i & 1)] = positions[ends[i] * 3 + axis];
    return encodeFloats(line);
  };
  return {
    type: "scatter3d",
    mode: "lines",
    x: coordinates(0),
    y: coordinates(1),
    z: coordinates(2),
    line: { color: "rgb(50, 50, 50)", width: 1.5 },
    hoverinfo: "skip",
    showlegend: false,
  };
}

function takeEvery3rd<A extends Float32Array | Uint32Array>(values: A, first: number): A {
  const picked = values.slice(0, values.length / 3) as A;
  for (let i = 0; i < picked.length; i++) picked[i] = values[i * 3 + first];
  return picked;
}

function encodeFloats(values: Float32Array): PlotlyArray {
  return { dtype: "f4", bdata: toBase64(values) };
}

function encodeIndices(values: Uint32Array, small: boolean): PlotlyArray {
  return small
    ? { dtype: "u2", bdata: toBase64(Uint16Array.from(values)) }
    : { dtype: "u4", bdata: toBase64(values) };
}
