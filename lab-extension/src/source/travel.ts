import type { PlaneKey } from "./planeSource";

/** Planes that are fetched ahead of a reader. */
const AHEAD = 3;

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
   * @param planes - how many there are.
   */
  findAhead(key: PlaneKey, planes: number): readonly PlaneKey[] {
    const step = this.last.get(nameOf(key))?.step ?? 0;
    if (step === 0) return [];
    return Array.from({ length: AHEAD }, (_, i) => ({
      ...key,
      first: key.first + step * (i + 1),
      last: key.last + step * (i + 1),
    })).filter(({ first, last }) => first >= 0 && last < planes);
  }
}

function nameOf({ layer, axis }: PlaneKey): string {
  return `${layer} ${axis}`;
}
