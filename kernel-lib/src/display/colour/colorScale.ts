import { applyWindow, type DisplayWindow, findWindowEnds } from "../../contract";
import { findColorIndex, requireRange } from "./colorMaps";

/** Which of a map's 256 colours a value takes; the colours rise with the value. */
export interface ColorScale {
  /** Below the first value is the first colour alone, above the second the last alone. */
  readonly range: readonly [min: number, max: number];
  /** 0 to 255; -1 for NaN. */
  readonly indexOf: (value: number) => number;
}

/** Widths from a sigmoid's centre at which 256 colours have come to their end: 1 / (1 + exp(6)) is below 1 / 256. */
const SIGMOID_REACH = 1.5;

/**
 * Colours spread evenly over a range, as matplotlib does.
 *
 * @throws InvalidArgumentError unless both ends are finite and in ascending order.
 */
export function createRangeScale(range: readonly [min: number, max: number]): ColorScale {
  requireRange(range);
  const [min, max] = range;
  return { range, indexOf: (value) => findColorIndex(value, min, max) };
}

/** Colours by a window's VOI LUT function, DICOM PS3.3 C.11.2.1.2 and C.11.2.1.3. */
export function createWindowScale(window: DisplayWindow): ColorScale {
  const { centre, width, shape = "linear" } = window;
  const ends = findWindowEnds(window);
  // Matplotlib's colours, to the last digit of its float32, where the window is a ramp.
  if (shape !== "sigmoid" && ends[0] < ends[1]) return createRangeScale(ends);
  return {
    range: shape === "sigmoid" ? [centre - SIGMOID_REACH * width, centre + SIGMOID_REACH * width] : ends,
    indexOf: (value) =>
      Number.isNaN(value) ? -1 : Math.min(Math.floor(256 * applyWindow(value, window)), 255),
  };
}
