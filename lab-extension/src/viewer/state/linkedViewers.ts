import { type Affine, type DisplayWindow, locateVoxel, type VoxelPoint } from "tslab-dicom/contract";
import { findVoxel, nearestVoxel } from "../../slice/voxels";
import { listAxes, type SeenState, type SeenStore } from "./seenState";

/** A viewer that may move with others. */
export interface LinkedViewer {
  readonly store: SeenStore;
  readonly shape: readonly number[];
  /** null where nobody knows where the voxels lie. */
  readonly place: Affine | null;
  readonly units: string;
  /** What the viewers that may move together lie in: a notebook. */
  readonly scope: () => unknown;
}

/** Viewers of a page: those of one notebook with the same word move together. */
export class LinkedViewers {
  private readonly all = new Set<LinkedViewer>();
  /** Not on the page yet, so that nobody knows what they lie in. */
  private readonly awaited = new Set<LinkedViewer>();

  add(viewer: LinkedViewer, signal: AbortSignal): void {
    this.all.add(viewer);
    this.awaited.add(viewer);
    signal.addEventListener(
      "abort",
      () => {
        this.all.delete(viewer);
        this.awaited.delete(viewer);
      },
      { once: true },
    );
    viewer.store.subscribe((state, before, by) => {
      if (state.link !== before.link) this.join(viewer);
      else if (by !== "linked" && by !== "before" && state.link !== "") this.share(viewer, state, before);
    }, signal);
  }

  /** To be called when a viewer is on the page: for the first time it goes to where the others are. */
  arrive(viewer: LinkedViewer): void {
    if (this.awaited.delete(viewer)) this.join(viewer);
  }

  /** Whoever joins goes to where the others are; those that are not on the page yet are nowhere. */
  private join(viewer: LinkedViewer): void {
    const other = [...this.all].find(
      (each) => each !== viewer && !this.awaited.has(each) && this.isLinked(each, viewer),
    );
    if (other) viewer.store.change(findShared(other, viewer, other.store.state), "linked");
  }

  private isLinked(one: LinkedViewer, other: LinkedViewer): boolean {
    const { link } = one.store.state;
    return link !== "" && link === other.store.state.link && one.scope() === other.scope();
  }

  private share(from: LinkedViewer, state: SeenState, before: SeenState): void {
    for (const to of this.all) {
      if (to === from || !this.isLinked(to, from)) continue;
      to.store.change(findShared(from, to, state, before), "linked");
    }
  }
}

/**
 * What changed in one viewer, as changes of another: the same place in the patient, or else the same voxel.
 *
 * @param before - the state that it changed from. @default none: all of it is news
 */
function findShared(
  from: LinkedViewer,
  to: LinkedViewer,
  state: SeenState,
  before?: SeenState,
): Partial<SeenState> {
  const carry = (point: VoxelPoint): VoxelPoint => {
    if (!from.place || !to.place) return point;
    return findVoxel(to.place, locateVoxel(from.place, ...point)) ?? point;
  };
  const changes: { -readonly [Name in keyof SeenState]?: SeenState[Name] } = {};
  if (state.voxel !== before?.voxel) {
    const voxel = nearestVoxel(carry(state.voxel), to.shape);
    if (!isSame(voxel, to.store.state.voxel)) changes.voxel = voxel;
  }
  if (state.window !== before?.window && from.units === to.units) changes.window = ownWindow(state.window);
  if (state.layout !== before?.layout && listAxes(state.layout, to.place)) changes.layout = state.layout;
  if (state.sight !== before?.sight) {
    const { zoom, centre } = state.sight;
    changes.sight = { zoom, centre: centre && carry(centre) };
  }
  return changes;
}

/** A record of its own, so that each viewer sees its own change. */
const ownWindow = (window: DisplayWindow): DisplayWindow => ({ ...window });

const isSame = (one: VoxelPoint, other: VoxelPoint): boolean => one.every((at, axis) => at === other[axis]);
