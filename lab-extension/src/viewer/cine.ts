import { moveAlong } from "../slice/voxels";
import type { SeenStore } from "./state/seenState";

/**
 * Moves the active plane on while the state says that it plays, and begins anew at the end. It waits for a picture that
 * is not there yet, and stops when anybody else moves.
 *
 * @param isDrawn - whether the picture of the state is on the page.
 */
export function playCine(
  store: SeenStore,
  shape: readonly number[],
  isDrawn: () => boolean,
  signal: AbortSignal,
): void {
  let timer: ReturnType<typeof setTimeout> | null = null;
  const stop = () => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
  };
  const tick = () => {
    const { voxel, active, pace, playing } = store.state;
    timer = playing ? setTimeout(tick, 1000 / pace) : null;
    if (!playing || !isDrawn()) return;
    store.change({ voxel: moveAlong(voxel, active, (voxel[active] + 1) % shape[active]) }, "cine");
  };
  store.subscribe((state, before, by) => {
    if (by !== "cine" && state.playing && state.voxel !== before.voxel) {
      store.change({ playing: false }, "cine");
      return;
    }
    if (!state.playing) stop();
    else if (timer === null) timer = setTimeout(tick, 1000 / state.pace);
  }, signal);
  signal.addEventListener("abort", stop, { once: true });
}
