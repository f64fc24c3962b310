/** Axes of an array of three as the picture of a plane along each has them: its rows, its columns. */
const PICTURE = [
  [1, 2],
  [0, 2],
  [0, 1],
] as const;

export interface PlainVoxels {
  readonly shape: readonly number[];
  readonly value: (index: readonly number[]) => number;
  readonly padded: (index: readonly number[]) => boolean;
}

/** The picture of a slab, voxel by voxel: values, and which pixels are nothing but padding. */
export function plainPlane(
  { shape, value, padded }: PlainVoxels,
  axis: 0 | 1 | 2,
  { first, last }: { readonly first: number; readonly last: number },
  mode: "max" | "min" | "mean",
): { values: number[]; padding: boolean[] } {
  const [rowAxis, columnAxis] = PICTURE[axis];
  const values: number[] = [];
  const padding: boolean[] = [];
  for (let row = 0; row < shape[rowAxis]; row++) {
    for (let column = 0; column < shape[columnAxis]; column++) {
      const behind = Array.from({ length: last - first + 1 }, (_, i) => {
        const index = [0, 0, 0];
        index[axis] = first + i;
        index[rowAxis] = row;
        index[columnAxis] = column;
        return index;
      });
      const inside = behind.filter((index) => !padded(index));
      const numbers = inside.map(value).filter((one) => !Number.isNaN(one));
      padding.push(inside.length === 0);
      if (first === last || inside.length === 0) values.push(value(behind[0]));
      else if (numbers.length === 0) values.push(Number.NaN);
      else if (mode === "max") values.push(Math.max(...numbers));
      else if (mode === "min") values.push(Math.min(...numbers));
      else values.push(numbers.reduce((sum, one) => sum + one, 0) / numbers.length);
    }
  }
  return { values, padding };
}
