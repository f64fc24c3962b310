import { PayloadError } from "../decode/payloadError";
import { oncePerFrame } from "../dom/oncePerFrame";
import { Settled } from "../dom/settled";
import type { Translate } from "../dom/translate";
import { updateAttribute } from "../dom/updateAttribute";
import { planeId } from "../source/planeId";
import type { PlaneImage, PlaneKey, PlaneSource } from "../source/planeSource";
import { describeFailure } from "./describeFailure";
import type { Measuring } from "./measuring";
import type { Overlays } from "./panes/overlays";
import type { PaneGrid } from "./panes/paneGrid";
import type { SeenState, SeenStore } from "./state/seenState";

export interface PlanesShownOptions {
  /** Its data attributes say what is shown. */
  readonly root: HTMLElement;
  readonly store: SeenStore;
  readonly source: PlaneSource;
  readonly overlays: Overlays;
  readonly grid: PaneGrid;
  readonly measuring: Pick<Measuring, "listKeys" | "show">;
  /** Show a state beside the panes. */
  readonly showBeside: (state: SeenState) => void;
  readonly translate: Translate;
  readonly signal: AbortSignal;
}

/** Keeps the panes of a viewer at its state: what is there is shown at once, the rest when the source brings it. */
export class PlanesShown {
  /** Show the state, once a frame. */
  readonly refresh: () => void;
  private readonly drawn = new Settled();
  /** The panes show the state as it is now; another for each state. */
  private complete = new Settled();
  /** The first picture is on the page: only then is there time for what lies over it. */
  private readonly begun = new Settled();
  private overlaysReady = false;

  constructor(private readonly options: PlanesShownOptions) {
    const { root, store, source, signal } = options;
    this.refresh = oncePerFrame(() => this.show(), signal);
    store.subscribe(() => {
      const before = this.complete;
      this.complete = new Settled();
      before.resolve(); // who waits for it waits for this one
      root.dataset.ready = "false";
      this.refresh();
    }, signal);
    source.onImage((image) => this.onImage(image), signal);
    source.onFailure((key, sentence) => this.onFailure(key, sentence), signal);
    this.begun.promise
      .then(() => options.overlays.decode())
      .then(
        () => {
          this.overlaysReady = true;
          this.refresh();
        },
        (error) => {
          options.grid.visible[0]?.showMessage(describeFailure(error, options.translate));
          this.fail(error);
        },
      );
  }

  /** Settles when the first picture is drawn, or the view is gone; rejects when it cannot be. */
  get ready(): Promise<void> {
    return this.drawn.promise;
  }

  /** Whether the panes show the state. */
  get isComplete(): boolean {
    return this.options.root.dataset.ready === "true";
  }

  /** Wait until the panes show the state. */
  async settle(): Promise<void> {
    while (!this.isComplete) await this.complete.promise;
  }

  /** The view is going: nobody waits any more. */
  end(): void {
    this.drawn.resolve();
    this.complete.reject(new PayloadError("The view has gone."));
  }

  /** Show all that is there now; what is missing comes by `onImage`. */
  private show(): void {
    const { store, source, grid, measuring, root } = this.options;
    const { state } = store;
    grid.show(state);
    const active = grid.findActive(state);
    const others = grid.visible.filter((pane) => pane !== active);
    source.want(
      [active, ...others].flatMap((pane) => pane.listKeys(state)),
      measuring.listKeys(),
    );
    // The picture comes before the overlays, which may take longer.
    let isComplete = this.overlaysReady;
    for (const pane of grid.visible) {
      pane.update(state);
      updateAttribute(pane.root, "data-active", String(pane === active));
      const [first, second = null] = pane.listKeys(state).map((key) => source.peek(key));
      if (first) pane.paint({ first, second }, this.overlaysReady);
      else isComplete = false;
    }
    this.options.showBeside(state);
    measuring.show();
    updateAttribute(root, "data-slice", String(active.index));
    updateAttribute(root, "data-plane", active.name);
    updateAttribute(root, "data-window-centre", String(state.window.centre));
    updateAttribute(root, "data-window-width", String(state.window.width));
    if (grid.visible.some(({ pictures }) => pictures)) this.begun.resolve();
    updateAttribute(root, "data-kind", active.root.dataset.kind ?? "loading");
    if (!isComplete) return;
    root.dataset.ready = "true";
    this.drawn.resolve();
    this.complete.resolve();
  }

  private onImage(image: PlaneImage): void {
    const { store, source, grid, measuring } = this.options;
    // While the newest picture is awaited, one before it is shown, so that fast scrolling moves.
    const pane = grid.visible.find(({ axis }) => axis === image.key.axis);
    const [key] = pane?.listKeys(store.state) ?? [];
    const isAwaited = key && source.peek(key) === null;
    const isLike = key && image.key.last - image.key.first === key.last - key.first;
    // An ellipse's plane is measured, and nobody scrolled by it.
    const isBeside = measuring.listKeys().some((each) => planeId(each) === planeId(image.key));
    if (pane && isAwaited && isLike && !isBeside && image.key.layer === 0)
      pane.paint({ first: image, second: null }, this.overlaysReady);
    this.refresh();
  }

  private onFailure(key: PlaneKey, sentence: string): void {
    const { store, grid, translate } = this.options;
    const isShown = (each: PlaneKey) => planeId(each) === planeId(key);
    const pane = grid.visible.find((each) => each.listKeys(store.state).some(isShown));
    if (!pane) return; // an ellipse elsewhere, which then says that its values are not here
    const error = new PayloadError(sentence);
    pane.showMessage(describeFailure(error, translate), key);
    this.fail(error);
  }

  private fail(error: unknown): void {
    this.drawn.reject(error);
    this.complete.reject(error);
  }
}
