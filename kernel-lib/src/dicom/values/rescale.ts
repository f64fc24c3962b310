import { fitsInt16, type VoxelArray } from "../../volume/voxelArray";
import type { StoredValues } from "../image/frameFormat";
import { applyModalityLut } from "../image/modalityLut";
import type { Rescale } from "../image/rescaleTags";
import { markPaddingRange } from "./paddingMask";
import { type ShiftPairs, shiftPairs } from "./shiftPairs";

/** What one slice added to a volume. */
export interface SliceValues {
  /** The array holds the values exactly: one of 16 bits does when they are whole and in its range. */
  readonly exact: boolean;
  /** Float32 merged values that differ in the file: whole numbers beyond 2^24, or samples of 64 bits. */
  readonly rounded: boolean;
  /** Some of its values are what the tags call padding. */
  readonly padded: boolean;
}

/**
 * Writes one slice's values, rescaled or looked up, into `values` and marks the padding that the tags name in `paddingBits`.
 * DICOM PS3.3 C.11.1.1.2 (rescale), C.11.1.1.1 (table), C.7.5.1.1.2 (padding, compared before the rescale).
 *
 * @param values - rows x columns, the slice's place in the volume.
 * @param paddingBits - the slice's bit rows, zeroed.
 */
export function rescaleSlice(
  stored: StoredValues,
  rescale: Rescale,
  values: VoxelArray,
  paddingBits: Uint32Array,
): SliceValues {
  const shift = pairsToShift(stored, rescale, values);
  if (shift !== null) {
    const { fits, padded } = shiftPairs(shift, pairs(values), paddingBits);
    return { exact: fits, rounded: false, padded };
  }
  const { padding, lut } = rescale;
  const padded = padding !== null && markPaddingRange(stored, rescale, padding, paddingBits) > 0;
  const source = lut === null ? stored : applyModalityLut(stored, lut);
  return { ...rescaleInto(source, rescale, values), padded };
}

/** The slice as pairs of 16-bit values to be shifted; null when it is not that simple. */
function pairsToShift(
  stored: StoredValues,
  { columns, slope, intercept, lut, padding }: Rescale,
  values: VoxelArray,
): ShiftPairs | null {
  const simple =
    stored instanceof Int16Array &&
    values instanceof Int16Array &&
    slope === 1 &&
    lut === null &&
    fitsInt16(intercept) &&
    (padding === null || (padding[0] === padding[1] && fitsInt16(padding[0])));
  const aligned = columns % 32 === 0 && stored.byteOffset % 4 === 0 && values.byteOffset % 4 === 0;
  if (!simple || !aligned) return null;
  return { stored: pairs(stored), intercept, padding: padding === null ? null : padding[0] };
}

function pairs({ buffer, byteOffset, length }: VoxelArray): Int32Array {
  return new Int32Array(buffer, byteOffset, length / 2);
}

function rescaleInto(
  source: StoredValues,
  { slope, intercept }: Pick<Rescale, "slope" | "intercept">,
  values: VoxelArray,
): Pick<SliceValues, "exact" | "rounded"> {
  let lowest = source[0];
  let highest = lowest;
  for (let i = 0; i < values.length; i++) {
    const value = source[i];
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
    values[i] = value * slope + intercept;
  }
  // The rescale keeps or, its slope being negative, reverses the order of values.
  const ends = [lowest * slope + intercept, highest * slope + intercept];
  if (values instanceof Float32Array) {
    const largest = Math.max(...ends.map(Math.abs));
    return { exact: true, rounded: isRounded(source, slope, intercept, values, largest) };
  }
  const floats = source instanceof Float32Array || source instanceof Float64Array;
  return { exact: isWhole(slope, intercept) && !floats && ends.every(fitsInt16), rounded: false };
}

/** Whole factors keep whole values whole. */
function isWhole(slope: number, intercept: number): boolean {
  return Number.isInteger(slope) && Number.isInteger(intercept);
}

/** Up to here Float32 has every whole number. */
const FLOAT32_WHOLE = 2 ** 24;

/** @param largest - of the values, without sign. */
function isRounded(
  source: StoredValues,
  slope: number,
  intercept: number,
  values: Float32Array,
  largest: number,
): boolean {
  if (source instanceof Float32Array) return false;
  if (source instanceof Float64Array) return source.some((value) => Math.fround(value) !== value);
  // With fractions hardly a value is exact, and what counts is that no two stored ones become one.
  if (!isWhole(slope, intercept)) return largest > FLOAT32_WHOLE * Math.abs(slope);
  return largest > FLOAT32_WHOLE && values.some((value, i) => value !== source[i] * slope + intercept);
}
