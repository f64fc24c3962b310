/** A window, and the VOI LUT Function of DICOM that it is for. */
interface VoiWindow {
  readonly centre: number;
  readonly width: number;
  readonly shape?: "linear" | "linear-exact" | "sigmoid";
}

/** From 0 to 1, as DICOM PS3.3 C.11.2.1.2.1, C.11.2.1.3.1 and C.11.2.1.3.2 state it, line by line. */
export function lightnessByTheStandard(x: number, { centre: c, width: w, shape }: VoiWindow): number {
  if (shape === "sigmoid") return 1 / (1 + Math.exp((-4 * (x - c)) / w));
  if (shape === "linear-exact") {
    if (x <= c - w / 2) return 0;
    return x > c + w / 2 ? 1 : (x - c) / w + 0.5;
  }
  if (x <= c - 0.5 - (w - 1) / 2) return 0;
  return x > c - 0.5 + (w - 1) / 2 ? 1 : (x - (c - 0.5)) / (w - 1) + 0.5;
}
