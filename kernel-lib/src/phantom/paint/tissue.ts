/** What a voxel of the phantom is, by the structure its centre lies in. From `lungLeft` up: lungs and airway. */
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
  nodule: 15,
} as const;

export type Tissue = (typeof TISSUE)[keyof typeof TISSUE];

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
} as const;
