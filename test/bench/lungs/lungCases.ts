import { HARD_CASES } from "../../../kernel-lib/src/phantom/anatomy/hardCases/caseNames";
import type { ThoraxOptions } from "../../../kernel-lib/src/phantom/thoraxOptions";

/** A phantom with lungs, and what is required of who finds them beside an agreement that is good enough. */
export interface LungCase {
  readonly name: string;
  readonly options: ThoraxOptions;
  /** Slices so thick that litres are required, and no agreement of voxels. */
  readonly isThick?: boolean;
}

/** Factor on the noise for a standard deviation of so many HU in the patient. */
const noiseOf = (hu: number): number => hu / 15;

const combined: readonly ThoraxOptions["cases"][] = [
  ["foam table", "arms", "joined lungs", "emphysema"],
  ["consolidation", "effusion", "pneumothorax"],
  ["thin chest wall", "stomach bubble", "bowel gas", "ground glass nodules", "solid nodules"],
  ["unconnected lungs", "joined lungs", "stomach bubble"],
  HARD_CASES,
];

export const LUNG_CASES: readonly LungCase[] = [
  ...[1, 2, 3].map((seed) => ({ name: `as it is, seed ${seed}`, options: { seed } })),
  ...HARD_CASES.map((name) => ({ name, options: { cases: [name] } })),
  ...combined.map((cases = []) => ({
    name: cases.length === HARD_CASES.length ? "all cases at once" : cases.join(" + "),
    options: { cases, seed: 5 },
  })),
  ...[30, 60, 100].map((hu) => ({ name: `noise SD ${hu} HU`, options: { noise: noiseOf(hu), seed: 4 } })),
  {
    name: "emphysema in noise SD 60 HU",
    options: { noise: noiseOf(60), cases: ["emphysema"] },
  },
  ...(["sharp", "smooth"] as const).map((kernel) => ({ name: `${kernel} kernel`, options: { kernel } })),
  ...[-2000, -1024, 0, null].map((padding) => ({
    name: `padding ${padding ?? "none"}`,
    options: { padding },
  })),
  {
    name: "foam table, no padding",
    options: { padding: null, cases: ["foam table", "arms"] },
  },
  ...[300, 260].map((mm) => ({ name: `field of view ${mm} mm`, options: { fieldOfView: mm } })),
  ...[5, 10].map((mm) => ({
    name: `slices averaged over ${mm} mm`,
    options: { slices: 300 / mm, sliceThickness: mm },
    isThick: true,
  })),
];
