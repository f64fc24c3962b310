import type { ViewerState } from "tslab-dicom/contract";
import type { KeyAction } from "./state/keyTable";

/** What commands from outside can do with a view. */
export interface ViewHandle {
  /** What is seen of a volume; null for pictures without one. */
  readonly state: ViewerState | null;
  /** Do what a key does. */
  act(action: KeyAction): void;
  /** Set fields of the state as a reader does; those that the volume does not have are left alone. */
  change(state: Partial<ViewerState>): void;
  /** What is seen now, to be kept in the output. */
  keep(): Promise<KeptView>;
}

/** A view as its output keeps it. */
export interface KeptView {
  /** Fields of the payload that say what is seen. */
  readonly changes: Readonly<Record<string, unknown>>;
  readonly picture: Blob;
  /** Size of the picture on the page, CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** The picture in words. */
  readonly alt: string;
}
