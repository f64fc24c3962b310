import {
  type Axis,
  MARK_POINTS,
  type MarkKind,
  type MarkResult,
  namePlanes,
  type SlicesPayload,
} from "tslab-dicom/contract";
import type { Translate } from "../dom/translate";
import { MarkBoard } from "../measure/markBoard";
import { MarkResults } from "../measure/markResults";
import { MarksLayer } from "../measure/marksLayer";
import { createMarksPanel } from "../measure/marksPanel";
import { readPlaneImage } from "../measure/measuredPlane";
import { findPlace } from "../slice/position";
import type { PlaneKey, PlaneSource } from "../source/planeSource";
import type { PlanePane } from "./panes/planePane";
import type { SeenStore } from "./state/seenState";

export interface MeasuringOptions {
  readonly payload: SlicesPayload;
  readonly store: SeenStore;
  readonly source: PlaneSource;
  readonly translate: Translate;
  readonly say: (sentence: string) => void;
  /** Gives the focus to the pane that keys move. */
  readonly focusPane: () => void;
  readonly signal: AbortSignal;
}

export interface Measuring {
  /** The list of what was measured. */
  readonly panel: HTMLElement;
  addPane(pane: PlanePane): void;
  /** Planes whose values are wanted beside those that are shown: of ellipses elsewhere, or under a slab. */
  listKeys(): readonly PlaneKey[];
  /** What the marks come to exactly, in their order; null where that is not known. */
  collect(): readonly (MarkResult | null)[];
  /** Show the marks over the planes that the panes have now. */
  show(): void;
}

/** Marks that a reader places on the panes of a viewer, kept in its state. */
export function startMeasuring(options: MeasuringOptions): Measuring {
  const { payload, store, source, translate, say, focusPane, signal } = options;
  const results = new MarkResults(payload, (axis, index) => {
    const image = source.peek(keyOf(axis, index));
    return image && readPlaneImage(image, payload);
  });
  const board = new MarkBoard(
    { get: () => store.state.marks, set: (marks) => store.change({ marks }, "reader") },
    results,
  );
  const names = namePlanes(findPlace(payload));
  const panel = createMarksPanel(board, {
    payload,
    translate,
    goTo: ({ axis }, voxel) =>
      store.change(
        { voxel, active: axis, ...(store.state.layout !== "three" && { layout: names[axis] }) },
        "reader",
      ),
    focusPane,
    signal,
  });
  board.onChange(() => {
    // Escape lays the tool down on the board.
    if (board.tool === null && isMarkTool(store.state.tool)) store.change({ tool: "window" }, "reader");
  }, signal);
  // The board must know the tool before it speaks of it.
  store.subscribe(({ tool }) => board.setTool(isMarkTool(tool) ? tool : null), signal);
  return {
    panel,
    addPane: (pane) => {
      const { shape, units } = payload;
      const findCrosshair = () => store.state.voxel;
      new MarksLayer(pane, board, { shape, units, translate, findCrosshair, say, signal });
    },
    listKeys: () =>
      board.marks
        .filter((mark) => results.needsPlane(mark))
        .map(({ axis, points: [point] }) => keyOf(axis, point[axis])),
    collect: () => results.collect(store.state.marks),
    show: () => board.update(),
  };
}

/** A single plane: marks lie on one, also where a slab is shown. */
function keyOf(axis: Axis, index: number): PlaneKey {
  return { layer: 0, axis, first: index, last: index, mode: "max" };
}

function isMarkTool(tool: string): tool is MarkKind {
  return Object.hasOwn(MARK_POINTS, tool);
}
