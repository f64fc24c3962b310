import { COLOR_MAP_NAMES, type ColorMapName, readColorMap } from "../../contract";
import { InvalidArgumentError } from "../../errors";

/** 256 colours from the lowest to the highest value. */
export interface ColorMap {
  readonly name: ColorMapName;
  /** 256 x 3 bytes as matplotlib draws them: fractions cut off. */
  readonly colors: Uint8Array;
  /** 256 x 3 bytes rounded to the nearest, as the tutorial writes them into `rgb(r,g,b)`. */
  readonly rounded: Uint8Array;
}

/** The colour map of the name. @throws InvalidArgumentError for another name. */
export function findColorMap(name: ColorMapName): ColorMap {
  if (!COLOR_MAP_NAMES.includes(name)) {
    throw new InvalidArgumentError("colorMap", `one of ${COLOR_MAP_NAMES.join(", ")}`, name);
  }
  const halfLevels = readColorMap(name);
  return {
    name,
    colors: Uint8Array.from(halfLevels, (half) => half >> 1),
    rounded: Uint8Array.from(halfLevels, (half) => (half + 1) >> 1),
  };
}

/**
 * The colour, 0 to 255, that matplotlib gives a value of an Int16, Float32 or Uint8 image over [min, max]; -1 for NaN.
 * Its Normalize works in float32, its maps cut x * 256 to a whole number with x = 1 in the last colour; values outside
 * take the first or last colour, and an empty range gives the first to all.
 */
export function findColorIndex(value: number, min: number, max: number): number {
  if (Number.isNaN(value)) return -1;
  if (min === max) return 0;
  return cutIndex(Math.fround(Math.fround(value - min) / (max - min)));
}

/**
 * The CSS colours `rgb(r,g,b)` of the values over [min, max], as the tutorial's `map_z2color` gives for one value.
 *
 * @param min - value of the first colour; values below take it too.
 * @param max - value of the last colour. Where min = max every value takes the first colour.
 * @throws InvalidArgumentError for a value that is NaN, for min above max, and for an unknown map.
 */
export function mapZ2Color(
  values: ArrayLike<number>,
  colorMapName: ColorMapName,
  min: number,
  max: number,
): string[] {
  requireRange([min, max]);
  const { rounded } = findColorMap(colorMapName);
  const css = Array.from(
    { length: 256 },
    (_, i) => `rgb(${rounded[3 * i]},${rounded[3 * i + 1]},${rounded[3 * i + 2]})`,
  );
  return Array.from(values, (value) => {
    if (Number.isNaN(value)) throw new InvalidArgumentError("values", "numbers", value);
    return css[min === max ? 0 : cutIndex((value - min) / (max - min))];
  });
}

/** The largest value of a Float32. */
const LARGEST = 2 ** 128 - 2 ** 104;

/** @throws InvalidArgumentError unless both ends are numbers that 32 bits hold, in ascending order. */
export function requireRange(range: readonly [min: number, max: number]): void {
  const [min, max] = range;
  if (!(min <= max && min >= -LARGEST && max <= LARGEST)) {
    throw new InvalidArgumentError(
      "range",
      "two finite numbers, the smaller first",
      `[${[...range].join(", ")}]`,
    );
  }
}

function cutIndex(fraction: number): number {
  return Math.min(Math.max(Math.floor(fraction * 256), 0), 255);
}
