import type { Tabulated } from "../describe";
import type { Moments } from "../measure/describeValues";
import type { LungFlag } from "./lungFlag";

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
