import type { DisplayWindow, Layout, Slab, ViewerState, VoxelPoint } from "../contract";
import type { WindowChoice } from "../display/colour/windows";
import type { Shown } from "./show";
import type { MeasuredMark } from "./viewer/measureMarks";
import type { ViewerChanges } from "./viewer/resolveChanges";
import type { PlacedMark } from "./viewer/resolveMarks";

/** What a viewer shows and what was measured there, under the names of the viewer's options. */
export interface ViewerReport extends Omit<ViewerState, "layout" | "marks"> {
  readonly plane: Layout;
  readonly slice: number;
  /** Each with its `result`, measured by the kernel from the volume, and its `box` of voxels for `cropImage`. */
  readonly marks: readonly MeasuredMark[];
}

/** A slice viewer that was shown: reads what its reader did, and moves it. */
export interface SliceViewer extends Shown {
  /** Slice under the crosshair, from 0. */
  slice: number;
  /** Voxel under the crosshair, [slice, row, column]. */
  voxel: VoxelPoint;
  /** The planes that are shown, or "three". */
  plane: Layout;
  /** As numbers; set by what the option `window` takes. */
  get window(): DisplayWindow;
  set window(choice: WindowChoice);
  /** Planes that become one picture; null for single planes. */
  slab: Slab | null;
  /** As in `state()`, measured; set by what the option `marks` takes. */
  get marks(): readonly MeasuredMark[];
  set marks(marks: readonly PlacedMark[]);
  /** Viewers with the same word move together; "" for one alone. */
  link: string;
  /**
   * Moves all open pages of the viewer, and those that open later.
   *
   * @throws InvalidArgumentError as `sliceViewer` for what the volume does not have.
   */
  set(changes: ViewerChanges): void;
  /**
   * The viewer as its reader left it: after the newest change of any of its pages or of a cell. Waits for one turn of
   * the kernel's event loop and so for what the page had sent before this cell ran; not for what a page has yet to send.
   * Without a page that is connected it is what the cell has set.
   */
  state(): Promise<ViewerReport>;
  /**
   * Calls the function after each change, of the reader or of a cell (while the reader moves on and on, four times a
   * second); gives a function that stops that. What it throws is printed as a line.
   */
  onChange(listener: (state: ViewerReport) => void): () => void;
}
