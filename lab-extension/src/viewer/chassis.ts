import { countWheelSteps } from "../dom/countWheelSteps";
import { createElement } from "../dom/createElement";
import type { DisplaySize } from "../dom/displaySize";
import { fillRoom } from "./fillRoom";
import { listenToKeys } from "./listenToKeys";
import type { KeyAction, KeyTable } from "./state/keyTable";

export interface ChassisOptions {
  readonly title: string;
  /** One sentence below the picture; "" for none. */
  readonly note: string;
  readonly count: number;
  readonly index: number;
  /** Of the pictures, which are shown no larger. */
  readonly size: DisplaySize;
  /** What the slider moves through: "Slice". */
  readonly sliderName: string;
  /** Where an index is, in words: "slice 12 of 261, z = -31.5 mm". */
  readonly positionText: (index: number) => string;
  /** The same as a screen reader says it. @default positionText */
  readonly spokenText?: (index: number) => string;
  readonly onMove: (index: number) => void;
  /** Escape was pressed. */
  readonly onLeave: () => void;
  /** What scrolls the page around it; null for the window. */
  readonly scroller: () => Element | null;
  readonly keys: KeyTable;
}

/** Canvas pixels are shown as squares from this many device pixels on. */
const PIXELATED_FROM = 2;

/** Steps of the actions that move; a place beyond the ends is the end. */
const STEPS: Partial<Readonly<Record<KeyAction, number>>> = {
  next: 1,
  previous: -1,
  nextTen: 10,
  previousTen: -10,
  first: Number.NEGATIVE_INFINITY,
  last: Number.POSITIVE_INFINITY,
};

/** The parts of a view of pictures: a picture, a slider below it, and the ways to move through a stack. */
export class Chassis {
  readonly root: HTMLElement;
  readonly canvas = createElement("canvas", "tsd-canvas", { role: "img" });
  readonly stage = createElement("div", "tsd-stage");
  readonly panel = createElement("div", "tsd-panel");
  readonly badge = createElement("span", "tsd-badge");
  /** Listeners that live as long as the chassis are added with this signal. */
  readonly signal: AbortSignal;

  private readonly slider: HTMLInputElement;
  private readonly position = createElement("span", "tsd-position");
  private readonly message = createElement("p", "tsd-message", { hidden: "" });
  private readonly live = createElement("div", "tsd-live", { "aria-live": "polite" });
  private readonly abort = new AbortController();
  private readonly resizes = new ResizeObserver(() => this.showPixels());
  private wheelCarried = 0;
  private current: number;

  constructor(private readonly options: ChassisOptions) {
    const { title, note, count, index, size, sliderName, scroller } = options;
    this.signal = this.abort.signal;
    this.current = index;
    this.slider = createElement("input", "tsd-slider", {
      type: "range",
      min: "0",
      max: String(count - 1),
      step: "1",
      "aria-label": sliderName,
    });
    this.slider.disabled = count === 1;
    this.stage.style.aspectRatio = `${size.width} / ${size.height}`;
    this.stage.append(this.canvas, this.message);
    const caption = createElement("div", "tsd-caption", {}, this.position, this.badge);
    const main = createElement("div", "tsd-main", {}, this.stage, this.slider, caption);
    main.style.setProperty("--tsd-own", `${size.width}px`);
    main.style.setProperty("--tsd-ratio", String(size.width / size.height));
    this.root = createElement("div", "tsd-viewer", {
      role: "group",
      "aria-label": title || sliderName,
      "data-ready": "false",
    });
    if (title) this.root.append(createElement("div", "tsd-title", {}, title));
    this.root.append(createElement("div", "tsd-body", {}, main, this.panel));
    if (note) this.root.append(createElement("div", "tsd-note", {}, note));
    this.root.append(this.live);
    this.listen(main);
    this.resizes.observe(this.canvas);
    const { root, signal, stage: picture } = this;
    fillRoom({ root, scroller, findParts: () => ({ picture, last: caption }), signal });
    this.showPosition();
  }

  get index(): number {
    return this.current;
  }

  /** Move to an index; tells `onMove` when it is another one. */
  goTo(index: number): void {
    const target = Math.min(Math.max(index, 0), this.options.count - 1);
    if (target === this.current) return;
    this.current = target;
    this.showPosition();
    this.options.onMove(target);
  }

  /** Give the canvas the picture's own size in pixels; true when that changed, and so cleared it. */
  resizeCanvas(columns: number, rows: number): void {
    if (this.canvas.width === columns && this.canvas.height === rows) return;
    this.canvas.width = columns;
    this.canvas.height = rows;
    this.showPixels();
  }

  /**
   * Whether a picture that was decoded for an index should be drawn: the current one always, another one only
   * while the current one is still awaited.
   */
  wants(index: number): boolean {
    return index === this.current || this.root.dataset.ready === "false";
  }

  /** Note that the picture at an index is on the canvas. */
  setDrawn(index: number): void {
    this.message.hidden = true;
    this.root.dataset.shown = String(index);
    if (index === this.current) this.root.dataset.ready = "true";
  }

  /** Cover the picture with a sentence: what is below is not what was asked for. */
  showMessage(sentence: string): void {
    this.message.textContent = sentence;
    this.message.hidden = false;
  }

  /** Say something to those who listen to the page. */
  announce(sentence: string): void {
    this.live.textContent = sentence;
  }

  focus(): void {
    (this.slider.disabled ? this.stage : this.slider).focus({ preventScroll: true });
  }

  dispose(): void {
    this.abort.abort();
    this.resizes.disconnect();
    this.root.remove();
  }

  private listen(main: HTMLElement): void {
    const { signal } = this;
    this.slider.addEventListener("input", () => this.goTo(this.slider.valueAsNumber), { signal });
    listenToKeys(this.root, this.options.keys, (action) => this.onAction(action), signal);
    main.addEventListener("wheel", (event) => this.onWheel(event), { signal, passive: false });
    this.stage.addEventListener(
      "mousedown",
      (event) => {
        if (event.button === 0) event.preventDefault(); // or the press would take the focus away again
        this.focus();
      },
      { signal },
    );
    if (this.slider.disabled) this.stage.tabIndex = -1;
  }

  private onAction(action: KeyAction): void {
    if (action === "leave") this.options.onLeave();
    const step = STEPS[action];
    if (step !== undefined) this.goTo(this.current + step);
  }

  private onWheel(event: WheelEvent): void {
    // Without the focus the page scrolls on; with Ctrl the browser zooms.
    if (event.ctrlKey || !this.root.contains(document.activeElement)) return;
    event.preventDefault();
    const { steps, carried } = countWheelSteps(event, this.wheelCarried);
    this.wheelCarried = carried;
    this.goTo(this.current + steps);
  }

  private showPosition(): void {
    const { positionText, spokenText = positionText } = this.options;
    this.root.dataset.slice = String(this.current);
    this.root.dataset.ready = "false";
    this.slider.value = String(this.current);
    this.slider.setAttribute("aria-valuetext", spokenText(this.current));
    this.position.textContent = positionText(this.current);
  }

  private showPixels(): void {
    const zoom = (this.canvas.clientWidth * window.devicePixelRatio) / this.canvas.width;
    this.canvas.classList.toggle("tsd-pixelated", zoom > PIXELATED_FROM);
  }
}
