import { MARK_POINTS, type Mark, type MarkKind, type VoxelPoint } from "tslab-dicom/contract";
import type { MarkBoard } from "./markBoard";
import { isSamePlace, movePoint, movePoints, type PlaneBounds, type PlaneStep } from "./moveMark";
import { newMarkId } from "./newMarkId";
import type { Pane } from "./pane";

/** A mark that is being drawn. */
export interface Draft {
  readonly kind: MarkKind;
  /** The plane that it is drawn on. */
  readonly axis: Mark["axis"];
  readonly index: number;
  /** Points that stay. */
  readonly placed: readonly VoxelPoint[];
  /** The next one, which still moves. */
  readonly tip: VoxelPoint;
}

/** A point of a mark by its number, or the mark as a whole. */
export type Handle = number | "whole";

/** Draws and changes marks on one pane, by whatever means. */
export class MarkEditor {
  draft: Draft | null = null;

  /**
   * @param shape - [slices, rows, columns] of the volume.
   * @param onDraft - the draft is another.
   */
  constructor(
    private readonly pane: Pane,
    private readonly board: MarkBoard,
    private readonly shape: readonly number[],
    private readonly onDraft: () => void,
  ) {}

  /** Begins a mark of the tool in hand, its first point here. */
  begin(point: VoxelPoint): void {
    const { tool } = this.board;
    if (tool === null) return;
    const { axis, index } = this.pane;
    this.board.select(null);
    this.set({ kind: tool, axis, index, placed: [point], tip: point });
  }

  /** Moves the point that comes next. */
  aim(tip: VoxelPoint): void {
    if (this.draft) this.set({ ...this.draft, tip });
  }

  /** Moves the point that comes next by some voxels. */
  step(step: PlaneStep): void {
    if (this.draft) this.aim(movePoints([this.draft.tip], step, this.bounds)[0]);
  }

  /** Leaves the point where it is; the last one ends the mark. Nothing happens on the point before it. */
  place(): void {
    if (!this.draft) return;
    const { kind, axis, placed, tip } = this.draft;
    if (isSamePlace(placed[placed.length - 1], tip)) return;
    const points = [...placed, tip];
    if (points.length < MARK_POINTS[kind]) {
      this.set({ ...this.draft, placed: points });
      return;
    }
    this.set(null);
    this.board.add({ id: newMarkId(), kind, axis, points });
  }

  /** Takes the last point back, with the first the whole draft. */
  takeBack(): void {
    if (!this.draft) return;
    const placed = this.draft.placed.slice(0, -1);
    this.set(placed.length > 0 ? { ...this.draft, placed } : null);
  }

  cancel(): void {
    if (this.draft) this.set(null);
  }

  /** Moves a point of a mark, or all of it, by some voxels from where they were. */
  move(from: Mark, handle: Handle, step: PlaneStep): void {
    const points =
      handle === "whole"
        ? movePoints(from.points, step, this.bounds)
        : movePoint(from.points, handle, step, this.bounds);
    this.board.replace({ ...from, points });
  }

  private get bounds(): PlaneBounds {
    return { axis: this.pane.axis, shape: this.shape };
  }

  private set(draft: Draft | null): void {
    this.draft = draft;
    this.onDraft();
  }
}
