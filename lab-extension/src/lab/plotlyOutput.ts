import type { IRenderMime } from "@jupyterlab/rendermime-interfaces";
import { PLOTLY_MIME } from "tslab-dicom/contract";
import { createFallback } from "../dom/createFallback";
import { createPngPicture, describeBundle } from "../dom/createPngPicture";
import { leaveOutput } from "../dom/leaveOutput";
import type { Translate } from "../dom/translate";
import { readFigure } from "../plotly/figure";
import { loadPlotly } from "../plotly/loadPlotly";
import { PAGE_CONTEXTS } from "../plotly/pageContexts";
import { Plot } from "../plotly/plot";
import type { Output, OutputPlace } from "./lazyRenderer";

/** Shows Plotly figures in an output of JupyterLab. */
export class PlotlyOutput implements Output {
  private plot: Plot | null = null;

  constructor(
    private readonly place: OutputPlace,
    private readonly translate: Translate,
  ) {}

  async show({ data, metadata }: IRenderMime.IMimeModel): Promise<void> {
    const { place, translate } = this;
    const { node } = place;
    const reading = readFigure(data[PLOTLY_MIME]);
    if ("problem" in reading) {
      this.dispose();
      const sentence = translate("This figure cannot be shown interactively: %1.", reading.problem);
      node.replaceChildren(createFallback(sentence, data, metadata));
      return;
    }
    if (!this.plot) {
      node.replaceChildren();
      const onLeave = () => leaveOutput(node);
      this.plot = new Plot(node, { contexts: PAGE_CONTEXTS, loadPlotly, onLeave, translate });
    }
    await this.plot.show({
      figure: reading.payload,
      picture: createPngPicture(data, metadata),
      alt: describeBundle(data, metadata),
    });
  }

  dispose(): void {
    this.plot?.dispose();
    this.plot = null;
  }
}
