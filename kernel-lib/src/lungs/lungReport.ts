import { describedAs, type TABULATED, type Tabulated, tabulatedAs } from "../describe";
import type { Acquisition } from "../volume/acquisition";
import { acquisitionRules, describeAcquisition } from "./acquisitionRules";
import { cutRules, flagsOf, type LungFlag, type LungRule, valueRules } from "./lungFlag";
import { changedConstants, type LungRecipe } from "./lungRecipe";

/** How lungs were found, and what there is to say against it. Prints as a short table. */
export interface LungReport extends Tabulated {
  /** Why there are no lungs; null where there are. */
  readonly reason: string | null;
  /** Values below this are air inside the body, in HU. */
  readonly threshold: number;
  /** Air around the body, and in the windpipe, null where none was found; medians in HU. */
  readonly airHu: number;
  readonly tracheaHu: number | null;
  /** Standard deviation of the noise in soft tissue, in HU; NaN where there is none. */
  readonly noise: number;
  /** Windpipe above the point where it parts: mm, and mm2. */
  readonly trachea: { readonly length: number; readonly area: number } | null;
  /** The lumen of windpipe and bronchi: up to where it was flooded, in HU, and what it held at each threshold. */
  readonly airway: {
    readonly millilitres: number;
    readonly threshold: number;
    readonly curve: readonly { readonly threshold: number; readonly millilitres: number }[];
  } | null;
  readonly litres: { readonly left: number; readonly right: number; readonly both: number };
  /** Tissue that was closed over, vessels and nodules, in ml. */
  readonly added: number;
  /** Gas that was told from lung, in ml. */
  readonly gas: number;
  /** The largest share of a slice of the body that is lung. */
  readonly peakShare: number;
  /** How the scan was made, by its tags; null where nobody said. */
  readonly acquisition: Acquisition | null;
  /** Constants of the recipe that were others than those of `LUNG_RECIPE`. */
  readonly recipe: Partial<LungRecipe>;
  readonly flags: readonly LungFlag[];
}

/** A report before it has its flags, and what everybody knew before. */
export type LungNumbers = Omit<LungReport, "flags" | "acquisition" | "recipe" | typeof TABULATED>;

/** What flags are made of, beside the report. */
export interface LungFindings {
  readonly cut: number;
  readonly top: number;
  readonly bottom: number;
  readonly isOneLung: boolean;
  readonly joined: number | null;
  readonly median: number;
  readonly sliceSpacing: number;
  readonly obliquity: number;
  readonly acquisition: Acquisition | null;
  readonly recipe: LungRecipe;
}

/** Slices up to so many mm, and noise up to so many HU, are no trouble to find lungs in. */
const THICKEST = 3;
const MOST_NOISE = 45;

/** The report with its flags. */
export function createLungReport(numbers: LungNumbers, findings: LungFindings): LungReport {
  const report = {
    ...numbers,
    acquisition: findings.acquisition,
    recipe: changedConstants(findings.recipe),
    flags: numbers.reason === null ? listFlags(numbers, findings) : [],
  };
  return tabulatedAs(describedAs(report, describeReport), (one) => ({
    title: "Lungs",
    rows: tabulate(one),
    notes: [
      ...(one.reason === null ? [] : [`No lungs: ${one.reason}`]),
      ...one.flags.map(({ code, message }) => `${code}: ${message}`),
    ],
  }));
}

function listFlags(numbers: LungNumbers, findings: LungFindings): LungFlag[] {
  const { litres, airway, tracheaHu, noise, added } = numbers;
  const share = litres.both > 0 ? litres.left / litres.both : 0;
  const rules: readonly LungRule[] = [
    [
      findings.cut > 0,
      "LUNG_CUT_BY_FIELD_OF_VIEW",
      findings.cut,
      `the field of view cuts a lung; ${findings.cut.toFixed(0)} ml at its border were taken back`,
    ],
    ...cutRules(findings.top, findings.bottom),
    [airway === null, "NO_TRACHEA", 0, "no windpipe was found; the airway is part of the lungs"],
    [
      airway !== null && airway.millilitres < 15,
      "SHORT_AIRWAY",
      airway?.millilitres ?? 0,
      `the airway holds ${airway?.millilitres.toFixed(1)} ml; 20 to 60 are usual`,
    ],
    [findings.isOneLung, "ONE_LUNG", 1, "one lung was found, or two that could not be parted"],
    [
      findings.joined !== null,
      "LUNGS_JOINED",
      findings.joined ?? 0,
      `the lungs touch; ${findings.joined?.toFixed(1)} mm were eroded to tell left from right`,
    ],
    [
      !findings.isOneLung && (share < 0.35 || share > 0.6),
      "UNEVEN_LUNGS",
      share,
      `the left lung is ${(100 * share).toFixed(0)} % of both; 35 to 60 are usual`,
    ],
    [
      findings.median > -750,
      "DENSE_LUNGS",
      findings.median,
      `the median of the lungs is ${findings.median.toFixed(0)} HU: dense lung may be missing from them`,
    ],
    [
      added > 0.1 * 1000 * litres.both,
      "MUCH_ADDED",
      added / (1000 * litres.both),
      `${((0.1 * added) / litres.both).toFixed(0)} % of the lungs is tissue that was closed over`,
    ],
    ...valueRules(noise, tracheaHu, MOST_NOISE),
    ...acquisitionRules(findings.acquisition, findings.sliceSpacing, THICKEST),
    [
      findings.obliquity > 20,
      "OBLIQUE",
      findings.obliquity,
      `slices are tilted by ${findings.obliquity.toFixed(0)} degrees`,
    ],
  ];
  return flagsOf(rules);
}

/** In words, since numbers of a column would have as many digits as the largest needs. */
function tabulate(
  report: Omit<LungReport, "flags" | typeof TABULATED>,
): { readonly what: string; readonly value: string }[] {
  const { litres, airway, trachea } = report;
  return [
    { what: "left lung (L)", value: litres.left.toFixed(3) },
    { what: "right lung (L)", value: litres.right.toFixed(3) },
    { what: "both lungs (L)", value: litres.both.toFixed(3) },
    { what: "airway (ml)", value: airway ? airway.millilitres.toFixed(1) : "not found" },
    { what: "airway up to (HU)", value: airway ? `${airway.threshold}` : "not found" },
    { what: "windpipe (mm)", value: trachea ? trachea.length.toFixed(0) : "not found" },
    { what: "air in the windpipe (HU)", value: `${report.tracheaHu ?? "not found"}` },
    { what: "air around (HU)", value: `${report.airHu}` },
    { what: "air is below (HU)", value: `${report.threshold}` },
    { what: "noise, SD (HU)", value: report.noise.toFixed(1) },
    { what: "closed over (ml)", value: report.added.toFixed(0) },
    { what: "gas left out (ml)", value: report.gas.toFixed(0) },
    { what: "scan", value: describeAcquisition(report.acquisition) },
  ];
}

function describeReport(report: Omit<LungReport, typeof TABULATED>): string {
  if (report.reason !== null) return `No lungs: ${report.reason}`;
  const rows = tabulate(report);
  const width = Math.max(...rows.map(({ what }) => what.length));
  const lines = rows.map(({ what, value }) => `  ${what.padEnd(width)}  ${value}`);
  return ["Lungs:", ...lines, ...report.flags.map(({ code, message }) => `${code}: ${message}`)].join("\n");
}
