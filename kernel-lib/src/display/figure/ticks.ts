/** A mark on an axis and its words. */
export interface Tick {
  readonly value: number;
  readonly label: string;
}

/** Steps that people count in, times a power of ten. */
const STEPS = [1, 2, 2.5, 5, 10];

/** Share of the values themselves below which a range has no round values that a number could tell apart. */
const NARROWEST = 1e-12;

/**
 * Evenly spaced round values within [min, max], at most `most` (2 or more) of them; the value itself where min = max, as far as a
 * number tells. The range must be finite.
 *
 * @param whole - whole numbers only.
 */
export function chooseTicks(min: number, max: number, most: number, whole = false): readonly Tick[] {
  if (!(max - min > NARROWEST * Math.max(Math.abs(min), Math.abs(max))))
    return [{ value: min, label: formatTick(min, whole ? 0 : 2) }];
  const step = chooseStep((max - min) / Math.max(1, most - 1), whole);
  const decimals = countDecimals(step);
  const slack = step * 1e-9; // of a division
  const ticks: Tick[] = [];
  for (let i = Math.ceil((min - slack) / step); i * step <= max + slack; i++) {
    ticks.push({ value: Math.min(Math.max(i * step, min), max), label: formatTick(i * step, decimals) });
  }
  return ticks;
}

/** The smallest round step that is not below the given one. */
function chooseStep(atLeast: number, whole: boolean): number {
  let power = 1;
  while (power * 10 <= atLeast) power *= 10;
  while (power > atLeast && !(whole && power === 1)) power /= 10;
  const steps = STEPS.map((step) => step * power).filter((step) => !whole || Number.isInteger(step));
  return steps.find((step) => step >= atLeast * (1 - 1e-9)) ?? 10 * power;
}

function countDecimals(step: number): number {
  let decimals = 0;
  while (decimals < 12 && Math.abs(step - Number(step.toFixed(decimals))) > step * 1e-6) decimals++;
  return decimals;
}

/** With a true minus sign, and never "-0". */
function formatTick(value: number, decimals: number): string {
  const text = Math.abs(value).toFixed(decimals);
  return value < 0 && Number(text) !== 0 ? `\u2212${text}` : text;
}
