/**
 * Largest difference of a gap between slices from the median gap: this share of it, or so many mm. It is 0.01 mm and
 * the rounding of a subtraction, since positions are often written in hundredths.
 */
export const GAP_TOLERANCE: { readonly share: number; readonly mm: number } = { share: 0.01, mm: 0.010_001 };
/**
 * Positions whose last written digit is at most this share of the gap are taken for rounded ones where evenness
 * explains them; a coarser digit cannot be told from slices that are missing or uneven.
 */
export const ROUNDING_SHARE = 0.2;
/**
 * Largest share by which pixel spacings differ when they are one, written with other digits: it moves the last of 512
 * pixels by a twentieth of a pixel.
 */
export const PIXEL_SPACING_SHARE = 1e-4;
/**
 * The digits of direction cosines: slices turned alike may differ by a step in each. Four are what nearly all writers
 * have, with which the last of 512 pixels is moved by a twentieth of a pixel; some write three.
 */
export const DIRECTION_STEPS: { readonly usual: number; readonly coarse: number } = {
  usual: 1e-4,
  coarse: 1e-3,
};
/** A slice turned further from the stack than this is none of its slices, and makes no gap among them; degrees. */
export const MOST_TURNED = 5;
/** Largest distance of a slice's first voxel from the straight line through the stack, mm. */
export const SIDEWAYS_TOLERANCE = 0.1;
/**
 * Largest angle between the stack's axis and the slices' normal, degrees. Less sideways than so many mm from the
 * first slice to the last is no tilt: jitter of 0.01 mm turns the axis of a short stack by whole degrees.
 */
export const TILT_TOLERANCE: { readonly degrees: number; readonly mm: number } = { degrees: 0.05, mm: 0.03 };
/** Largest distance of a slice from a pixel of the grid that it is taken to lie on, mm. */
export const GRID_TOLERANCE = 0.01;

/** How far from its place on a grid of these gaps a slice may lie, mm. */
export function gapTolerance(mm: number): number {
  return Math.max(GAP_TOLERANCE.share * mm, GAP_TOLERANCE.mm);
}
