import ndarray from "ndarray";
import { createVolume, histogramOf, type VoxelArray } from "tslab-dicom";
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

test.each(cases)("$name have numpy's bins, percentiles and moments", ({ values, ...wanted }) => {
  const volume = createVolume(ndarray(values, [1, 1, values.length]));
  const { counts, edges, percentiles, mean, standardDeviation } = histogramOf(volume, {
    bins: wanted.bins,
    ...(wanted.range && { range: [wanted.range[0], wanted.range[1]] }),
    percentiles: wanted.percents,
  });
  expect([...counts]).toEqual(wanted.counts);
  expect([...edges]).toEqual(wanted.edges);
  expect(percentiles.map(({ value }) => value)).toEqual(wanted.percentiles);
  expect(mean).toBeCloseTo(wanted.mean, 9);
  expect(standardDeviation).toBeCloseTo(wanted.standardDeviation, 9);
});
