export interface WindowDrag {
  readonly onStart: () => void;
  /** Pixels moved since the start. */
  readonly onMove: (right: number, down: number) => void;
  readonly onEnd: () => void;
}

/** A press becomes a drag after this many pixels, so that a click changes nothing. */
const THRESHOLD = 3;

/**
 * Report drags with the main mouse button or a pen. A finger keeps scrolling the page, and the right button
 * keeps its menu.
 */
export function listenToDrags(target: HTMLElement, signal: AbortSignal, drag: WindowDrag): void {
  let from: { readonly x: number; readonly y: number } | null = null;
  let dragging = false;
  const end = () => {
    if (dragging) drag.onEnd();
    from = null;
    dragging = false;
  };
  target.addEventListener(
    "pointerdown",
    (event) => {
      if (event.button !== 0 || event.pointerType === "touch") return;
      from = { x: event.clientX, y: event.clientY };
      target.setPointerCapture(event.pointerId);
    },
    { signal },
  );
  target.addEventListener(
    "pointermove",
    (event) => {
      if (!from) return;
      const right = event.clientX - from.x;
      const down = event.clientY - from.y;
      if (!dragging) {
        if (Math.hypot(right, down) < THRESHOLD) return;
        dragging = true;
        drag.onStart();
      }
      drag.onMove(right, down);
    },
    { signal },
  );
  target.addEventListener("pointerup", end, { signal });
  target.addEventListener("pointercancel", end, { signal });
}
