/** A number with what it counts: "1 slice", "3 slices", "2 files are" of `count(2, "file is", "files are")`. */
export function count(number: number, one: string, many: string = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

/** The digits of a whole number with their thousands apart. */
export function groupDigits(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, ",");
}

/** A whole number with its thousands apart: "1,388,298". */
export function thousands(number: number): string {
  return number.toLocaleString("en-US");
}
