import type { SlicesPayload, ViewerState } from "tslab-dicom/contract";
import type { LiveLink } from "../../live/liveLink";
import { isSameValue } from "./isSameValue";
import { findChanges, findDifferences, readChanges, type SeenStore } from "./seenState";

/**
 * Tell the kernel what changes here, and take over what it sets. Of what it says as a comm begins, which is all of its
 * state, a field counts that is not as the output begins and that the reader has not changed meanwhile; for the rest
 * the kernel is told how it is here.
 *
 * @param output - how the output begins by what the kernel wrote, without the reader's settings.
 */
export function tellKernel(
  store: SeenStore,
  link: LiveLink,
  payload: SlicesPayload,
  output: ViewerState,
  signal: AbortSignal,
): void {
  store.subscribe((state, before, by) => {
    const changes = findChanges(state, before);
    if (by !== "kernel" && by !== "before" && Object.keys(changes).length > 0) link.tell(changes);
  }, signal);
  link.onSet((value, { by, untold }) => {
    const reading = readChanges(value, payload);
    if (!("changes" in reading)) return;
    const fields = Object.entries(reading.changes) as [keyof ViewerState, unknown][]; // checked by the reading
    const isTaken = ([name, set]: (typeof fields)[number]) =>
      by === "cell" || !(untold.includes(name) || isSameValue(set, output[name]));
    // What is as it is here already is no news to anybody.
    const isNews = ([name, set]: (typeof fields)[number]) => !isSameValue(set, store.state[name]);
    store.change(Object.fromEntries(fields.filter(isTaken).filter(isNews)), "kernel");
    const here =
      by === "begin"
        ? findDifferences(store.state, { ...store.state, ...reading.changes })
        : // The kernel hears these after it has set them, and would end with what the reader had before.
          Object.fromEntries(
            fields.filter(([name]) => untold.includes(name)).map(([name]) => [name, store.state[name]]),
          );
    if (Object.keys(here).length > 0) link.tell(here);
  }, signal);
}
