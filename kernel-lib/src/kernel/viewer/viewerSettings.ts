import {
  COLOR_MAP_NAMES,
  type ColorMapName,
  type Convention,
  type Layout,
  LONGEST_LINK,
  namePlanes,
  SLAB_MODES,
  type Slab,
  type ViewerState,
  type VoxelPoint,
} from "../../contract";
import { shortly } from "../../describe";
import type { ShownVolume } from "../../display/payload/shownVolume";
import { InvalidArgumentError } from "../../errors";
import { type OptionKinds, requireChoice, requireOptions } from "../../options";
import { type PlacedMark, resolveMarks } from "./resolveMarks";

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
  if (link !== undefined && link.length > LONGEST_LINK) {
    throw new InvalidArgumentError("link", `a word of at most ${LONGEST_LINK} letters`, shortly(link));
  }
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

function requireSlab(slab: Slab): void {
  requireOptions(slab, SLAB_KINDS, "slab");
  requireChoice("slab.mode", slab.mode, SLAB_MODES);
  if (slab.thickness > 0 && Number.isFinite(slab.thickness)) return;
  throw new InvalidArgumentError("slab.thickness", "millimetres above 0", slab.thickness);
}
