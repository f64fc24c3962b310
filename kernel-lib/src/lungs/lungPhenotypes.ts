import { InvalidArgumentError } from "../errors";
import { type Distribution, distributionOf, rankDistribution } from "../measure/distributionOf";
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
import { describePart } from "./describePart";
import type { LungPhenotype, LungPhenotypes } from "./lungPhenotype";
import { lungThirds, type ThirdsRule } from "./lungThirds";
import { type KnownOfLungs, phenotypeFlags } from "./phenotypeFlags";
import { describeMethods } from "./phenotypeMethods";
import { tabulatePhenotypes } from "./phenotypeTable";
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
  return tabulatePhenotypes(result, wanted);
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

function addTo(distribution: Distribution, shift: number): Distribution {
  return shift === 0
    ? distribution
    : { ...distribution, values: distribution.values.map((value) => value + shift) };
}
