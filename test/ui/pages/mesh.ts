import { readMeshPayload } from "tslab-dicom/contract";
import "../../../lab-extension/style/base.css";
import { inEnglish } from "../../../lab-extension/src/dom/translate";
import { MeshView } from "../../../lab-extension/src/mesh/meshView";
import { LiveContexts } from "../../../lab-extension/src/plotly/liveContexts";
import { loadPlotly } from "../../../lab-extension/src/plotly/loadPlotly";

/** Shows a payload with its picture, as an output of JupyterLab would. */
async function showMesh(value: unknown, png: string): Promise<void> {
  const reading = readMeshPayload(value);
  if ("problem" in reading) throw new Error(reading.problem);
  const host = document.querySelector("main");
  if (!host) throw new Error("no main");
  const picture = document.createElement("img");
  picture.className = "tsd-picture";
  picture.alt = reading.payload.alt;
  picture.src = `data:image/png;base64,${png}`;
  const view = new MeshView(host, {
    contexts: new LiveContexts(2),
    loadPlotly,
    onLeave: () => document.body.setAttribute("data-left", ""),
    translate: inEnglish,
  });
  await view.show({ payload: reading.payload, picture });
}

Object.assign(window, { showMesh });
