import ndarray from "ndarray";
import { expect, test } from "vitest";
import { GK } from "../../../kernel-lib/src/clustering/GK";
import { gustafsonKessel } from "../../../kernel-lib/src/clustering/gustafsonKessel";
import { InvalidArgumentError } from "../../../kernel-lib/src/errors";

const values = Int16Array.from({ length: 300 }, (_, i) => (i % 3) * 300 + (i % 11));

test("fit, then predict: the tutorial's exponent, start and order of clusters", () => {
  const gk = new GK({ nClusters: 3, seed: 5 });
  const centers = gk.fit(values);
  const { centres, labels, memberships } = gustafsonKessel(values, {
    clusters: 3,
    seed: 5,
    init: "dirichlet",
    volumeExponent: "tutorial",
    clusterOrder: "as fitted",
  });
  expect(centers.shape).toEqual([3, 1]);
  expect(centers.data).toEqual(centres);
  expect(gk.u.shape).toEqual([3, 300]);
  expect(gk.u.data).toEqual(memberships);
  expect(gk.f.shape).toEqual([3, 1, 1]);
  expect(gk.predict(values)).toEqual(labels);
});

test("predicts samples it was not fitted to", () => {
  const gk = new GK({ nClusters: 3 });
  const centers = gk.fit(values).data;
  const nearest = (value: number) =>
    [0, 1, 2].sort((a, b) => Math.abs(centers[a] - value) - Math.abs(centers[b] - value))[0];
  expect([...gk.predict(Float64Array.of(2.5, 620, 305))]).toEqual([2.5, 620, 305].map(nearest));
});

test("has four clusters unless told otherwise, as the tutorial's class", () => {
  expect(new GK().fit(values).shape).toEqual([4, 1]);
});

test("says what is missing before a fit, and refuses samples of other features after", () => {
  const gk = new GK();
  expect(() => gk.predict(values)).toThrow("GK must be fitted: call fit(z) first");
  gk.fit(values);
  expect(() => gk.predict(ndarray(new Float64Array(4), [2, 2]))).toThrow(InvalidArgumentError);
});
