import { componentStatistics } from "../segmentation/componentStatistics";
import { dilation } from "../segmentation/dilation";
import { erosion } from "../segmentation/erosion";
import { fillHoles } from "../segmentation/fillHoles";
import { growWithin } from "../segmentation/growWithin";
import { largestComponent } from "../segmentation/label";
import { and, andNot, not, or } from "../segmentation/setAlgebra";
import { threshold } from "../segmentation/threshold";
import { forEachRun, setBit } from "../volume/bitRows";
import { countVoxels, createMask, type Mask } from "../volume/mask";
import type { Volume } from "../volume/volume";
import { sliceHulls } from "./sliceHulls";

export interface BodyOptions {
  /** Values above this are tissue, in HU. */
  readonly tissueAbove: number;
  /** What is thinner than twice this in its slice is no body by itself: shells of a table; mm. */
  readonly shell: number;
  /** How far thin walls are followed from the body, in mm. */
  readonly wall: number;
  /** How far to the sides there must be body before and behind what is inside it, in mm. */
  readonly sideways: number;
}

/** The patient, and what is around. */
export interface Body {
  /** Tissue of the body. */
  readonly tissue: Mask;
  /** Its bulk, without thin walls. */
  readonly core: Mask;
  /** Air around the body, table, clothes. */
  readonly outside: Mask;
}

/** The largest piece of tissue that is not thin, with the thin walls that continue it, and what lies outside of it. */
export function findBody(cells: Volume<Int16Array>, options: BodyOptions): Body {
  const { tissueAbove, shell, wall, sideways } = options;
  const [, rowMm, columnMm] = cells.geometry.spacing;
  const solid = threshold(cells, { atLeast: tissueAbove + 1 });
  const stripped = erosion(solid, { radius: Math.max(shell, rowMm, columnMm), inPlane: true });
  const core = largestComponent(stripped, { connectivity: 6 });
  const tissue = growWithin(core, solid, { distance: wall, inPlane: true });
  const around = not(fillHoles(tissue, { inPlane: true }));
  return { tissue, core, outside: or(around, notBetween(core, sideways)) };
}

/**
 * Cells of a slice with no core before them, or none behind, up to so far to the sides: by where things lie, and not by
 * their values, since the foam of a table is as dense as lung.
 */
function notBetween(core: Mask, sideways: number): Mask {
  const [slices, rows, columns] = core.shape;
  const reach = Math.floor(sideways / core.geometry.spacing[2]);
  const first = new Int32Array(slices * columns).fill(rows);
  const last = new Int32Array(slices * columns).fill(-1);
  forEachRun(core, slices * rows, (row, from, to) => {
    const [slice, r] = [Math.floor(row / rows), row % rows];
    for (let at = slice * columns + from; at < slice * columns + to; at++) {
      if (r < first[at]) first[at] = r;
      if (r > last[at]) last[at] = r;
    }
  });
  const out = createMask(core.geometry);
  for (let slice = 0; slice < slices; slice++) {
    const start = slice * columns;
    for (let column = 0; column < columns; column++) {
      let [front, back] = [rows, -1];
      const end = Math.min(columns, column + reach + 1);
      for (let near = Math.max(0, column - reach); near < end; near++) {
        front = Math.min(front, first[start + near]);
        back = Math.max(back, last[start + near]);
      }
      for (let row = 0; row < front; row++) setBit(out, slice * rows + row, column);
      for (let row = Math.max(back + 1, front); row < rows; row++) setBit(out, slice * rows + row, column);
    }
  }
  return out;
}

export interface CutLungOptions {
  /** Pieces smaller than this share of the body are none. */
  readonly cutShare: number;
  /** Lung is denser than the air outside by this much at its 80th percentile, in HU. */
  readonly cutAboveAir: number;
  /** The median of lung is below this, in HU. */
  readonly cutBelow: number;
  /** What is thinner than twice this is none, in mm. */
  readonly cutErosion: number;
  /** How far lung is followed beyond the hull of the body in its slice, in mm. */
  readonly cutReach: number;
}

/**
 * Parts of the lungs into which the air around flows, since the border of the field of view cuts them or their wall is too
 * thin to be seen: what is as bright as lung within the convex hull of the body.
 */
export function findCutLung(
  cells: Volume<Int16Array>,
  { tissue, core, outside }: Body,
  air: number,
  options: CutLungOptions,
): Mask {
  const { cutShare, cutAboveAir, cutBelow, cutErosion, cutReach } = options;
  const flooded = andNot(outside, tissue);
  const thick = erosion(and(flooded, sliceHulls(core)), { radius: cutErosion, inPlane: true });
  const least = cutShare * countVoxels(tissue);
  const pieces = componentStatistics(thick, {
    volume: cells,
    percentiles: [50, 80],
    atLeast: Math.max(1, least),
  });
  const kept = pieces.maskOf(
    ({ percentiles: [median, high] }) => high > air + cutAboveAir && median < cutBelow,
  );
  if (countVoxels(kept) === 0) return kept;
  // What bulges beyond the hull, up to the border of the field of view.
  const bright = and(flooded, threshold(cells, { atLeast: air + cutAboveAir }));
  const whole = growWithin(kept, or(kept, bright), { distance: cutReach, inPlane: true });
  const margin = cutErosion + 2 * Math.max(cells.geometry.spacing[1], cells.geometry.spacing[2]);
  return and(dilation(whole, { radius: margin, inPlane: true }), flooded);
}
