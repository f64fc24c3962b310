import { isRecord } from "./fieldChecks";

/** Distributions of Plotly: the small one for figures in space, which draws lines and dots too, and the whole. */
export type PlotlyBuild = "gl3d" | "whole";

/** Traces in space, that can be turned. */
const SPACE: ReadonlySet<unknown> = new Set([
  "mesh3d",
  "scatter3d",
  "surface",
  "isosurface",
  "volume",
  "cone",
  "streamtube",
]);

/** Flat ones that WebGL draws too. */
const FLAT_WEBGL: ReadonlySet<unknown> = new Set(["scattergl", "scatterpolargl", "splom", "parcoords"]);

/** Traces over maps, whose outlines or tiles Plotly loads from elsewhere. */
const MAPS: ReadonlySet<unknown> = new Set([
  "scattergeo",
  "choropleth",
  "scattermap",
  "choroplethmap",
  "densitymap",
  "scattermapbox",
  "choroplethmapbox",
  "densitymapbox",
]);

/** The smallest distribution that draws the traces of a figure; one without a type is a "scatter". */
export function choosePlotly(figure: unknown): PlotlyBuild {
  return listTypes(figure).every((type) => type === "scatter" || SPACE.has(type)) ? "gl3d" : "whole";
}

/** The type of a trace over a map, which is not drawn since nothing is loaded from elsewhere; null without one. */
export function findMapTrace(figure: unknown): string | null {
  const found = listTypes(figure).find((type) => MAPS.has(type));
  return found === undefined ? null : String(found);
}

/** Whether a figure needs a WebGL context. */
export function drawsWithWebgl(figure: unknown): boolean {
  return listTypes(figure).some((type) => SPACE.has(type) || FLAT_WEBGL.has(type));
}

/** Whether a figure has something in space, that can be turned. */
export function isInSpace(figure: unknown): boolean {
  return listTypes(figure).some((type) => SPACE.has(type));
}

function listTypes(figure: unknown): unknown[] {
  const traces = isRecord(figure) && Array.isArray(figure.data) ? figure.data : [];
  return traces.map((trace) => (isRecord(trace) ? (trace.type ?? "scatter") : "scatter"));
}
