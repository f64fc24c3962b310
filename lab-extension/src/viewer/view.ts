import type { ControlValues, Mark, MarkResult, ShownOutput, ViewerPayload } from "tslab-dicom/contract";
import type { RenderOutput } from "../controls/renderOutput";
import type { Translate } from "../dom/translate";
import type { LiveLink } from "../live/liveLink";
import type { KeptState } from "./state/keptState";
import type { KeyTable } from "./state/keyTable";
import type { LinkedViewers } from "./state/linkedViewers";
import type { ViewHandle } from "./viewHandle";

/** A payload on the page. */
export interface View {
  readonly root: HTMLElement;
  /** Settles when the first picture is drawn (or the view is gone); rejects when it cannot be. */
  readonly ready: Promise<void>;
  readonly state: ViewState;
  /** What commands act on. @default nothing */
  readonly handle?: ViewHandle;
  /**
   * Take over what changed in the view before this one, which has told of it whom it had to; resolves when that is seen,
   * or cannot be.
   *
   * @param known - the state of that view that this one went on with.
   */
  takeOver(known: ViewState, now: ViewState): Promise<void>;
  focus(): void;
  dispose(): void;
}

/** What the reader set and wants to keep when the same output is shown anew. */
export interface ViewState {
  /** Kind and shape of the payload; a state fits only the same. */
  readonly shape: string;
  /** Of frames. */
  readonly index?: number;
  /** Of slices. */
  readonly kept?: KeptState;
  /** Of slices, the way to the kernel that was told of it. */
  readonly link?: LiveLink | null;
  /** Of controls. */
  readonly values?: ControlValues;
}

/** @param measure - what they come to exactly by now, in their order; null where that is not known. */
export type MarksListener = (marks: readonly Mark[], measure: () => readonly (MarkResult | null)[]) => void;

export interface ViewOptions {
  /** A state to go on with, if it fits. */
  readonly previous: ViewState | null;
  /** Escape was pressed. */
  readonly onLeave: () => void;
  readonly translate: Translate;
  readonly keys: KeyTable;
  /** The way to the kernel that made the output; null for none. */
  readonly link: LiveLink | null;
  /** The payload as the kernel wrote it, without the reader's settings. */
  readonly output: ViewerPayload;
  /** What viewers that may move with this one lie in too. */
  readonly scope: () => unknown;
  /** What scrolls the page around it; null for the window. */
  readonly scroller: () => Element | null;
  /** The bundle that the payload came in, whose picture may be a part of it. */
  readonly beside: ShownOutput;
  /** Shows what a function showed. */
  readonly render: RenderOutput;
  /** The reader placed, moved or removed marks. */
  readonly onMarks: MarksListener;
  /** Viewers that this one may move with. */
  readonly group: LinkedViewers;
}
