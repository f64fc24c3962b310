import { type Axis, findInitialState, type SlicesPayload, type ViewerState } from "tslab-dicom/contract";
import { PayloadError } from "../decode/payloadError";
import { createElement } from "../dom/createElement";
import { keepKeys } from "../dom/keepKeys";
import { oncePerFrame } from "../dom/oncePerFrame";
import { Settled } from "../dom/settled";
import { updateAttribute } from "../dom/updateAttribute";
import { findPlace } from "../slice/position";
import { createLiveSource } from "../source/liveSource";
import { planeId } from "../source/planeId";
import type { PlaneImage, PlaneKey, PlaneSource } from "../source/planeSource";
import { playCine } from "./cine";
import { createActions } from "./createActions";
import { createPanels, type Panels } from "./createPanels";
import { createViewRoot } from "./createViewRoot";
import { describeFailure } from "./describeFailure";
import { type ActionTarget, KEY_ACTIONS } from "./keyActions";
import { listenToKeys } from "./listenToKeys";
import { listenToPane } from "./listenToPane";
import { type Measuring, startMeasuring } from "./measuring";
import { createReadout, type Readout } from "./panels/readout";
import { Overlays } from "./panes/overlays";
import { PaneGrid } from "./panes/paneGrid";
import { PaletteBox } from "./panes/pictureCanvas";
import { PlanePane } from "./panes/planePane";
import { createSlicesHandle } from "./slicesHandle";
import { findKept } from "./state/keptState";
import type { LinkedViewer } from "./state/linkedViewers";
import { beginState, findDifferences, type SeenState, type SeenStore } from "./state/seenState";
import { Store } from "./state/store";
import { tellKernel } from "./state/tellKernel";
import type { View, ViewOptions, ViewState } from "./view";
import type { ViewHandle } from "./viewHandle";

/** A volume to look through: planes under a window, coloured overlays over them, and all that a reader sets. */
export class SlicesView implements View {
  readonly root: HTMLElement;
  readonly handle: ViewHandle;
  private readonly abort = new AbortController();
  private readonly signal = this.abort.signal;
  private readonly initial: SeenState;
  private readonly output: ViewerState;
  private readonly store: SeenStore;
  private readonly source: PlaneSource;
  private readonly overlays: Overlays;
  private readonly grid: PaneGrid;
  private readonly measuring: Measuring;
  private readonly readout: Readout;
  private readonly panels: Panels;
  private readonly live = createElement("div", "tsd-live", { "aria-live": "polite" });
  private readonly drawn = new Settled();
  private readonly target: ActionTarget;
  private readonly linked: LinkedViewer;
  private readonly refresh = oncePerFrame(() => this.show(), this.signal);
  private readonly read = oncePerFrame(
    () => this.readout.update(this.grid.findActive(this.store.state)),
    this.signal,
  );
  /** The panes show the state as it is now; another for each state. */
  private complete = new Settled();
  /** The first picture is on the page: only then is there time for what lies over it. */
  private readonly begun = new Settled();
  private overlaysReady = false;

  constructor(
    private readonly payload: SlicesPayload,
    private readonly options: ViewOptions,
  ) {
    const { previous, link, translate, group, onMarks } = options;
    const { signal, shape: name } = this;
    const place = findPlace(payload);
    this.initial = beginState(findInitialState(payload), place);
    this.output = options.output.kind === "slices" ? findInitialState(options.output) : this.initial;
    const before = previous?.shape === name ? previous.kept : undefined;
    const kept = before ? findKept(before, payload, this.output) : {};
    this.store = new Store<SeenState>({ ...this.initial, ...kept });
    this.source = createLiveSource(payload, link, signal);
    this.overlays = new Overlays(payload);
    const palettes = new PaletteBox();
    this.grid = new PaneGrid(place, (axis) => this.createPane(axis, palettes));
    this.readout = createReadout(payload, translate);
    this.measuring = startMeasuring({
      payload,
      store: this.store,
      source: this.source,
      translate,
      say: (sentence) => this.announce(sentence),
      focusPane: () => this.focus(),
      signal,
    });
    this.target = this.createTarget();
    const measure = () => this.measuring.collect();
    this.handle = createSlicesHandle({
      payload,
      target: this.target,
      grid: this.grid,
      settle: () => this.settle(),
      measure,
    });
    const sections = [this.readout.root, this.measuring.panel];
    this.panels = createPanels(payload, this.target, options, sections, signal);
    this.root = createViewRoot(
      payload,
      { translate, link, signal },
      { grid: this.grid, panels: this.panels },
    );
    this.root.append(this.live);
    this.listen();
    playCine(this.store, payload.shape, () => this.root.dataset.ready === "true", signal);
    if (link) tellKernel(this.store, link, payload, this.output, signal);
    // The kernel knows the view before, but not other settings; a link that begins will say itself what is told.
    const changes = before ? findDifferences(this.store.state, before.state) : {};
    if (link && link.status !== "seeking" && Object.keys(changes).length > 0) link.tell(changes);
    const { scope } = options;
    this.linked = { store: this.store, shape: payload.shape, place, units: payload.units, scope };
    group.add(this.linked, signal);
    this.store.subscribe(
      (state, before) => state.marks !== before.marks && onMarks(state.marks, measure),
      signal,
    );
    this.refresh();
  }

  get ready(): Promise<void> {
    return this.drawn.promise;
  }

  get state(): ViewState {
    return {
      shape: this.shape,
      kept: { initial: this.initial, output: this.output, state: this.store.state },
    };
  }

  focus(): void {
    this.grid.findActive(this.store.state).focus();
  }

  dispose(): void {
    this.drawn.resolve();
    this.complete.reject(new PayloadError("The view has gone."));
    this.abort.abort();
    this.root.remove();
  }

  private get shape(): string {
    return `slices ${this.payload.shape.join(" x ")}`;
  }

  private createPane(axis: Axis, palettes: PaletteBox): PlanePane {
    const { payload, store, overlays, signal } = this;
    const { translate } = this.options;
    const onResize = () => {
      this.options.group.arrive(this.linked); // what has a size is on the page
      this.refresh();
    };
    const pane = new PlanePane({ payload, axis, store, overlays, palettes, translate, onResize, signal });
    this.measuring.addPane(pane); // before the gestures, which leave to a mark what it takes
    listenToPane({
      pane,
      store,
      shape: payload.shape,
      translate,
      root: this.root,
      onPoint: (spot) => {
        this.readout.point(spot && pane, spot);
        this.read();
      },
      announce: (sentence) => this.announce(sentence),
      onReset: this.target.resetWindow,
      signal,
    });
    return pane;
  }

  private createTarget(): ActionTarget {
    const { payload, store, grid, readout, initial } = this;
    const { translate, onLeave } = this.options;
    const activePane = () => grid.findActive(store.state);
    return createActions({
      payload,
      store,
      firstWindow: initial.window,
      translate,
      activePane,
      visiblePanes: () => grid.visible,
      settle: () => this.settle(),
      describeCrosshair: () => readout.describeCrosshair(activePane()),
      announce: (sentence) => this.announce(sentence),
      onLeave,
    });
  }

  private listen(): void {
    const { store, source, signal, root } = this;
    store.subscribe(() => {
      const before = this.complete;
      this.complete = new Settled();
      before.resolve(); // who waits for it waits for this one
      root.dataset.ready = "false";
      this.refresh();
    }, signal);
    source.onImage((image) => this.onImage(image), signal);
    source.onFailure((key, sentence) => {
      const isShown = (each: PlaneKey) => planeId(each) === planeId(key);
      const pane = this.grid.visible.find((each) => each.listKeys(store.state).some(isShown));
      if (!pane) return; // an ellipse elsewhere, which then says that its values are not here
      pane.showMessage(describeFailure(new PayloadError(sentence), this.options.translate), key);
      this.drawn.reject(new PayloadError(sentence));
      this.complete.reject(new PayloadError(sentence));
    }, signal);
    this.begun.promise
      .then(() => this.overlays.decode())
      .then(
        () => {
          this.overlaysReady = true;
          this.refresh();
        },
        (error) => {
          this.grid.visible[0]?.showMessage(describeFailure(error, this.options.translate));
          this.drawn.reject(error);
          this.complete.reject(error);
        },
      );
    listenToKeys(root, this.options.keys, (action) => KEY_ACTIONS[action](this.target), signal);
    keepKeys(root, signal);
  }

  /** Show the state: all that is there now; what is missing comes by `onImage`. */
  private show(): void {
    const { store, source, grid, root } = this;
    const { state } = store;
    grid.show(state);
    const active = grid.findActive(state);
    const others = grid.visible.filter((pane) => pane !== active);
    source.want(
      [active, ...others].flatMap((pane) => pane.listKeys(state)),
      this.measuring.listKeys(),
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
    this.panels.show(state);
    this.readout.update(active);
    this.measuring.show();
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
    // While the newest picture is awaited, one before it is shown, so that fast scrolling moves.
    const pane = this.grid.visible.find(({ axis }) => axis === image.key.axis);
    const [key] = pane?.listKeys(this.store.state) ?? [];
    const isAwaited = key && this.source.peek(key) === null;
    const isLike = key && image.key.last - image.key.first === key.last - key.first;
    // An ellipse's plane is measured, and nobody scrolled by it.
    const isBeside = this.measuring.listKeys().some((each) => planeId(each) === planeId(image.key));
    if (pane && isAwaited && isLike && !isBeside && image.key.layer === 0)
      pane.paint({ first: image, second: null }, this.overlaysReady);
    this.refresh();
  }

  /** Wait until the panes show the state. */
  private async settle(): Promise<void> {
    while (this.root.dataset.ready !== "true") await this.complete.promise;
  }

  /** Say something to those who listen to the page. */
  private announce(sentence: string): void {
    this.live.textContent = sentence;
  }
}
