import type { IRenderMime } from "@jupyterlab/rendermime-interfaces";
import { JSONExt, type ReadonlyPartialJSONObject } from "@lumino/coreutils";
import { type Mark, type MarkResult, VIEWER_MIME } from "tslab-dicom/contract";
import type { KeptView } from "../dom/keptView";
import { hasMarks, keepMarks, keepView, type OutputData } from "./keepView";

/** Marks are written when they have stayed as they are for so long, ms: a drag changes them with every move. */
const MARKS_REST = 300;

interface NewestMarks {
  readonly marks: readonly Mark[];
  readonly measure: () => readonly (MarkResult | null)[];
}

/** Writes into an output of the document what its viewer shows. */
export class OutputKeeper {
  private current: IRenderMime.IMimeModel | null = null;
  /** The value of the model that is shown. */
  private shown: unknown = null;
  /** Another for each output that comes from elsewhere: what was seen of one is not written into the next. */
  private edition = {};
  private newest: NewestMarks | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** The model to write into; null before the first and after the end. */
  get model(): IRenderMime.IMimeModel | null {
    return this.current;
  }

  /** Take a model over. Whether it is of another output: what was written from here comes back, perhaps as a copy. */
  meet(model: IRenderMime.IMimeModel): boolean {
    const value = model.data[VIEWER_MIME];
    this.current = model;
    if (value === this.shown || isSame(value, this.shown)) return false;
    this.shown = value;
    this.edition = {};
    this.newest = null;
    this.stop();
    return true;
  }

  /** Write a view as soon as it is there, if the output is still the one that it is of. */
  async keep(view: Promise<KeptView>): Promise<void> {
    const { edition } = this;
    const seen = await view;
    if (!this.current || this.edition !== edition) return;
    const output = await keepView(this.current, seen);
    if (!this.current || this.edition !== edition) return;
    this.write(output);
    this.writeMarks(); // those that came while the view was drawn
  }

  /** The marks are others; they are written when they rest. */
  setMarks(marks: readonly Mark[], measure: NewestMarks["measure"]): void {
    this.newest = { marks, measure };
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), MARKS_REST);
  }

  /** Write now the marks that wait to be written. */
  flush(): void {
    if (this.timer === undefined) return;
    this.stop();
    this.writeMarks();
  }

  dispose(): void {
    this.flush();
    this.current = null;
  }

  private writeMarks(): void {
    const { current, newest } = this;
    if (!current || !newest || hasMarks(current, newest.marks)) return;
    this.write(keepMarks(current, newest.marks, newest.measure()));
  }

  /** Write into the document, which has been changed by it. */
  private write({ data, metadata }: OutputData): void {
    this.shown = data[VIEWER_MIME];
    this.current?.setData({
      data: data as ReadonlyPartialJSONObject, // made of JSON
      metadata: metadata as ReadonlyPartialJSONObject,
    });
  }

  private stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }
}

function isSame(value: unknown, shown: unknown): boolean {
  // Both are JSON: the values of a notebook's output.
  return JSONExt.deepEqual(value as ReadonlyPartialJSONObject, shown as ReadonlyPartialJSONObject);
}
