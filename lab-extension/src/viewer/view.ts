import type { ControlValues, DisplayWindow } from "tslab-dicom/contract";
import type { OverlayChoice } from "./overlayPanel";

/** A payload on the page. */
export interface View {
  readonly root: HTMLElement;
  /** Settles when the first picture is drawn (or the view is gone); rejects when it cannot be. */
  readonly ready: Promise<void>;
  readonly state: ViewState;
  focus(): void;
  dispose(): void;
}

/** What the reader set and wants to keep when the same output is shown anew. */
export interface ViewState {
  /** Kind and shape of the payload; a state fits only the same. */
  readonly shape: string;
  readonly index: number;
  readonly window?: DisplayWindow;
  readonly overlays?: readonly OverlayChoice[];
  readonly values?: ControlValues;
}

export interface ViewOptions {
  /** A state to go on with, if it fits. */
  readonly previous: ViewState | null;
  /** Escape was pressed. */
  readonly onLeave: () => void;
}
