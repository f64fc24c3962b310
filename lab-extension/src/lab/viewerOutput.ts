import { Notification } from "@jupyterlab/apputils";
import type { IRenderMime } from "@jupyterlab/rendermime-interfaces";
import { readViewerPayload, VIEWER_MIME, type ViewerPayload } from "tslab-dicom/contract";
import type { RenderOutput } from "../controls/renderOutput";
import { createFallback } from "../dom/createFallback";
import { findScroller } from "../dom/findScroller";
import { leaveOutput } from "../dom/leaveOutput";
import type { LiveLink } from "../live/liveLink";
import { describeFailure } from "../viewer/describeFailure";
import { Viewer } from "../viewer/viewer";
import type { ViewHandle } from "../viewer/viewHandle";
import { KernelLink } from "./kernelLink";
import type { KernelSession } from "./kernelSession";
import type { Output, OutputPlace } from "./lazyRenderer";
import type { OpenViewer } from "./openViewers";
import { OutputKeeper } from "./outputKeeper";
import type { ViewerServices } from "./viewerServices";
import { applySettings, readViewerSettings } from "./viewerSettings";

export { createRenderOutput } from "./createRenderOutput";

/** Shows viewer payloads in an output of JupyterLab, with a link to the kernel for those that are live. */
export class ViewerOutput implements Output, OpenViewer {
  private viewer: Viewer | null = null;
  private readonly keeper = new OutputKeeper();
  private payload: ViewerPayload | null = null;
  private link: LiveLink | null = null;
  /** Ends with the payload that is shown. */
  private life = new AbortController();
  private readonly end = new AbortController();

  /**
   * @param findSession - the session of the output once it is on the page.
   * @param render - shows what a function showed.
   */
  constructor(
    private readonly place: OutputPlace,
    private readonly findSession: () => KernelSession | null,
    private readonly render: RenderOutput,
    private readonly services: ViewerServices,
  ) {
    services.viewers.add(this, this.end.signal);
    services.settings.onChange(() => this.onSettings(), this.end.signal);
    // A drag ends with it: what it moved needs no rest.
    place.node.addEventListener("pointerup", () => this.keeper.flush(), { signal: this.end.signal });
  }

  get node(): HTMLElement {
    return this.place.node;
  }

  get handle(): ViewHandle | null {
    return this.viewer?.handle ?? null;
  }

  async show(model: IRenderMime.IMimeModel): Promise<void> {
    const { data, metadata } = model;
    if (!this.keeper.meet(model)) return;
    const before = this.life;
    this.life = new AbortController();
    try {
      await this.showModel(data, metadata);
    } finally {
      before.abort(); // until its successor is there, the view before is used
    }
  }

  async keep(): Promise<void> {
    const { handle } = this;
    if (!handle) return;
    try {
      await this.keeper.keep(handle.keep());
    } catch {
      Notification.error(this.services.translate("The view could not be kept in the notebook."));
    }
  }

  dispose(): void {
    this.keeper.dispose();
    this.life.abort();
    this.end.abort();
    this.closeViewer();
  }

  private async showModel(
    data: Readonly<Record<string, unknown>>,
    metadata: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    const reading = readViewerPayload(data[VIEWER_MIME]);
    if ("problem" in reading) {
      const { translate } = this.services;
      const sentence = translate("This output cannot be shown interactively: %1.", reading.problem);
      this.showFallback(sentence, data, metadata);
      return;
    }
    this.payload = reading.payload;
    this.link = this.openLink(reading.payload);
    await this.showPayload();
  }

  /** Show the payload as the settings say; a viewer that shows it already goes on as the reader left it. */
  private async showPayload(): Promise<void> {
    const { payload, link, node } = this;
    const { model } = this.keeper;
    if (!payload || !model) return;
    const { settings, translate } = this.services;
    this.viewer ??= new Viewer(node, {
      onLeave: () => leaveOutput(node),
      translate,
      render: this.render,
      onMarks: (marks, measure) => this.keeper.setMarks(marks, measure),
      scope: () => node.closest(".jp-Notebook") ?? document,
      // Outputs within a cell are as high as what is in them.
      scroller: () => findScroller(node.closest(".jp-Cell") ?? node.closest(".jp-OutputArea-output") ?? node),
    });
    try {
      const current = readViewerSettings(settings.current);
      const { data, metadata } = model;
      await this.viewer.show(applySettings(payload, current), {
        link,
        output: payload,
        keys: current.keys,
        beside: { data, metadata },
      });
    } catch (error) {
      if (this.viewer === null || this.payload !== payload) return;
      this.showFallback(describeFailure(error, translate), model.data, model.metadata);
    }
  }

  /** There are none for controls, and what was kept of them since is not in the payload that was read. */
  private onSettings(): void {
    if (this.payload?.kind !== "controls") void this.showPayload();
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
    this.life.abort();
    this.payload = null;
    this.closeViewer();
    this.node.replaceChildren(createFallback(sentence, data, metadata));
  }

  private closeViewer(): void {
    this.viewer?.dispose();
    this.viewer = null;
  }
}
