import type { IRenderMime } from "@jupyterlab/rendermime-interfaces";
import { Widget } from "@lumino/widgets";
import { createFallback } from "../dom/createFallback";
import { Settled } from "../dom/settled";
import type { Translate } from "../dom/translate";

/** What shows the models of one output inside a host element. */
export interface Output {
  show(model: IRenderMime.IMimeModel): Promise<void>;
  dispose(): void;
}

/** The place of an output on the page. */
export interface OutputPlace {
  /** Where the output is drawn. */
  readonly node: HTMLElement;
  /** The widget that is attached to the page. */
  readonly widget: Widget;
  /** Resolves when the output is on the page for the first time. */
  readonly attached: Promise<void>;
}

/** A renderer of JupyterLab whose own code comes with its first output: a page without outputs does not load it. */
export class LazyRenderer extends Widget implements IRenderMime.IRenderer {
  private readonly attached = new Settled();
  private output: Promise<Output> | null = null;

  /** @param open - brings the code and makes what shows the output. */
  constructor(
    private readonly open: (place: OutputPlace) => Promise<Output>,
    private readonly translate: Translate,
  ) {
    super();
    this.addClass("tsd-output");
  }

  async renderModel(model: IRenderMime.IMimeModel): Promise<void> {
    this.output ??= this.open({ node: this.node, widget: this, attached: this.attached.promise });
    let output: Output;
    try {
      output = await this.output;
    } catch {
      this.output = null;
      const { data, metadata } = model;
      const sentence = "The viewer could not be loaded: reload the page, and see that JupyterLab still runs.";
      this.node.replaceChildren(createFallback(this.translate(sentence), data, metadata));
      return;
    }
    if (!this.isDisposed) await output.show(model);
  }

  override dispose(): void {
    if (this.isDisposed) return;
    const nothing = () => undefined;
    this.output?.then((output) => output.dispose(), nothing);
    super.dispose();
  }

  protected override onAfterAttach(): void {
    this.attached.resolve();
  }
}
