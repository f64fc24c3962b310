import type { PatientPoint } from "../contract";

/** A point or a direction in patient coordinates, LPS. */
export type Triple = PatientPoint;

export function dot(a: Triple, b: Triple): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

export function cross(a: Triple, b: Triple): Triple {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

/** a - b. */
export function difference(a: Triple, b: Triple): Triple {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
}

/** a + b x factor. */
export function addScaled(a: Triple, b: Triple, factor: number): Triple {
  return [a[0] + b[0] * factor, a[1] + b[1] * factor, a[2] + b[2] * factor];
}

/** The part of a vector perpendicular to a unit vector. */
export function across(vector: Triple, axis: Triple): Triple {
  return addScaled(vector, axis, -dot(vector, axis));
}

/** The vector of that direction and length 1. */
export function unit(vector: Triple): Triple {
  const length = Math.hypot(...vector);
  return [vector[0] / length, vector[1] / length, vector[2] / length];
}
