import type { ColorMapName } from "../../contract";
import type { Mesh } from "../../surface/mesh";
import { simplifyMesh } from "../../surface/simplifyMesh";
import { thousands } from "../../words";
import { createPlotlyFigure, type PlotlyFigure, plotlyTrisurf } from "./plotlyMesh";

export interface PlotlyPayloadOptions {
  readonly title: string;
  /** Of the faces, by their height. */
  readonly colorMap: ColorMapName;
  /** "rgb(r, g, b)" for all faces instead, or null. */
  readonly singleColor: string | null;
  /** Whether edges are wanted; above 20000 triangles there are none. */
  readonly plotEdges: boolean;
  /** Most triangles wanted. */
  readonly faces: number;
  /** Bytes for the payload. */
  readonly budget: number;
}

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

/**
 * The mesh as a Plotly figure within its budget: simplified as far as it must be and without edges where they would be
 * too many, which the line under its title then says.
 *
 * @throws NotReadyError when the mesh must be simplified before `await ready`.
 */
export function createPlotlyPayload(mesh: Mesh, options: PlotlyPayloadOptions): PlotlyFigure {
  const { title, colorMap, singleColor, plotEdges, budget } = options;
  const whole = mesh.triangles.length / 3;
  const wanted = Math.min(options.faces, whole);
  const withEdges = plotEdges && wanted <= MOST_FACES_WITH_EDGES;
  let faces = Math.min(wanted, estimateFaces(budget, withEdges));
  for (;;) {
    const simple = simplifyMesh(mesh, { faces: Math.max(faces, 1) });
    const traces = plotlyTrisurf(simple.mesh, {
      colorMap,
      ...(singleColor && { singleColor }),
      plotEdges: withEdges,
    });
    const subtitle = describeReduction(whole, simple.facesAfter, plotEdges && !withEdges);
    const figure = createPlotlyFigure(traces, mesh, { title, subtitle });
    const size = JSON.stringify(figure).length;
    if (size <= budget || faces <= FEWEST_FACES) return figure;
    faces = Math.floor(Math.min(faces, simple.facesAfter) * Math.min(0.97, (budget / size) * 0.98));
  }
}

/** How many triangles so many bytes are likely to hold. */
function estimateFaces(bytes: number, withEdges: boolean): number {
  if (withEdges) return Math.floor(bytes / (BYTES_A_FACE_OF_FEW + BYTES_OF_EDGES));
  const few = Math.min(FEW_FACES, Math.floor(bytes / BYTES_A_FACE_OF_FEW));
  return Math.max(few, Math.floor(bytes / BYTES_A_FACE));
}

function describeReduction(whole: number, shown: number, edgesLeftOut: boolean): string {
  const notes = [
    ...(shown < whole ? [`simplified from ${thousands(whole)} to ${thousands(shown)} triangles`] : []),
    ...(edgesLeftOut ? [`edges left out above ${thousands(MOST_FACES_WITH_EDGES)} triangles`] : []),
  ];
  return notes.join("; ");
}
