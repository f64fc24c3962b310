import type { JupyterFrontEndPlugin } from "@jupyterlab/application";
import { IRenderMimeRegistry } from "@jupyterlab/rendermime";
import { PLOTLY_MIME, VIEWER_MIME } from "tslab-dicom/contract";
import { LiveContexts } from "./plotly/liveContexts";
import { PlotlyRenderer } from "./plotly/plotlyRenderer";
import { ViewerRenderer } from "./viewer/viewerRenderer";

/** Before pictures and text of the same bundle, which rank from 50 on. */
const RANK = 40;
/** Browsers take WebGL contexts away beyond 8 to 16 a page; other extensions need some too. */
const LIVE_PLOTS = 6;

const plugin: JupyterFrontEndPlugin<void> = {
  id: "jupyterlab-tslab-dicom:plugin",
  description: "Shows slice viewers and Plotly figures of tslab-dicom.",
  autoStart: true,
  requires: [IRenderMimeRegistry],
  activate: (_app, rendermime: IRenderMimeRegistry) => {
    rendermime.addFactory(
      {
        safe: true,
        mimeTypes: [VIEWER_MIME],
        createRenderer: ({ mimeType }) => new ViewerRenderer(mimeType),
      },
      RANK,
    );
    if (rendermime.getFactory(PLOTLY_MIME)) return; // another extension draws Plotly figures already
    const contexts = new LiveContexts(LIVE_PLOTS);
    rendermime.addFactory(
      {
        safe: true,
        mimeTypes: [PLOTLY_MIME],
        createRenderer: ({ mimeType }) => new PlotlyRenderer(mimeType, contexts),
      },
      RANK,
    );
  },
};

export default plugin;
