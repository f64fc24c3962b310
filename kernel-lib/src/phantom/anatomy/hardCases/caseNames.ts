/** What makes a chest hard to segment, in the order in which it is painted. */
export const HARD_CASES = [
  "foam table",
  "arms",
  "thin chest wall",
  "stomach bubble",
  "bowel gas",
  "joined lungs",
  "unconnected lungs",
  "emphysema",
  "ground glass nodules",
  "solid nodules",
  "consolidation",
  "effusion",
  "pneumothorax",
] as const;

export type HardCase = (typeof HARD_CASES)[number];
