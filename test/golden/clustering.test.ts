import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import ndarray from "ndarray";
import { describe, expect, test } from "vitest";
import type { FuzzyPartitionStep } from "../../kernel-lib/src/clustering/fuzzyPartition";
import { GK } from "../../kernel-lib/src/clustering/GK";
import { gkSegment } from "../../kernel-lib/src/clustering/gkSegment";
import {
  type GustafsonKesselOptions,
  gustafsonKessel,
  gustafsonKesselSteps,
} from "../../kernel-lib/src/clustering/gustafsonKessel";
import { numpyRandom } from "../../kernel-lib/src/clustering/numpyRandom";
import { getPixelsHu } from "../../kernel-lib/src/dicom/getPixelsHu";
import { loadScan } from "../../kernel-lib/src/dicom/loadScan";
import { applyMask } from "../../kernel-lib/src/segmentation/applyMask";
import { segmentLungMask } from "../../kernel-lib/src/segmentation/segmentLungMask";
import { sliceOf } from "../../kernel-lib/src/volume/slicesOf";
import { createVolume } from "../../kernel-lib/src/volume/volume";
import segmentFixture from "../fixtures/gk_segments.json";
import partitionFixture from "../fixtures/gustafson_kessel.json";
import randomFixture from "../fixtures/numpy_random.json";
import { type Packed, unpack, unpackNdArray } from "../makers/packed";

const sampleSets: Record<string, Packed> = partitionFixture.samples;

/** A flat array for one feature, so that the exact histogram form is what is tested. */
function samplesOf(name: string) {
  const samples = unpackNdArray(sampleSets[name], "float64");
  return samples.shape[1] === 1 ? samples.data : samples;
}

function expectClose(received: ArrayLike<number>, expected: readonly number[], relative: number) {
  expect(received.length).toBe(expected.length);
  for (const [i, value] of expected.entries()) {
    const error = Math.abs(received[i] - value) / Math.max(1, Math.abs(value));
    expect(error, `[${i}]: ${received[i]} instead of ${value}`).toBeLessThanOrEqual(relative);
  }
}

describe.each(randomFixture.cases)("numpyRandom($seed)", ({ seed, doubles, exponentials, dirichlet }) => {
  test("gives NumPy's doubles bit for bit, past two refills of the state", () => {
    const random = numpyRandom(seed);
    const stream = Array.from({ length: 1000 }, () => random.random());
    expect([...stream.slice(0, 8), ...stream.slice(-8)]).toEqual(doubles);
  });

  test("gives NumPy's exponential and Dirichlet draws to the last two bits", () => {
    const random = numpyRandom(seed);
    for (const value of exponentials) {
      expect(Math.abs(random.exponential() / value - 1)).toBeLessThan(5e-16);
    }
    const again = numpyRandom(seed);
    for (const point of dirichlet) {
      const received = again.dirichlet(point.length);
      for (const [i, value] of point.entries()) {
        expect(Math.abs(received[i] / value - 1)).toBeLessThan(1e-15);
      }
    }
  });
});

describe("gustafsonKessel under NumPy's seed", () => {
  test.each(partitionFixture.cases)(
    "$samples, $clusters clusters, m = $fuzzifier, $volumeExponent, seed $seed",
    (expected) => {
      const { clusters, fuzzifier, seed } = expected;
      const volumeExponent = expected.volumeExponent as "tutorial" | "textbook";
      const options: GustafsonKesselOptions = {
        clusters,
        fuzzifier,
        seed,
        volumeExponent,
        init: "dirichlet",
        clusterOrder: "as fitted",
      };
      const steps = gustafsonKesselSteps(samplesOf(expected.samples), options);
      const changes = expected.firstChanges.map(() => steps.next().value as FuzzyPartitionStep);
      expectClose(
        changes.map(({ change }) => change),
        expected.firstChanges,
        1e-9,
      );
      const partition = gustafsonKessel(samplesOf(expected.samples), options);
      expectClose(partition.centres, expected.centres.flat(), 1e-9);
      expectClose(partition.covariances, expected.covariances.flat(2), 1e-8);
      expect(partition.iterations).toBe(expected.iterations);
      expect([...partition.labels]).toEqual([...unpack(expected.labels, "uint8")]);

      const samples = partition.labels.length;
      const sums = expected.membershipSums.map((_, cluster) =>
        partition.memberships
          .subarray(cluster * samples, (cluster + 1) * samples)
          .reduce((sum, u) => sum + u, 0),
      );
      expectClose(sums, expected.membershipSums, 1e-8);
    },
  );
});

test("GK fits and predicts as the tutorial's class", () => {
  const expected = partitionFixture.cases.find(
    (c) => c.samples === "mixture" && c.volumeExponent === "tutorial" && c.seed === 42,
  );
  if (expected === undefined) throw new Error("the fixture lost its case");
  const gk = new GK({ nClusters: expected.clusters, seed: expected.seed });
  const samples = samplesOf(expected.samples);
  expectClose(gk.fit(samples).data, expected.centres.flat(), 1e-9);
  expect([...gk.predict(samples)]).toEqual([...unpack(expected.labels, "uint8")]);
});

describe("gkSegment", () => {
  test.each(segmentFixture.cases)("slice $slice of $volume", (expected) => {
    const image = unpackNdArray(expected.image, "int16");
    const [rows, columns] = image.shape;
    const { segments, smallest, slices } = gkSegment(createVolume(ndarray(image.data, [1, rows, columns])));

    expect(slices).toHaveLength(1);
    expectClose(slices[0].centres, expected.centres, 1e-9);
    expect(slices[0]).toMatchObject({
      values: expected.values,
      counts: expected.counts,
      smallest: expected.smallest,
      iterations: expected.iterations,
    });
    expect([...segments.voxels.data]).toEqual([...unpack(expected.segments, "int16")]);
    expect([...smallest.voxels.data]).toEqual([...unpack(expected.mask, "uint8")]);
  });
});

const data = fileURLToPath(new URL("../../../shared/data/", import.meta.url));
const goldenFile = `${data}golden-lidc-idri-0002.json`;

interface GoldenSlice {
  slice: number;
  centres: number[];
  iterations: number;
  values: number[];
  counts: number[];
  smallest: number;
  sha256_u8: string;
}

// Skipped where ../shared/data is absent.
describe.skipIf(!existsSync(goldenFile))("lidc-idri-0002 gives what the tutorial's Python gives", () => {
  test("the clusters of five slices", async () => {
    const expected: GoldenSlice[] = JSON.parse(readFileSync(goldenFile, "utf8")).gk;
    const volume = getPixelsHu(await loadScan(`${data}lidc-idri-0002`));
    const pixels = applyMask(volume, segmentLungMask(volume));
    for (const golden of expected) {
      const { smallest, slices } = gkSegment(sliceOf(pixels, golden.slice));
      const { values, counts, iterations } = golden;
      expect(slices[0]).toMatchObject({ values, counts, iterations, smallest: golden.smallest });
      // The file has them rounded to six decimals.
      expectClose(slices[0].centres, golden.centres, 1e-6);
      const sha256 = createHash("sha256").update(smallest.voxels.data).digest("hex");
      expect(sha256).toBe(golden.sha256_u8);
    }
  });
});
