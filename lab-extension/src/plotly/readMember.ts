/** A member of what may not be an object: parts of Plotly that it does not promise. */
export function readMember(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}
