import ndarray, { type NdArray } from "ndarray";

/** Components numbered in raster order by flooding a voxel at a time: slow, plain and easy to believe. */
export function floodLabel(mask: NdArray<Uint8Array>, connectivity: 6 | 18 | 26): NdArray<Int32Array> {
  const [slices, rows, columns] = mask.shape;
  const labels = ndarray(new Int32Array(slices * rows * columns), mask.shape);
  const axes = { 6: 1, 18: 2, 26: 3 }[connectivity];
  const steps = [-1, 0, 1];
  let count = 0;
  for (let s = 0; s < slices; s++)
    for (let r = 0; r < rows; r++)
      for (let c = 0; c < columns; c++) {
        if (!mask.get(s, r, c) || labels.get(s, r, c)) continue;
        labels.set(s, r, c, ++count);
        const waiting = [[s, r, c]];
        for (let at = waiting.pop(); at; at = waiting.pop())
          for (const ds of steps)
            for (const dr of steps)
              for (const dc of steps) {
                const [ns, nr, nc] = [at[0] + ds, at[1] + dr, at[2] + dc];
                if (Math.abs(ds) + Math.abs(dr) + Math.abs(dc) > axes) continue;
                if (ns < 0 || nr < 0 || nc < 0 || ns >= slices || nr >= rows || nc >= columns) continue;
                if (!mask.get(ns, nr, nc) || labels.get(ns, nr, nc)) continue;
                labels.set(ns, nr, nc, count);
                waiting.push([ns, nr, nc]);
              }
      }
  return labels;
}
