import ndarray from "ndarray";
import {
  createGeometry,
  createLabelMap,
  createVolume,
  histogramOf,
  InvalidArgumentError,
  labelStatistics,
  maskFromVoxels,
  ShapeMismatchError,
} from "tslab-dicom";
import { expect, test } from "vitest";
import { createRandom } from "../../../kernel-lib/src/random";
import { wrong } from "../../checks/publicDoors";
import { maskOf, volumeOf } from "../../makers/volumes";

const shape = [4, 12, 33] as const;
const random = createRandom(9);
const volume = volumeOf(shape, () => Math.floor(1000 * random.normal()));
const labels = ndarray(
  Uint8Array.from({ length: 4 * 12 * 33 }, () => [0, 1, 1, 3, 200][random.below(5)]),
  [...shape],
);
const map = createLabelMap(labels, { geometry: volume.geometry, names: { 1: "left lung" } });

test("each label has the numbers of a histogram of its mask", () => {
  const padding = maskOf(volume, (_s, _r, c) => c === 0);
  const padded = createVolume(volume.voxels, { geometry: volume.geometry, padding });
  const found = labelStatistics(map, { volume: padded });
  expect(found.map(({ label, name }) => [label, name])).toEqual([
    [1, "left lung"],
    [3, "label 3"],
    [200, "label 200"],
  ]);
  for (const { label, voxels, millilitres, mean, standardDeviation } of found) {
    const mask = maskFromVoxels(
      ndarray(
        labels.data.map((each) => Number(each === label)),
        [...shape],
      ),
      volume.geometry,
    );
    const wanted = histogramOf(padded, { mask });
    expect(mean).toBeCloseTo(wanted.mean, 9);
    expect(standardDeviation).toBeCloseTo(wanted.standardDeviation, 6);
    expect(voxels).toBe(labels.data.filter((each) => each === label).length);
    expect(millilitres).toBeCloseTo((voxels * 2.5 * 0.8 * 0.7) / 1000, 9);
  }
});

test("without a volume there is only how large they are, and without a size only how many", () => {
  expect(labelStatistics(createLabelMap(labels))[0]).toMatchObject({
    millilitres: null,
    mean: null,
    max: null,
  });
  const single = createGeometry(shape, { spacing: [null, 1, 1] });
  expect(labelStatistics(createLabelMap(labels, { geometry: single }))[0].millilitres).toBeNull();
});

test.each([maskOf(volume, () => true), volume, undefined])("%s is no label map", (other) => {
  expect(() => labelStatistics(wrong(other))).toThrow(InvalidArgumentError);
  expect(() => labelStatistics(wrong(other))).toThrow("map must be a label map of createLabelMap");
});

test("a map without a label has no row, and a volume of another shape is refused", () => {
  expect(labelStatistics(createLabelMap(ndarray(new Uint16Array(4), [1, 2, 2])))).toEqual([]);
  expect(() => labelStatistics(map, { volume: volumeOf([4, 12, 32], () => 0) })).toThrow(ShapeMismatchError);
});
