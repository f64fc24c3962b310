/**
 * What a voxel of the phantom is, by the structure its centre lies in. From `lungLeft` to `consolidation`: lungs and
 * airway.
 */
export const TISSUE = {
  /** Outside the scanner's circular field of view. */
  padding: 0,
  roomAir: 1,
  table: 2,
  skin: 3,
  fat: 4,
  /** Muscle, intervertebral discs, spinal cord, oesophagus, airway walls outside the lungs. */
  muscle: 5,
  bone: 6,
  cartilage: 7,
  /** Heart, aorta, great vessels outside the lungs. */
  blood: 8,
  /** Liver, spleen, stomach. */
  organ: 9,
  stomachGas: 10,
  lungLeft: 11,
  lungRight: 12,
  airway: 13,
  vessel: 14,
  /** Solid nodules. */
  nodule: 15,
  groundGlass: 16,
  /** Destroyed lung and bullae. */
  emphysema: 17,
  consolidation: 18,
  /** Fluid between lung and chest wall. */
  effusion: 19,
  /** Air between lung and chest wall. */
  pneumothorax: 20,
} as const;

export type Tissue = (typeof TISSUE)[keyof typeof TISSUE];

/** What may lie in a lung; an airway and a vessel lie outside it too. */
export const LUNG_TISSUES: readonly Tissue[] = [
  TISSUE.lungLeft,
  TISSUE.lungRight,
  TISSUE.airway,
  TISSUE.vessel,
  TISSUE.nodule,
  TISSUE.groundGlass,
  TISSUE.emphysema,
  TISSUE.consolidation,
];

/** Which lung a voxel belongs to, out to the pleura. */
export const SIDE = { none: 0, left: 1, right: 2 } as const;

/** Mean attenuation in HU; muscle, lung and trabecular bone have texture around it. */
export const HU = {
  padding: -3024,
  roomAir: -990,
  mattress: -935,
  table: 260,
  skin: 15,
  fat: -108,
  muscle: 55,
  disc: 90,
  cord: 35,
  cortical: 820,
  trabecular: 260,
  cartilage: 105,
  blood: 38,
  liver: 64,
  spleen: 52,
  stomach: 32,
  gas: -985,
  lung: -885,
  airway: -992,
  airwayWall: 20,
  vessel: 42,
  nodule: 35,
  groundGlass: -650,
  emphysema: -972,
  bulla: -988,
  consolidation: 30,
  effusion: 10,
  pleuralAir: -995,
  pleura: 0,
  carbon: 40,
  foam: -875,
} as const;
