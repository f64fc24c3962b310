/** What an axis of a volume's values is called. */
export function nameValues(units: string): string {
  if (units === "HU") return "CT number (HU)";
  return units === "unspecified" ? "value" : `value (${units})`;
}
