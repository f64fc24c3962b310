import type { Canvas } from "./canvas";

/**
 * The slices of a scanner whose slices are thick: of a canvas that has `factor` slices, an odd number, for each of
 * them, the mean HU over `thickness` mm; tissue and side are those at a slice's centre.
 */
export function averageSlices(fine: Canvas, factor: number, thickness: number): Canvas {
  const { rows, columns, spacing, origin } = fine;
  const slices = fine.slices / factor;
  const size = rows * columns;
  const hu = new Float32Array(slices * size);
  const tissue = new Uint8Array(slices * size);
  const side = new Uint8Array(slices * size);
  const middle = (factor - 1) / 2;
  const reach = thickness / (2 * spacing[0]);
  for (let slice = 0; slice < slices; slice++) {
    const centre = slice * factor + middle;
    const mean = hu.subarray(slice * size, (slice + 1) * size);
    let total = 0;
    for (let i = Math.ceil(centre - reach - 0.5); i <= centre + reach + 0.5; i++) {
      const weight = Math.min(1, reach + 0.5 - Math.abs(i - centre));
      if (i < 0 || i >= fine.slices || weight <= 0) continue;
      total += weight;
      for (let pixel = 0, at = i * size; pixel < size; pixel++, at++) mean[pixel] += weight * fine.hu[at];
    }
    for (let pixel = 0; pixel < size; pixel++) mean[pixel] /= total;
    tissue.set(fine.tissue.subarray(centre * size, (centre + 1) * size), slice * size);
    side.set(fine.side.subarray(centre * size, (centre + 1) * size), slice * size);
  }
  return {
    ...fine,
    slices,
    spacing: [spacing[0] * factor, spacing[1], spacing[2]],
    origin: [origin[0], origin[1], origin[2] + middle * spacing[0]],
    hu,
    tissue,
    side,
  };
}
