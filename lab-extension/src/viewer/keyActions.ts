import { type Layout, namePlanes } from "tslab-dicom/contract";
import { keepInSight, ZOOM_STEP, zoomOneToOne, zoomSight } from "../slice/moveSight";
import { fromFrame, toFrame } from "../slice/planeFrame";
import type { WindowPreset } from "../slice/presets";
import { WHOLE } from "../slice/sight";
import { moveAlong, nearestVoxel } from "../slice/voxels";
import type { PlanePane } from "./panes/planePane";
import type { KeyAction } from "./state/keyTable";
import { FIRST_THICKNESS, type SeenState, type SeenStore, type Tool } from "./state/seenState";

/** What keys and buttons act on. */
export interface ActionTarget {
  readonly store: SeenStore;
  readonly shape: readonly number[];
  readonly presets: readonly WindowPreset[];
  /** The pane that has or had the focus. */
  readonly activePane: () => PlanePane;
  readonly chooseWindow: (window: SeenState["window"]) => void;
  readonly autoWindow: () => void;
  readonly resetWindow: () => void;
  readonly readCrosshair: () => void;
  readonly fullScreen: () => void;
  readonly save: () => void;
  readonly leave: () => void;
}

type Act = (target: ActionTarget) => void;

/** What each action does. */
export const KEY_ACTIONS: Readonly<Record<KeyAction, Act>> = {
  next: step(1),
  previous: step(-1),
  nextTen: step(10),
  previousTen: step(-10),
  first: step(Number.NEGATIVE_INFINITY),
  last: step(Number.POSITIVE_INFINITY),
  crosshairLeft: moveCrosshair(-1, 0),
  crosshairRight: moveCrosshair(1, 0),
  crosshairUp: moveCrosshair(0, -1),
  crosshairDown: moveCrosshair(0, 1),
  preset1: choosePreset(0),
  preset2: choosePreset(1),
  preset3: choosePreset(2),
  preset4: choosePreset(3),
  preset5: choosePreset(4),
  preset6: choosePreset(5),
  autoWindow: (target) => target.autoWindow(),
  resetWindow: (target) => target.resetWindow(),
  windowTool: chooseTool("window"),
  crosshairTool: chooseTool("crosshair"),
  zoomTool: chooseTool("zoom"),
  distanceTool: chooseTool("distance"),
  angleTool: chooseTool("angle"),
  ellipseTool: chooseTool("ellipse"),
  zoomIn: zoom(ZOOM_STEP),
  zoomOut: zoom(1 / ZOOM_STEP),
  fit: ({ store }) => store.change({ sight: WHOLE }, "reader"),
  oneToOne: ({ store, shape, activePane }) => {
    const { frame, box } = activePane().scene;
    const sight = zoomOneToOne(store.state.sight, frame, box, shape, window.devicePixelRatio);
    store.change({ sight }, "reader");
  },
  fullScreen: (target) => target.fullScreen(),
  layout: ({ store, activePane }) => {
    const layouts: readonly Layout[] = [...namePlanes(activePane().place), "three"];
    const next = layouts[(layouts.indexOf(store.state.layout) + 1) % layouts.length];
    store.change({ layout: next }, "reader");
  },
  slab: ({ store }) => {
    const { slab } = store.state;
    const thickness = slab?.thickness ?? FIRST_THICKNESS;
    const next = { max: "min", min: "mean", mean: null } as const;
    const mode = slab ? next[slab.mode] : "max";
    store.change({ slab: mode && { mode, thickness } }, "reader");
  },
  overlays: ({ store }) => {
    const { overlays } = store.state;
    const shown = !overlays.some((each) => each.shown);
    store.change({ overlays: overlays.map((each) => ({ ...each, shown })) }, "reader");
  },
  crosshair: ({ store }) => store.change({ crosshair: !store.state.crosshair }, "reader"),
  smooth: ({ store }) => store.change({ smooth: !store.state.smooth }, "reader"),
  convention: ({ store, activePane }) => {
    if (!activePane().place) return;
    const { convention } = store.state;
    store.change({ convention: convention === "radiological" ? "neurological" : "radiological" }, "reader");
  },
  play: ({ store }) => store.change({ playing: !store.state.playing }, "reader"),
  save: (target) => target.save(),
  leave: (target) => target.leave(),
};

function step(by: number): Act {
  return ({ store, shape, activePane }) => {
    const { axis } = activePane();
    const { voxel, playing } = store.state;
    const index = Math.min(Math.max(voxel[axis] + by, 0), shape[axis] - 1);
    // At the end there is nowhere to go, but who presses a key while it plays wants it to stop here.
    if (index === voxel[axis] && !playing) return;
    store.change({ voxel: moveAlong(voxel, axis, index), playing: false }, "reader");
  };
}

function moveCrosshair(across: number, down: number): Act {
  return (target) => {
    const { store, shape, activePane } = target;
    const { frame, index, box } = activePane().scene;
    const at = toFrame(frame, store.state.voxel);
    const point = { across: at.across + across, down: at.down + down * frame.aspect };
    const voxel = nearestVoxel(fromFrame(frame, index, point), shape);
    store.change(
      { voxel, crosshair: true, sight: keepInSight(store.state.sight, frame, box, voxel) },
      "reader",
    );
    target.readCrosshair();
  };
}

function choosePreset(number: number): Act {
  return ({ presets, chooseWindow }) => {
    const preset = presets[number];
    if (preset) chooseWindow(preset.window);
  };
}

function chooseTool(tool: Tool): Act {
  return ({ store }) => store.change({ tool }, "reader");
}

function zoom(factor: number): Act {
  return ({ store, shape, activePane }) => {
    const { frame, box } = activePane().scene;
    const about = { across: box.left + box.width / 2, down: box.top + box.height / 2 };
    store.change({ sight: zoomSight(store.state.sight, frame, box, shape, factor, about) }, "reader");
  };
}
