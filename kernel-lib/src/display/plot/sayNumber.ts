import { thousands } from "../../words";

/** A number as a sentence shows it: a true minus, thousands apart, and of fractions so many digits at most. */
export function sayNumber(value: number, decimals = 2): string {
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  const rounded = Number(size.toFixed(decimals));
  const isPlain = size < 1e15 && (rounded !== 0 || size === 0);
  const text = !isPlain
    ? size.toPrecision(3)
    : Number.isInteger(rounded)
      ? thousands(rounded)
      : String(rounded);
  return value < 0 && text !== "0" ? `\u2212${text}` : text;
}
