import type { Solid, TubePoint } from "./shapes";
import { HU, LUNG_TISSUES, SIDE, TISSUE, type Tissue } from "./tissue";

/** The voxel grid that the anatomy is painted on; HU and tissue are [slices, rows, columns], row-major. */
export interface Canvas {
  readonly slices: number;
  readonly rows: number;
  readonly columns: number;
  /** Millimetres between slices, rows and columns. */
  readonly spacing: readonly [number, number, number];
  /** Centre of voxel [0, 0, 0] in LPS mm. */
  readonly origin: readonly [number, number, number];
  readonly hu: Float32Array;
  readonly tissue: Uint8Array;
  /** A value of `SIDE` for each voxel. */
  readonly side: Uint8Array;
  /** Working memory of `paintTubes`, all 0 between calls. */
  readonly covered: Float32Array;
}

/** A canvas of the given grid, filled with room air. */
export function createCanvas(
  shape: readonly [slices: number, rows: number, columns: number],
  spacing: Canvas["spacing"],
  origin: Canvas["origin"],
): Canvas {
  const [slices, rows, columns] = shape;
  const voxels = slices * rows * columns;
  return {
    slices,
    rows,
    columns,
    spacing,
    origin,
    hu: new Float32Array(voxels).fill(HU.roomAir),
    tissue: new Uint8Array(voxels).fill(TISSUE.roomAir),
    side: new Uint8Array(voxels),
    covered: new Float32Array(voxels),
  };
}

/** Attenuation of a painted solid: one value, or one for each point in LPS mm. */
export type Attenuation = number | ((x: number, y: number, z: number) => number);

/** Corners of a box in LPS mm. */
export type Box = readonly [
  xMin: number,
  xMax: number,
  yMin: number,
  yMax: number,
  zMin: number,
  zMax: number,
];

export interface Paint {
  hu: Attenuation;
  /** Recorded where a voxel's centre lies inside; left as it was when absent. */
  tissue?: Tissue;
  /** Paint only voxels that are one of these now. @default all */
  into?: readonly Tissue[];
  /** Nothing is painted outside this box. @default everywhere */
  box?: Box;
}

/** Width of the soft edge in mm: a pixel, so that a boundary voxel gets its share of both sides. */
function edgeWidth(canvas: Canvas): number {
  return Math.sqrt(canvas.spacing[1] * canvas.spacing[2]);
}

/** Paints a solid over what the canvas holds, blending at its surface by the part of the voxel it covers. */
export function paintSolid(canvas: Canvas, solid: Solid, paint: Paint): void {
  const { columns, spacing, origin, hu, tissue, side } = canvas;
  const [columnStep, edge] = [spacing[2], edgeWidth(canvas)];
  const range = boxRange(canvas, paint.box);
  const allowed = allowedTissues(paint.into);
  const ownSide = sideOf(paint.tissue);
  const flat =
    typeof paint.hu === "number" && paint.tissue !== undefined && paint.into === undefined
      ? { hu: paint.hu, tissue: paint.tissue }
      : null;
  for (let slice = range.slice[0]; slice < range.slice[1]; slice++) {
    const z = origin[2] + slice * spacing[0];
    const section = solid(z);
    for (let row = range.row[0]; row < range.row[1]; row++) {
      const y = origin[1] + row * spacing[1];
      const start = (slice * canvas.rows + row) * columns;
      let insideUntil = 0; // columns before this one lie inside
      let coverage = 0;
      for (let column = range.column[0]; column < range.column[1]; column++) {
        const at = start + column;
        if (allowed[tissue[at]] === 0) continue;
        const x = origin[0] + column * columnStep;
        if (column >= insideUntil) {
          const distance = section(x, y);
          if (distance >= edge / 2) {
            column += Math.floor((distance - edge / 2) / (2 * columnStep));
            continue;
          }
          if (distance < -edge) {
            // Distances are estimates: half of one is surely still on the same side of the surface.
            const steps = Math.ceil((-distance - edge) / (2 * columnStep));
            insideUntil = Math.min(range.column[1], column + steps);
            if (flat && insideUntil > column) {
              hu.fill(flat.hu, at, start + insideUntil);
              tissue.fill(flat.tissue, at, start + insideUntil);
              if (ownSide !== null) side.fill(ownSide, at, start + insideUntil);
              column = insideUntil - 1;
              continue;
            }
          }
          coverage = Math.min(1, 0.5 - distance / edge);
        }
        const value = typeof paint.hu === "number" ? paint.hu : paint.hu(x, y, z);
        hu[at] += (value - hu[at]) * coverage;
        if (coverage > 0.5 && paint.tissue !== undefined) {
          tissue[at] = paint.tissue;
          if (ownSide !== null) side[at] = ownSide;
        }
      }
    }
  }
}

/**
 * Paints tapering round tubes as one solid: where pieces overlap, the one that covers most of the voxel counts.
 * Tubes thinner than the edge keep the mass of their cross-section, so that a vessel below a voxel in size is faint
 * and not fat.
 */
export function paintTubes(
  canvas: Canvas,
  lines: readonly (readonly TubePoint[])[],
  paint: Paint & { hu: number },
): void {
  const allowed = allowedTissues(paint.into);
  const touched: number[] = [];
  for (const line of lines) {
    for (let i = 0; i + 1 < line.length; i++) {
      paintTubePiece(canvas, line[i], line[i + 1], paint, allowed, touched);
    }
  }
  for (const at of touched) canvas.covered[at] = 0;
}

function paintTubePiece(
  canvas: Canvas,
  from: TubePoint,
  to: TubePoint,
  paint: Paint & { hu: number },
  allowed: Uint8Array,
  touched: number[],
): void {
  const [x0, y0, z0, r0] = from;
  const [dx, dy, dz, dr] = [to[0] - x0, to[1] - y0, to[2] - z0, to[3] - r0];
  const length2 = dx * dx + dy * dy + dz * dz || 1;
  const edge = edgeWidth(canvas);
  const reach = Math.max(r0, to[3]) + edge / 2;
  const { columns, rows, spacing, origin, hu, tissue, side, covered } = canvas;
  const ownSide = sideOf(paint.tissue);
  const range = boxRange(canvas, [
    Math.min(x0, to[0]) - reach,
    Math.max(x0, to[0]) + reach,
    Math.min(y0, to[1]) - reach,
    Math.max(y0, to[1]) + reach,
    Math.min(z0, to[2]) - reach,
    Math.max(z0, to[2]) + reach,
  ]);
  for (let slice = range.slice[0]; slice < range.slice[1]; slice++) {
    const pz = origin[2] + slice * spacing[0] - z0;
    for (let row = range.row[0]; row < range.row[1]; row++) {
      const py = origin[1] + row * spacing[1] - y0;
      const start = (slice * rows + row) * columns;
      for (let column = range.column[0]; column < range.column[1]; column++) {
        const px = origin[0] + column * spacing[2] - x0;
        const t = Math.min(1, Math.max(0, (px * dx + py * dy + pz * dz) / length2));
        const ex = px - t * dx;
        const ey = py - t * dy;
        const ez = pz - t * dz;
        const radius = r0 + t * dr;
        const distance = Math.sqrt(ex * ex + ey * ey + ez * ez) - radius;
        if (distance >= edge / 2) continue;
        const at = start + column;
        const before = covered[at];
        if (before === 0 && allowed[tissue[at]] === 0) continue;
        const coverage = Math.min(1, 0.5 - distance / edge) * thinness(radius, edge);
        if (distance < 0 && paint.tissue !== undefined) {
          tissue[at] = paint.tissue;
          if (ownSide !== null) side[at] = ownSide;
        }
        if (coverage <= before) continue;
        // The share of what lay beneath shrinks from (1 - before) to (1 - coverage).
        hu[at] = paint.hu + ((hu[at] - paint.hu) * (1 - coverage)) / (1 - before);
        if (before === 0) touched.push(at);
        covered[at] = coverage;
      }
    }
  }
}

/** Area of a thin disc over the volume of the soft cone that stands for it; 1 from half an edge up. */
function thinness(radius: number, edge: number): number {
  if (radius >= edge / 2) return 1;
  const reach = radius + edge / 2;
  return (4 * radius * radius) / (reach * reach * (0.5 + radius / edge));
}

/** The side that a painted tissue gives a voxel; null for what leaves it to the lung that it lies in. */
function sideOf(tissue: Tissue | undefined): number | null {
  if (tissue === TISSUE.lungLeft) return SIDE.left;
  if (tissue === TISSUE.lungRight) return SIDE.right;
  return tissue === undefined || LUNG_TISSUES.some((kind) => kind === tissue) ? null : SIDE.none;
}

function allowedTissues(into: readonly Tissue[] | undefined): Uint8Array {
  const allowed = new Uint8Array(256).fill(into === undefined ? 1 : 0);
  for (const tissue of into ?? []) allowed[tissue] = 1;
  return allowed;
}

function boxRange(
  canvas: Canvas,
  box: Box | undefined,
): { slice: [number, number]; row: [number, number]; column: [number, number] } {
  const { slices, rows, columns, spacing, origin } = canvas;
  const span = (low: number, high: number, start: number, step: number, count: number): [number, number] => [
    Math.max(0, Math.floor((low - start) / step)),
    Math.min(count, Math.ceil((high - start) / step) + 1),
  ];
  if (box === undefined) return { slice: [0, slices], row: [0, rows], column: [0, columns] };
  return {
    slice: span(box[4], box[5], origin[2], spacing[0], slices),
    row: span(box[2], box[3], origin[1], spacing[1], rows),
    column: span(box[0], box[1], origin[0], spacing[2], columns),
  };
}
