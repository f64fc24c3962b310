import type { IRenderMime } from "@jupyterlab/rendermime-interfaces";
import { readViewerPayload, VIEWER_MIME, type ViewerPayload } from "tslab-dicom/contract";
import { createFallback } from "../dom/createFallback";
import { leaveOutput } from "../dom/leaveOutput";
import type { LiveLink } from "../live/liveLink";
import { describeFailure } from "../viewer/describeFailure";
import { Viewer } from "../viewer/viewer";
import { KernelLink } from "./kernelLink";
import type { KernelSession } from "./kernelSession";
import type { Output, OutputPlace } from "./lazyRenderer";

/** Shows viewer payloads in an output of JupyterLab, with a link to the kernel for those that are live. */
export class ViewerOutput implements Output {
  private viewer: Viewer | null = null;
  private shown: unknown = null;
  /** Ends with the payload that is shown. */
  private life = new AbortController();

  /** @param findSession - the session of the output once it is on the page. */
  constructor(
    private readonly place: OutputPlace,
    private readonly findSession: () => KernelSession | null,
  ) {}

  async show({ data, metadata }: IRenderMime.IMimeModel): Promise<void> {
    const value = data[VIEWER_MIME];
    if (value === this.shown) return;
    this.shown = value;
    this.life.abort();
    this.life = new AbortController();
    const reading = readViewerPayload(value);
    if ("problem" in reading) {
      this.showFallback(`This output cannot be shown interactively: ${reading.problem}.`, data, metadata);
      return;
    }
    const { node } = this.place;
    this.viewer ??= new Viewer(node, { onLeave: () => leaveOutput(node) });
    try {
      await this.viewer.show(reading.payload, { link: this.openLink(reading.payload) });
    } catch (error) {
      if (this.viewer === null || this.shown !== value) return;
      this.showFallback(describeFailure(error), data, metadata);
    }
  }

  dispose(): void {
    this.life.abort();
    this.viewer?.dispose();
    this.viewer = null;
  }

  private openLink(payload: ViewerPayload): LiveLink | null {
    if (payload.kind === "frames" || !payload.live) return null;
    const session = this.place.attached.then(this.findSession);
    return new KernelLink(payload.live.id, session, this.life.signal);
  }

  private showFallback(
    sentence: string,
    data: Readonly<Record<string, unknown>>,
    metadata: Readonly<Record<string, unknown>>,
  ): void {
    this.dispose();
    this.place.node.replaceChildren(createFallback(sentence, data, metadata));
  }
}
