import type { DisplayWindow } from "tslab-dicom/contract";
import { countWheelSteps } from "../../dom/countWheelSteps";
import { panSight, ZOOM_STEP, zoomSight } from "../../slice/moveSight";
import { moveAlong, nearestVoxel } from "../../slice/voxels";
import { dragWindow } from "../../slice/window";
import type { SeenStore } from "../state/seenState";
import type { PlanePane } from "./planePane";

export interface PaneGestureOptions {
  readonly pane: PlanePane;
  readonly store: SeenStore;
  /** [slices, rows, columns] of the volume. */
  readonly shape: readonly number[];
  /** Whether the viewer has the focus: without it the wheel and a finger scroll the page. */
  readonly hasFocus: () => boolean;
  readonly onFocus: () => void;
  /** A drag of the window began or ended. */
  readonly onWindowDrag: (dragging: boolean) => void;
  /** A double click: back to the first window. */
  readonly onReset: () => void;
  readonly signal: AbortSignal;
}

interface Spot {
  readonly x: number;
  readonly y: number;
}

/** What a press on the picture does while it lasts. */
type Gesture = "window" | "crosshair" | "pan" | "pinch";

/** A press becomes a drag after this many pixels, so that a click changes nothing. */
const THRESHOLD = 3;
const MIDDLE = 1;

/** Windows, moves the crosshair, zooms and pans by mouse, pen, fingers and wheel, as the tool of the state says. */
export function listenToGestures(options: PaneGestureOptions): void {
  const { pane, store, shape, hasFocus, onFocus, onWindowDrag, onReset, signal } = options;
  const { stage, axis } = pane;
  const pointers = new Map<number, Spot>();
  let gesture: Gesture | null = null;
  let from: Spot = { x: 0, y: 0 };
  let firstWindow: DisplayWindow = store.state.window;
  let dragging = false;
  let wheelCarried = 0;

  const point = ({ x, y }: Spot) => nearestVoxel(pane.toNearestVoxel(x, y), shape);
  const pan = (right: number, down: number) => {
    const { frame, box } = pane.scene;
    store.change({ sight: panSight(store.state.sight, frame, box, shape, right, down) }, "reader");
  };
  const zoom = (factor: number, { x, y }: Spot) => {
    const { frame, box } = pane.scene;
    const sight = zoomSight(store.state.sight, frame, box, shape, factor, pane.toPoint(x, y));
    store.change({ sight }, "reader");
  };
  const finish = () => {
    if (dragging && gesture === "window") onWindowDrag(false);
    dragging = false;
    gesture = null;
  };
  const start = (event: PointerEvent) => {
    if (event.defaultPrevented) return; // a mark took it
    if (event.pointerType === "touch" && !hasFocus()) return;
    const next = pointers.size === 1 ? "pinch" : chooseGesture(event.button, store.state.tool);
    if (next === null) return;
    finish();
    const spot = { x: event.clientX, y: event.clientY };
    pointers.set(event.pointerId, spot);
    stage.setPointerCapture(event.pointerId);
    gesture = next;
    from = spot;
    firstWindow = store.state.window;
    if (gesture === "crosshair") store.change({ voxel: point(spot), active: axis }, "reader");
  };
  const move = (event: PointerEvent) => {
    const before = pointers.get(event.pointerId);
    if (!before || gesture === null) return;
    const spot = { x: event.clientX, y: event.clientY };
    if (gesture === "pinch") {
      const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1];
      pointers.set(event.pointerId, spot);
      if (!other) return;
      pan((spot.x - before.x) / 2, (spot.y - before.y) / 2);
      zoom(distance(spot, other) / Math.max(distance(before, other), 1), middle(spot, other));
      return;
    }
    if (!dragging && gesture !== "crosshair") {
      if (distance(from, spot) < THRESHOLD) return;
      if (gesture === "window") onWindowDrag(true);
    }
    dragging = true;
    pointers.set(event.pointerId, spot);
    if (gesture === "window") {
      store.change({ window: dragWindow(firstWindow, spot.x - from.x, spot.y - from.y) }, "reader");
    } else if (gesture === "crosshair") store.change({ voxel: point(spot) }, "reader");
    else pan(spot.x - before.x, spot.y - before.y);
  };
  const end = (event: PointerEvent) => {
    if (!pointers.delete(event.pointerId)) return;
    finish();
    pointers.clear(); // what is left of two fingers is no gesture
  };
  const wheel = (event: WheelEvent) => {
    // Without the focus the page scrolls on; with Ctrl the browser zooms.
    if (event.ctrlKey || !hasFocus()) return;
    event.preventDefault();
    const { steps, carried } = countWheelSteps(event, wheelCarried);
    wheelCarried = carried;
    if (steps === 0) return;
    if (store.state.tool === "zoom") {
      zoom(ZOOM_STEP ** -steps, { x: event.clientX, y: event.clientY });
      return;
    }
    const index = Math.min(Math.max(store.state.voxel[axis] + steps, 0), shape[axis] - 1);
    store.change({ voxel: moveAlong(store.state.voxel, axis, index), active: axis }, "reader");
  };
  stage.addEventListener("pointerdown", start, { signal });
  stage.addEventListener("pointermove", move, { signal });
  stage.addEventListener("pointerup", end, { signal });
  stage.addEventListener("pointercancel", end, { signal });
  pane.root.addEventListener("wheel", wheel, { signal, passive: false });
  stage.addEventListener(
    "mousedown",
    (event) => {
      if (event.button <= MIDDLE) event.preventDefault(); // or the press would take the focus away again
      onFocus();
    },
    { signal },
  );
  stage.addEventListener(
    "dblclick",
    () => {
      if (store.state.tool === "window" || store.state.tool === "crosshair") onReset();
    },
    { signal },
  );
}

function chooseGesture(button: number, tool: string): Gesture | null {
  if (button === MIDDLE) return "pan";
  if (button !== 0) return null;
  return tool === "zoom" ? "pan" : tool === "window" || tool === "crosshair" ? tool : null;
}

const distance = (one: Spot, other: Spot): number => Math.hypot(one.x - other.x, one.y - other.y);
const middle = (one: Spot, other: Spot): Spot => ({ x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 });
