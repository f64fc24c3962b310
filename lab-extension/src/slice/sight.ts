import type { VoxelPoint } from "tslab-dicom/contract";
import type { FramePoint } from "./planeFrame";

/** What part of the picture is seen, in all planes alike. */
export interface Sight {
  /** 1 fits the whole picture into its pane. */
  readonly zoom: number;
  /** The place among the voxels in the middle of each pane; null for the middle of the volume. */
  readonly centre: VoxelPoint | null;
}

export const WHOLE: Sight = { zoom: 1, centre: null };

const CLOSEST = 32;

/** The part of a picture that a pane shows, in the picture's units. */
export interface SeenBox {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** CSS pixels a unit. */
  readonly scale: number;
}

/** A zoom within what is allowed, from the least on. */
export function limitZoom(zoom: number, least: number): number {
  return Math.min(Math.max(zoom, least), CLOSEST);
}

/**
 * The part of a picture of width x height units that a pane of some CSS pixels shows: the picture fits at zoom 1, and
 * at any zoom what is empty beside it is so on both sides alike.
 *
 * @param centre - what should be in the middle, in the picture's units.
 */
export function findSeenBox(
  picture: { readonly width: number; readonly height: number },
  pane: { readonly width: number; readonly height: number },
  zoom: number,
  centre: FramePoint,
): SeenBox {
  const scale = Math.min(pane.width / picture.width, pane.height / picture.height) * zoom;
  const [width, height] = [pane.width / scale, pane.height / scale];
  return {
    left: startOf(centre.across, width, picture.width),
    top: startOf(centre.down, height, picture.height),
    width,
    height,
    scale,
  };
}

function startOf(middle: number, seen: number, whole: number): number {
  if (seen >= whole) return (whole - seen) / 2;
  return Math.min(Math.max(middle - seen / 2, 0), whole - seen);
}
