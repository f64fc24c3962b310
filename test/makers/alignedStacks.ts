import type { Affine } from "../../kernel-lib/src/contract";

/** All orders of three axes. */
export const AXIS_ORDERS = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
] as const;

/** All 48 ways to lay slices, rows and columns along the patient's axes, which `axes` names, with spacings of their own. */
export const ALIGNED_GRIDS: readonly { readonly axes: readonly (0 | 1 | 2)[]; readonly affine: Affine }[] =
  AXIS_ORDERS.flatMap((axes) =>
    Array.from({ length: 8 }, (_, bits) => {
      const affine = new Array<number>(16).fill(0);
      for (const [index, axis] of axes.entries()) {
        affine[4 * axis + index] = [2.5, 0.7, 0.8][index] * (bits & (1 << index) ? -1 : 1);
      }
      [affine[3], affine[7], affine[11], affine[15]] = [-10, 20, -30, 1];
      return { axes, affine };
    }),
  );

/** The affines alone. */
export const ALIGNED_STACKS: readonly Affine[] = ALIGNED_GRIDS.map(({ affine }) => affine);
