import type { BodyOptions, CutLungOptions } from "./findBody";
import type { LooseOptions } from "./findLoosePieces";
import type { TracheaOptions } from "./findTrachea";
import type { AirwayOptions } from "./floodAirway";
import type { GasOptions } from "./separateGas";
import type { CoreOptions, SplitOptions } from "./splitLungs";

interface OwnOptions {
  /** What the edges of the cells on which lungs are found come nearest to, in mm. */
  readonly cell: number;
  /** From this standard deviation on a scan is noisy, in HU. */
  readonly noisy: number;
  /** From this standard deviation on values are averaged before the airway is flooded, in HU. */
  readonly noisyAirway: number;
  /** The threshold between air and tissue is kept within these, in HU. */
  readonly threshold: readonly [lowest: number, highest: number];
  /** Share of a cell that is airway from which it is no lung. */
  readonly airwayShare: number;
  /** Of the wall of an airway, in mm. */
  readonly airwayWall: number;
  /** Radius of the ball that fits into the central airway, in mm. */
  readonly centralAirway: number;
  /** Radius of the ball that closes the lungs over vessels and nodules, in mm. */
  readonly closing: number;
  /** Holes of a slice that are filled, in mm2. */
  readonly holes: number;
  /** Lungs are at least this share of the body in the slice where they are most of it. */
  readonly lungShare: number;
}

/** All constants of the recipe: sizes in mm, values in HU. */
export interface LungRecipe
  extends OwnOptions,
    BodyOptions,
    CutLungOptions,
    TracheaOptions,
    AirwayOptions,
    GasOptions,
    CoreOptions,
    SplitOptions,
    LooseOptions {}

/** Chosen on some fifty scans and phantoms, around which the results change little. */
export const LUNG_RECIPE: LungRecipe = {
  cell: 2.5,
  noisy: 45,
  noisyAirway: 25,
  noisyCells: 20,
  threshold: [-500, -300],
  airwayShare: 0.3,
  airwayWall: 2,
  centralAirway: 3.5,
  looseVolume: 0.2,
  looseReach: 6,
  looseAboveAir: 60,
  closing: 7,
  holes: 150,
  lungShare: 0.05,

  tissueAbove: -400,
  shell: 3,
  wall: 60,
  sideways: 30,

  cutShare: 0.003,
  cutAboveAir: 50,
  cutBelow: -500,
  cutErosion: 4,
  cutReach: 40,

  lumenBelow: -800,
  lumenArea: [15, 900],
  elongation: 3,
  offMiddle: 0.4,
  drift: 12,
  areaRatio: [0.4, 2.5],
  shortest: 20,
  longest: 120,
  darkest: -880,

  airwayBelow: -600,
  leakStep: 8,
  leakVolume: 6,
  leakShare: 0.15,
  filling: 40,
  filledShare: 1,
  fillingVolume: 40,
  fillingTimes: 4,
  airwayMost: 250,

  gasAboveAir: 30,
  lungAboveGas: 20,
  gasErosion: 4,
  lungErosion: 3,
  lungSeed: 2,
  gasContact: 0.2,
  gasUniform: 25,
  pleuralVolume: 50,
  pleuralContact: 0.5,
  pleuralUniform: 15,

  coreErosion: 3,
  coreAboveAir: 30,
  darkCore: -925,
  darkVolume: 300,
  denseCore: -450,
  leastCore: 15,

  secondShare: 0.1,
  junctionReach: 70,
  longestJunction: 120,
  otherShare: 0.05,
  otherReach: 10,
};

/** The constants of a recipe that are others than those of `LUNG_RECIPE`. */
export function changedConstants(recipe: LungRecipe): Partial<LungRecipe> {
  const changed = Object.entries(recipe).filter(
    ([name, value]) => String(value) !== String(LUNG_RECIPE[name as keyof LungRecipe]),
  );
  return Object.fromEntries(changed);
}
