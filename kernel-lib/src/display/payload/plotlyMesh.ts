import { type ColorMapName, type MeshTrace, scaleColors, traceEdges } from "../../contract";
import { type OptionKinds, requireOptions } from "../../options";
import type { Mesh } from "../../surface/mesh";
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

const LIGHTING = { ambient: 0.75, diffuse: 0.6, specular: 0.1, roughness: 0.7, fresnel: 0.05 };

const KINDS: OptionKinds<PlotlyTrisurfOptions> = {
  colorMap: "text",
  singleColor: "text",
  plotEdges: "boolean",
};

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
    // Below these Plotly leaves the normals of small triangles at zero, which then are unlit.
    lighting: { ...LIGHTING, facenormalsepsilon: 0, vertexnormalsepsilon: 0 },
    lightposition: { x: 1000, y: -10_000, z: 4000 },
    // Plotly 4.1 labels faces coloured one by one with coordinates of other points.
    hoverinfo: "skip",
    name: "",
  };
  return plotEdges ? [surface, encodeEdges(mesh)] : [surface];
}

/** The face colours as a scalar a face, in steps of the colour map's 256 entries. */
function colorByHeight(mesh: Mesh, colorMap: ColorMapName): Record<string, unknown> {
  const levels = gradeFaces(mesh);
  findColorMap(colorMap); // refuses what is none
  return {
    intensity: { dtype: "u1", bdata: toBase64(levels) },
    intensitymode: "cell",
    colorscale: scaleColors(colorMap),
    cmin: 0,
    cmax: 255,
    showscale: false,
  };
}

/** The edges of the triangles, each once, as a line with a gap after it. */
export function encodeEdges({ positions, triangles }: Mesh): MeshTrace {
  const [x, y, z] = [0, 1, 2].map((axis) => takeEvery3rd(positions, axis));
  const [i, j, k] = [0, 1, 2].map((corner) => takeEvery3rd(triangles, corner));
  return traceEdges({ x, y, z, i, j, k }, encodeFloats);
}

export function takeEvery3rd<A extends Float32Array | Uint32Array>(values: A, first: number): A {
  const picked = values.slice(0, values.length / 3) as A;
  for (let i = 0; i < picked.length; i++) picked[i] = values[i * 3 + first];
  return picked;
}

export function encodeFloats(values: Float32Array): PlotlyArray {
  return { dtype: "f4", bdata: toBase64(values) };
}

export function encodeIndices(values: Uint32Array, small: boolean): PlotlyArray {
  return small
    ? { dtype: "u2", bdata: toBase64(Uint16Array.from(values)) }
    : { dtype: "u4", bdata: toBase64(values) };
}
