import type { SlicesPayload } from "tslab-dicom/contract";
import type { LiveLink } from "../../live/liveLink";
import { findChanges, readChanges, type SeenStore } from "./seenState";

/** Tell the kernel what changes here, and take over what it sets. */
export function tellKernel(
  store: SeenStore,
  link: LiveLink,
  payload: SlicesPayload,
  signal: AbortSignal,
): void {
  store.subscribe((state, before, by) => {
    const changes = findChanges(state, before);
    if (by !== "kernel" && Object.keys(changes).length > 0) link.tell(changes);
  }, signal);
  link.onSet((value) => {
    const reading = readChanges(value, payload);
    if ("changes" in reading) store.change(reading.changes, "kernel");
  }, signal);
}
