import type { PlaneValues, VoxelStack } from "./cutPlane";

/** All slices of a volume in one array, which fills as they are decoded. */
export class SliceStack implements VoxelStack {
  private readonly there = new Set<number>();
  private readonly failures = new Map<number, unknown>();
  private array: PlaneValues | null = null;

  /** @param create - makes the array when the first slice comes. */
  constructor(
    readonly shape: readonly [slices: number, rows: number, columns: number],
    private readonly create: (length: number) => PlaneValues,
  ) {}

  get values(): PlaneValues {
    const [slices, rows, columns] = this.shape;
    this.array ??= this.create(slices * rows * columns);
    return this.array;
  }

  set(slice: number, values: PlaneValues): void {
    this.values.set(values, slice * this.shape[1] * this.shape[2]);
    this.there.add(slice);
  }

  /** Says why a slice will never be there. */
  fail(slice: number, reason: unknown): void {
    this.failures.set(slice, reason);
  }

  /** Whether the slices from first to last, both included, are there. */
  has(first: number, last: number): boolean {
    for (let slice = first; slice <= last; slice++) if (!this.there.has(slice)) return false;
    return true;
  }

  /** A slice's own part of the array. */
  slice(slice: number): PlaneValues {
    const size = this.shape[1] * this.shape[2];
    return this.values.subarray(slice * size, (slice + 1) * size);
  }

  /** Of the slices from first to last that may still come, the nearest to one; null where there is none. */
  findMissing(first: number, last: number, near: number): number | null {
    let found: number | null = null;
    for (let slice = first; slice <= last; slice++) {
      if (this.there.has(slice) || this.failures.has(slice)) continue;
      if (found === null || Math.abs(slice - near) < Math.abs(found - near)) found = slice;
    }
    return found;
  }

  /** Why one of the slices from first to last will never be there; undefined where all may be. */
  findFailure(first: number, last: number): unknown {
    for (const [slice, reason] of this.failures) if (slice >= first && slice <= last) return reason;
    return undefined;
  }
}
