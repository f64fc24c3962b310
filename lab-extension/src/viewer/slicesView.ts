import type { DisplayWindow, SlicesPayload } from "tslab-dicom/contract";
import { decodeOverlay, type OverlayBits, sampleOverlay } from "../decode/overlay";
import { PictureLoader } from "../decode/pictureLoader";
import { type DecodedSlice, decodeSlice } from "../decode/slice";
import { createElement } from "../dom/createElement";
import { fitSlice } from "../dom/displaySize";
import { keepKeys } from "../dom/keepKeys";
import { Settled } from "../dom/settled";
import { chooseFlips, nameEdges } from "../slice/orientation";
import { paintSlice } from "../slice/paintSlice";
import { describePosition, findPlace } from "../slice/position";
import { listPresets, type WindowPreset } from "../slice/presets";
import { dragWindow, formatNumber, nameShape } from "../slice/window";
import { Chassis } from "./chassis";
import { describeFailure } from "./describeFailure";
import { createKeysHelp } from "./keysHelp";
import { listenToDrags } from "./listenToDrags";
import { createOverlayPanel, type OverlayChoice } from "./overlayPanel";
import { createReadout, type Readout } from "./readout";
import type { View, ViewOptions, ViewState } from "./view";
import { createWindowPanel, type WindowPanel } from "./windowPanel";

/** A volume to scroll through: grey slices under a window, coloured masks over them. */
export class SlicesView implements View {
  readonly root: HTMLElement;
  private readonly shape: string;
  private readonly chassis: Chassis;
  private readonly loader: PictureLoader<DecodedSlice>;
  private readonly overlayBits: Promise<readonly OverlayBits[]>;
  private readonly drawn = new Settled();
  private readonly readout: Readout;
  private readonly windowPanel: WindowPanel;
  private readonly corner = createElement("div", "tsd-corner");
  private overlays: readonly OverlayBits[] = [];
  private choices: readonly OverlayChoice[];
  private window: DisplayWindow;
  private shown: { readonly slice: DecodedSlice; readonly index: number; readonly image: ImageData } | null =
    null;

  constructor(
    private readonly payload: SlicesPayload,
    { previous, onLeave }: ViewOptions,
  ) {
    const { affine, shape, spacing, overlays } = payload;
    this.shape = `slices ${shape.join(" x ")}`;
    const kept = previous?.shape === this.shape ? previous : null;
    this.window = kept?.window ?? payload.window;
    this.choices =
      kept?.overlays?.length === overlays.length
        ? kept.overlays
        : overlays.map(({ alpha }) => ({ shown: true, alpha: Math.min(Math.max(alpha, 0), 1) }));
    const positionText = (index: number) => describePosition(findPlace(payload), index, shape[0]);
    this.chassis = new Chassis({
      title: payload.title,
      note: payload.note,
      count: shape[0],
      index: kept?.index ?? payload.slice,
      size: fitSlice([shape[1], shape[2]], [spacing[1], spacing[2]]),
      sliderName: "Slice",
      positionText,
      spokenText: (index) => positionText(index).replace("slice", "Slice"),
      onMove: (index) => this.loader.request(index),
      onLeave,
    });
    this.root = this.chassis.root;
    this.overlayBits = Promise.all(overlays.map((overlay) => decodeOverlay(overlay, shape[0])));
    this.overlayBits.catch(() => undefined); // `load` reports it
    this.loader = new PictureLoader({
      load: (index) => this.load(index),
      bytesOf: ({ values }) => values.byteLength,
      onLoaded: (slice, index) => this.onLoaded(slice, index),
      onFailed: (error) => this.onFailed(error),
    });
    const flips = chooseFlips(affine);
    this.windowPanel = this.addPanel(listPresets(payload));
    this.readout = createReadout(this.chassis, payload, flips);
    this.chassis.panel.append(this.readout.root, createKeysHelp());
    this.dressStage(flips);
    keepKeys(this.root, this.chassis.signal);
    this.setWindow(this.window);
    this.loader.request(this.chassis.index);
  }

  get ready(): Promise<void> {
    return this.drawn.promise;
  }

  get state(): ViewState {
    return { shape: this.shape, index: this.chassis.index, window: this.window, overlays: this.choices };
  }

  focus(): void {
    this.chassis.focus();
  }

  dispose(): void {
    this.drawn.resolve();
    this.loader.dispose();
    this.chassis.dispose();
  }

  private addPanel(presets: readonly WindowPreset[]): WindowPanel {
    const { panel, signal } = this.chassis;
    const windowPanel = createWindowPanel({
      presets,
      window: this.window,
      units: this.payload.units,
      range: this.payload.range,
      ownShape: this.payload.ownShape ?? "linear",
      signal,
      onChange: (window) => this.chooseWindow(window),
      onReset: () => this.chooseWindow(this.payload.window),
    });
    panel.append(windowPanel.root);
    if (this.payload.overlays.length > 0) {
      const change = (choices: readonly OverlayChoice[]) => {
        this.choices = choices;
        this.paint();
      };
      panel.append(createOverlayPanel(this.payload.overlays, this.choices, signal, change));
    }
    return windowPanel;
  }

  /** Letters at the edges, the window in a corner, flips, and the drags that change the window. */
  private dressStage(flips: { readonly rows: boolean; readonly columns: boolean }): void {
    const { stage, canvas, signal, root } = this.chassis;
    canvas.setAttribute("aria-label", this.payload.alt);
    canvas.style.transform = `scale(${flips.columns ? -1 : 1}, ${flips.rows ? -1 : 1})`;
    const affine = findPlace(this.payload);
    for (const [edge, letters] of Object.entries(affine ? nameEdges(affine, flips) : {})) {
      stage.append(createElement("span", `tsd-letter tsd-${edge}`, { "aria-hidden": "true" }, letters));
    }
    stage.append(this.corner);
    let start = this.window;
    listenToDrags(stage, signal, {
      onStart: () => {
        start = this.window;
        root.classList.add("tsd-dragging");
      },
      onMove: (right, down) => this.setWindow(dragWindow(start, right, down)),
      onEnd: () => {
        root.classList.remove("tsd-dragging");
        this.announceWindow();
      },
    });
    stage.addEventListener("dblclick", () => this.chooseWindow(this.payload.window), { signal });
  }

  private chooseWindow(window: DisplayWindow): void {
    this.setWindow(window);
    this.announceWindow();
  }

  private setWindow(window: DisplayWindow): void {
    this.window = window;
    this.root.dataset.windowCentre = String(window.centre);
    this.root.dataset.windowWidth = String(window.width);
    this.corner.textContent = `W ${formatNumber(window.width, window)}  C ${formatNumber(window.centre, window)}${nameShape(window)}`;
    this.windowPanel.show(window);
    this.paint();
  }

  private announceWindow(): void {
    const { centre, width } = this.window;
    const numbers = `centre ${formatNumber(centre, this.window)}, width ${formatNumber(width, this.window)}`;
    this.chassis.announce(`Window ${numbers}${nameShape(this.window)}`);
  }

  private async load(index: number): Promise<DecodedSlice> {
    this.overlays = await this.overlayBits;
    return decodeSlice(this.payload, index);
  }

  private onLoaded(slice: DecodedSlice, index: number): void {
    if (!this.chassis.wants(index)) return;
    const { rows, columns, kind } = slice;
    const before = this.shown?.image;
    const image = before?.width === columns && before.height === rows ? before : new ImageData(columns, rows);
    this.shown = { slice, index, image };
    this.chassis.resizeCanvas(columns, rows);
    this.paint();
    this.chassis.badge.textContent = kind === "exact" ? "exact" : `8-bit preview ${rows} x ${columns}`;
    this.chassis.badge.dataset.kind = kind;
    this.readout.show(slice, index);
    this.chassis.setDrawn(index);
    this.drawn.resolve();
  }

  private onFailed(error: unknown): void {
    this.chassis.showMessage(describeFailure(error));
    this.drawn.reject(error);
  }

  private paint(): void {
    if (!this.shown) return;
    const { slice, index, image } = this.shown;
    const overlays = this.overlays.flatMap((bits, i) => {
      const { shown, alpha } = this.choices[i];
      if (!shown) return [];
      const pixels = sampleOverlay(bits, index, slice.rows, slice.columns);
      return [{ pixels, color: this.payload.overlays[i].color, alpha }];
    });
    paintSlice(image.data, slice, this.window, this.payload.preview, overlays);
    this.chassis.canvas.getContext("2d", { willReadFrequently: true })?.putImageData(image, 0, 0);
  }
}
