/** Digits after the point that a slider's values are counted in; a step with more is a quotient, not a decimal. */
const MOST_DECIMALS = 12;
/** Values that a slider has at most. */
export const MOST_VALUES = 1_000_000;
/** Share of a step that is left of a sum which should be 0. */
const NEGLIGIBLE = 1e-6;

/** The values min, min + step and so on, counted in whole numbers of their last decimal: 0.1 + 0.2 is 0.3. */
export function countFrom(min: number, step: number): (i: number) => number {
  const unit = 10 ** Math.max(countDecimals(min), countDecimals(step));
  const [first, each] = [Math.round(min * unit), Math.round(step * unit)];
  const whole = unit <= 10 ** MOST_DECIMALS && Number.isSafeInteger(first + each * MOST_VALUES);
  // 0 and not -0, of which a label would show the sign.
  if (whole) return (i) => (first + i * each) / unit + 0;
  return (i) => {
    const value = min + i * step;
    return Math.abs(value) < NEGLIGIBLE * step ? 0 : Number(value.toPrecision(12));
  };
}

/** Digits after the point of a number as it is written: 1 of 0.1, 7 of 1e-7, 0 of 1e21. */
function countDecimals(value: number): number {
  const [digits, exponent = "0"] = String(value).split("e");
  const fraction = digits.split(".")[1] ?? "";
  return Math.max(fraction.length - Number(exponent), 0);
}
