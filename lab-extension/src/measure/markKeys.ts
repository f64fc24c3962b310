import { type Axis, type Mark, PLANE_AXES, type VoxelPoint } from "tslab-dicom/contract";
import { findGrip, type Grip } from "./findGrip";
import type { MarkBoard } from "./markBoard";
import type { MarkEditor } from "./markEditor";
import type { PlaneStep } from "./moveMark";
import type { Pane } from "./pane";

/** How far across and down each arrow goes on the screen. */
const ARROWS: Readonly<Record<string, readonly [across: number, down: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
/** Voxels that an arrow goes with Shift. */
const FAR = 10;

export interface MarkKeyOptions {
  readonly pane: Pane;
  readonly board: MarkBoard;
  readonly editor: MarkEditor;
  /** The voxel under the crosshair, where a mark begins. */
  readonly findCrosshair: () => VoxelPoint;
  /** A key did something here. */
  readonly onDone: () => void;
  readonly signal: AbortSignal;
}

/** Draws and changes marks by keys, as MEASURE_KEYS tells a reader. Keys that mean nothing here go on to the viewer. */
export function listenToMarkKeys(options: MarkKeyOptions): void {
  const { pane, board, editor, findCrosshair, onDone, signal } = options;
  const draw = (key: string, far: boolean): boolean => {
    const arrow = Object.hasOwn(ARROWS, key) ? ARROWS[key] : null;
    if (editor.draft) {
      if (arrow) editor.step(turnArrow(pane, editor.draft.tip, arrow, far));
      else if (key === "Enter") editor.place();
      else if (key === "Escape") editor.cancel();
      else if (isDeletion(key)) editor.takeBack();
      else return false;
      return true;
    }
    if (key === "Enter" && board.tool) editor.begin(findCrosshair());
    else if (key === "Escape" && board.tool) board.setTool(null);
    else if (key === "Escape" && board.selected) board.select(null);
    else if (isDeletion(key) && board.selected && isOn(pane, board.selected)) board.remove(board.selected.id);
    else return false;
    return true;
  };
  const change = ({ id, handle }: Grip, key: string, far: boolean): boolean => {
    const mark = board.marks.find((each) => each.id === id);
    if (!mark) return false;
    const arrow = Object.hasOwn(ARROWS, key) ? ARROWS[key] : null;
    if (arrow) {
      const point = mark.points[handle === "whole" ? 0 : handle];
      editor.move(mark, handle, turnArrow(pane, point, arrow, far));
    } else if (key === " ") {
      board.select(id);
    } else if (key === "Enter" || key === "Escape") {
      pane.focus();
      if (key === "Escape") board.select(null);
    } else if (isDeletion(key)) {
      pane.focus(); // or the focus would go with the mark
      board.remove(id);
    } else return false;
    return true;
  };
  pane.keys.addEventListener(
    "keydown",
    (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.shiftKey && event.key === "Enter") return; // runs the cell
      const grip = editor.draft ? null : findGrip(event.target);
      const isOurs = grip ? change(grip, event.key, event.shiftKey) : draw(event.key, event.shiftKey);
      if (!isOurs) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      onDone();
    },
    { signal, capture: true },
  );
}

/** An arrow on the screen as a step among the voxels, which may be shown mirrored or turned. */
export function turnArrow(
  pane: Pick<Pane, "axis" | "toPane">,
  point: VoxelPoint,
  [across, down]: readonly [across: number, down: number],
  far: boolean,
): PlaneStep {
  const [rows, columns] = PLANE_AXES[pane.axis];
  const steps = far ? FAR : 1;
  const along = (axis: Axis): number => {
    const next: [number, number, number] = [...point];
    next[axis]++;
    const [here, there] = [pane.toPane(point), pane.toPane(next)];
    const same = across * (there.across - here.across) + down * (there.down - here.down);
    return Math.sign(Math.abs(same) < 1e-9 ? 0 : same) * steps;
  };
  return { rows: along(rows), columns: along(columns) };
}

/** Nobody deletes what is on another plane, and not seen. */
function isOn({ axis, index }: Pane, mark: Mark): boolean {
  return mark.axis === axis && mark.points[0][axis] === index;
}

function isDeletion(key: string): boolean {
  return key === "Delete" || key === "Backspace";
}
