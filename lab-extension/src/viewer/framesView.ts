import type { FramesPayload } from "tslab-dicom/contract";
import { PayloadError } from "../decode/payloadError";
import { decodePicture } from "../decode/picture";
import { PictureLoader } from "../decode/pictureLoader";
import { keepKeys } from "../dom/keepKeys";
import type { KeptView } from "../dom/keptView";
import { Settled } from "../dom/settled";
import { Chassis } from "./chassis";
import { describeFailure } from "./describeFailure";
import type { View, ViewOptions, ViewState } from "./view";
import type { ViewHandle } from "./viewHandle";

/** Precomputed pictures to scroll through, one for each value of a slider. */
export class FramesView implements View {
  readonly root: HTMLElement;
  private readonly chassis: Chassis;
  private readonly loader: PictureLoader<ImageBitmap>;
  private readonly drawn = new Settled();
  /** The picture that was taken over is drawn. */
  private moved = new Settled();

  constructor(
    private readonly payload: FramesPayload,
    private readonly options: ViewOptions,
  ) {
    const { frames, values, name, mime } = payload;
    const { previous, onLeave, keys, scroller } = options;
    const kept = previous?.shape === this.shape ? previous : null;
    this.chassis = new Chassis({
      title: payload.title,
      note: payload.note,
      count: frames.length,
      index: kept?.index ?? payload.frame,
      size: payload,
      sliderName: name,
      positionText: (index) => `${name} = ${Number(values[index].toPrecision(6))}`,
      onMove: (index) => this.loader.request(index),
      onLeave,
      scroller,
      keys,
    });
    this.root = this.chassis.root;
    this.root.classList.add("tsd-frames");
    this.chassis.panel.remove();
    keepKeys(this.root, this.chassis.signal);
    this.loader = new PictureLoader({
      load: (index) => decodePicture(frames[index], mime, `The picture at ${name} = ${values[index]}`),
      bytesOf: ({ width, height }) => 4 * width * height,
      release: (picture) => picture.close(),
      onLoaded: (picture, index) => this.onLoaded(picture, index),
      onFailed: (error) => this.onFailed(error),
    });
    this.loader.request(this.chassis.index);
  }

  get ready(): Promise<void> {
    return this.drawn.promise;
  }

  get handle(): ViewHandle {
    const nothing = () => undefined;
    return { state: null, act: nothing, change: nothing, keep: () => this.keep() };
  }

  get state(): ViewState {
    return { shape: this.shape, index: this.chassis.index };
  }

  async takeOver(_known: ViewState, now: ViewState): Promise<void> {
    const { index = this.chassis.index } = now;
    if (now.shape !== this.shape || index === this.chassis.index) return;
    const before = this.moved;
    this.moved = new Settled();
    before.resolve(); // whoever waits looks again
    const { promise } = this.moved;
    this.chassis.goTo(index);
    await promise;
  }

  focus(): void {
    this.chassis.focus();
  }

  dispose(): void {
    this.drawn.resolve();
    this.moved.resolve();
    this.loader.dispose();
    this.chassis.dispose();
  }

  private async keep(): Promise<KeptView> {
    const { canvas, index } = this.chassis;
    const { width, height, alts } = this.payload;
    const picture = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
    if (!picture) throw new PayloadError("The picture is too large for the browser to save.");
    return { changes: { frame: index }, picture, width, height, alt: alts[index] };
  }

  private get shape(): string {
    return `frames ${this.payload.name} ${this.payload.values.join(" ")}`;
  }

  private onLoaded(picture: ImageBitmap, index: number): void {
    if (!this.chassis.wants(index)) return;
    const { canvas } = this.chassis;
    this.chassis.resizeCanvas(picture.width, picture.height);
    const context = canvas.getContext("2d", { willReadFrequently: true });
    context?.clearRect(0, 0, canvas.width, canvas.height);
    context?.drawImage(picture, 0, 0);
    canvas.setAttribute("aria-label", this.payload.alts[index] || this.payload.alt);
    this.chassis.setDrawn(index);
    this.drawn.resolve();
    if (index === this.chassis.index) this.moved.resolve();
  }

  private onFailed(error: unknown): void {
    this.chassis.showMessage(describeFailure(error, this.options.translate));
    this.drawn.reject(error);
    this.moved.resolve(); // the sentence is what there is to see
  }
}
