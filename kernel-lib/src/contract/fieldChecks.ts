/** Whether a value that came as JSON is what a field must hold. */
export type FieldCheck = (value: unknown) => boolean;

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export const isText: FieldCheck = (value) => typeof value === "string";
export const isNumber: FieldCheck = (value) => typeof value === "number" && Number.isFinite(value);
export const isCount: FieldCheck = (value) => Number.isInteger(value) && Number(value) >= 0;
export const isSize: FieldCheck = (value) => Number.isInteger(value) && Number(value) > 0;

export const isAxis: FieldCheck = (value) => value === 0 || value === 1 || value === 2;

/** One of these texts. */
export function oneOf(...texts: readonly string[]): FieldCheck {
  return (value) => typeof value === "string" && texts.includes(value);
}

/** A list of what the check passes, of any length unless one is given. */
export function listOf(check: FieldCheck, length?: number): FieldCheck {
  return (value) =>
    Array.isArray(value) && (length === undefined || value.length === length) && value.every(check);
}

export function orNull(check: FieldCheck): FieldCheck {
  return (value) => value === null || check(value);
}

/** A record in which each of these fields passes its check. */
export function recordOf(checks: Readonly<Record<string, FieldCheck>>): FieldCheck {
  return (value) => isRecord(value) && Object.entries(checks).every(([name, check]) => check(value[name]));
}
