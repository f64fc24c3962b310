import type { StoredValues } from "../pixels/frameFormat";
import { applyModalityLut, type ModalityLut } from "./modalityLut";
import { circularPadding, markOutsideCircle, markPaddingRange, type PaddingRange } from "./paddingMask";

/** What turns one slice's stored values into the modality's. */
export interface Rescale {
  readonly rows: number;
  readonly columns: number;
  readonly slope: number;
  readonly intercept: number;
  /** Takes the place of slope and intercept. */
  readonly lut: ModalityLut | null;
  /** Stored values that the tags call padding; null when they name none. */
  readonly padding: PaddingRange | null;
  readonly units: string;
}

/** What one slice added to a volume. */
export interface SliceValues {
  /** Smallest and largest value, padding included. */
  readonly min: number;
  readonly max: number;
  /** All values are whole numbers. */
  readonly whole: boolean;
  /** The stored value of a padding that no tag names, found by its circle; null when there is none. */
  readonly untaggedPadding: number | null;
}

/** Nothing absorbs less than air, whose HU is -1000; scanners and noise go a little below. */
const LOWEST_HU = -1024;

/**
 * Writes one slice's values, rescaled or looked up, into `values` and marks its padding in `paddingBits`.
 * DICOM PS3.3 C.11.1.1.2 (rescale), C.11.1.1.1 (table), C.7.5.1.1.2 (padding, compared before the rescale).
 *
 * @param values - rows x columns, the slice's place in the volume.
 * @param paddingBits - the slice's bit rows, zeroed.
 */
export function rescaleSlice(
  stored: StoredValues,
  rescale: Rescale,
  values: Int16Array | Float32Array,
  paddingBits: Uint32Array,
): SliceValues {
  const { slope, intercept, lut } = rescale;
  const untaggedPadding = markPadding(stored, rescale, paddingBits);
  const source = lut === null ? stored : applyModalityLut(stored, lut);
  const { min, max } = rescaleInto(source, slope, intercept, values);
  const float = stored instanceof Float32Array || stored instanceof Float64Array;
  return {
    min,
    max,
    whole: !float && Number.isInteger(slope) && Number.isInteger(intercept),
    untaggedPadding,
  };
}

function rescaleInto(
  source: ArrayLike<number>,
  slope: number,
  intercept: number,
  values: Int16Array | Float32Array,
): { min: number; max: number } {
  let lowest = source[0];
  let highest = lowest;
  for (let i = 0; i < values.length; i++) {
    const value = source[i];
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
    values[i] = value * slope + intercept;
  }
  // The rescale keeps or, its slope being negative, reverses the order.
  const ends = [lowest * slope + intercept, highest * slope + intercept];
  return { min: Math.min(...ends), max: Math.max(...ends) };
}

/** Marks what the tags call padding, else what a round field of view left over; returns the latter's value. */
function markPadding(stored: StoredValues, rescale: Rescale, bits: Uint32Array): number | null {
  const { padding, lut, slope, intercept, units } = rescale;
  if (padding !== null && markPaddingRange(stored, rescale, padding, bits) > 0) return null;
  const value = circularPadding(stored, rescale);
  if (value === null) return null;
  const impossible = lut === null && units === "HU" && value * slope + intercept < LOWEST_HU;
  if (impossible) markPaddingRange(stored, rescale, [value, value], bits);
  else markOutsideCircle(stored, rescale, value, bits);
  return value;
}
