import type { Work } from "./show";

/** From so many on a step of synchronous work takes longer than a moment. */
export const LONG_VOXELS = 10_000_000;
export const LONG_TRIANGLES = 500_000;

/**
 * Says what goes on before a step that says nothing on its way: at once where there is much to do, else as soon as the work
 * has taken a moment.
 *
 * @param amount - of what the step works on, which takes long from `long` on.
 */
export function sayLong(
  { update, announce }: Pick<Work, "update" | "announce">,
  step: string,
  amount: number,
  long: number,
): void {
  if (amount >= long) announce(step);
  else update(0, 0, step);
}
