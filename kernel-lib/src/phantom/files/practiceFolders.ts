import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describedAs, describedWhilePending } from "../../describe";
import { type OptionKinds, requireOptions } from "../../options";
import { createThorax, type Thorax } from "../createThorax";
import { HU } from "../paint/tissue";
import { GENERATION } from "../thoraxOptions";
import { cacheFolder } from "./cacheFolder";
import { type CtSlice, ctSliceFile } from "./ctSlice";

/** Folders of synthetic DICOM files with what goes wrong in practice, one trouble a folder. Prints without paths. */
export interface PracticeFolders {
  /** Two reconstructions of one chest, thick and smooth, thin and sharp; a localizer; a text file. */
  readonly twoSeries: string;
  /** One slice in the middle is not there. */
  readonly missingSlice: string;
  /** The gantry was tilted by 15 degrees. */
  readonly tiltedGantry: string;
  /** A copy that ended early: one file holds half of its pixels. */
  readonly cutFile: string;
}

export interface PracticeFoldersOptions {
  /** Where the folders are kept. @default the user's cache folder, see `cacheFolder` */
  cache?: string;
  /** Stops between two files, with the signal's reason as the error. */
  signal?: AbortSignal;
}

const KINDS: OptionKinds<PracticeFoldersOptions> = { cache: "text", signal: "signal" };

/** Degrees by which the gantry of `tiltedGantry` leans. */
const TILT = 15;
const GRID = { slices: 60, rows: 128, columns: 128 } as const;
/** Slice that `missingSlice` lacks, and that `cutFile` has half of. */
const TROUBLED = 24;

/**
 * Folders to practise loading on, each a synthetic chest of 128 x 128 pixels with one trouble. Written to the cache
 * at the first call, found there by later ones.
 *
 * Options: `cache` (the user's cache folder), `signal`.
 *
 * @example
 *     const { missingSlice } = await practiceFolders();
 *     const scan = await loadScan(missingSlice, { geometry: "repair" });
 */
export function practiceFolders(options: PracticeFoldersOptions = {}): Promise<PracticeFolders> {
  return describedWhilePending("practiceFolders(...)", () => findOrMakeFolders(options));
}

async function findOrMakeFolders(options: PracticeFoldersOptions): Promise<PracticeFolders> {
  requireOptions(options, KINDS);
  const { cache = cacheFolder(), signal } = options;
  const place = join(cache, `practice-v${GENERATION}-1`);
  if (!(await isWhole(place))) await make(place, signal);
  const folders: PracticeFolders = {
    twoSeries: join(place, "twoSeries"),
    missingSlice: join(place, "missingSlice"),
    tiltedGantry: join(place, "tiltedGantry"),
    cutFile: join(place, "cutFile"),
  };
  return describedAs(folders, () => `Practice folders: ${Object.keys(folders).join(", ")}`);
}

/** The folder appears by one renaming, so it is whole when it is there; somebody may have emptied it since. */
async function isWhole(place: string): Promise<boolean> {
  const names = await readdir(place).catch(() => []);
  return names.length === 4;
}

async function make(place: string, signal: AbortSignal | undefined): Promise<void> {
  await mkdir(dirname(place), { recursive: true });
  const draft = await mkdtemp(`${place}.draft-`);
  try {
    const thorax = createThorax({ ...GRID, seed: 1, noise: 1 });
    const slices = axialSlices(thorax, "practice");
    await write(join(draft, "twoSeries"), twoSeries(thorax), signal);
    await writeFile(join(draft, "twoSeries", "README.TXT"), "Burnt on request\n");
    await write(join(draft, "missingSlice"), files(slices.filter((_, i) => i !== TROUBLED)), signal);
    await write(join(draft, "tiltedGantry"), files(tiltedSlices(thorax)), signal);
    const whole = files(slices);
    const cut = whole.map((file, i) => (i === TROUBLED ? file.subarray(0, file.length / 2) : file));
    await write(join(draft, "cutFile"), cut, signal);
    await rm(place, { recursive: true, force: true });
    // Another process may have made it meanwhile: its folders are the same.
    await rename(draft, place).catch(async (error: unknown) => {
      if (!(await isWhole(place))) throw error;
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

async function write(
  folder: string,
  contents: readonly Uint8Array[],
  signal: AbortSignal | undefined,
): Promise<void> {
  await mkdir(folder);
  for (const [i, bytes] of contents.entries()) {
    signal?.throwIfAborted();
    await writeFile(join(folder, `IM${String(i + 1).padStart(4, "0")}`), bytes);
  }
}

function files(slices: readonly CtSlice[]): Uint8Array[] {
  return slices.map(ctSliceFile);
}

function twoSeries(thorax: Thorax): Uint8Array[] {
  const thick = inPairs(axialSlices(thorax, "practice smooth"));
  const thin = axialSlices(thorax, "practice sharp").map((slice) => ({ ...slice, kernel: "LUNG" }));
  const smooth = [localizer(thorax), ...thick].map((slice) => ({ ...slice, seriesNumber: 2 }));
  const sharp = thin.map((slice) => ({ ...slice, seriesNumber: 3 }));
  return files([...smooth, ...sharp]);
}

/** Slices twice as thick: each the mean of two neighbours, half-way between them. */
function inPairs(slices: readonly CtSlice[]): CtSlice[] {
  return Array.from({ length: slices.length >> 1 }, (_, i) => {
    const [lower, upper] = [slices[2 * i], slices[2 * i + 1]];
    const [x, y] = lower.position;
    return {
      ...lower,
      hu: lower.hu.map((value, at) => Math.round((value + upper.hu[at]) / 2)),
      position: [x, y, (lower.position[2] + upper.position[2]) / 2],
      spacing: [2 * lower.spacing[0], lower.spacing[1], lower.spacing[2]],
      instanceNumber: (slices.length >> 1) - i,
    };
  });
}

function axialSlices({ voxels, spacing, origin }: Thorax, seriesKey: string): CtSlice[] {
  const [slices, rows, columns] = voxels.shape;
  return Array.from({ length: slices }, (_, slice) => ({
    hu: voxels.data.subarray(slice * rows * columns, (slice + 1) * rows * columns),
    rows,
    columns,
    position: [origin[0], origin[1], origin[2] + slice * spacing[0]] as const,
    spacing,
    instanceNumber: slices - slice,
    seriesKey,
  }));
}

/** The view from the front that is taken first, to plan the scan: mean values along the rows. */
function localizer(thorax: Thorax): CtSlice {
  const { voxels, spacing, origin } = thorax;
  const [slices, rows, columns] = voxels.shape;
  const hu = new Int16Array(slices * columns);
  for (let slice = 0; slice < slices; slice++) {
    for (let column = 0; column < columns; column++) {
      let sum = 0;
      for (let row = 0; row < rows; row++) sum += Math.max(-1000, voxels.get(slice, row, column));
      hu[(slices - 1 - slice) * columns + column] = sum / rows;
    }
  }
  return {
    hu,
    rows: slices,
    columns,
    position: [origin[0], 0, origin[2] + (slices - 1) * spacing[0]],
    spacing: [1, spacing[0], spacing[2]],
    instanceNumber: 0,
    seriesKey: "practice smooth",
    orientation: [1, 0, 0, 0, 0, -1],
    imageType: ["ORIGINAL", "PRIMARY", "LOCALIZER"],
  };
}

/** What a scanner sees whose gantry leans: planes turned about x, their positions one above the other. */
function tiltedSlices(thorax: Thorax): CtSlice[] {
  const [cos, sin] = [Math.cos((TILT * Math.PI) / 180), Math.sin((TILT * Math.PI) / 180)];
  return axialSlices(thorax, "practice tilted").map((slice) => {
    const { rows, columns, position, spacing } = slice;
    const hu = new Int16Array(rows * columns);
    for (let row = 0; row < rows; row++) {
      // About the middle row, so that the chest stays in view.
      const along = (row - (rows - 1) / 2) * spacing[1];
      const depth = along * cos - thorax.origin[1];
      for (let column = 0; column < columns; column++) {
        hu[row * columns + column] = sample(thorax, position[2] - along * sin, depth, column);
      }
    }
    const half = ((rows - 1) / 2) * spacing[1];
    const corner = [position[0], -half * cos, position[2] + half * sin] as const;
    return { ...slice, hu, position: corner, orientation: [1, 0, 0, 0, cos, -sin] };
  });
}

/** The thorax between its slices and rows, padding where it ends or a neighbour is padding. */
function sample({ voxels, spacing, origin }: Thorax, z: number, depth: number, column: number): number {
  const [slices, rows] = voxels.shape;
  const [s, r] = [(z - origin[2]) / spacing[0], depth / spacing[1]];
  const [slice, row] = [Math.floor(s), Math.floor(r)];
  if (slice < 0 || row < 0 || slice >= slices - 1 || row >= rows - 1) return HU.padding;
  let sum = 0;
  for (const [ds, dr] of [
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ]) {
    const value = voxels.get(slice + ds, row + dr, column);
    if (value === HU.padding) return HU.padding;
    sum += value * (ds === 1 ? s - slice : 1 - s + slice) * (dr === 1 ? r - row : 1 - r + row);
  }
  return Math.round(sum);
}
