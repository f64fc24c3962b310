import type { NdArray } from "ndarray";
import ndarray from "ndarray";
import { describedAs } from "../describe";
import { InvalidArgumentError } from "../errors";
import { type OptionKinds, requireOptions } from "../options";
import { createRandom, type Random } from "../random";
import { body, CHEST_HEIGHT, cavity, FIELD_OF_VIEW, fatThickness, lung } from "./anatomy/chest";
import { paintLungTrees, type Sphere } from "./anatomy/lungTrees";
import { paintBelly, paintMediastinum } from "./anatomy/organs";
import { paintSkeleton } from "./anatomy/skeleton";
import { type Canvas, createCanvas, paintSolid } from "./paint/canvas";
import { scan } from "./paint/scanner";
import { grown, type Solid } from "./paint/shapes";
import { createTexture } from "./paint/texture";
import { HU, TISSUE } from "./paint/tissue";
import { type ThoraxTruth, thoraxTruth } from "./paint/truth";

export interface ThoraxOptions {
  /** Seed of vessel and airway trees, nodule, textures and noise: a whole number from 0. @default 1 */
  seed?: number;
  /** Slices over the 300 mm from belly to shoulders, 2 to 1024; of at most 134,217,728 voxels in all. @default 120 */
  slices?: number;
  /** Rows over the field of view of 358.4 mm, 2 to 1024. @default 256 */
  rows?: number;
  /** Columns over the field of view of 358.4 mm, 2 to 1024. @default 256 */
  columns?: number;
  /** Factor on the noise, 0 to 10: 0 gives none, 1 that of a routine dose. @default 1 */
  noise?: number;
}

const KINDS: OptionKinds<ThoraxOptions> = {
  seed: "number",
  slices: "number",
  rows: "number",
  columns: "number",
  noise: "number",
};

/** A synthetic chest CT with the truth about it. */
export interface Thorax {
  /** HU, [slices, rows, columns]; -3024 outside the circular field of view. */
  readonly voxels: NdArray<Int16Array>;
  /** Millimetres between slices, rows and columns. */
  readonly spacing: readonly [slices: number, rows: number, columns: number];
  /** Centre of voxel [0, 0, 0] in LPS mm; slices ascend towards the head, columns towards the patient's left. */
  readonly origin: readonly [x: number, y: number, z: number];
  readonly truth: ThoraxTruth;
}

/** Number of the generator: raised whenever the same options give other voxels or files. */
export const GENERATION = 2;

/** 512 x 512 x 512: some 1.5 GB while it is drawn. */
const MOST_VOXELS = 2 ** 27;

/** "120 slices of 256 x 256, seed 1". */
export function describeThorax({ slices, rows, columns, seed }: Required<ThoraxOptions>): string {
  return `${slices} slices of ${rows} x ${columns}, seed ${seed}`;
}

/** A text that names what the options generate; the UIDs of a written series and its place in the cache follow it. */
export function contentKey(options: Required<ThoraxOptions>): string {
  const { seed, slices, rows, columns, noise } = options;
  return `tslab-dicom thorax ${GENERATION}: ${[seed, slices, rows, columns, noise].join(" ")}`;
}

/** The options with their defaults filled in. */
export function thoraxOptions(options: ThoraxOptions): Required<ThoraxOptions> {
  requireOptions(options, KINDS);
  const { seed = 1, slices = 120, rows = 256, columns = 256, noise = 1 } = options;
  for (const [name, count] of Object.entries({ slices, rows, columns })) {
    if (!Number.isInteger(count) || count < 2 || count > 1024) {
      throw new InvalidArgumentError(name, "a whole number from 2 to 1024", count);
    }
  }
  if (slices * rows * columns > MOST_VOXELS) {
    const size = `${slices} x ${rows} x ${columns}`;
    throw new InvalidArgumentError("slices x rows x columns", `at most ${MOST_VOXELS} voxels`, size);
  }
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new InvalidArgumentError("seed", "a whole number from 0 to 2^53 - 1", seed);
  }
  if (!(noise >= 0 && noise <= 10)) throw new InvalidArgumentError("noise", "a number from 0 to 10", noise);
  return { seed, slices, rows, columns, noise };
}

/** Spacing and origin of the phantom's grid. */
export function thoraxGrid(options: Required<ThoraxOptions>): Pick<Thorax, "spacing" | "origin"> {
  const { slices, rows, columns } = options;
  const spacing = [CHEST_HEIGHT / slices, FIELD_OF_VIEW / rows, FIELD_OF_VIEW / columns] as const;
  const corner = -FIELD_OF_VIEW / 2;
  return { spacing, origin: [corner + spacing[2] / 2, corner + spacing[1] / 2, spacing[0] / 2] };
}

/**
 * A synthetic chest CT of a patient on the back, head first, with exact truth masks; the same seed and grid give the
 * same voxels. Anatomy is given in mm, so that a coarser grid shows the same patient.
 *
 * Options: `seed` (1), `slices` (120), `rows` (256), `columns` (256), `noise` (1, a routine dose).
 *
 * @throws InvalidArgumentError for options out of range.
 * @example
 *     const { voxels, truth } = createThorax({ seed: 7, slices: 60, rows: 128, columns: 128 });
 */
export function createThorax(options: ThoraxOptions = {}): Thorax {
  const full = thoraxOptions(options);
  const grid = thoraxGrid(full);
  const { seed, slices, rows, columns, noise } = full;
  const random = createRandom(seed);
  const canvas = createCanvas([slices, rows, columns], grid.spacing, grid.origin);
  const texture = createTexture(random.uint32(), 6);
  paintTable(canvas);
  paintBody(canvas, createTexture(random.uint32(), 17));
  paintLungs(canvas, createTexture(random.uint32(), 5));
  paintMediastinum(canvas, texture);
  paintBelly(canvas, texture);
  paintSkeleton(canvas, texture);
  const nodule = placeNodule(random);
  paintLungTrees(canvas, random, nodule);
  paintNodule(canvas, nodule);
  const hu = scan(canvas, random, noise);
  const shape = [slices, rows, columns];
  const thorax: Thorax = {
    voxels: ndarray(hu, shape),
    ...grid,
    truth: thoraxTruth(ndarray(canvas.tissue, shape)),
  };
  return describedAs(thorax, () => `Synthetic thorax: ${describeThorax(full)}`);
}

/** A shallow trough under the patient, with a thin mattress on it. */
function paintTable(canvas: Canvas): void {
  const trough = (x: number, y: number) => y - 119 + 0.0014 * x * x;
  const shell: Solid = () => (x, y) => Math.max(Math.abs(trough(x, y)) - 1.7, Math.abs(x) - 128);
  const mattress: Solid = () => (x, y) => Math.max(Math.abs(trough(x, y) + 12) - 10, Math.abs(x) - 122);
  paintSolid(canvas, mattress, { hu: HU.mattress });
  paintSolid(canvas, shell, { hu: HU.table, tissue: TISSUE.table });
}

/** Skin, the fat under it, the muscle of chest wall, belly and shoulders, and fat in the cavity. */
function paintBody(canvas: Canvas, texture: (x: number, y: number, z: number) => number): void {
  const muscle: Solid = (z) => {
    const outline = body(z);
    return (x, y) => outline(x, y) + 2 + fatThickness(x, y, z);
  };
  // A sheet of fat parts the muscles on the ribs from those over them; in the shoulders fat lies in streaks.
  const layers: Solid = (z) => {
    const wall = cavity(z);
    return (x, y) => {
      const patch = texture(x, y, z);
      const sheet = Math.abs(wall(x, y) - 14 - 4 * patch) - 0.2 - 1.8 * Math.abs(patch);
      if (y > 40) return sheet;
      const streak = 12 * (0.5 - texture(1.3 * x + 1.7 * y, 1.7 * x - 1.3 * y, 2 * z));
      return Math.min(sheet, streak);
    };
  };
  paintSolid(canvas, body, { hu: HU.skin, tissue: TISSUE.skin });
  paintSolid(canvas, grown(body, -2), { hu: HU.fat, tissue: TISSUE.fat });
  paintSolid(canvas, muscle, {
    hu: HU.muscle,
    tissue: TISSUE.muscle,
  });
  paintSolid(canvas, grown(cavity, -1), { hu: HU.fat + 20, tissue: TISSUE.fat });
  paintSolid(canvas, layers, { hu: HU.fat + 15, tissue: TISSUE.fat, into: [TISSUE.muscle] });
}

function paintLungs(canvas: Canvas, lobules: (x: number, y: number, z: number) => number): void {
  // Blood settles towards the back of a patient who lies on it.
  const hu = (x: number, y: number, z: number): number =>
    HU.lung + 0.2 * (y + 15) + 42 * lobules(x, y, z) + fissure(x, y, z);
  const box = [-130, 130, -110, 75, 5, 280] as const;
  paintSolid(canvas, lung("right"), { hu, tissue: TISSUE.lungRight, box });
  paintSolid(canvas, lung("left"), { hu, tissue: TISSUE.lungLeft, box });
}

/** The thin membranes between the lobes: an oblique one on each side, a level one in the right lung's front. */
function fissure(x: number, y: number, z: number): number {
  const bend = 0.0016 * (Math.abs(x) - 60) ** 2;
  const oblique = (z - 128 - 1.02 * y + bend * (x < 0 ? 1.5 : 1)) / 1.43;
  const level = x < 0 && oblique > 0 ? Math.abs(z - 146 + bend) : 9;
  return 95 * Math.max(0, 1 - Math.min(Math.abs(oblique), level) / 1.2);
}

/** A ball of 9 mm in the middle of the right lung's lower part. */
function placeNodule(random: Random): Sphere {
  const jitter = () => 10 * (random.uniform() - 0.5);
  return { centre: [-84 + jitter(), 14 + jitter(), 132 + jitter()], radius: 4.5 };
}

function paintNodule(canvas: Canvas, { centre, radius }: Sphere): void {
  const ball: Solid = (z) => (x, y) => Math.hypot(x - centre[0], y - centre[1], z - centre[2]) - radius;
  const reach = radius + 5;
  const [x, y, z] = centre;
  paintSolid(canvas, ball, {
    hu: HU.nodule,
    tissue: TISSUE.nodule,
    box: [x - reach, x + reach, y - reach, y + reach, z - reach, z + reach],
  });
}
