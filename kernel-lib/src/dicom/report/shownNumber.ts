/** Six digits or more may be a time or a date. */
const DIGITS = 5;

/** A number of a tag in a few digits; null for one that may be a date, a time or an identifier. */
export function shownNumber(value: number): string | null {
  if (!Number.isFinite(value) || Math.abs(value) >= 10 ** DIGITS) return null;
  return String(Number(value.toPrecision(DIGITS)));
}
