import type { DisplayWindow } from "../../volume/displayWindow";
import { colorIndex, requireRange } from "./colorMaps";
import { sigmoid } from "./sigmoid";
import { windowRange } from "./windows";

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
export function rangeScale(range: readonly [min: number, max: number]): ColorScale {
  requireRange(range);
  const [min, max] = range;
  return { range, indexOf: (value) => colorIndex(value, min, max) };
}

/** Colours by a window's VOI LUT function, DICOM PS3.3 C.11.2.1.2 and C.11.2.1.3. */
export function windowScale(window: DisplayWindow): ColorScale {
  const { centre, width, shape = "linear" } = window;
  if (shape === "sigmoid") {
    return {
      range: [centre - SIGMOID_REACH * width, centre + SIGMOID_REACH * width],
      indexOf: (value) => {
        const index = Math.floor(256 * sigmoid((4 * (value - centre)) / width));
        return Number.isNaN(index) ? -1 : Math.min(index, 255);
      },
    };
  }
  const range = windowRange(window);
  const [black, white] = range;
  if (black < white) return rangeScale(range);
  // LINEAR of width 1 has nothing between black and white.
  return { range, indexOf: (value) => (Number.isNaN(value) ? -1 : value > black ? 255 : 0) };
}
