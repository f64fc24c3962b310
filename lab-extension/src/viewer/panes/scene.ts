import { type Affine, type Axis, layPlane, type SlicesPayload } from "tslab-dicom/contract";
import type { DisplaySize } from "../../dom/displaySize";
import { findCentre } from "../../slice/moveSight";
import { framePlane, type PlaneFrame, toFrame } from "../../slice/planeFrame";
import { findSeenBox, type SeenBox } from "../../slice/sight";
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

/** Where and what a pane is. */
export interface PanePlace {
  readonly payload: Pick<SlicesPayload, "shape" | "spacing">;
  readonly axis: Axis;
  readonly place: Affine | null;
  /** Null before it is on the page. */
  readonly size: DisplaySize | null;
}

/** What a pane shows of a state. */
export function findScene({ payload, axis, place, size }: PanePlace, state: SeenState): Scene {
  const lie = layPlane(place, axis, state.convention);
  const frame = framePlane(axis, lie, payload.shape, payload.spacing);
  const centre = toFrame(frame, findCentre(state.sight, payload.shape));
  // Before it is on the page a pane has no size, and nobody sees it.
  const box = findSeenBox(frame, size ?? frame, state.sight.zoom, centre);
  return { state, frame, index: state.voxel[axis], box };
}
