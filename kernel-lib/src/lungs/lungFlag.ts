/** What a flag is about: names to look for. */
export type LungFlagCode =
  /** The border of the field of view cuts a lung; the number is in ml of what was taken back, or lies at the border. */
  | "LUNG_CUT_BY_FIELD_OF_VIEW"
  /** There are no voxels of lung to measure. */
  | "NO_LUNGS"
  /** Air around the body is far from -1000 HU. */
  | "AIR_HU"
  /** Air between lung and chest wall that was left out, in ml. */
  | "PLEURAL_AIR"
  /** The first slice towards the head has more than 1 cm2 of lung. */
  | "CUT_AT_TOP"
  /** The last slice towards the feet has more than 1 cm2 of lung. */
  | "CUT_AT_BOTTOM"
  /** No windpipe was found. */
  | "NO_TRACHEA"
  /** Its airway holds less than 15 ml. */
  | "SHORT_AIRWAY"
  /** There is one lung alone, or two that could not be parted. */
  | "ONE_LUNG"
  /** The lungs touch, over up to so many mm of a slice. */
  | "LUNGS_JOINED"
  /** The left lung is an unusual share of both. */
  | "UNEVEN_LUNGS"
  /** The median of the lungs is high, in HU. */
  | "DENSE_LUNGS"
  /** More than a tenth of the lungs is tissue that was closed over, as a share. */
  | "MUCH_ADDED"
  /** The standard deviation of the noise, in HU: above 45, of phenotypes above 30. */
  | "NOISY"
  /** Air in the windpipe is far from -1000 HU. */
  | "TRACHEA_HU"
  /** Millimetres of a slice or between two: more than 3, of phenotypes more than 1.25. */
  | "THICK_SLICES"
  /** The slices are tilted against the patient's axes, in degrees. */
  | "OBLIQUE"
  /** The kernel of the tags enhances edges; the number in its name, or 1. */
  | "SHARP_KERNEL"
  /** The tags name a contrast agent. */
  | "CONTRAST";

/** Something that a reader of the numbers should know. */
export interface LungFlag {
  readonly code: LungFlagCode;
  readonly value: number;
  readonly message: string;
}

/** A flag with the condition under which it stands. */
export type LungRule = readonly [holds: boolean, code: LungFlagCode, value: number, message: string];

/** The flags of the rules that hold. */
export function flagsOf(rules: readonly LungRule[]): LungFlag[] {
  return rules.filter(([holds]) => holds).map(([, code, value, message]) => ({ code, value, message }));
}

/** Centimetres squared of lung in the outermost slice, from which on a lung is cut there. */
const CUT_AREA = 1;

export function cutRules(top: number, bottom: number): LungRule[] {
  return [
    [top > CUT_AREA, "CUT_AT_TOP", top, `the top slice has ${top.toFixed(1)} cm2 of lung`],
    [bottom > CUT_AREA, "CUT_AT_BOTTOM", bottom, `the bottom slice has ${bottom.toFixed(1)} cm2 of lung`],
  ];
}

/** Air in the windpipe may be so far from -1000 HU. */
export const AIR_OFF = 40;

/** @param most - standard deviation of the noise up to which nothing is said, in HU. */
export function valueRules(noise: number, tracheaHu: number | null, most: number): LungRule[] {
  return [
    [noise > most, "NOISY", noise, `the noise has a standard deviation of ${noise.toFixed(0)} HU`],
    [
      tracheaHu !== null && Math.abs(tracheaHu + 1000) > AIR_OFF,
      "TRACHEA_HU",
      tracheaHu ?? 0,
      `air in the windpipe is ${tracheaHu?.toFixed(0)} HU, and not -1000: shares below thresholds are not comparable`,
    ],
  ];
}
