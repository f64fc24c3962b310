import type { GeometryCheck } from "./checkGeometry";
import { createGeometryError, isRepairable } from "./createGeometryError";

/**
 * What becomes of slices that are not one regular stack: "strict" is an error, "repair" resamples them to a regular
 * grid, "loose" keeps them as they are, with the mean step from the first to the last, and warns.
 */
export type GeometryPolicy = "strict" | "repair" | "loose";

/**
 * Requires that the policy can make a volume of slices with these problems. "repair" and "loose" cannot where one grid
 * and one unit cannot be true of all slices: mixed matrices, pixel spacings, orientations, units or frames of reference,
 * and two slices at one position.
 *
 * @throws GeometryError listing every problem.
 */
export function requireGeometry({ problems }: GeometryCheck, policy: GeometryPolicy): void {
  const allowed = policy === "strict" ? problems.length === 0 : problems.every(isRepairable);
  if (!allowed) throw createGeometryError(problems);
}
