/** Whether two values as JSON brings them are the same; a field that is undefined counts as one that is not there. */
export function isSameValue(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const [fields, others] = [new Map(Object.entries(one)), new Map(Object.entries(other))];
  const names = new Set([...fields.keys(), ...others.keys()]);
  return [...names].every((name) => isSameValue(fields.get(name), others.get(name)));
}
