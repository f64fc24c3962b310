/**
 * Work that is asked for often and done once a frame at most: at once where none was done in this frame, so that one
 * key press is answered without waiting, else in the next.
 */
export function oncePerFrame(work: () => void, signal: AbortSignal): () => void {
  let frame: number | null = null;
  let asked = false;
  const run = () => {
    asked = false;
    frame = requestAnimationFrame(() => {
      frame = null;
      if (asked) run();
    });
    work();
  };
  signal.addEventListener("abort", () => frame !== null && cancelAnimationFrame(frame), { once: true });
  return () => {
    if (signal.aborted) return;
    asked = true;
    if (frame === null) run();
  };
}
