import {
  type ControlsPayload,
  type ControlValues,
  readControlValues,
  type ShownOutput,
} from "tslab-dicom/contract";
import type { NewestOnly } from "../decode/newestOnly";
import { createElement } from "../dom/createElement";
import { keepKeys } from "../dom/keepKeys";
import type { KeptView } from "../dom/keptView";
import { Settled } from "../dom/settled";
import type { Translate } from "../dom/translate";
import type { LiveLink } from "../live/liveLink";
import { type AnswerArea, createAnswerArea } from "./answerArea";
import { createAsk } from "./askValues";
import { type ControlGrid, createControlGrid } from "./controlGrid";
import { describeLink } from "./describeLink";
import { keepControls } from "./keepControls";
import type { RenderOutput } from "./renderOutput";

export interface ControlsViewOptions {
  /** The way to the kernel that made the output; null where there is none. */
  readonly link: LiveLink | null;
  /** The bundle that the payload came in, with the picture of its first output. */
  readonly beside: ShownOutput;
  readonly render: RenderOutput;
  readonly translate: Translate;
  /** What a reader had set, to go on with if it is of the same output. */
  readonly previous: ControlsState | null;
  /** Escape was pressed. */
  readonly onLeave: () => void;
}

/** What a reader set. */
export interface ControlsState {
  /** The live output that it is of. */
  readonly shape: string;
  readonly values?: ControlValues;
}

/** What commands do with controls: they keep them. */
export interface ControlsHandle {
  readonly state: null;
  act(): void;
  change(): void;
  keep(): Promise<KeptView>;
}

/** The controls of `interact`, and below them what its function shows for their values. */
export class ControlsView {
  readonly root: HTMLElement;
  private readonly drawn = new Settled();
  private readonly life = new AbortController();
  private readonly grid: ControlGrid;
  private readonly line = createElement("p", "tsd-link-line", { role: "status" });
  private readonly area: AnswerArea;
  /** The values that what is seen belongs to. */
  private answered: ControlValues;
  /** null where there is nobody to ask. */
  private readonly asks: NewestOnly<ControlValues> | null;

  constructor(
    private readonly payload: ControlsPayload,
    private readonly options: ControlsViewOptions,
  ) {
    const { controls, title } = payload;
    const { previous, link, translate, render } = options;
    const { signal } = this.life;
    this.answered = Object.fromEntries(controls.map(({ name, value }) => [name, value]));
    this.grid = createControlGrid(payload, {
      translate,
      signal,
      onMove: () => this.onMove(),
      onRun: () => this.asks?.request(this.grid.values),
    });
    this.area = createAnswerArea(render);
    const { area } = this;
    this.asks =
      link &&
      createAsk({
        link,
        area,
        translate,
        signal,
        onBusy: (busy) => this.showBusy(busy),
        onAnswered: (values) => {
          this.answered = values;
        },
        onSettled: (values) => this.showReady(values),
      });
    this.root = createElement("div", "tsd-viewer tsd-interact", {
      role: "group",
      "aria-label": title || translate("Controls: %1", controls.map(({ name }) => name).join(", ")),
      "data-ready": "false",
    });
    if (title) this.root.append(createElement("div", "tsd-title", {}, title));
    this.root.append(this.grid.root, this.line, this.area.root);
    this.root.addEventListener("keydown", (event) => this.onKey(event), { signal });
    keepKeys(this.root, signal);

    link?.onStatus(() => this.showLink(), signal);
    link?.onSet((state) => this.onSet(state), signal);
    this.showLink();
    void this.showFirst((previous?.shape === this.shape && previous.values) || null);
  }

  get ready(): Promise<void> {
    return this.drawn.promise;
  }

  get state(): ControlsState {
    return { shape: this.shape, values: this.grid.values };
  }

  /** Of what is seen, with the values that it belongs to: the controls may have moved on. */
  get handle(): ControlsHandle {
    const nothing = () => undefined;
    const keep = () => keepControls(this.payload, this.answered, this.area.seen);
    return { state: null, act: nothing, change: nothing, keep };
  }

  /** The answer may take long: nobody waits for it. */
  async takeOver(known: ControlsState, now: ControlsState): Promise<void> {
    if (now.shape !== this.shape || !known.values || !now.values || isSame(now.values, known.values)) return;
    this.moveTo(now.values);
  }

  focus(): void {
    this.grid.focus();
  }

  dispose(): void {
    this.life.abort();
    this.asks?.cancel();
    this.area.dispose();
    this.drawn.resolve();
    this.root.remove();
  }

  private get shape(): string {
    return `controls ${this.payload.live.id}`;
  }

  /** What the notebook holds, and then what belongs to values that a reader had set. */
  private async showFirst(kept: ControlValues | null): Promise<void> {
    const { outputs, text, error } = this.payload;
    const { beside } = this.options;
    const picture: ShownOutput = {
      data: { "image/png": beside.data["image/png"], "text/plain": beside.data["text/plain"] },
      metadata: beside.metadata,
    };
    const shown = outputs.map((output) => (output === "picture" ? picture : output));
    try {
      await this.area.show({ outputs: shown, text, error });
      this.showReady(this.answered);
      this.drawn.resolve();
    } catch (failure) {
      this.drawn.reject(failure);
      return;
    }
    if (kept !== null && !this.life.signal.aborted && !isSame(kept, this.answered)) this.moveTo(kept);
  }

  private onMove(): void {
    if (this.payload.manual) return;
    this.root.dataset.ready = "false";
    this.asks?.request(this.grid.values);
  }

  /** The kernel moves the controls, and has the answer ready. */
  private onSet(state: unknown): void {
    const reading = readControlValues(state, this.payload.controls);
    if ("payload" in reading) this.moveTo(reading.payload);
  }

  private moveTo(values: ControlValues): void {
    if (!this.asks || this.options.link?.status === "gone") return; // nobody has a picture of them
    this.grid.show(values);
    this.root.dataset.ready = "false";
    this.asks?.request(this.grid.values);
  }

  /** What is shown belongs to these values: whether the controls stand there. */
  private showReady(values: ControlValues): void {
    if (isSame(values, this.grid.values)) this.root.dataset.ready = "true";
  }

  private showBusy(busy: boolean): void {
    this.root.classList.toggle("tsd-waits", busy);
    this.area.root.setAttribute("aria-busy", String(busy));
  }

  /** Whether the controls move, and a line that says why not. */
  private showLink(): void {
    const status = this.options.link?.status ?? "gone";
    this.root.dataset.link = status;
    this.line.textContent = describeLink(this.options.link, this.options.translate);
    this.line.hidden = this.line.textContent === "";
    this.grid.enable(status !== "gone");
    if (status !== "gone") return;
    // Nothing more comes: the controls say what the picture is of.
    this.grid.show(this.answered);
    this.showReady(this.answered);
  }

  private onKey(event: KeyboardEvent): void {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.preventDefault();
    this.options.onLeave();
  }
}

function isSame(a: ControlValues, b: ControlValues): boolean {
  return Object.keys(a).every((name) => a[name] === b[name]);
}
