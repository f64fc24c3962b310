import type { Axis, VoxelPoint } from "tslab-dicom/contract";

/** A place on a pane, in its picture's pixels as they are shown: across from the left edge, down from the top. */
export interface PanePoint {
  readonly across: number;
  readonly down: number;
}

/** One plane on the page, as who draws and measures on it sees it. */
export interface Pane {
  /** The axis that its planes are stacked along. */
  readonly axis: Axis;
  /** The plane that it shows now. */
  readonly index: number;
  /** Takes pointer and key events. */
  readonly stage: HTMLElement;
  /** Drawn over the picture, zoomed and moved with it; its units are the picture's pixels. */
  readonly layer: SVGGElement;
  /** Width of one CSS pixel in those units: lines and handles keep their size on the screen by it. */
  readonly pixel: number;
  /** The place in the plane under a point of the window, in voxels; null outside the picture. */
  toVoxel(clientX: number, clientY: number): VoxelPoint | null;
  toPane(point: VoxelPoint): PanePoint;
}
