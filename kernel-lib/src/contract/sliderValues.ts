import type { SliderControl } from "./controlsPayload";
import { countFrom } from "./countFrom";

/** The values of a slider, by their numbers from 0. */
export interface SliderValues {
  readonly count: number;
  /** The value of a number, as the step writes it: 0.3 and not 0.30000000000000004. */
  valueAt(index: number): number;
  /** The number of the nearest value. */
  indexOf(value: number): number;
}

/** Share of a step that the last value may lie beyond the end. */
const CLOSE = 1e-9;

/** The values min, min + step, ... of a slider that are not above its max. */
export function listSliderValues({
  min,
  max,
  step,
}: Pick<SliderControl, "min" | "max" | "step">): SliderValues {
  const count = Math.floor((max - min) / step + CLOSE) + 1;
  return {
    count,
    valueAt: countFrom(min, step),
    indexOf: (value) => Math.min(Math.max(Math.round((value - min) / step), 0), count - 1),
  };
}
