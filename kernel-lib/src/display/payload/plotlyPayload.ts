import { layOutScene, type MeshScene, type MeshTrace, traceFrame, traceSurface } from "../../contract";
import { type Mesh, NO_SURFACE } from "../../surface/mesh";
import { thousands } from "../../words";
import {
  encodeEdges,
  encodeFloats,
  encodeIndices,
  PLOTLY_CONFIG,
  type PlotlyFigure,
  takeEvery3rd,
} from "./plotlyMesh";
import { countFaces, describeLook, type ShownSurface, thinSurfaces } from "./sceneSurfaces";

export interface PlotlyPayloadOptions {
  readonly title: string;
  /** What the line under the title says beside what was reduced, or "". */
  readonly note: string;
  /** Triangles of the whole surfaces, which those given may have been simplified from. */
  readonly all: number;
  /** Bytes for the payload. */
  readonly budget: number;
}

/** Bytes of the notebook for a triangle with its share of the vertices, as base64: a first guess, mended when it is wrong. */
const BYTES_A_FACE = 26;
/** The same where 16 bits hold the number of a vertex, of which there is about one for every two triangles. */
const BYTES_A_FACE_OF_FEW = 18;
const FEW_FACES = 120_000;
/** Bytes for the edges of a triangle. */
const BYTES_OF_EDGES = 74;
/** Surfaces of so few triangles are shown whatever they take. */
const FEWEST_FACES = 500;
/** Pixels above the view for the title and the line below it. */
const TITLE_ROOM = 64;

/**
 * The scene as a Plotly figure within its budget, for pages that draw Plotly's figures and not ours: simplified as far
 * as it must be, which the line under its title then says.
 */
export function createPlotlyPayload(
  given: readonly ShownSurface[],
  scene: MeshScene,
  { title, note, all, budget }: PlotlyPayloadOptions,
): PlotlyFigure {
  let shown = thinSurfaces(given, estimateFaces(budget, given));
  for (;;) {
    const count = countFaces(shown);
    const notes = [...(count < all ? [describeSimplified(all, count)] : []), ...(note ? [note] : [])];
    const figure = createPlotlyFigure(shown, scene, title, notes.join("; "));
    const size = JSON.stringify(figure).length;
    if (size <= budget || count <= FEWEST_FACES) return figure;
    shown = thinSurfaces(shown, Math.floor(count * Math.min(0.97, (budget / size) * 0.98)));
    if (countFaces(shown) >= count) return figure; // they cannot be simplified any further
  }
}

function createPlotlyFigure(
  surfaces: readonly ShownSurface[],
  scene: MeshScene,
  title: string,
  subtitle: string,
): PlotlyFigure {
  const traces = surfaces.flatMap((surface): MeshTrace[] => {
    const trace = traceSurface(scene, describeLook(surface), encodeMesh(surface.mesh));
    return surface.edges ? [trace, encodeEdges(surface.mesh)] : [trace];
  });
  return {
    data: [
      ...traces.map((trace) => ({ ...trace, showlegend: trace.type === "mesh3d" && surfaces.length > 1 })),
      ...traceFrame(scene),
    ],
    layout: {
      title: { text: title, ...(subtitle && { subtitle: { text: subtitle } }) },
      width: scene.width,
      height: scene.height + TITLE_ROOM,
      showlegend: surfaces.length > 1,
      ...(countFaces(surfaces) === 0 && { annotations: [EMPTY_NOTE] }),
      margin: { l: 0, r: 0, t: TITLE_ROOM, b: 0 },
      scene: layOutScene(scene),
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

function encodeMesh({ positions, triangles }: Mesh) {
  const small = positions.length / 3 <= 65_536;
  const along = (axis: number) => encodeFloats(takeEvery3rd(positions, axis));
  const corner = (k: number) => encodeIndices(takeEvery3rd(triangles, k), small);
  return { x: along(0), y: along(1), z: along(2), i: corner(0), j: corner(1), k: corner(2) };
}

/** How many triangles so many bytes are likely to hold. */
function estimateFaces(bytes: number, surfaces: readonly ShownSurface[]): number {
  if (surfaces.some(({ edges }) => edges)) return Math.floor(bytes / (BYTES_A_FACE_OF_FEW + BYTES_OF_EDGES));
  const few = Math.min(FEW_FACES, Math.floor(bytes / BYTES_A_FACE_OF_FEW));
  return Math.max(few, Math.floor(bytes / BYTES_A_FACE));
}

/** That surfaces of so many triangles have fewer here. */
export function describeSimplified(all: number, shown: number): string {
  return `simplified from ${thousands(all)} to ${thousands(shown)} triangles`;
}
