import { type Axis, findSlabPlanes, type SlicesPayload } from "tslab-dicom/contract";
import type { PlaneKey } from "../../source/planeSource";
import type { SeenState } from "../state/seenState";

/** The pictures that a state needs of the planes along an axis: the volume's, and the second one's where it is seen. */
export function listPlaneKeys(payload: SlicesPayload, axis: Axis, state: SeenState): readonly PlaneKey[] {
  const planes = findSlabPlanes(state.voxel[axis], axis, state.slab, payload);
  const key: PlaneKey = { layer: 0, axis, ...planes, mode: state.slab?.mode ?? "max" };
  const seen = state.overlays[state.overlays.length - 1];
  const isSecondSeen = payload.second !== undefined && seen.shown && seen.alpha > 0;
  return isSecondSeen ? [key, { ...key, layer: 1 }] : [key];
}
