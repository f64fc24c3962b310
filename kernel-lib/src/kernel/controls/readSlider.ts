import { listSliderValues, MOST_VALUES, type SliderControl } from "../../contract";
import { shortly } from "../../describe";
import { InvalidArgumentError } from "../../errors";
import type { SliderForm } from "./controlForms";
import type { ControlReading } from "./controlReading";

/** Share of a step within which two values are the same. */
const CLOSE = 1e-6;
/** Step of ranges that are not of whole numbers, as ipywidgets has it. */
const FRACTION = 0.1;
/** Steps of a range in which a tenth would be coarse, or would miss the value in its middle. */
const PARTS = 100;

/**
 * The slider in a cell's words; it starts at the middle value unless they say otherwise.
 *
 * @throws InvalidArgumentError for a range that descends or is not finite, a step of 0 or less, too many values, and a
 * value that is none of them.
 */
export function readSlider(name: string, form: SliderForm): ControlReading {
  const { min, max, step = chooseStep(min, max) } = form;
  if (!(min <= max && step > 0 && Number.isFinite(max - min) && Number.isFinite(step))) {
    const received = shortly(form.step === undefined ? [min, max] : [min, max, step]);
    throw new InvalidArgumentError(name, "[min, max] or [min, max, step], ascending", received);
  }
  const { count, valueAt, indexOf } = listSliderValues({ min, max, step });
  if (count > MOST_VALUES) {
    throw new InvalidArgumentError(name, `at most ${MOST_VALUES} values (a larger step gives fewer)`, count);
  }
  const find = (given: unknown) => {
    if (typeof given !== "number") return undefined;
    const value = valueAt(indexOf(given));
    return Math.abs(value - given) <= CLOSE * step ? value : undefined;
  };
  const value = form.value === undefined ? valueAt((count - 1) >> 1) : find(form.value);
  const called = "one of the slider's values";
  if (value === undefined) throw new InvalidArgumentError(`${name}.value`, called, form.value);
  const control: SliderControl = { kind: "slider", name, min, max, step, value };
  return { control, give: (at) => valueAt(indexOf(Number(at))), find, called };
}

/**
 * The slider that a number stands for: from -n to 3n, and from 0 to 1 for 0, starting at the number.
 *
 * @throws InvalidArgumentError for a number that is not finite.
 */
export function sliderAround(name: string, value: number): SliderForm {
  if (!Number.isFinite(value)) throw new InvalidArgumentError(name, "a finite number", value);
  if (value === 0) return { min: 0, max: 1, value };
  const ends = [-value, Number((3 * value).toPrecision(15))];
  const [min, max] = value > 0 ? ends : [ends[1], ends[0]];
  const step = chooseStep(min, max);
  const steps = (value - min) / step;
  const isAmong = Math.abs(steps - Math.round(steps)) <= CLOSE;
  return { min, max, step: isAmong ? step : (max - min) / PARTS, value };
}

/** Whole numbers step by 1, others by a tenth, and ranges below 1 by a hundredth of themselves. */
function chooseStep(min: number, max: number): number {
  if (Number.isInteger(min) && Number.isInteger(max)) return 1;
  return max - min >= 1 || max <= min ? FRACTION : (max - min) / PARTS;
}
