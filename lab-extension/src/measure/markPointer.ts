import type { Mark } from "tslab-dicom/contract";
import { findGrip } from "./findGrip";
import type { MarkBoard } from "./markBoard";
import type { Handle, MarkEditor } from "./markEditor";
import { stepBetween } from "./moveMark";
import type { Pane } from "./pane";

/** A press becomes a drag after this many CSS pixels. */
const THRESHOLD = 3;

type Press = { readonly pointer: number; readonly x: number; readonly y: number } & (
  | { readonly does: "draw"; readonly isFirst: boolean }
  | { readonly does: "move"; readonly mark: Mark; readonly handle: Handle }
);

/**
 * Draws and drags marks by mouse, pen and finger. A press that is ours is kept from whatever else the pane does with
 * presses. A drag draws from its start to its end; a click places one point and the next click another.
 */
export function listenToPointer(pane: Pane, board: MarkBoard, editor: MarkEditor, signal: AbortSignal): void {
  const { stage } = pane;
  let press: Press | null = null;
  let dragging = false;

  const choose = (event: PointerEvent): Press | null => {
    const at = { pointer: event.pointerId, x: event.clientX, y: event.clientY };
    const grip = editor.draft ? null : findGrip(event.target);
    const mark = grip && board.marks.find(({ id }) => id === grip.id);
    // With a tool in hand a press on a line draws; a handle is still a handle.
    if (grip && mark && (board.tool === null || grip.handle !== "whole")) {
      return { ...at, does: "move", mark, handle: grip.handle };
    }
    if (board.tool === null || !pane.toVoxel(event.clientX, event.clientY)) return null;
    return { ...at, does: "draw", isFirst: editor.draft === null };
  };
  const start = (event: PointerEvent) => {
    if (press) keep(event); // a second finger
    if (press || event.button !== 0) return;
    press = choose(event);
    dragging = false;
    if (!press) {
      board.select(null);
      return;
    }
    keep(event);
    stage.setPointerCapture(event.pointerId);
    if (!pane.keys.contains(document.activeElement)) pane.focus();
    if (press.does === "move") board.select(press.mark.id);
    else if (press.isFirst) editor.begin(pane.toNearestVoxel(event.clientX, event.clientY));
    else editor.aim(pane.toNearestVoxel(event.clientX, event.clientY));
  };
  const move = (event: PointerEvent) => {
    const here = pane.toNearestVoxel(event.clientX, event.clientY);
    if (!press) {
      if (editor.draft && event.pointerType !== "touch") editor.aim(here);
      return;
    }
    keep(event);
    if (event.pointerId !== press.pointer) return;
    dragging ||= Math.hypot(event.clientX - press.x, event.clientY - press.y) >= THRESHOLD;
    if (!dragging) return;
    if (press.does === "draw") editor.aim(here);
    else {
      const from = pane.toNearestVoxel(press.x, press.y);
      editor.move(press.mark, press.handle, stepBetween(from, here, pane.axis));
    }
  };
  const end = (event: PointerEvent) => {
    if (!press || event.pointerId !== press.pointer) return;
    keep(event);
    if (press.does === "draw" && (dragging || !press.isFirst)) editor.place();
    press = null;
  };
  const giveUp = (event: PointerEvent) => {
    if (!press || event.pointerId !== press.pointer) return;
    if (press.does === "draw") editor.cancel();
    else board.replace(press.mark);
    press = null;
  };
  const listen = { signal, capture: true };
  stage.addEventListener("pointerdown", start, listen);
  stage.addEventListener("pointermove", move, listen);
  stage.addEventListener("pointerup", end, listen);
  stage.addEventListener("pointercancel", giveUp, listen);
  // A double click places two points, and must not reset the window as well.
  stage.addEventListener("dblclick", (event) => board.tool !== null && keep(event), listen);
}

function keep(event: Event): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}
