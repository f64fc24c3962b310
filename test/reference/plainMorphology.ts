import ndarray, { type NdArray } from "ndarray";
import { patientPoint, type VolumeGeometry } from "../../kernel-lib/src/volume/geometry";

type Bytes = NdArray<Uint8Array>;
type Voxel = readonly [slice: number, row: number, column: number];

/** Every voxel of a shape, in raster order. */
export function voxelsOf([slices, rows, columns]: readonly number[]): Voxel[] {
  const voxels: Voxel[] = [];
  for (let s = 0; s < slices; s++)
    for (let r = 0; r < rows; r++) for (let c = 0; c < columns; c++) voxels.push([s, r, c]);
  return voxels;
}

/** Distance of every voxel to the nearest one inside by trying each of them, Infinity where there is none. */
export function plainDistance(mask: Bytes, geometry: VolumeGeometry, inPlane = false): NdArray<Float64Array> {
  const inside = voxelsOf(mask.shape).filter(([s, r, c]) => mask.get(s, r, c) !== 0);
  const out = ndarray(new Float64Array(mask.size), mask.shape);
  for (const [s, r, c] of voxelsOf(mask.shape)) {
    const [x, y, z] = patientPoint(geometry, s, r, c);
    let nearest = Number.POSITIVE_INFINITY;
    for (const [os, or, oc] of inside) {
      if (inPlane && os !== s) continue;
      const [ox, oy, oz] = patientPoint(geometry, os, or, oc);
      nearest = Math.min(nearest, Math.hypot(x - ox, y - oy, z - oz));
    }
    out.set(s, r, c, nearest);
  }
  return out;
}

/** Shortest ways over 26 neighbours, or 8 in a slice, by relaxing every voxel until nothing changes. */
export function plainWays(
  seed: Bytes,
  within: Bytes,
  geometry: VolumeGeometry,
  inPlane = false,
): NdArray<Float64Array> {
  const ways = ndarray(new Float64Array(seed.size).fill(Number.POSITIVE_INFINITY), seed.shape);
  const room = voxelsOf(seed.shape).filter(([s, r, c]) => within.get(s, r, c) !== 0);
  for (const [s, r, c] of room) if (seed.get(s, r, c)) ways.set(s, r, c, 0);
  for (let changed = true; changed; ) {
    changed = false;
    for (const a of room)
      for (const b of room) {
        if (a.some((n, axis) => Math.abs(n - b[axis]) > (inPlane && axis === 0 ? 0 : 1))) continue;
        const [x, y, z] = patientPoint(geometry, ...a);
        const [ox, oy, oz] = patientPoint(geometry, ...b);
        const way = ways.get(...a) + Math.hypot(x - ox, y - oy, z - oz);
        if (way < ways.get(...b) - 1e-9) {
          ways.set(...b, way);
          changed = true;
        }
      }
  }
  return ways;
}

/** Marker flooding with a list that is sorted at every step, by value and then by age. */
export function plainWatershed(
  values: NdArray<Int16Array | Float32Array>,
  markers: Bytes,
  within: Bytes,
  connectivity: 6 | 18 | 26,
): NdArray<Uint8Array> {
  const axes = { 6: 1, 18: 2, 26: 3 }[connectivity];
  const labels = ndarray(new Uint8Array(values.size), values.shape);
  const waiting: { voxel: Voxel; value: number; age: number }[] = [];
  let age = 0;
  const take = (voxel: Voxel, label: number) => {
    labels.set(...voxel, label);
    waiting.push({ voxel, value: values.get(...voxel), age: age++ });
  };
  const mayHold = (voxel: Voxel) => within.get(...voxel) !== 0 && !Number.isNaN(values.get(...voxel));
  for (const voxel of voxelsOf(values.shape)) {
    if (markers.get(...voxel) && mayHold(voxel)) take(voxel, markers.get(...voxel));
  }
  while (waiting.length > 0) {
    waiting.sort((a, b) => a.value - b.value || a.age - b.age);
    const next = waiting.shift();
    if (next === undefined) break;
    const [s, r, c] = next.voxel;
    for (const [ds, dr, dc] of voxelsOf([3, 3, 3]).map((step) => step.map((n) => n - 1))) {
      if (Math.abs(ds) + Math.abs(dr) + Math.abs(dc) > axes) continue;
      const to: Voxel = [s + ds, r + dr, c + dc];
      if (to.some((n, axis) => n < 0 || n >= values.shape[axis])) continue;
      if (!mayHold(to) || labels.get(...to) !== 0) continue;
      take(to, labels.get(...next.voxel));
    }
  }
  return labels;
}
