/**
 * Largest difference of a gap between slices from the median gap: this share of it, or so many mm. It is 0.01 mm and
 * the rounding of a subtraction, since positions are often written in hundredths.
 */
export const GAP_TOLERANCE: { readonly share: number; readonly mm: number } = { share: 0.01, mm: 0.010_001 };
/** Largest difference of a direction cosine from the stack's own. */
export const DIRECTION_TOLERANCE = 1e-4;
/** Largest distance of a slice's first voxel from the straight line through the stack, mm. */
export const SIDEWAYS_TOLERANCE = 0.1;
/**
 * Largest angle between the stack's axis and the slices' normal, degrees. Less sideways than so many mm from the
 * first slice to the last is no tilt: jitter of 0.01 mm turns the axis of a short stack by whole degrees.
 */
export const TILT_TOLERANCE: { readonly degrees: number; readonly mm: number } = { degrees: 0.05, mm: 0.03 };
/** Largest distance of a slice from a plane or a pixel of the grid that it is taken to lie on, mm. */
export const GRID_TOLERANCE = 0.01;
