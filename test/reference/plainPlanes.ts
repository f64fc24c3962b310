/** A plain volume: a value a voxel by [slice, row, column], and whether it lies outside the scan. */
export interface PlainVolume {
  readonly shape: readonly [number, number, number];
  readonly values: readonly number[];
  readonly outside: readonly boolean[];
}

export interface PlainPlanes {
  readonly axis: 0 | 1 | 2;
  readonly first: number;
  readonly last: number;
  readonly mode: "max" | "min" | "mean";
}

/** The picture of planes, pixel by pixel, each from the list of its voxels. */
export function plainPlane(
  { shape, values, outside }: PlainVolume,
  { axis, first, last, mode }: PlainPlanes,
): { readonly values: number[]; readonly outside: boolean[] } {
  const [rows, columns] = [0, 1, 2].filter((each) => each !== axis).map((each) => shape[each]);
  const picture: number[] = [];
  const isOutside: boolean[] = [];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const voxels = Array.from({ length: last - first + 1 }, (_, i) => {
        const place = [row, column];
        place.splice(axis, 0, first + i);
        return (place[0] * shape[1] + place[1]) * shape[2] + place[2];
      });
      const inside = voxels.filter((voxel) => !outside[voxel]);
      isOutside.push(inside.length === 0);
      const counted = (inside.length > 0 ? inside : voxels.slice(0, 1)).map((voxel) => values[voxel]);
      const mean = counted.reduce((sum, value) => sum + value, 0) / counted.length;
      picture.push({ max: Math.max(...counted), min: Math.min(...counted), mean }[mode]);
    }
  }
  return { values: picture, outside: isOutside };
}
