import { COLOR_MAP_NAMES, type ColorMapName } from "./colorMaps";
import { type DisplayWindow, findWidthProblem, WINDOW_SHAPES } from "./displayWindow";
import { type FieldCheck, isCount, isNumber, isRecord, listOf, oneOf, orNull, recordOf } from "./fieldChecks";
import { isMarks } from "./markChecks";
import type { Mark } from "./marks";
import type { Layout, VoxelPoint } from "./planes";
import type { Reading } from "./reading";
import { SLAB_MODES, type Slab } from "./slab";

/** Which side of the patient is on the left: their right, as if seen from the feet, or their left. */
export type Convention = "radiological" | "neurological";

/** How one overlay is seen. */
export interface OverlayState {
  readonly shown: boolean;
  /** 0 transparent to 1 opaque. */
  readonly alpha: number;
  readonly style: OverlayStyle;
  /** Labels of a label map that are not shown. */
  readonly hidden: readonly number[];
}

/** Whether an overlay covers its pixels or goes around them. */
export type OverlayStyle = "fill" | "outline";

/** How a second volume is coloured. */
export interface SecondState {
  readonly window: DisplayWindow;
  readonly colorMap: ColorMapName;
}

/** All that a reader sets in a slice viewer, and the kernel can read and set. */
export interface ViewerState {
  readonly layout: Layout;
  /** The voxel under the crosshair, in whole numbers: the planes that are shown go through it. */
  readonly voxel: VoxelPoint;
  readonly window: DisplayWindow;
  readonly colorMap: ColorMapName;
  /** Whether the browser interpolates between pixels; else they are squares. */
  readonly smooth: boolean;
  readonly convention: Convention;
  /** null for single planes. */
  readonly slab: Slab | null;
  /** One a mask, then one a label map, then one for the second volume, in the payload's order. */
  readonly overlays: readonly OverlayState[];
  /** How the second volume is coloured; null without one. */
  readonly second: SecondState | null;
  readonly marks: readonly Mark[];
  /** Viewers of one notebook with the same word here move together; "" for one alone. */
  readonly link: string;
}

/** Whether a value that came as JSON is a window that its shape allows. */
const isDisplayWindow: FieldCheck = (value) =>
  isRecord(value) &&
  isNumber(value.centre) &&
  (value.shape === undefined || oneOf(...WINDOW_SHAPES)(value.shape)) &&
  typeof value.width === "number" &&
  findWidthProblem(value.width, value.shape as DisplayWindow["shape"]) === "";

/** The greatest label of a label map, which has one or two bytes a voxel. */
export const MOST_LABEL = 65_535;
/** Letters of the word that links viewers; more than anybody types. */
export const LONGEST_LINK = 100;

/** Whether a list holds labels, no more of them than there are. */
export const isHidden: FieldCheck = (value) =>
  Array.isArray(value) &&
  value.length <= MOST_LABEL + 1 &&
  value.every((label) => isCount(label) && label <= MOST_LABEL);

const CHECKS: Readonly<Record<keyof ViewerState, FieldCheck>> = {
  layout: oneOf("axial", "coronal", "sagittal", "slices", "rows", "columns", "three"),
  voxel: listOf((value) => Number.isInteger(value) && Number(value) >= 0, 3),
  window: isDisplayWindow,
  colorMap: oneOf(...COLOR_MAP_NAMES),
  smooth: (value) => typeof value === "boolean",
  convention: oneOf("radiological", "neurological"),
  slab: orNull(
    recordOf({
      mode: oneOf(...SLAB_MODES),
      thickness: (value) => isNumber(value) && Number(value) > 0,
    }),
  ),
  overlays: listOf(
    recordOf({
      shown: (value) => typeof value === "boolean",
      alpha: (value) => isNumber(value) && Number(value) >= 0 && Number(value) <= 1,
      style: oneOf("fill", "outline"),
      hidden: isHidden,
    }),
  ),
  second: orNull(recordOf({ window: isDisplayWindow, colorMap: oneOf(...COLOR_MAP_NAMES) })),
  marks: isMarks,
  link: (value) => typeof value === "string" && value.length <= LONGEST_LINK,
};

const copyWindow = ({ centre, width, shape }: DisplayWindow): DisplayWindow => ({
  centre,
  width,
  ...(shape !== undefined && { shape }),
});

/** Records of checked fields with what is known of them, and nothing else that came along. */
const COPIES: { readonly [Name in keyof ViewerState]?: (value: ViewerState[Name]) => ViewerState[Name] } = {
  window: copyWindow,
  slab: (slab) => slab && { mode: slab.mode, thickness: slab.thickness },
  overlays: (overlays) =>
    overlays.map(({ shown, alpha, style, hidden }) => ({ shown, alpha, style, hidden })),
  second: (second) => second && { window: copyWindow(second.window), colorMap: second.colorMap },
  marks: (marks) => marks.map(({ id, kind, axis, points }) => ({ id, kind, axis, points })),
};

/** What a state must also fit, where it is known. */
export interface ViewerExtent {
  /** Names of the planes that the volume has, as `namePlanes` gives them. @default any */
  readonly planes?: readonly string[];
  /** Whether there is a second volume. @default unknown */
  readonly second?: boolean;
}

/**
 * Some fields of a viewer's state that came as JSON, checked against the volume; others that it may hold are left out.
 *
 * @param shape - [slices, rows, columns] of the volume.
 * @param overlays - how many overlays it has.
 * @param extent - what else of the volume the state must fit.
 */
export function readViewerState(
  value: unknown,
  shape: readonly number[],
  overlays: number,
  extent: ViewerExtent = {},
): Reading<Partial<ViewerState>> {
  if (!isRecord(value)) return { problem: "a viewer's state must be an object" };
  if (Array.isArray(value.overlays) && value.overlays.length !== overlays) {
    return { problem: `expected the state of ${overlays} overlays, found ${value.overlays.length}` };
  }
  const state: Record<string, unknown> = {};
  for (const [name, check] of Object.entries(CHECKS)) {
    if (value[name] === undefined) continue;
    if (!check(value[name])) return { problem: `the field "${name}" of a viewer's state is not as expected` };
    const copy = COPIES[name as keyof ViewerState] as ((value: unknown) => unknown) | undefined;
    state[name] = copy ? copy(value[name]) : value[name];
  }
  const checked = state as Partial<ViewerState>; // every field was checked above
  const { voxel, marks = [] } = checked;
  const isInside = (point: VoxelPoint) => point.every((at, axis) => at >= -0.5 && at <= shape[axis] - 0.5);
  if (voxel && !isInside(voxel)) return { problem: "the voxel of a viewer's state is outside the volume" };
  if (!marks.every(({ points }) => points.every(isInside))) {
    return { problem: "a mark of a viewer's state is outside the volume" };
  }
  const { layout = "three", second } = checked;
  if (extent.planes && layout !== "three" && !extent.planes.includes(layout)) {
    return { problem: `the volume has no ${layout} planes: they are ${extent.planes.join(", ")}` };
  }
  if (extent.second === true && second === null) return { problem: "the second volume has no colours" };
  if (extent.second === false && second) return { problem: "there is no second volume to colour" };
  return { payload: checked };
}
