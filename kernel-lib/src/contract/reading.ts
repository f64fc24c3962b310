import type { FieldCheck } from "./fieldChecks";

/** A payload that can be shown, or why it cannot. */
export type Reading<T> = { readonly payload: T } | { readonly problem: string };

/**
 * A record that came as JSON as the payload that its checks describe.
 *
 * @param findProblem - what is wrong with the payload although each field is right, or "".
 */
export function readFields<T>(
  value: Record<string, unknown>,
  checks: Readonly<Record<string, FieldCheck>>,
  findProblem: (payload: T) => string,
): Reading<T> {
  for (const [name, check] of Object.entries(checks)) {
    if (!check(value[name])) return { problem: `the field "${name}" is missing or has the wrong type` };
  }
  const payload = value as T; // every field was checked above
  const problem = findProblem(payload);
  return problem === "" ? { payload } : { problem };
}
