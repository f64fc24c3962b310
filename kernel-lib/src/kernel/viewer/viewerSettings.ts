import {
  COLOR_MAP_NAMES,
  type ColorMapName,
  type Convention,
  type Layout,
  type Mark,
  namePlanes,
  readViewerState,
  SLAB_MODES,
  type Slab,
  type ViewerState,
  type VoxelPoint,
} from "../../contract";
import { shortly } from "../../describe";
import type { ShownVolume } from "../../display/payload/shownVolume";
import { InvalidArgumentError } from "../../errors";
import { type OptionKinds, requireChoice, requireOptions } from "../../options";

/** A mark that is placed from a cell. */
export interface PlacedMark extends Omit<Mark, "id"> {
  /** Names it among the marks of its viewer. @default "1", "2", ... */
  readonly id?: string;
}

/** What a reader sets in a slice viewer, and a cell too. */
export interface ViewerSettings {
  /** The planes that are shown, or "three" with a linked crosshair. @default the slices */
  plane?: Layout;
  /** The voxel under the crosshair, [slice, row, column]. @default the middle one */
  voxel?: VoxelPoint;
  /** @default "gray" */
  colorMap?: ColorMapName;
  /** Interpolate between pixels; else they are squares. @default true */
  smooth?: boolean;
  /** Patient's right on the left, "radiological", or on the right, "neurological". @default "radiological" */
  convention?: Convention;
  /** Planes that become one picture: { mode: "max" | "min" | "mean", thickness } in mm. @default null, single planes */
  slab?: Slab | null;
  /** Distances, angles and ellipses to begin with. @default none */
  marks?: readonly PlacedMark[];
  /** Viewers of one notebook with the same word move together. @default "", alone */
  link?: string;
}

export const VIEWER_SETTING_KINDS: OptionKinds<ViewerSettings> = {
  plane: "text",
  voxel: "list",
  colorMap: "text",
  smooth: "boolean",
  convention: "text",
  slab: ["record", "null"],
  marks: "list",
  link: "text",
};

const CONVENTIONS: readonly Convention[] = ["radiological", "neurological"];
const SLAB_KINDS: OptionKinds<Slab> = { mode: "text", thickness: "number" };

/**
 * The fields of a viewer's state that these settings say, but for the voxel, checked against the volume.
 *
 * @throws InvalidArgumentError for a plane, slab or mark that the volume does not have.
 */
export function resolveSettings(
  shown: ShownVolume,
  settings: Omit<ViewerSettings, "voxel">,
): Partial<ViewerState> {
  const { plane, colorMap, smooth, convention, slab, marks, link } = settings;
  const { shape, affine, known } = shown.volume.geometry;
  if (plane !== undefined) {
    requireChoice("plane", plane, [...namePlanes(known === "place" ? affine : null), "three"]);
  }
  if (colorMap !== undefined) requireChoice("colorMap", colorMap, COLOR_MAP_NAMES);
  if (convention !== undefined) requireChoice("convention", convention, CONVENTIONS);
  if (slab) requireSlab(slab);
  return {
    ...(plane !== undefined && { layout: plane }),
    ...(colorMap !== undefined && { colorMap }),
    ...(smooth !== undefined && { smooth }),
    ...(convention !== undefined && { convention }),
    ...(slab !== undefined && { slab: slab && { mode: slab.mode, thickness: slab.thickness } }),
    ...(marks !== undefined && { marks: resolveMarks(marks, shape) }),
    ...(link !== undefined && { link }),
  };
}

/**
 * The voxel under the crosshair, where a slice or a voxel says so.
 *
 * @param now - where it is: a slice alone keeps row and column.
 * @throws InvalidArgumentError for one outside the volume, or a slice that is not the voxel's.
 */
export function resolveVoxel(
  { slice, voxel }: { readonly slice: number | undefined; readonly voxel: VoxelPoint | undefined },
  shape: readonly number[],
  now: VoxelPoint,
): Pick<ViewerState, "voxel"> | undefined {
  if (voxel !== undefined) requireVoxel(voxel, shape);
  if (slice === undefined) return voxel && { voxel };
  if (!(Number.isInteger(slice) && slice >= 0 && slice < shape[0])) {
    throw new InvalidArgumentError("slice", `a whole number from 0 to ${shape[0] - 1}`, slice);
  }
  if (voxel !== undefined && voxel[0] !== slice) {
    throw new InvalidArgumentError("slice", `the voxel's, ${voxel[0]}, or left out`, slice);
  }
  return { voxel: voxel ?? [slice, now[1], now[2]] };
}

function requireVoxel(voxel: VoxelPoint, shape: readonly number[]): void {
  const isInside = (at: number, axis: number) => Number.isInteger(at) && at >= 0 && at < shape[axis];
  if (voxel.length === 3 && voxel.every(isInside)) return;
  const expected = `[slice, row, column] in whole numbers within ${shape.join(" x ")} voxels`;
  throw new InvalidArgumentError("voxel", expected, shortly(voxel));
}

function requireSlab(slab: Slab): void {
  requireOptions(slab, SLAB_KINDS, "slab");
  requireChoice("slab.mode", slab.mode, SLAB_MODES);
  if (slab.thickness > 0 && Number.isFinite(slab.thickness)) return;
  throw new InvalidArgumentError("slab.thickness", "millimetres above 0", slab.thickness);
}

/** The marks alone, whatever was measured with them. */
function resolveMarks(given: readonly PlacedMark[], shape: readonly number[]): readonly Mark[] {
  const marks = given.map((mark, i) => ({
    id: mark?.id ?? String(i + 1),
    kind: mark?.kind,
    axis: mark?.axis,
    points: mark?.points,
  }));
  const reading = readViewerState({ marks }, shape, 0);
  const ids = new Set(marks.map(({ id }) => id));
  if ("payload" in reading && ids.size === marks.length) return marks;
  throw new InvalidArgumentError(
    "marks",
    "a list of { kind, axis, points }: a distance of 2 points, an angle of 3 or an ellipse of 2 corners, all in one plane of the volume, with an id of its own",
    "problem" in reading ? reading.problem : "two with one id",
  );
}
