export interface DisplaySize {
  readonly width: number;
  readonly height: number;
}

/** Longest side of a picture on the page, CSS pixels: pictures below are enlarged, above reduced. */
const SMALLEST = 512;
const LARGEST = 640;

/**
 * The size, in CSS pixels, of a slice of rows x columns with true proportions. The longer side is as long as the
 * picture has pixels there, within 512 and 640, so that a preview and its exact slice are shown alike.
 *
 * @param spacing - millimetres between rows and between columns; what is not positive counts as 1.
 */
export function fitSlice(
  [rows, columns]: readonly [number, number],
  spacing: readonly [number, number],
): DisplaySize {
  const [rowStep, columnStep] = spacing.map((mm) => (mm > 0 ? mm : 1));
  const height = rows * rowStep;
  const width = columns * columnStep;
  const longest = Math.min(Math.max(rows, columns, SMALLEST), LARGEST);
  const scale = longest / Math.max(height, width);
  return { width: width * scale, height: height * scale };
}

/** The size of a finished picture: its own, reduced where it is higher than 640. */
export function fitFrame(width: number, height: number): DisplaySize {
  const scale = Math.min(1, LARGEST / height);
  return { width: width * scale, height: height * scale };
}
