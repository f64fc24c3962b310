import { drawsWithWebgl, isInSpace } from "tslab-dicom/contract";
import { createElement } from "../dom/createElement";
import { keepKeys } from "../dom/keepKeys";
import { inEnglish, type Translate } from "../dom/translate";
import { moveCamera } from "./camera";
import { colorTools, type FigurePayload, fitFigure, fitPlot, setsFontColour } from "./figure";
import type { ContextHolder, LiveContexts } from "./liveContexts";
import { createPlotLine, type PlotLine, type PlotSentence } from "./plotLine";
import type { PlotElement, Plotly } from "./plotlyApi";
import { hasWebgl, releaseContexts, stopRecovery } from "./webgl";

export interface PlotOptions {
  /** The live contexts of this page. */
  readonly contexts: LiveContexts;
  /** Brings the Plotly that draws a figure; called when it comes into sight. */
  readonly loadPlotly: (figure: FigurePayload) => Promise<Plotly>;
  /** Escape was pressed inside the plot. */
  readonly onLeave: () => void;
  /** Texts in the reader's language. @default as they are written */
  readonly translate?: Translate;
  /** Called whenever Plotly has drawn the figure, or drawn it anew. @default nobody is told */
  readonly onDrawn?: (drawn: PlotElement) => void;
  /** Called while the reader turns the figure with the pointer, and with false when it is let go. @default nobody is told */
  readonly onTurn?: (isTurning: boolean) => void;
}

export interface PlotContent {
  readonly figure: FigurePayload;
  /** The figure's traces, brought when it is drawn. @default those of the figure */
  readonly loadTraces?: () => Promise<readonly object[]>;
  /** The picture of the figure that the output carries, shown until (and whenever not) it is live. */
  readonly picture: HTMLElement | null;
  /** What the figure shows, in words. */
  readonly alt: string;
}

/**
 * A Plotly figure on the page: first its saved picture, then, when it comes into sight, the live figure.
 * `data-state` of its root says which: "picture", "live" or "failed".
 */
export class Plot implements ContextHolder {
  private readonly graph = createElement("div", "tsd-graph", { tabindex: "0", role: "group" });
  private readonly stage = createElement("div", "tsd-plot-stage", {}, this.graph);
  readonly root: HTMLElement = createElement("div", "tsd-plot", { "data-state": "picture" }, this.stage);
  private readonly line: PlotLine;
  private readonly translate: Translate;
  private readonly abort = new AbortController();
  private readonly sight = new IntersectionObserver((entries) => {
    if (entries.some(({ isIntersecting }) => isIntersecting)) void this.start();
  });
  private readonly resizes = new ResizeObserver(() => this.fit());
  private readonly themes = new MutationObserver(() => this.recolor());
  private content: PlotContent | null = null;
  private plotly: Plotly | null = null;
  private drawn: PlotElement | null = null;
  /** Counts the figures drawn or given up, so that a late arrival knows it is late. */
  private turn = 0;

  constructor(
    host: HTMLElement,
    private readonly options: PlotOptions,
  ) {
    const { signal } = this.abort;
    const { translate = inEnglish } = options;
    this.translate = translate;
    this.line = createPlotLine(translate, () => void this.start(), signal);
    this.root.append(this.line.root);
    keepKeys(this.root, signal);
    host.append(this.root);
    this.graph.addEventListener("keydown", (event) => this.onKey(event), { signal });
    // Plotly's scenes keep the wheel from the page even where scrollZoom is off: they do not get to see it.
    this.graph.addEventListener("wheel", (event) => event.stopPropagation(), {
      signal,
      capture: true,
      passive: true,
    });
    // The event does not bubble: it is seen on its way down.
    const onLost = () => this.giveUp("failed", "lost");
    this.graph.addEventListener("webglcontextlost", onLost, { signal, capture: true });
    this.resizes.observe(this.root);
    this.themes.observe(document.body, { attributeFilter: ["data-jp-theme-name", "data-jp-theme-light"] });
  }

  /** Show a figure, or another one in its place; a live one keeps its camera. */
  async show(content: PlotContent): Promise<void> {
    this.content?.picture?.remove();
    this.content = content;
    this.graph.setAttribute(
      "aria-label",
      this.translate(
        isInSpace(content.figure) ? "%1. Arrow keys turn it, plus and minus zoom." : "%1",
        content.alt || this.translate(isInSpace(content.figure) ? "3-D figure" : "Plot"),
      ),
    );
    if (content.picture) {
      const { width } = fitPlot(content.figure.layout, Number.POSITIVE_INFINITY);
      if (Number.isFinite(width)) content.picture.style.width = `${width}px`;
      this.stage.prepend(content.picture);
    }
    if (this.drawn) await this.start();
    else this.sight.observe(this.root);
  }

  /** Another plot needs the graphics memory: become a picture. */
  retire(): void {
    this.giveUp("picture", "retired");
  }

  dispose(): void {
    this.abort.abort();
    this.sight.disconnect();
    this.resizes.disconnect();
    this.themes.disconnect();
    this.release();
    this.content = null;
    this.root.remove();
  }

  private async start(): Promise<void> {
    const { content } = this;
    if (!content) return;
    this.sight.disconnect();
    const { contexts, loadPlotly } = this.options;
    const webgl = drawsWithWebgl(content.figure);
    if (webgl && !this.drawn && !hasWebgl()) {
      this.giveUp("failed", "noWebgl");
      return;
    }
    const turn = ++this.turn;
    if (!this.drawn) this.line.say("loading", false);
    try {
      const [plotly, traces] = await Promise.all([loadPlotly(content.figure), content.loadTraces?.()]);
      if (turn !== this.turn) return;
      // One distribution does not know what another has drawn.
      if (this.plotly && this.plotly !== plotly) this.plotly.purge(this.graph);
      this.plotly = plotly;
      if (webgl) contexts.enter(this);
      const look = { width: this.room(), color: getComputedStyle(this.root).color };
      const figure = fitFigure(content.figure, look);
      const drawn = await plotly.react(this.graph, traces ? { ...figure, data: traces } : figure);
      if (turn !== this.turn) return;
      if (!this.drawn) this.listen(drawn);
      this.drawn = drawn;
      this.options.onDrawn?.(drawn);
      stopRecovery(drawn);
      this.root.dataset.state = "live";
      this.line.say(null, false);
      this.fit();
    } catch {
      if (turn === this.turn) this.giveUp("failed", "broken");
    }
  }

  private listen(drawn: PlotElement): void {
    const { onDrawn, onTurn } = this.options;
    drawn.on("plotly_afterplot", () => onDrawn?.(drawn));
    drawn.on("plotly_relayouting", () => onTurn?.(true));
    drawn.on("plotly_relayout", () => onTurn?.(false));
  }

  /** Change the layout of the live figure; of a picture nothing. */
  async change(changes: Readonly<Record<string, unknown>>): Promise<void> {
    if (this.drawn) await this.plotly?.relayout(this.drawn, changes);
  }

  /** The live figure; null while it is a picture. */
  get element(): PlotElement | null {
    return this.drawn;
  }

  /** What the figure's layout is now; null while it is a picture. */
  get layout(): Readonly<Record<string, unknown>> | null {
    return this.drawn?.layout ?? null;
  }

  private giveUp(state: "picture" | "failed", why: PlotSentence): void {
    this.release();
    this.root.dataset.state = state;
    this.line.say(why, why !== "noWebgl");
  }

  /** Give the graphics memory back, whatever the state. */
  private release(): void {
    this.turn++;
    this.options.contexts.leave(this);
    const canvases = [...this.graph.querySelectorAll("canvas")];
    this.plotly?.purge(this.graph);
    releaseContexts(canvases);
    this.graph.replaceChildren();
    this.drawn = null;
  }

  private room(): number {
    return Math.max(this.root.clientWidth, 200);
  }

  private fit(): void {
    if (!this.drawn || !this.plotly || !this.content || this.root.clientWidth === 0) return;
    const size = fitPlot(this.content.figure.layout, this.room());
    const { width, height } = this.drawn.layout;
    if (size.width === width && size.height === height) return;
    void this.plotly.relayout(this.drawn, { ...size });
  }

  private recolor(): void {
    if (!this.drawn || !this.plotly || !this.content || setsFontColour(this.content.figure)) return;
    const { color } = getComputedStyle(this.root);
    const tools = colorTools(this.content.figure.layout, color);
    void this.plotly.relayout(this.drawn, { "font.color": color, ...tools });
  }

  private onKey(event: KeyboardEvent): void {
    if (event.key === "Escape") {
      event.preventDefault();
      this.options.onLeave();
      return;
    }
    if (!this.drawn || event.ctrlKey || event.metaKey || event.altKey) return;
    const changes = moveCamera(event.key, this.drawn.layout);
    if (!changes) return;
    event.preventDefault();
    void this.change(changes);
  }
}
