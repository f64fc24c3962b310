import { describedAs, type TableColumn, type Tabulated, tabulatedAs } from "../describe";
import { InvalidArgumentError } from "../errors";
import { describeValues, type Moments } from "../measure/describeValues";
import {
  type Distribution,
  distributionOf,
  rankDistribution,
  tallyDistribution,
} from "../measure/distributionOf";
import { findPercentile, PERCENTILE_RULES, type PercentileRule } from "../measure/quantiles";
import {
  type OptionKinds,
  requireAscending,
  requireChoice,
  requireNumbers,
  requireOptions,
} from "../options";
import { and, or } from "../segmentation/setAlgebra";
import { threshold } from "../segmentation/threshold";
import { voxelVolume } from "../volume/geometry";
import { countVoxels, type Mask, type MaskLike, toMask } from "../volume/mask";
import { patientAxes } from "../volume/patientAxes";
import { requireSameGrid } from "../volume/requireSameGrid";
import type { Volume, VolumeLike } from "../volume/volume";
import { count } from "../words";
import { clusterExponent } from "./clusterExponent";
import type { LungFlag } from "./lungFlag";
import { lungThirds, type ThirdsRule } from "./lungThirds";
import { type KnownOfLungs, phenotypeFlags } from "./phenotypeFlags";
import { describeMethods } from "./phenotypeMethods";
import { requireScan } from "./requireScan";

const ESTIMATOR = "least squares on log-log axes of clusters in axial slices (4 neighbours)";

export interface LungPhenotypesOptions {
  /** Percentiles of the values, 0 to 100; 15 gives Perc15. @default [5, 15, 50, 85, 95] */
  percentiles?: readonly number[];
  /** How percentiles are taken. @default "linear" */
  percentile?: PercentileRule;
  /** Values strictly below which the share is wanted, in HU. @default [-950, -910, -856] */
  thresholds?: readonly number[];
  /** From and up to which values are high attenuation, in HU, both included. @default [-600, -250] */
  highAttenuation?: readonly [number, number];
  /** Values that count at all, in HU, both included; the Chest Imaging Platform takes [-1024, 1024]. @default all */
  range?: readonly [number, number];
  /** What thirds are. @default "volume" */
  thirds?: ThirdsRule;
  /** Added to all values so that the median of the airway is -1000 HU. @default false */
  calibrate?: boolean;
}

const KINDS: OptionKinds<LungPhenotypesOptions> = {
  percentiles: "list",
  percentile: "text",
  thresholds: "list",
  highAttenuation: "list",
  range: "list",
  thirds: "text",
  calibrate: "boolean",
};

/** Masks of a scan, as `segmentLungs` gives them. */
export interface LungMasks {
  readonly left: MaskLike;
  readonly right: MaskLike;
  /** @default none: its volume is not known */
  readonly airway?: MaskLike;
  /** Its flags stand beside the numbers, and the text says how the lungs were found. @default none */
  readonly report?: KnownOfLungs;
}

/** The numbers of a part of the lungs. Values in HU; NaN of no voxel. */
export interface LungPhenotype extends Moments {
  readonly lung: "both" | "left" | "right";
  readonly part: "whole" | "upper" | "middle" | "lower";
  readonly voxels: number;
  readonly litres: number;
  /** The value that occurs most, the lowest of equals. */
  readonly mode: number;
  readonly median: number;
  readonly percentiles: readonly { readonly percent: number; readonly value: number }[];
  /** Shares, 0 to 1, of values strictly below thresholds: LAA-950 at -950. */
  readonly below: readonly { readonly threshold: number; readonly share: number }[];
  /** Share, 0 to 1, of high attenuation. */
  readonly highAttenuation: number;
  /** Grams, of (HU + 1000) / 1000 g/ml. */
  readonly mass: number;
  /** g/ml. */
  readonly density: number;
  /** Of air and water, -HU / 1000: the share that is air. */
  readonly airFraction: number;
}

/** The numbers of both lungs, and how they came about. Prints as a table; `table` shows it. */
export interface LungPhenotypes extends Tabulated {
  /** Whole, upper, middle and lower part of both lungs, of the left and of the right one. */
  readonly rows: readonly LungPhenotype[];
  /** Of the lumen; null without a mask of it. */
  readonly airwayMillilitres: number | null;
  /**
   * D of the size of clusters below the first threshold, in slices of both lungs, by least squares on log-log axes; see the
   * fit before believing it.
   */
  readonly clusters: {
    readonly threshold: number;
    readonly exponent: number;
    readonly fit: number;
    /** How D was estimated: others give other scales. */
    readonly estimator: string;
  };
  /** What was added to all values, in HU. */
  readonly shift: number;
  /** What speaks against the numbers: densitometry is stricter than the finding of lungs. */
  readonly flags: readonly LungFlag[];
  /** What was done, for the methods of a paper. */
  readonly methods: string;
}

const PERCENTILES = [5, 15, 50, 85, 95];
const THRESHOLDS = [-950, -910, -856];
const HIGH_ATTENUATION = [-600, -250] as const;

/**
 * The numbers that are published of lungs in CT: volume, density, percentiles, shares of low and high attenuation, mass, for
 * both lungs, each by itself and in thirds. Nothing is refused; what speaks against a number stands in `flags`.
 *
 * Options: `percentiles` ([5, 15, 50, 85, 95]), `percentile` ("linear", else "inverted_cdf" or "cip"),
 * `thresholds` ([-950, -910, -856] HU), `highAttenuation` ([-600, -250] HU), `range` (all values), `thirds` ("volume", else "per lung" or "height"),
 * `calibrate` (false).
 *
 * @throws UnitsError for a volume that is not in HU.
 * @throws ShapeMismatchError when masks and volume differ in shape, InvalidArgumentError where they lie elsewhere.
 * @throws InvalidArgumentError for an option out of range, `calibrate` without an airway, a volume whose place in the patient
 * is unknown, or lungs with values that are not a number.
 * @throws UnknownSpacingError where nobody stated the distance between slices.
 * @example
 *     const lungs = segmentLungs(volume);
 *     const { rows, methods } = lungPhenotypes(volume, lungs);
 */
export function lungPhenotypes(
  input: VolumeLike,
  masks: LungMasks,
  options: LungPhenotypesOptions = {},
): LungPhenotypes {
  requireOptions(options, KINDS);
  const { percentiles = PERCENTILES, percentile = "linear", thresholds = THRESHOLDS } = options;
  const { highAttenuation = HIGH_ATTENUATION, thirds = "volume", calibrate = false } = options;
  const { range = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] } = options;
  requireChoice("percentile", percentile, PERCENTILE_RULES);
  requireChoice("thirds", thirds, ["volume", "per lung", "height"]);
  requireNumbers("percentiles", percentiles, "numbers from 0 to 100", (n) => n >= 0 && n <= 100);
  requireNumbers("thresholds", thresholds, "finite numbers", Number.isFinite);
  requireAscending("highAttenuation", highAttenuation);
  if (options.range !== undefined) requireAscending("range", options.range);
  const source = requireScan(input, "lungPhenotypes");
  const voxelMl = voxelVolume(source.geometry) / 1000;
  const { volume, turn } = patientAxes(source);
  const maskOf = (mask: MaskLike, name: string): Mask => {
    const own = toMask(mask);
    requireSameGrid(name, source.geometry, own.geometry);
    return turn(own);
  };
  const left = maskOf(masks.left, "left");
  const right = maskOf(masks.right, "right");
  const airway = masks.airway === undefined ? null : maskOf(masks.airway, "airway");
  const airHu =
    airway && countVoxels(airway) > 0
      ? findPercentile(rankDistribution(distributionOf(volume, airway)), 50, "linear")
      : null;
  if (calibrate && airHu === null) {
    throw new InvalidArgumentError("calibrate", "left out without voxels of an airway", calibrate);
  }
  const shift = calibrate && airHu !== null ? -1000 - airHu : 0;
  const both = or(left, right);
  requireNumbersIn(volume, both);
  const parts = lungThirds({ left, right, both }, thirds);
  const wanted = { percentiles, percentile, thresholds, highAttenuation };
  const measure = (lung: LungPhenotype["lung"], part: LungPhenotype["part"], mask: Mask): LungPhenotype => ({
    lung,
    part,
    ...describePart(
      addTo(distributionOf(volume, mask, [range[0] - shift, range[1] - shift]), shift),
      voxelMl,
      wanted,
    ),
  });
  const wholes = { both, left, right };
  const rows = (["both", "left", "right"] as const).flatMap((lung) => [
    measure(lung, "whole", wholes[lung]),
    measure(lung, "upper", parts[lung].upper),
    measure(lung, "middle", parts[lung].middle),
    measure(lung, "lower", parts[lung].lower),
  ]);
  const [lowest = -950] = thresholds;
  const counted = { atLeast: range[0] - shift, below: Math.min(lowest, range[1]) - shift };
  const low = and(both, threshold(volume, counted));
  const { exponent, fit } = clusterExponent(low);
  const result = {
    rows,
    airwayMillilitres: airway && countVoxels(airway) * voxelMl,
    clusters: { threshold: lowest, exponent, fit, estimator: ESTIMATOR },
    shift,
    flags: phenotypeFlags(volume, both, airHu, masks.report),
    methods: describeMethods(volume, {
      ...wanted,
      range: options.range,
      thirds,
      calibrate,
      shift,
      lowest,
      airHu,
      report: masks.report,
      lungs: both,
    }),
  };
  return tabulatedAs(describedAs(result, describeRows), ({ flags, methods }) => ({
    title: "Lung phenotypes",
    rows: rows.map(flatten),
    columns: columnsOf(wanted),
    notes: [...flags.map(({ code, message }) => `${code}: ${message}`), methods],
  }));
}

/** @throws InvalidArgumentError for a lung with a value that is NaN or infinite, which would go missing from it. */
function requireNumbersIn(volume: Volume, lungs: Mask): void {
  if (volume.voxels.data instanceof Int16Array) return;
  const lost = countVoxels(lungs) - distributionOf(volume, lungs).total;
  if (lost === 0) return;
  throw new InvalidArgumentError(
    "volume",
    "of finite numbers in the lungs",
    `${count(lost, "voxel")} of others`,
  );
}

type Wanted = Required<
  Pick<LungPhenotypesOptions, "percentiles" | "percentile" | "thresholds" | "highAttenuation">
>;

function addTo(distribution: Distribution, shift: number): Distribution {
  return shift === 0
    ? distribution
    : { ...distribution, values: distribution.values.map((value) => value + shift) };
}

function describePart(
  distribution: Distribution,
  voxelMl: number,
  { percentiles, percentile, thresholds, highAttenuation }: Wanted,
): Omit<LungPhenotype, "lung" | "part"> {
  const { total } = distribution;
  const ranked = rankDistribution(distribution);
  const shareOf = (isIn: (value: number) => boolean) => countOf(distribution, isIn) / total;
  const percentileOf = (percent: number) => findPercentile(ranked, percent, percentile);
  const { mean, standardDeviation, skewness, kurtosis } = describeValues(tallyDistribution(distribution));
  const density = (mean + 1000) / 1000;
  return {
    voxels: total,
    litres: (total * voxelMl) / 1000,
    mean,
    standardDeviation,
    skewness,
    kurtosis,
    mode: modeOf(distribution),
    median: percentileOf(50),
    percentiles: Array.from(percentiles, (percent) => ({ percent, value: percentileOf(percent) })),
    below: Array.from(thresholds, (limit) => ({
      threshold: limit,
      share: shareOf((value) => value < limit),
    })),
    highAttenuation: shareOf((value) => value >= highAttenuation[0] && value <= highAttenuation[1]),
    mass: density * total * voxelMl,
    density,
    airFraction: -mean / 1000,
  };
}

function countOf({ values, counts }: Distribution, isIn: (value: number) => boolean): number {
  let count = 0;
  for (let i = 0; i < values.length; i++) if (isIn(values[i])) count += counts[i];
  return count;
}

/** The whole number to which most values are rounded, the lowest of equals; NaN of no value. */
function modeOf({ values, counts }: Distribution): number {
  let [mode, most] = [Number.NaN, 0];
  for (let i = 0; i < values.length; ) {
    const whole = Math.round(values[i]) + 0; // 0 for -0
    let count = 0;
    for (; i < values.length && Math.round(values[i]) + 0 === whole; i++) count += counts[i];
    if (count > most) [mode, most] = [whole, count];
  }
  return mode;
}

/** A part in one line of a table: shares in percent, as they are published. */
function flatten({
  percentiles,
  below,
  highAttenuation,
  ...part
}: LungPhenotype): Record<string, number | string> {
  return {
    ...part,
    ...Object.fromEntries(percentiles.map(({ percent, value }) => [`Perc${percent}`, value])),
    ...Object.fromEntries(below.map(({ threshold: limit, share }) => [`LAA${limit} (%)`, 100 * share])),
    "HAA (%)": 100 * highAttenuation,
  };
}

/** What the fields of such a line are called in a table. */
function columnsOf({ percentiles, thresholds }: Pick<Wanted, "percentiles" | "thresholds">) {
  const hu = (digits: number, title?: string) => ({ unit: "HU", digits, ...(title && { title }) });
  const columns: Record<string, TableColumn> = {
    lung: {},
    part: {},
    voxels: {},
    litres: { title: "volume", unit: "L", digits: 3 },
    mean: hu(1),
    standardDeviation: hu(1, "SD"),
    skewness: { digits: 2 },
    kurtosis: { digits: 2 },
    mode: hu(0),
    median: hu(0),
    mass: { unit: "g", digits: 1 },
    density: { unit: "g/ml", digits: 3 },
    airFraction: { title: "air fraction", digits: 3 },
  };
  for (const percent of percentiles) columns[`Perc${percent}`] = hu(0);
  for (const limit of thresholds) columns[`LAA${limit} (%)`] = { digits: 2 };
  return { ...columns, "HAA (%)": { digits: 2 } };
}

function describeRows({ rows, flags }: Pick<LungPhenotypes, "rows" | "flags">): string {
  const line = ({ lung, part, litres, mean, below, percentiles }: LungPhenotype) =>
    [
      `${lung} ${part}`.padEnd(12),
      `${litres.toFixed(3)} L`,
      `mean ${mean.toFixed(1)} HU`,
      ...percentiles
        .filter(({ percent }) => percent === 15)
        .map(({ value }) => `Perc15 ${value.toFixed(0)} HU`),
      ...below.map(({ threshold: limit, share }) => `LAA${limit} ${(100 * share).toFixed(2)} %`),
    ].join("  ");
  return ["Lung phenotypes:", ...rows.map((row) => `  ${line(row)}`), ...flags.map(({ code }) => code)].join(
    "\n",
  );
}
