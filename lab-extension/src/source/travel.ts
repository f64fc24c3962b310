import { PLANE_AXES } from "tslab-dicom/contract";
import type { PlaneKey } from "./planeSource";

/** Planes that are fetched ahead of a reader, as many as a short look further goes through: of large ones and thick slabs fewer. */
const AHEAD = 8;
/** Voxels that are read for them, for all pictures together. */
const AHEAD_VOXELS = AHEAD * 512 * 512;

/** Remembers which way a reader goes through the planes of an axis. */
export class Travel {
  private readonly last = new Map<string, { readonly key: PlaneKey; readonly step: number }>();

  follow(keys: readonly PlaneKey[]): void {
    for (const key of keys) {
      const before = this.last.get(nameOf(key));
      const step = Math.sign(key.first - (before?.key.first ?? key.first)) || (before?.step ?? 0);
      this.last.set(nameOf(key), { key, step });
    }
  }

  /**
   * The planes that come next, the nearest of each picture first; none of one where the reader has not moved.
   *
   * @param shape - of the volume.
   */
  findAhead(keys: readonly PlaneKey[], shape: readonly [number, number, number]): readonly PlaneKey[] {
    const moved = keys.filter((key) => this.stepOf(key) !== 0);
    const each = AHEAD_VOXELS / moved.length;
    return moved.flatMap((key) => {
      const { axis, first, last } = key;
      const [rows, columns] = PLANE_AXES[axis].map((along) => shape[along]);
      const length = Math.min(AHEAD, Math.ceil(each / (rows * columns * (last - first + 1))));
      return Array.from({ length }, (_, i) => {
        const by = this.stepOf(key) * (i + 1);
        return { ...key, first: first + by, last: last + by };
      }).filter((next) => next.first >= 0 && next.last < shape[axis]);
    });
  }

  /** Which way the reader went last, -1 or 1; 0 before the first move. */
  private stepOf(key: PlaneKey): number {
    return this.last.get(nameOf(key))?.step ?? 0;
  }
}

function nameOf({ layer, axis }: PlaneKey): string {
  return `${layer} ${axis}`;
}
