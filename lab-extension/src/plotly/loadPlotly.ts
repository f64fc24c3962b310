import { choosePlotly, type PlotlyBuild } from "tslab-dicom/contract";
import type { FigurePayload } from "./figure";
import type { Plotly } from "./plotlyApi";

/** Each a file of its own, loaded with the first figure that needs it, and once. */
const BUILDS: Readonly<Record<PlotlyBuild, () => Promise<{ readonly default: Plotly }>>> = {
  gl3d: () => import("plotly.js-gl3d-dist-min"),
  whole: () => import("plotly.js-dist-min"),
};

/** The smallest Plotly that draws the figure. */
export async function loadPlotly(figure: FigurePayload): Promise<Plotly> {
  return (await BUILDS[choosePlotly(figure)]()).default;
}
