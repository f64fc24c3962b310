import ndarray from "ndarray";
import { contiguous } from "../volume/contiguous";
import { createVolume, type Volume } from "../volume/volume";

/** The volume with each value the mean of the voxels up to so many steps from it along each axis, as far as there are any. */
export function boxMeans(source: Volume, steps: readonly [number, number, number]): Volume<Float32Array> {
  const { shape, geometry, units, padding, window, acquisition } = source;
  let values = Float32Array.from(contiguous(source.voxels));
  for (const axis of [0, 1, 2] as const) values = meansAlong(values, shape, axis, steps[axis]);
  return createVolume(ndarray(values, [...shape]), { geometry, units, padding, window, acquisition });
}

function meansAlong(
  values: Float32Array,
  shape: readonly [number, number, number],
  axis: 0 | 1 | 2,
  steps: number,
): Float32Array {
  if (steps === 0) return values;
  const stride = [shape[1] * shape[2], shape[2], 1][axis];
  const length = shape[axis];
  const out = new Float32Array(values.length);
  for (let at = 0; at < values.length; at++) {
    const place = Math.floor(at / stride) % length;
    const [from, to] = [Math.max(-steps, -place), Math.min(steps, length - 1 - place)];
    let sum = 0;
    for (let step = from; step <= to; step++) sum += values[at + step * stride];
    out[at] = sum / (to - from + 1);
  }
  return out;
}
