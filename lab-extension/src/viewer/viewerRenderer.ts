import type { IRenderMime } from "@jupyterlab/rendermime-interfaces";
import { Widget } from "@lumino/widgets";
import { readViewerPayload } from "tslab-dicom/contract";
import { createFallback } from "../dom/createFallback";
import { leaveOutput } from "../dom/leaveOutput";
import { describeFailure } from "./describeFailure";
import { Viewer } from "./viewer";

/** Shows viewer payloads in an output of JupyterLab. */
export class ViewerRenderer extends Widget implements IRenderMime.IRenderer {
  private viewer: Viewer | null = null;
  private shown: unknown = null;

  constructor(private readonly mimeType: string) {
    super();
    this.addClass("tsd-output");
  }

  async renderModel({ data, metadata }: IRenderMime.IMimeModel): Promise<void> {
    const value = data[this.mimeType];
    if (value === this.shown) return;
    this.shown = value;
    const reading = readViewerPayload(value);
    if ("problem" in reading) {
      this.showFallback(`This output cannot be shown interactively: ${reading.problem}.`, data, metadata);
      return;
    }
    this.viewer ??= new Viewer(this.node, { onLeave: () => leaveOutput(this.node) });
    try {
      await this.viewer.show(reading.payload, { beside: { data, metadata } });
    } catch (error) {
      if (this.isDisposed || this.shown !== value) return;
      this.showFallback(describeFailure(error), data, metadata);
    }
  }

  override dispose(): void {
    if (this.isDisposed) return;
    this.viewer?.dispose();
    this.viewer = null;
    super.dispose();
  }

  private showFallback(
    sentence: string,
    data: Readonly<Record<string, unknown>>,
    metadata: Readonly<Record<string, unknown>>,
  ): void {
    this.viewer?.dispose();
    this.viewer = null;
    this.node.replaceChildren(createFallback(sentence, data, metadata));
  }
}
