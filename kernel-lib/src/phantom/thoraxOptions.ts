import { InvalidArgumentError } from "../errors";
import { type OptionKinds, requireChoice, requireOptions } from "../options";
import { CHEST_HEIGHT, FIELD_OF_VIEW } from "./anatomy/chest";
import { HARD_CASES, type HardCase } from "./anatomy/hardCases/caseNames";
import { KERNELS, type Kernel } from "./paint/scanner";
import { HU } from "./paint/tissue";

const REGIONS = ["chest", "head", "abdomen"] as const;

export interface ThoraxOptions {
  /** Seed of vessel and airway trees, nodule, textures and noise: a whole number from 0. @default 1 */
  seed?: number;
  /** Slices over the 300 mm from belly to shoulders, 2 to 1024; of at most 134,217,728 voxels in all. @default 120 */
  slices?: number;
  /** Rows over the field of view, 2 to 1024. @default 256 */
  rows?: number;
  /** Columns over the field of view, 2 to 1024. @default 256 */
  columns?: number;
  /** Factor on the noise, 0 to 10: 0 gives none, 1 that of a routine dose. @default 1 */
  noise?: number;
  /**
   * What makes the chest hard to segment, freely combined: "foam table", "arms", "thin chest wall", "joined lungs",
   * "unconnected lungs", "emphysema", "consolidation", "effusion", "stomach bubble", "bowel gas", "pneumothorax",
   * "ground glass nodules", "solid nodules". @default []
   */
  cases?: readonly HardCase[];
  /** "head" and "abdomen" have no lungs. @default "chest" */
  region?: (typeof REGIONS)[number];
  /** HU outside the circular field of view, -32768 to 3071; null for slices scanned up to their corners. @default -3024 */
  padding?: number | null;
  /** Side of the square field of view in mm, 100 to 700; a small one crops the patient. @default 358.4 */
  fieldOfView?: number;
  /** "smooth" and "sharp" blur or enhance edges in the plane, and have noise to go with it. @default "standard" */
  kernel?: Kernel;
  /** Each slice is the mean over so many mm, 0.5 to 50; null for the plane at its centre. @default null */
  sliceThickness?: number | null;
}

export const THORAX_OPTION_KINDS: OptionKinds<ThoraxOptions> = {
  seed: "number",
  slices: "number",
  rows: "number",
  columns: "number",
  noise: "number",
  cases: "list",
  region: "text",
  padding: ["number", "null"],
  fieldOfView: "number",
  kernel: "text",
  sliceThickness: ["number", "null"],
};

/** Number of the generator: raised whenever the same options give other voxels or files. */
export const GENERATION = 2;

/** 512 x 512 x 512: some 1.5 GB while it is drawn. */
export const MOST_VOXELS: number = 2 ** 27;

/** "120 slices of 256 x 256, seed 1". */
export function describeThorax(options: Required<ThoraxOptions>): string {
  const { slices, rows, columns, seed } = options;
  return [`${slices} slices of ${rows} x ${columns}, seed ${seed}`, ...unusual(options)].join(", ");
}

/** A text that names what the options generate; the UIDs of a written series and its place in the cache follow it. */
export function contentKey(options: Required<ThoraxOptions>): string {
  const { seed, slices, rows, columns, noise } = options;
  const content = [[seed, slices, rows, columns, noise].join(" "), ...unusual(options)].join(", ");
  return `tslab-dicom thorax ${GENERATION}: ${content}`;
}

/** What is not as by default, of the options that say what is scanned and how. */
function unusual(options: Required<ThoraxOptions>): string[] {
  const { cases, region, padding, fieldOfView, kernel, sliceThickness } = options;
  return [
    ...cases,
    ...(region === "chest" ? [] : [region]),
    ...(padding === HU.padding ? [] : [`padding ${padding}`]),
    ...(fieldOfView === FIELD_OF_VIEW ? [] : [`field of view ${fieldOfView} mm`]),
    ...(kernel === "standard" ? [] : [`kernel ${kernel}`]),
    ...(sliceThickness === null ? [] : [`slice thickness ${sliceThickness} mm`]),
  ];
}

/** The options with their defaults filled in, and the cases each once and in one order. */
export function thoraxOptions(options: ThoraxOptions): Required<ThoraxOptions> {
  requireOptions(options, THORAX_OPTION_KINDS);
  const { seed = 1, slices = 120, rows = 256, columns = 256, noise = 1 } = options;
  const { cases = [], region = "chest", kernel = "standard" } = options;
  const { padding = HU.padding, fieldOfView = FIELD_OF_VIEW, sliceThickness = null } = options;
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
  for (const name of cases) requireChoice("cases", name, HARD_CASES);
  requireChoice("region", region, REGIONS);
  if (region !== "chest" && cases.length > 0) {
    throw new InvalidArgumentError("cases", `an empty list for the region "${region}"`, cases.join(", "));
  }
  if (padding !== null && (!Number.isInteger(padding) || padding < -32768 || padding > 3071)) {
    throw new InvalidArgumentError("padding", "a whole number from -32768 to 3071, or null", padding);
  }
  if (!(fieldOfView >= 100 && fieldOfView <= 700)) {
    throw new InvalidArgumentError("fieldOfView", "a number from 100 to 700", fieldOfView);
  }
  requireChoice("kernel", kernel, KERNELS);
  if (sliceThickness !== null && !(sliceThickness >= 0.5 && sliceThickness <= 50)) {
    throw new InvalidArgumentError("sliceThickness", "a number from 0.5 to 50, or null", sliceThickness);
  }
  return {
    seed,
    slices,
    rows,
    columns,
    noise,
    cases: HARD_CASES.filter((name) => cases.includes(name)),
    region,
    padding,
    fieldOfView,
    kernel,
    sliceThickness,
  };
}

/** Spacing and origin of the phantom's grid. */
export function thoraxGrid({ slices, rows, columns, fieldOfView }: Required<ThoraxOptions>): {
  spacing: [slices: number, rows: number, columns: number];
  origin: [x: number, y: number, z: number];
} {
  const spacing: [number, number, number] = [
    CHEST_HEIGHT / slices,
    fieldOfView / rows,
    fieldOfView / columns,
  ];
  const corner = -fieldOfView / 2;
  return { spacing, origin: [corner + spacing[2] / 2, corner + spacing[1] / 2, spacing[0] / 2] };
}
