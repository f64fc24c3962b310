import type { Axis } from "./planes";

/** How the planes of a slab become one picture: MIP, MinIP, mean. */
export type SlabMode = "max" | "min" | "mean";

export const SLAB_MODES: readonly SlabMode[] = ["max", "min", "mean"];

/** Neighbouring planes seen as one picture. */
export interface Slab {
  readonly mode: SlabMode;
  /** Of all planes together, in mm; in voxels where nobody knows their size. Above 0. */
  readonly thickness: number;
}

/** The planes from first to last, both included. */
export interface PlaneRange {
  readonly first: number;
  readonly last: number;
}

/**
 * The planes of a slab around a plane: as many as come nearest to the thickness, at least one, the extra one of an even
 * number above; those outside the volume are left out.
 *
 * @param spacing - millimetres between neighbours along slices, rows and columns; null counts as 1.
 */
export function findSlabPlanes(
  index: number,
  axis: Axis,
  slab: Slab | null,
  { shape, spacing }: { readonly shape: readonly number[]; readonly spacing: readonly (number | null)[] },
): PlaneRange {
  const planes = slab === null ? 1 : Math.max(1, Math.round(slab.thickness / (spacing[axis] ?? 1)));
  return {
    first: Math.max(index - Math.floor((planes - 1) / 2), 0),
    last: Math.min(index + Math.floor(planes / 2), shape[axis] - 1),
  };
}
