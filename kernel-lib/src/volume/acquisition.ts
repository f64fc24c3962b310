/** How a scan was made, as far as its tags say so; nothing of the patient. */
export interface Acquisition {
  /** Convolution Kernel (0018,1210): its name, "other" for a text that is none; null where there is no tag. */
  readonly kernel: string | null;
  /** KVP (0018,0060): kilovolts of the tube. */
  readonly kVp: number | null;
  /** Slice Thickness (0018,0050), in mm; slices may lie nearer to each other. */
  readonly sliceThickness: number | null;
  /** Whether Contrast/Bolus Agent (0018,0010) names one. */
  readonly contrast: boolean;
}
