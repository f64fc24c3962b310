import type { VoxelPoint } from "tslab-dicom/contract";
import { type FramePoint, fromFrame, type PlaneFrame, toFrame } from "./planeFrame";
import { limitZoom, type SeenBox, type Sight } from "./sight";

/** How much nearer or farther a key or a step of the wheel goes. */
export const ZOOM_STEP = 1.25;

/** The place among the voxels that a sight has in the middle of its panes. */
export function findCentre({ centre }: Sight, shape: readonly number[]): VoxelPoint {
  return centre ?? [(shape[0] - 1) / 2, (shape[1] - 1) / 2, (shape[2] - 1) / 2];
}

/** The sight after the picture of a pane was moved by some CSS pixels. */
export function panSight(
  sight: Sight,
  frame: PlaneFrame,
  box: SeenBox,
  shape: readonly number[],
  right: number,
  down: number,
): Sight {
  const middle = middleOf(box);
  const point = { across: middle.across - right / box.scale, down: middle.down - down / box.scale };
  return { ...sight, centre: withCentre(sight, frame, shape, point) };
}

/** The sight after zooming by a factor about a point of a picture, which stays where it is in its pane. */
export function zoomSight(
  sight: Sight,
  frame: PlaneFrame,
  box: SeenBox,
  shape: readonly number[],
  factor: number,
  about: FramePoint,
): Sight {
  // A picture that is smaller than its pane, one to one, gets no larger by zooming out.
  const zoom = limitZoom(sight.zoom * factor, Math.min(sight.zoom, 1));
  return zoomTo(zoom, sight, frame, box, shape, about);
}

/** The sight that shows a voxel's width as one pixel of the screen. */
export function zoomOneToOne(
  sight: Sight,
  frame: PlaneFrame,
  box: SeenBox,
  shape: readonly number[],
  pixelRatio: number,
): Sight {
  const zoom = limitZoom(sight.zoom / (box.scale * pixelRatio), 0);
  return zoomTo(zoom, sight, frame, box, shape, middleOf(box));
}

function zoomTo(
  zoom: number,
  sight: Sight,
  frame: PlaneFrame,
  box: SeenBox,
  shape: readonly number[],
  about: FramePoint,
): Sight {
  if (zoom <= 1) return { zoom, centre: null };
  const share = sight.zoom / zoom;
  const middle = middleOf(box);
  const point = {
    across: about.across + (middle.across - about.across) * share,
    down: about.down + (middle.down - about.down) * share,
  };
  return { zoom, centre: withCentre(sight, frame, shape, point) };
}

/** The sight with a voxel in its middle where a pane does not show it; the same where it does. */
export function keepInSight(sight: Sight, frame: PlaneFrame, box: SeenBox, voxel: VoxelPoint): Sight {
  const { across, down } = toFrame(frame, voxel);
  const isSeen =
    across >= box.left && across <= box.left + box.width && down >= box.top && down <= box.top + box.height;
  return isSeen ? sight : { ...sight, centre: voxel };
}

/** The other planes are not moved along the axis that this one does not show. */
function withCentre(
  sight: Sight,
  frame: PlaneFrame,
  shape: readonly number[],
  point: FramePoint,
): VoxelPoint {
  return fromFrame(frame, findCentre(sight, shape)[frame.axis], point);
}

function middleOf({ left, top, width, height }: SeenBox): FramePoint {
  return { across: left + width / 2, down: top + height / 2 };
}
