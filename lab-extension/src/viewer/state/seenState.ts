import {
  type Affine,
  type Axis,
  findPlaneAxis,
  type Layout,
  readViewerState,
  type SlicesPayload,
  type ViewerState,
} from "tslab-dicom/contract";
import { findPlace } from "../../slice/position";
import { type Sight, WHOLE } from "../../slice/sight";
import { nearestVoxel } from "../../slice/voxels";
import { isSameValue } from "./isSameValue";
import type { Store } from "./store";

/** What a drag on a picture does. */
export type Tool = "window" | "crosshair" | "zoom" | "distance" | "angle" | "ellipse";

/** All that a slice viewer shows: what the kernel shares, and what is of the page alone. */
export interface SeenState extends ViewerState {
  readonly sight: Sight;
  readonly tool: Tool;
  /** The axis of the plane that keys move: the one that had the focus last. */
  readonly active: Axis;
  readonly crosshair: boolean;
  readonly playing: boolean;
  /** Frames a second of cine play. */
  readonly pace: number;
}

export type SeenStore = Store<SeenState>;

/** Of a slab that begins, in the volume's unit of length. */
export const FIRST_THICKNESS = 10;

/** Fields that the kernel shares. */
const SHARED: readonly (keyof ViewerState)[] = [
  "layout",
  "voxel",
  "window",
  "colorMap",
  "smooth",
  "convention",
  "slab",
  "overlays",
  "second",
  "marks",
  "link",
];

/** The state of a viewer that begins, with what belongs to the page as usual. */
export function beginState(state: ViewerState, affine: Affine | null): SeenState {
  const axes = listAxes(state.layout, affine);
  return {
    ...state,
    layout: axes ? state.layout : nameFirst(affine),
    sight: WHOLE,
    tool: axes?.length === 3 ? "crosshair" : "window",
    active: axes?.[0] ?? 0,
    crosshair: true,
    playing: false,
    pace: 10,
  };
}

/** The axes of the planes that a layout shows, the first of them large; null where the volume has no such planes. */
export function listAxes(layout: Layout, affine: Affine | null): readonly Axis[] | null {
  if (layout === "three") return [0, 1, 2];
  const axis = findPlaneAxis(layout, affine);
  return axis === null ? null : [axis];
}

/** Fields of a viewer's state that came from outside, as changes of this viewer; or what is wrong with them. */
export function readChanges(
  value: unknown,
  payload: SlicesPayload,
): { readonly changes: Partial<ViewerState> } | { readonly problem: string } {
  const reading = readViewerState(value, payload.shape, countOverlays(payload));
  if ("problem" in reading) return reading;
  const { layout, voxel, second, ...changes } = reading.payload;
  return {
    changes: {
      ...changes,
      ...(layout && listAxes(layout, findPlace(payload)) && { layout }),
      ...(voxel && { voxel: nearestVoxel(voxel, payload.shape) }),
      ...(second !== undefined && (second === null) === (payload.second === undefined) && { second }),
    },
  };
}

/** The shared fields in which two states differ, with the values of the first. */
export function findChanges(state: ViewerState, before: ViewerState): Partial<ViewerState> {
  return Object.fromEntries(
    SHARED.filter((name) => state[name] !== before[name]).map((name) => [name, state[name]]),
  );
}

/** As `findChanges`, but by what the fields hold: for states of which one came from elsewhere. */
export function findDifferences(state: ViewerState, other: ViewerState): Partial<ViewerState> {
  const changes = Object.entries(findChanges(state, other));
  return Object.fromEntries(
    changes.filter(([name, value]) => !isSameValue(value, other[name as keyof ViewerState])), // a shared field
  );
}

/** Masks, label maps and a second volume. */
export function countOverlays({ overlays, labelMaps = [], second }: SlicesPayload): number {
  return overlays.length + labelMaps.length + (second ? 1 : 0);
}

function nameFirst(affine: Affine | null): Layout {
  return listAxes("axial", affine)?.[0] === 0 ? "axial" : affine === null ? "slices" : "three";
}
