import type { PercentileRule } from "../measure/quantiles";
import { LIBRARY } from "../version";
import { requireSliceSpacing } from "../volume/geometry";
import type { Mask } from "../volume/mask";
import { maskBox } from "../volume/maskMeasures";
import type { Volume } from "../volume/volume";
import { describeAcquisition } from "./acquisitionRules";
import type { ThirdsRule } from "./lungThirds";
import type { KnownOfLungs } from "./phenotypeFlags";

/** What was chosen, what was measured, and what was found on the way. */
export interface PhenotypeMethods {
  readonly percentiles: readonly number[];
  readonly percentile: PercentileRule;
  readonly thresholds: readonly number[];
  readonly highAttenuation: readonly [number, number];
  readonly range: readonly [number, number] | undefined;
  readonly thirds: ThirdsRule;
  readonly calibrate: boolean;
  readonly shift: number;
  /** The threshold below which clusters were counted. */
  readonly lowest: number;
  /** Median of the airway before a shift, in HU; null for none. */
  readonly airHu: number | null;
  readonly report: KnownOfLungs | undefined;
  /** Both lungs, on the grid of the volume along the patient's axes. */
  readonly lungs: Mask;
}

const RULES: Readonly<Record<PercentileRule, string>> = {
  linear: "linear interpolation between order statistics (type 7 of Hyndman and Fan)",
  inverted_cdf: "the smallest value that so many percent do not exceed",
  cip: "the largest whole HU whose cumulative share does not exceed them, as the Chest Imaging Platform has them",
};
const PARTS: Readonly<Record<ThirdsRule, string>> = {
  volume: "thirds of equal volume of both lungs together",
  "per lung": "thirds of equal volume of each lung",
  height: "thirds of equal height of both lungs together",
};

/** What was done, with versions and options, for the methods of a paper. */
export function describeMethods(volume: Volume, methods: PhenotypeMethods): string {
  const { range, thirds, percentiles, percentile, thresholds, lowest } = methods;
  const [low, high] = methods.highAttenuation;
  return [
    `Lungs were measured with ${LIBRARY}.`,
    describeScan(volume, methods),
    describeMasks(methods.report),
    describeExtent(volume, methods.lungs),
    range ? `Values from ${range[0]} to ${range[1]} HU were counted.` : "All values were counted.",
    methods.calibrate
      ? `${methods.shift.toFixed(1)} HU were added, so that the median of the airway is -1000 HU.`
      : "Values were not shifted.",
    "Standard deviation, skewness and kurtosis (3 for a normal distribution) are those of the population.",
    "The mode is the whole HU that most values are rounded to, the lowest of equals.",
    `Percentiles (${percentiles.join(", ")}) and the median are by ${RULES[percentile]}.`,
    `Low attenuation areas (LAA) are shares of values strictly below ${thresholds.join(", ")} HU,`,
    `high attenuation areas (HAA) of values from ${low} to ${high} HU, both included.`,
    "Mass is the sum of (HU + 1000) / 1000 g/ml over all voxels, the share of air -HU / 1000 of the mean.",
    `Upper, middle and lower part are ${PARTS[thirds]}.`,
    `D is the slope of a least-squares line through the logarithms of sizes and numbers of clusters below ${lowest} HU in axial slices (4 neighbours).`,
  ].join(" ");
}

function describeScan(volume: Volume, { airHu, report }: PhenotypeMethods): string {
  const [slices, rows, columns] = volume.geometry.spacing.map((mm) => Number((mm ?? Number.NaN).toFixed(4)));
  const thickness = volume.acquisition?.sliceThickness ?? null;
  const noise = report?.noise;
  return [
    `The scan has voxels of ${columns} x ${rows} mm in slices ${slices} mm apart`,
    ...(thickness === null ? [] : [`${thickness} mm thick`]),
    describeAcquisition(volume.acquisition),
    ...(noise === undefined || Number.isNaN(noise)
      ? []
      : [`noise with a standard deviation of ${noise.toFixed(1)} HU`]),
    airHu === null ? "air in the windpipe not measured" : `air in the windpipe of ${airHu.toFixed(0)} HU`,
  ]
    .join(", ")
    .concat(".");
}

/** How much of the patient there is. */
function describeExtent({ geometry, shape }: Volume, lungs: Mask): string {
  const [from, to] = maskBox(lungs)?.[0] ?? [0, 0];
  const mm = (slices: number) => (slices * requireSliceSpacing(geometry, "lungPhenotypes")).toFixed(0);
  return `From feet to head the lungs reach over ${mm(to - from)} mm of the ${mm(shape[0])} mm that were scanned.`;
}

function describeMasks(report: KnownOfLungs | undefined): string {
  if (report?.recipe === undefined) return "The masks of the lungs were given.";
  if (report.reason) return `segmentLungs found no lungs: ${report.reason}.`;
  const changed = Object.entries(report.recipe).map(([name, value]) => `${name} ${String(value)}`);
  const constants =
    changed.length === 0 ? "its default constants" : `other constants (${changed.join(", ")})`;
  return `Lungs and airway were found by segmentLungs with ${constants}; air inside the body was below ${report.threshold} HU.`;
}
