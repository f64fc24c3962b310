import type { IRenderMime } from "@jupyterlab/rendermime-interfaces";
import { Widget } from "@lumino/widgets";
import { createFallback } from "../dom/createFallback";
import { createPngPicture, describeBundle } from "../dom/createPngPicture";
import { leaveOutput } from "../dom/leaveOutput";
import { readFigure } from "./figure";
import type { LiveContexts } from "./liveContexts";
import { Plot } from "./plot";
import type { Plotly } from "./plotlyApi";

/** Shows Plotly figures in an output of JupyterLab. */
export class PlotlyRenderer extends Widget implements IRenderMime.IRenderer {
  private plot: Plot | null = null;

  constructor(
    private readonly mimeType: string,
    private readonly contexts: LiveContexts,
  ) {
    super();
    this.addClass("tsd-output");
  }

  async renderModel({ data, metadata }: IRenderMime.IMimeModel): Promise<void> {
    const reading = readFigure(data[this.mimeType]);
    if ("problem" in reading) {
      this.plot?.dispose();
      this.plot = null;
      const sentence = `This figure cannot be shown interactively: ${reading.problem}.`;
      this.node.replaceChildren(createFallback(sentence, data, metadata));
      return;
    }
    if (!this.plot) {
      this.node.replaceChildren();
      this.plot = new Plot(this.node, {
        contexts: this.contexts,
        loadPlotly,
        onLeave: () => leaveOutput(this.node),
      });
    }
    await this.plot.show({
      figure: reading.payload,
      picture: createPngPicture(data, metadata),
      alt: describeBundle(data, metadata),
    });
  }

  override dispose(): void {
    if (this.isDisposed) return;
    this.plot?.dispose();
    this.plot = null;
    super.dispose();
  }
}

/** Plotly is large: it comes with the first figure, and once. */
async function loadPlotly(): Promise<Plotly> {
  return (await import("plotly.js-gl3d-dist-min")).default;
}
