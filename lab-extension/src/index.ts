import type { JupyterFrontEnd, JupyterFrontEndPlugin } from "@jupyterlab/application";
import { ICommandPalette } from "@jupyterlab/apputils";
import { IRenderMimeRegistry, imageRendererFactory } from "@jupyterlab/rendermime";
import { ISettingRegistry } from "@jupyterlab/settingregistry";
import { ITranslator } from "@jupyterlab/translation";
import { addCommands } from "./lab/addCommands";
import { DescribedPicture } from "./lab/describedPicture";
import { findSession, type OuterOutputs, type Sessions } from "./lab/findSession";
import { findTranslate } from "./lab/findTranslate";
import { LazyRenderer } from "./lab/lazyRenderer";
import { OUTPUT_MIMES } from "./lab/outputMimes";
import { SettingsWatch } from "./lab/settingsWatch";
import type { ViewerServices } from "./lab/viewerServices";

/** Before pictures and text of the same bundle, which rank from 50 on. */
const RANK = 40;

const ID = "jupyterlab-tslab-dicom:plugin";

const plugin: JupyterFrontEndPlugin<void> = {
  id: ID,
  description: "Shows slice viewers, surfaces and Plotly figures of tslab-dicom.",
  autoStart: true,
  requires: [IRenderMimeRegistry],
  optional: [ITranslator, ISettingRegistry, ICommandPalette],
  activate: (
    app: JupyterFrontEnd,
    rendermime: IRenderMimeRegistry,
    translator: ITranslator | null,
    settings: ISettingRegistry | null,
    palette: ICommandPalette | null,
  ) => {
    const { docRegistry } = app;
    const translate = findTranslate(translator);
    const services: ViewerServices = {
      translate,
      settings: new SettingsWatch(settings, ID),
      viewers: addCommands(app, palette, translate),
    };
    const sessions: Sessions = new WeakMap();
    const outer: OuterOutputs = new WeakMap();
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
            const { ViewerOutput, createRenderOutput } = await import("./lab/viewerOutput");
            // With the resolver, by which an output within this one finds its kernel too.
            const within = resolver ? rendermime.clone({ resolver }) : rendermime;
            const render = createRenderOutput(within, (inner) => outer.set(inner, place.widget));
            const find = () => findSession(sessions, outer, resolver, place.widget);
            return new ViewerOutput(place, find, render, services);
          }, translate),
      },
      RANK,
    );
    rendermime.addFactory(
      {
        safe: true,
        mimeTypes: [OUTPUT_MIMES.mesh],
        createRenderer: () =>
          new LazyRenderer(async (place) => {
            const { MeshOutput } = await import("./lab/meshOutput");
            return new MeshOutput(place, translate);
          }, translate),
      },
      RANK,
    );
    if (rendermime.getFactory("image/png") === imageRendererFactory) {
      rendermime.addFactory(
        { safe: true, mimeTypes: ["image/png"], createRenderer: (options) => new DescribedPicture(options) },
        imageRendererFactory.defaultRank,
      );
    }
    if (rendermime.getFactory(OUTPUT_MIMES.plotly)) return; // another extension draws Plotly figures already
    rendermime.addFactory(
      {
        safe: true,
        mimeTypes: [OUTPUT_MIMES.plotly],
        createRenderer: () =>
          new LazyRenderer(async (place) => {
            const { PlotlyOutput } = await import("./lab/plotlyOutput");
            return new PlotlyOutput(place, translate);
          }, translate),
      },
      RANK,
    );
  },
};

export default plugin;
