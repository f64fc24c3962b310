import { type Axis, findInitialState, type SlicesPayload, type ViewerState } from "tslab-dicom/contract";
import { createElement } from "../dom/createElement";
import { keepKeys } from "../dom/keepKeys";
import { oncePerFrame } from "../dom/oncePerFrame";
import { findPlace } from "../slice/position";
import { createLiveSource } from "../source/liveSource";
import { playCine } from "./cine";
import { createActions } from "./createActions";
import { createPanels } from "./createPanels";
import { createViewRoot } from "./createViewRoot";
import { fillRoom } from "./fillRoom";
import { type ActionTarget, KEY_ACTIONS } from "./keyActions";
import { listenToKeys } from "./listenToKeys";
import { listenToPane } from "./listenToPane";
import { type Measuring, startMeasuring } from "./measuring";
import { createReadout, type Readout } from "./panels/readout";
import { Overlays } from "./panes/overlays";
import { PaneGrid } from "./panes/paneGrid";
import { PaletteBox } from "./panes/pictureCanvas";
import { PlanePane } from "./panes/planePane";
import { PlanesShown } from "./planesShown";
import { createSlicesHandle } from "./slicesHandle";
import { findKept, findMissed } from "./state/keptState";
import type { LinkedViewer } from "./state/linkedViewers";
import { beginState, findChanges, findDifferences, type SeenState, type SeenStore } from "./state/seenState";
import { Store } from "./state/store";
import { tellKernel } from "./state/tellKernel";
import { toggleFullScreen } from "./toggleFullScreen";
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
  private readonly overlays: Overlays;
  private readonly grid: PaneGrid;
  private readonly measuring: Measuring;
  private readonly readout: Readout;
  private readonly live = createElement("div", "tsd-live", { "aria-live": "polite" });
  private readonly target: ActionTarget;
  private readonly linked: LinkedViewer;
  private readonly shown: PlanesShown;
  private readonly read = oncePerFrame(
    () => this.readout.update(this.grid.findActive(this.store.state)),
    this.signal,
  );

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
    const source = createLiveSource(payload, link, signal);
    this.overlays = new Overlays(payload);
    const palettes = new PaletteBox();
    this.grid = new PaneGrid(place, (axis) => this.createPane(axis, palettes));
    this.readout = createReadout(payload, translate);
    this.measuring = startMeasuring({
      payload,
      store: this.store,
      source,
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
      settle: () => this.shown.settle(),
      measure,
    });
    const sections = [this.readout.root, this.measuring.panel];
    const panels = createPanels(payload, this.target, options, sections, signal);
    this.root = createViewRoot(payload, { translate, link, signal }, { grid: this.grid, panels });
    this.root.append(this.live);
    fillRoom({
      root: this.root,
      scroller: options.scroller,
      findParts: () => {
        const [{ stage, caption }] = this.grid.visible;
        return { picture: stage, last: caption };
      },
      signal,
    });
    this.shown = new PlanesShown({
      root: this.root,
      store: this.store,
      source,
      overlays: this.overlays,
      grid: this.grid,
      measuring: this.measuring,
      showBeside: (state) => {
        panels.show(state);
        this.readout.update(this.grid.findActive(state));
      },
      translate,
      signal,
    });
    listenToKeys(this.root, options.keys, (action) => KEY_ACTIONS[action](this.target), signal);
    keepKeys(this.root, signal, () => link?.hurry());
    playCine(this.store, payload.shape, () => this.shown.isComplete, signal);
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
    this.shown.refresh();
  }

  get ready(): Promise<void> {
    return this.shown.ready;
  }

  get state(): ViewState {
    return {
      shape: this.shape,
      kept: { initial: this.initial, output: this.output, state: this.store.state },
      link: this.options.link,
    };
  }

  async takeOver(known: ViewState, now: ViewState): Promise<void> {
    if (now.shape !== this.shape || !known.kept || !now.kept) return;
    const { payload, output, store } = this;
    const { link } = this.options;
    const { state } = store;
    store.change(findMissed(known.kept.state, now.kept, { payload, output, state }), "before");
    const changes = findChanges(store.state, state);
    if (link && link !== now.link && Object.keys(changes).length > 0) link.tell(changes);
    // Where it cannot be shown, the pane says so.
    await this.shown.settle().catch(() => undefined);
  }

  focus(): void {
    this.grid.findActive(this.store.state).focus();
  }

  dispose(): void {
    this.shown.end();
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
      this.shown.refresh();
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
      settle: () => this.shown.settle(),
      describeCrosshair: () => readout.describeCrosshair(activePane()),
      announce: (sentence) => this.announce(sentence),
      toggleFullScreen: () => toggleFullScreen(this.root),
      onLeave,
    });
  }

  /** Say something to those who listen to the page. */
  private announce(sentence: string): void {
    this.live.textContent = sentence;
  }
}
