import type { NdArray } from "ndarray";
import ndarray from "ndarray";
import { describedAs } from "../describe";
import { createRandom, type Random } from "../random";
import { paintAbdomen } from "./anatomy/abdomen";
import { paintHead } from "./anatomy/head";
import { averageSlices } from "./paint/averageSlices";
import { type Canvas, createCanvas } from "./paint/canvas";
import { scan } from "./paint/scanner";
import { type ThoraxTruth, thoraxTruth } from "./paint/truth";
import { paintChest } from "./paintChest";
import { describeThorax, MOST_VOXELS, type ThoraxOptions, thoraxGrid, thoraxOptions } from "./thoraxOptions";

/** A synthetic chest CT with the truth about it. */
export interface Thorax {
  /** HU, [slices, rows, columns]; -3024, or `padding`, outside the circular field of view. */
  readonly voxels: NdArray<Int16Array>;
  /** Millimetres between slices, rows and columns. */
  readonly spacing: readonly [slices: number, rows: number, columns: number];
  /** Centre of voxel [0, 0, 0] in LPS mm; slices ascend towards the head, columns towards the patient's left. */
  readonly origin: readonly [x: number, y: number, z: number];
  readonly truth: ThoraxTruth;
}

/**
 * A synthetic chest CT of a patient on the back, head first, with exact truth masks; the same seed and grid give the
 * same voxels. Anatomy is given in mm, so that a coarser grid shows the same patient.
 *
 * Options: `seed` (1), `slices` (120), `rows` (256), `columns` (256), `noise` (1, a routine dose), `cases` (a list of
 * what makes it hard: "foam table", "arms", "thin chest wall", "joined lungs", "unconnected lungs", "emphysema",
 * "consolidation", "effusion", "stomach bubble", "bowel gas", "pneumothorax", "ground glass nodules", "solid nodules"),
 * `region` ("chest", "head", "abdomen"), `padding` (-3024 HU, or null), `fieldOfView` (358.4 mm), `kernel` ("standard",
 * "smooth", "sharp"), `sliceThickness` (mm that a slice is the mean of; null: the plane at its centre, where its truth
 * is in any case).
 *
 * @throws InvalidArgumentError for options out of range.
 * @example
 *     const { voxels, truth } = createThorax({ seed: 7, slices: 60, rows: 128, columns: 128 });
 */
export function createThorax(options: ThoraxOptions = {}): Thorax {
  const full = thoraxOptions(options);
  const grid = thoraxGrid(full);
  const { seed, slices, rows, columns, sliceThickness } = full;
  const random = createRandom(seed);
  const canvas = sliceThickness === null ? drawn(full, random, 1) : thick(full, random, sliceThickness);
  const hu = scan(canvas, random, full);
  const shape = [slices, rows, columns];
  const thorax: Thorax = {
    voxels: ndarray(hu, shape),
    ...grid,
    truth: thoraxTruth(ndarray(canvas.tissue, shape), ndarray(canvas.side, shape)),
  };
  return describedAs(thorax, () => `Synthetic thorax: ${describeThorax(full)}`);
}

/** The patient on a grid of `factor` slices for each one. */
function drawn(options: Required<ThoraxOptions>, random: Random, factor: number): Canvas {
  const { seed, slices, rows, columns, region, cases } = options;
  const fine = { ...options, slices: slices * factor };
  const { spacing, origin } = thoraxGrid(fine);
  const canvas = createCanvas([fine.slices, rows, columns], spacing, origin);
  if (region === "head") paintHead(canvas, random);
  else if (region === "abdomen") paintAbdomen(canvas, random);
  else paintChest(canvas, random, seed, cases);
  return canvas;
}

/** Thinnest sections, in mm, whose mean a thick slice is. */
const SECTION = 1.25;

function thick(options: Required<ThoraxOptions>, random: Random, thickness: number): Canvas {
  const { slices, rows, columns } = options;
  const wanted = Math.ceil(thoraxGrid(options).spacing[0] / SECTION);
  const possible = Math.floor(MOST_VOXELS / (slices * rows * columns));
  // An odd number has a section at the slice's centre.
  const factor = Math.max(1, Math.min(wanted | 1, possible - 1 + (possible % 2)));
  return averageSlices(drawn(options, random, factor), factor, thickness);
}
