import type { PlaneFrame } from "../../slice/planeFrame";
import type { SeenBox } from "../../slice/sight";
import type { PlaneImage } from "../../source/planeSource";
import type { SeenState } from "../state/seenState";

/** What a pane shows now. */
export interface Scene {
  readonly state: SeenState;
  readonly frame: PlaneFrame;
  /** The plane that it should show. */
  readonly index: number;
  /** The part of the picture that is seen. */
  readonly box: SeenBox;
}

/** The pictures of a pane, of the volume and of the second one. */
export interface ScenePictures {
  readonly first: PlaneImage;
  readonly second: PlaneImage | null;
}
