/** A value that came as JSON in a few letters, for a sentence; it may be anything, also what cannot be written down. */
export function nameValue(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.slice(0, 20));
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" && value !== null ? "an object" : String(value);
}
