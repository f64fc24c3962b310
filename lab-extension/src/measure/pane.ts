import type { Axis, VoxelPoint } from "tslab-dicom/contract";

/**
 * A place on a pane: across from the left edge of its picture, down from the top. A unit is as long across as it is
 * down, whatever the voxels are: the picture's pixels where these are square.
 */
export interface PanePoint {
  readonly across: number;
  readonly down: number;
}

/** A right-angled part of a pane. */
export interface PaneBox {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** One plane on the page, as who draws and measures on it sees it. */
export interface Pane {
  /** The axis that its planes are stacked along. */
  readonly axis: Axis;
  /** The plane that it shows now. */
  readonly index: number;
  /** Takes pointer events. */
  readonly stage: HTMLElement;
  /** Holds the focus while a reader works in this pane: keys that are pressed in it are this pane's. */
  readonly keys: HTMLElement;
  /** Drawn over the picture, zoomed and moved with it; its units are those of `PanePoint`. */
  readonly layer: SVGGElement;
  /** Width of one CSS pixel in those units: lines and handles keep their size on the screen by it. */
  readonly pixel: number;
  /** The part of the picture that is seen now: labels stay in it. */
  readonly visible: PaneBox;
  /** Places of letters and words that lie over the picture: labels leave them free. */
  readonly words: readonly PaneBox[];
  /** The place in the plane under a point of the window, in voxels; null outside the picture. */
  toVoxel(clientX: number, clientY: number): VoxelPoint | null;
  /** The same, and outside the picture its nearest place: what is drawn ends at the picture's edge. */
  toNearestVoxel(clientX: number, clientY: number): VoxelPoint;
  toPane(point: VoxelPoint): PanePoint;
  /** Gives the focus to what moves through its planes. */
  focus(): void;
}
