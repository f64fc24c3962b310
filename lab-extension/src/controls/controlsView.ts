import {
  type ControlsPayload,
  type ControlValues,
  readControlValues,
  type ShownOutput,
} from "tslab-dicom/contract";
import { NewestOnly } from "../decode/newestOnly";
import { createElement } from "../dom/createElement";
import { keepKeys } from "../dom/keepKeys";
import { Settled } from "../dom/settled";
import type { Translate } from "../dom/translate";
import { LinkError, type LiveLink } from "../live/liveLink";
import { type AnswerArea, createAnswerArea } from "./answerArea";
import { type ControlField, createControlField } from "./controlField";
import { describeLink } from "./describeLink";
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

/** A wait that is shorter is not shown: a mark that flashes at each step says nothing. */
const BUSY_AFTER_MS = 150;
let made = 0;

/** The controls of `interact`, and below them what its function shows for their values. */
export class ControlsView {
  readonly root: HTMLElement;
  private readonly drawn = new Settled();
  private readonly life = new AbortController();
  private readonly fields: ReadonlyMap<string, ControlField>;
  private readonly button: HTMLButtonElement | null;
  private readonly line = createElement("p", "tsd-link-line", { role: "status" });
  private readonly area: AnswerArea;
  private readonly asks = new NewestOnly<ControlValues>((values) => this.ask(values));

  constructor(
    private readonly payload: ControlsPayload,
    private readonly options: ControlsViewOptions,
  ) {
    const { controls, title, manual, alt } = payload;
    const { previous, link, translate, render } = options;
    const { signal } = this.life;
    const id = `tsd-controls-${++made}`;
    this.fields = new Map(
      controls.map((control, i) => [
        control.name,
        createControlField(control, `${id}-${i}`, signal, () => this.onMove()),
      ]),
    );
    this.button = manual ? createElement("button", "tsd-run", { type: "button" }, translate("Run")) : null;
    this.button?.addEventListener("click", () => this.asks.request(this.values), { signal });
    this.area = createAnswerArea(render);
    const grid = createElement("div", "tsd-controls");
    for (const { cells } of this.fields.values()) grid.append(...cells);
    if (this.button) grid.append(this.button);
    this.root = createElement("div", "tsd-viewer tsd-interact", {
      role: "group",
      "aria-label": title || alt,
      "data-ready": "false",
    });
    if (title) this.root.append(createElement("div", "tsd-title", {}, title));
    this.root.append(grid, this.line, this.area.root);
    this.root.addEventListener("keydown", (event) => this.onKey(event), { signal });
    keepKeys(grid, signal);

    link?.onStatus(() => this.showLink(), signal);
    link?.onSet((state) => this.onSet(state), signal);
    this.showLink();
    void this.showFirst((previous?.shape === this.shape && previous.values) || null);
  }

  get ready(): Promise<void> {
    return this.drawn.promise;
  }

  get state(): ControlsState & { readonly index: number } {
    return { shape: this.shape, index: 0, values: this.values };
  }

  focus(): void {
    const [first] = this.fields.values();
    first?.input.focus({ preventScroll: true });
  }

  dispose(): void {
    this.life.abort();
    this.asks.cancel();
    this.area.dispose();
    this.drawn.resolve();
    this.root.remove();
  }

  private get shape(): string {
    return `controls ${this.payload.live.id}`;
  }

  private get values(): ControlValues {
    return Object.fromEntries([...this.fields].map(([name, field]) => [name, field.value]));
  }

  /** What the notebook holds, and then what belongs to values that a reader had set. */
  private async showFirst(kept: ControlValues | null): Promise<void> {
    const { outputs, text, error, controls } = this.payload;
    const { beside } = this.options;
    const picture: ShownOutput = {
      data: { "image/png": beside.data["image/png"], "text/plain": beside.data["text/plain"] },
      metadata: beside.metadata,
    };
    const shown = outputs.map((output) => (output === "picture" ? picture : output));
    try {
      await this.area.show({ outputs: shown, text, error });
      this.showReady(Object.fromEntries(controls.map(({ name, value }) => [name, value])));
      this.drawn.resolve();
    } catch (failure) {
      this.drawn.reject(failure);
      return;
    }
    const differs = kept !== null && controls.some(({ name, value }) => kept[name] !== value);
    if (differs && !this.life.signal.aborted) this.moveTo(kept);
  }

  private onMove(): void {
    if (this.payload.manual) return;
    this.root.dataset.ready = "false";
    this.asks.request(this.values);
  }

  /** The kernel moves the controls, and has the answer ready. */
  private onSet(state: unknown): void {
    const reading = readControlValues(state, this.payload.controls);
    if ("payload" in reading) this.moveTo(reading.payload);
  }

  private moveTo(values: ControlValues): void {
    for (const [name, field] of this.fields) field.show(values[name]);
    this.root.dataset.ready = "false";
    this.asks.request(this.values);
  }

  private async ask(values: ControlValues): Promise<void> {
    const { signal } = this.life;
    const { link, translate } = this.options;
    if (link === null || signal.aborted) return;
    const timer = setTimeout(() => this.showBusy(true), BUSY_AFTER_MS);
    try {
      const { message } = await link.request({ kind: "values", values }, signal);
      if (signal.aborted) return;
      if (message.kind === "values") await this.area.show(message);
    } catch (failure) {
      // The line says already that the kernel is gone.
      if (signal.aborted || link.status === "gone") return;
      this.area.fail(
        failure instanceof LinkError
          ? failure.message
          : translate("The answer of the kernel cannot be shown."),
      );
    } finally {
      clearTimeout(timer);
      this.showBusy(false);
    }
    this.showReady(values);
  }

  /** What is shown belongs to these values: whether the controls stand there. */
  private showReady(values: ControlValues): void {
    const now = this.values;
    const isNow = Object.keys(values).every((name) => values[name] === now[name]);
    if (isNow) this.root.dataset.ready = "true";
  }

  private showBusy(busy: boolean): void {
    this.root.classList.toggle("tsd-waits", busy);
    this.area.root.setAttribute("aria-busy", String(busy));
  }

  /** Whether the controls move, and a line that says why not. */
  private showLink(): void {
    const status = this.options.link?.status ?? "gone";
    this.root.dataset.link = status;
    this.line.textContent = describeLink(status, this.options.translate);
    this.line.hidden = this.line.textContent === "";
    for (const { input } of this.fields.values()) input.disabled = status === "gone";
    if (this.button) this.button.disabled = status === "gone";
  }

  private onKey(event: KeyboardEvent): void {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.preventDefault();
    this.options.onLeave();
  }
}
