import type { JupyterFrontEnd, JupyterFrontEndPlugin } from "@jupyterlab/application";
import { IRenderMimeRegistry } from "@jupyterlab/rendermime";
import { findSession, type Sessions } from "./lab/findSession";
import { LazyRenderer } from "./lab/lazyRenderer";
import { OUTPUT_MIMES } from "./lab/outputMimes";

/** Before pictures and text of the same bundle, which rank from 50 on. */
const RANK = 40;

const plugin: JupyterFrontEndPlugin<void> = {
  id: "jupyterlab-tslab-dicom:plugin",
  description: "Shows slice viewers and Plotly figures of tslab-dicom.",
  autoStart: true,
  requires: [IRenderMimeRegistry],
  activate: ({ docRegistry }: JupyterFrontEnd, rendermime: IRenderMimeRegistry) => {
    const sessions: Sessions = new WeakMap();
    docRegistry.addWidgetExtension("Notebook", {
      createNew: (_panel, { urlResolver, sessionContext }) => {
        sessions.set(urlResolver, sessionContext);
      },
    });
    rendermime.addFactory(
      {
        safe: true,
        mimeTypes: [OUTPUT_MIMES.viewer],
        createRenderer: ({ resolver }) =>
          new LazyRenderer(async (place) => {
            const { ViewerOutput } = await import("./lab/viewerOutput");
            return new ViewerOutput(place, () => findSession(sessions, resolver, place.widget));
          }),
      },
      RANK,
    );
    if (rendermime.getFactory(OUTPUT_MIMES.plotly)) return; // another extension draws Plotly figures already
    rendermime.addFactory(
      {
        safe: true,
        mimeTypes: [OUTPUT_MIMES.plotly],
        createRenderer: () =>
          new LazyRenderer(async (place) => new (await import("./lab/plotlyOutput")).PlotlyOutput(place)),
      },
      RANK,
    );
  },
};

export default plugin;
