import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { deflateRaw, inflateRaw } from "node:zlib";
import ndarray from "ndarray";
import { describedAs, describedWhilePending } from "../../describe";
import { type OptionKinds, requireOptions } from "../../options";
import type { Thorax } from "../createThorax";
import { thoraxTruth } from "../paint/truth";
import {
  contentKey,
  describeThorax,
  GENERATION,
  THORAX_OPTION_KINDS,
  type ThoraxOptions,
  thoraxGrid,
  thoraxOptions,
} from "../thoraxOptions";
import { cacheFolder } from "./cacheFolder";
import { type WriteThoraxOptions, writeThorax } from "./writeThorax";

export interface ThoraxSeriesOptions extends WriteThoraxOptions {
  /** Where series are kept. @default the user's cache folder, see `cacheFolder` */
  cache?: string;
}

const KINDS: OptionKinds<ThoraxSeriesOptions> = {
  ...THORAX_OPTION_KINDS,
  cache: "text",
  signal: "signal",
};

/** A synthetic thorax as a folder of DICOM files, with the truth about it. */
export interface ThoraxSeries extends Pick<Thorax, "spacing" | "origin" | "truth"> {
  /** Holds the DICOM files, one a slice, and nothing else. */
  readonly folder: string;
}

/**
 * The folder of a synthetic chest CT series, ready to load, and its truth masks, [slices, rows, columns]. Written to
 * the cache at the first call with these options, found there by later ones; a folder left half-written by a
 * process that died is never used.
 *
 * Options: `seed` (1), `slices` (120), `rows` (256), `columns` (256), `noise` (1), `cases` ([]), `region` ("chest"),
 * `padding` (-3024 HU), `fieldOfView` (358.4 mm), `kernel` ("standard"), `sliceThickness` (null), as `createThorax` has
 * them; `cache` (the user's cache folder), `signal`.
 *
 * @throws InvalidArgumentError for options out of range.
 * @example
 *     const { folder, truth } = await thoraxSeries();
 *     const scan = await loadScan(folder);
 */
export function thoraxSeries(options: ThoraxSeriesOptions = {}): Promise<ThoraxSeries> {
  return describedWhilePending("thoraxSeries(...)", () => findOrMakeSeries(options));
}

async function findOrMakeSeries(options: ThoraxSeriesOptions): Promise<ThoraxSeries> {
  requireOptions(options, KINDS);
  const { cache = cacheFolder(), signal, ...content } = options;
  signal?.throwIfAborted();
  const full = thoraxOptions(content);
  const hash = createHash("sha256").update(contentKey(full)).digest("hex").slice(0, 12);
  const place = join(cache, `thorax-v${GENERATION}-${hash}`);
  const series = (await readSeries(place, full)) ?? (await makeSeries(place, full, signal));
  // The folder is inside the user's home: a printed record must not tell.
  return describedAs(series, () => `Synthetic thorax: ${describeThorax(full)}, as a DICOM series`);
}

const SERIES = "series";
/** Tissues, then sides. */
const TRUTH = "truth.deflate";

async function readSeries(place: string, content: Required<ThoraxOptions>): Promise<ThoraxSeries | null> {
  const { slices, rows, columns } = content;
  const folder = join(place, SERIES);
  try {
    const [files, packed] = await Promise.all([readdir(folder), readFile(join(place, TRUTH))]);
    const maps = new Uint8Array(await promisify(inflateRaw)(packed));
    const voxels = slices * rows * columns;
    if (files.length !== slices || maps.length !== 2 * voxels) return null;
    const shaped = (bytes: Uint8Array) => ndarray(bytes, [slices, rows, columns]);
    return {
      folder,
      ...thoraxGrid(content),
      truth: thoraxTruth(shaped(maps.subarray(0, voxels)), shaped(maps.subarray(voxels))),
    };
  } catch {
    return null; // not there, or damaged: it is made anew
  }
}

async function makeSeries(
  place: string,
  content: Required<ThoraxOptions>,
  signal: AbortSignal | undefined,
): Promise<ThoraxSeries> {
  await mkdir(dirname(place), { recursive: true });
  const draft = await mkdtemp(`${place}.draft-`);
  try {
    const { spacing, origin, truth } = await writeThorax(join(draft, SERIES), {
      ...content,
      ...(signal && { signal }),
    });
    const maps = Buffer.concat([truth.tissues.data, truth.sides.data]);
    await writeFile(join(draft, TRUTH), await promisify(deflateRaw)(maps, { level: 1 }));
    await moveInto(place, draft, content);
    return { folder: join(place, SERIES), spacing, origin, truth };
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** Renames the finished draft to its place, unless another process put the same series there first. */
async function moveInto(place: string, draft: string, content: Required<ThoraxOptions>): Promise<void> {
  try {
    await rename(draft, place);
  } catch (error) {
    if ((await readSeries(place, content)) !== null) return;
    // What is in the way is damaged.
    await rm(place, { recursive: true, force: true });
    await rename(draft, place).catch(async () => {
      if ((await readSeries(place, content)) === null) throw error;
    });
  }
}
