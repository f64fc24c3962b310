/** Opacity, 0 to 1, of the line around an overlay of this alpha: twice it, since a line covers less than an area. */
export function lineOpacity(alpha: number): number {
  return Math.min(2 * alpha, 1);
}
