import { PLANE_AXES } from "tslab-dicom/contract";
import type { PlaneKey } from "./planeSource";

/** Planes that are fetched ahead of a reader: as many as a short look further goes through, of large ones fewer. */
const AHEAD = 8;
const AHEAD_PIXELS = AHEAD * 512 * 512;

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
   * The planes that come next, the nearest first; none where the reader has not moved.
   *
   * @param shape - of the volume.
   */
  findAhead(key: PlaneKey, shape: readonly [number, number, number]): readonly PlaneKey[] {
    const step = this.last.get(nameOf(key))?.step ?? 0;
    if (step === 0) return [];
    const [rows, columns] = PLANE_AXES[key.axis].map((along) => shape[along]);
    const length = Math.min(AHEAD, Math.max(1, Math.floor(AHEAD_PIXELS / (rows * columns))));
    return Array.from({ length }, (_, i) => ({
      ...key,
      first: key.first + step * (i + 1),
      last: key.last + step * (i + 1),
    })).filter(({ first, last }) => first >= 0 && last < shape[key.axis]);
  }
}

function nameOf({ layer, axis }: PlaneKey): string {
  return `${layer} ${axis}`;
}
