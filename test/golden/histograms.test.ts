import ndarray from "ndarray";
import {
  createGeometry,
  createMask,
  createVolume,
  histogramOf,
  lungPhenotypes,
  maskFromVoxels,
  type VoxelArray,
} from "tslab-dicom";
import { expect, test } from "vitest";
import golden from "../fixtures/histograms.json";
import { unpack } from "../makers/packed";

const cases = golden.cases.map((one) => {
  const values: VoxelArray =
    one.values.dtype === "int16" ? unpack(one.values, "int16") : unpack(one.values, "float32");
  return {
    ...one,
    name: `${values.length} ${one.values.dtype}, ${one.bins} bins over ${one.range ?? "all"}`,
    values,
  };
});

/** A sum of float64 in another order: each of its additions rounds by half a unit of the last place. */
function expectClose(found: number, wanted: number | null, { length }: VoxelArray): void {
  const rounding = (length + 8) * 2 ** -53 * Math.max(1, Math.abs(wanted ?? 0));
  if (wanted === null) expect(found).toBeNaN();
  else expect(Math.abs(found - wanted)).toBeLessThanOrEqual(rounding);
}

test.each(cases)("$name have numpy's bins and percentiles, and scipy's moments", ({ values, ...wanted }) => {
  const volume = createVolume(ndarray(values, [1, 1, values.length]));
  const options = {
    bins: wanted.bins,
    ...(wanted.range && { range: [wanted.range[0], wanted.range[1]] as const }),
    percentiles: wanted.percents,
  };
  const { counts, edges, percentiles, ...moments } = histogramOf(volume, options);
  expect([...counts]).toEqual(wanted.counts);
  expect([...edges]).toEqual(wanted.edges);
  expect(percentiles.map(({ value }) => value)).toEqual(wanted.percentiles);
  const linear = histogramOf(volume, { ...options, percentile: "linear" }).percentiles;
  expect(linear.map(({ value }) => value)).toEqual(wanted.linear);
  for (const name of ["mean", "standardDeviation", "skewness", "kurtosis"] as const) {
    expectClose(moments[name], wanted[name], values);
  }
});

test.each(cases)("$name as lungs have them too", ({ values, ...wanted }) => {
  const geometry = createGeometry([2, 1, values.length], { spacing: [1, 1, 1], origin: [0, 0, 0] });
  const twice =
    values instanceof Int16Array ? new Int16Array(2 * values.length) : new Float32Array(2 * values.length);
  twice.set(values);
  const volume = createVolume(ndarray(twice, [...geometry.shape]), { geometry });
  const left = maskFromVoxels(
    ndarray(
      Uint8Array.from(twice, (_, i) => Number(i < values.length)),
      [...geometry.shape],
    ),
    geometry,
  );
  const [{ percentiles, ...row }] = lungPhenotypes(
    volume,
    { left, right: createMask(geometry) },
    { percentiles: wanted.percents },
  ).rows;
  expect(percentiles.map(({ value }) => value)).toEqual(wanted.linear);
  for (const name of ["mean", "standardDeviation", "skewness", "kurtosis"] as const) {
    expectClose(row[name], wanted[name], values);
  }
});
