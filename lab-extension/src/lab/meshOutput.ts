import type { IRenderMime } from "@jupyterlab/rendermime-interfaces";
import { MESH_MIME, readMeshPayload } from "tslab-dicom/contract";
import { createFallback } from "../dom/createFallback";
import { createPngPicture } from "../dom/createPngPicture";
import { leaveOutput } from "../dom/leaveOutput";
import type { Translate } from "../dom/translate";
import { MeshView } from "../mesh/meshView";
import { loadPlotly } from "../plotly/loadPlotly";
import { PAGE_CONTEXTS } from "../plotly/pageContexts";
import type { Output, OutputPlace } from "./lazyRenderer";

/** Shows surfaces in an output of JupyterLab. */
export class MeshOutput implements Output {
  private view: MeshView | null = null;

  constructor(
    private readonly place: OutputPlace,
    private readonly translate: Translate,
  ) {}

  async show({ data, metadata }: IRenderMime.IMimeModel): Promise<void> {
    const { place, translate } = this;
    const { node } = place;
    const reading = readMeshPayload(data[MESH_MIME]);
    if ("problem" in reading) {
      this.dispose();
      const sentence = translate("These surfaces cannot be turned: %1.", reading.problem);
      node.replaceChildren(createFallback(sentence, data, metadata));
      return;
    }
    if (!this.view) {
      node.replaceChildren();
      const onLeave = () => leaveOutput(node);
      this.view = new MeshView(node, { contexts: PAGE_CONTEXTS, loadPlotly, onLeave, translate });
    }
    await this.view.show({ payload: reading.payload, picture: createPngPicture(data, metadata) });
  }

  dispose(): void {
    this.view?.dispose();
    this.view = null;
  }
}
