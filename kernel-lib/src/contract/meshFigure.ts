import type { ColorMapName } from "./colorMaps";
import { readColorMap } from "./colorMaps";
import { FRAME_TEXT, listFrameLines, listFrameWords, MESH_LIGHT, type MeshScene } from "./meshScene";
import { NEUTRAL_INK } from "./neutralInk";

/** How a surface looks. */
export interface SurfaceLook {
  readonly name: string;
  /** "rgb(r, g, b)", or a colour map's name: then by height, from the lowest to the highest of the scene. */
  readonly color: string;
  /** 0 transparent to 1 opaque. */
  readonly alpha: number;
  /** One light a triangle. */
  readonly flat: boolean;
}

/** A surface in a form that Plotly reads: typed arrays, or what stands for them. */
export interface SurfaceArrays<A> {
  readonly x: A;
  readonly y: A;
  readonly z: A;
  readonly i: A;
  readonly j: A;
  readonly k: A;
}

/** A trace of a Plotly figure. */
export interface MeshTrace {
  readonly type: "mesh3d" | "scatter3d";
  readonly [attribute: string]: unknown;
}

/** The eye's distance from the middle, where Plotly wants one: along parallel lines it changes nothing. */
const EYE_DISTANCE = 2;
/** Pixels beyond the box. */
const WORD_ROOM = 40;
/** Of Plotly's scenes; the far plane of what they draw. */
const PLOTLY_FAR = 1000;

/** A surface as a Plotly trace, lit as the kernel's picture is. */
export function traceSurface<A>(scene: MeshScene, look: SurfaceLook, arrays: SurfaceArrays<A>): MeshTrace {
  return {
    type: "mesh3d",
    name: look.name,
    ...arrays,
    ...colorSurface(scene, look, arrays.z),
    opacity: look.alpha,
    flatshading: look.flat,
    lighting: {
      ambient: MESH_LIGHT.ambient,
      diffuse: MESH_LIGHT.diffuse,
      specular: 0, // Plotly finds the eye behind the scene where lines of sight are parallel
      // The normals of triangles and corners below these are left at zero, and small triangles unlit.
      facenormalsepsilon: 0,
      vertexnormalsepsilon: 0,
    },
    lightposition: placeLight(scene),
    hoverinfo: "skip",
  };
}

/** The edges of the triangles, each once, as a line with a gap after it. */
export function traceEdges<A>(
  { x, y, z, i, j, k }: SurfaceArrays<ArrayLike<number>>,
  encode: (line: Float32Array) => A,
): MeshTrace {
  const seen = new Set<number>();
  const ends: number[] = [];
  const add = (from: number, to: number) => {
    const key = Math.min(from, to) * x.length + Math.max(from, to);
    if (seen.has(key)) return;
    seen.add(key);
    ends.push(from, to);
  };
  for (let t = 0; t < i.length; t++) {
    add(i[t], j[t]);
    add(j[t], k[t]);
    add(k[t], i[t]);
  }
  const along = (values: ArrayLike<number>) => {
    const line = new Float32Array((ends.length / 2) * 3).fill(Number.NaN);
    for (let at = 0; at < ends.length; at++) line[(at >> 1) * 3 + (at & 1)] = values[ends[at]];
    return encode(line);
  };
  return {
    type: "scatter3d",
    mode: "lines",
    x: along(x),
    y: along(y),
    z: along(z),
    line: { color: "rgb(50, 50, 50)", width: 1.5 },
    hoverinfo: "skip",
    showlegend: false,
  };
}

/** The box of a scene with its notches and words, as Plotly traces. */
export function traceFrame(scene: MeshScene): MeshTrace[] {
  const color = `rgb(${NEUTRAL_INK.join(", ")})`;
  const lines = listFrameLines(scene);
  const words = listFrameWords(scene);
  const along = (axis: number) =>
    lines.flatMap(([from, to]) => [roundFor(scene, from[axis]), roundFor(scene, to[axis]), null]);
  return [
    {
      type: "scatter3d",
      mode: "lines",
      x: along(0),
      y: along(1),
      z: along(2),
      line: { color, width: 1.5 },
      hoverinfo: "skip",
      showlegend: false,
    },
    ...(words.length === 0
      ? []
      : [
          {
            type: "scatter3d",
            mode: "text",
            x: words.map(({ at }) => roundFor(scene, at[0])),
            y: words.map(({ at }) => roundFor(scene, at[1])),
            z: words.map(({ at }) => roundFor(scene, at[2])),
            text: words.map(({ text }) => text),
            textfont: { color, size: FRAME_TEXT },
            textposition: "middle center",
            hoverinfo: "skip",
            showlegend: false,
          } as const,
        ]),
  ];
}

/** The layout of Plotly's scene: no axes of its own, the camera and the size of what is seen. */
export function layOutScene(scene: MeshScene): { readonly [attribute: string]: unknown } {
  const { low, high, scale, height, azimuth, elevation } = scene;
  // Plotly cuts off what lies beyond an axis' range, and the words lie beyond the box; and it finds normals in shares
  // of the ranges, so that light falls right only where they are equally long.
  const half = Math.max(high[0] - low[0], high[1] - low[1], high[2] - low[2]) / 2 + WORD_ROOM / scale;
  const axis = (k: number) => {
    const middle = (low[k] + high[k]) / 2;
    return { visible: false, range: [middle - half, middle + half], autorange: false };
  };
  // Of Plotly's view, which is 2 high.
  const side = roundTo((2 * half * scale * 2) / height, 5);
  const [a, e] = [(azimuth * Math.PI) / 180, (elevation * Math.PI) / 180];
  return {
    xaxis: axis(0),
    yaxis: axis(1),
    zaxis: axis(2),
    aspectmode: "manual",
    aspectratio: { x: side, y: side, z: side },
    camera: {
      projection: { type: "orthographic" },
      eye: {
        x: roundTo(EYE_DISTANCE * Math.sin(a) * Math.cos(e), 5),
        y: roundTo(-EYE_DISTANCE * Math.cos(a) * Math.cos(e), 5),
        z: roundTo(EYE_DISTANCE * Math.sin(e), 5),
      },
      center: { x: 0, y: 0, z: 0 },
      up: { x: 0, y: 0, z: 1 },
    },
  };
}

/**
 * Plotly places its light in the normalised coordinates of the view, 1 at its upper edge and at the far plane; so it
 * stands still beside the viewer. Far off, the same for every point.
 */
function placeLight({ width, height }: MeshScene): { x: number; y: number; z: number } {
  const [right, up, near] = MESH_LIGHT.direction;
  const far = 2 * PLOTLY_FAR;
  return {
    x: roundTo((right * far * height) / width, 3),
    y: roundTo(up * far, 3),
    z: roundTo(-(2 * near * far) / PLOTLY_FAR - 1, 4),
  };
}

function colorSurface<A>({ low, high }: MeshScene, { color }: SurfaceLook, z: A): Record<string, unknown> {
  if (color.startsWith("rgb")) return { color };
  return {
    intensity: z,
    cmin: low[2],
    cmax: high[2],
    colorscale: scaleColors(color as ColorMapName),
    showscale: false,
  };
}

/** A colour map as Plotly has it: 256 colours, each with its place from 0 to 1. */
export function scaleColors(colorMap: ColorMapName): (readonly [place: number, color: string])[] {
  const halfLevels = readColorMap(colorMap);
  const level = (i: number) => (halfLevels[i] + 1) >> 1;
  return Array.from({ length: 256 }, (_, i) => [
    i / 255,
    `rgb(${level(3 * i)},${level(3 * i + 1)},${level(3 * i + 2)})`,
  ]);
}

/** To a twentieth of a pixel. */
function roundFor({ scale }: MeshScene, value: number): number {
  const digits = Math.max(0, Math.ceil(Math.log10(20 * scale)));
  return roundTo(value, Math.min(digits, 12));
}

function roundTo(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
