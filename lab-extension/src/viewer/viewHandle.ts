import type { ViewerState } from "tslab-dicom/contract";
import type { KeptView } from "../dom/keptView";
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
