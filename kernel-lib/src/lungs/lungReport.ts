import { describedAs, type TABULATED, type Tabulated, tabulatedAs } from "../describe";
import type { Acquisition } from "../volume/acquisition";
import { acquisitionRules, describeAcquisition } from "./acquisitionRules";
import { AIR_OFF, cutRules, flagsOf, type LungFlag, type LungRule, valueRules } from "./lungFlag";
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
  readonly pleural: number;
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
    notes: listNotes(one),
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
    [
      findings.pleural > 0,
      "PLEURAL_AIR",
      findings.pleural,
      `${findings.pleural.toFixed(0)} ml of air between lung and chest wall were left out: a pneumothorax, or a bulla at the pleura`,
    ],
    [
      Math.abs(numbers.airHu + 1000) > AIR_OFF,
      "AIR_HU",
      numbers.airHu,
      `air around the body is ${numbers.airHu.toFixed(0)} HU, and not -1000: are these Hounsfield units?`,
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
      `the lungs touch over up to ${findings.joined?.toFixed(0)} mm of a slice, where their border is uncertain`,
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

function tabulate(
  report: Omit<LungReport, "flags" | typeof TABULATED>,
): { readonly what: string; readonly value: string }[] {
  const { litres, airway, trachea } = report;
  const show = (value: number | undefined | null, digits: number, unit: string) =>
    Number.isFinite(value ?? Number.NaN) ? `${value?.toFixed(digits)} ${unit}` : "not found";
  const lungs = report.reason === null ? litres : null;
  return [
    { what: "left lung", value: show(lungs?.left, 3, "L") },
    { what: "right lung", value: show(lungs?.right, 3, "L") },
    { what: "both lungs", value: show(lungs?.both, 3, "L") },
    { what: "airway", value: show(airway?.millilitres, 1, "ml") },
    { what: "airway is below", value: show(airway?.threshold, 0, "HU") },
    { what: "windpipe", value: show(trachea?.length, 0, "mm") },
    { what: "air in the windpipe", value: show(report.tracheaHu, 0, "HU") },
    { what: "air around", value: show(report.airHu, 0, "HU") },
    { what: "lung is below", value: show(report.threshold, 0, "HU") },
    { what: "noise, SD", value: show(report.noise, 1, "HU") },
    { what: "closed over", value: show(report.added, 0, "ml") },
    { what: "gas left out", value: show(report.gas, 0, "ml") },
    { what: "scan", value: describeAcquisition(report.acquisition) },
  ];
}

/** What a reader should know beside the numbers. */
function listNotes({ reason, flags }: Pick<LungReport, "reason" | "flags">): string[] {
  if (reason !== null) return [`No lungs: ${reason}`];
  return flags.map(({ code, message }) => `${code}: ${message}`);
}

function describeReport(report: Omit<LungReport, typeof TABULATED>): string {
  const notes = listNotes(report);
  if (report.reason !== null) return notes.join("\n");
  const rows = tabulate(report);
  const width = Math.max(...rows.map(({ what }) => what.length));
  const lines = rows.map(({ what, value }) => `  ${what.padEnd(width)}  ${value}`);
  return ["Lungs:", ...lines, ...notes].join("\n");
}
