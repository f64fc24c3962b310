import fc from "fast-check";
import ndarray from "ndarray";
import { describe, expect, test } from "vitest";
import { fuzzyCMeans } from "../../../kernel-lib/src/clustering/fuzzyCMeans";
import {
  type GustafsonKesselOptions,
  gustafsonKessel,
  gustafsonKesselSteps,
} from "../../../kernel-lib/src/clustering/gustafsonKessel";
import { numpyRandom } from "../../../kernel-lib/src/clustering/numpyRandom";
import { InvalidArgumentError, NonFiniteError } from "../../../kernel-lib/src/errors";

/** Variances of a bar along and across itself. */
const LONG = 16;
const THIN = 0.04;

/** Two normal bars that cross in their middles, turned by some degrees: [samples, 2], the first half is one bar. */
function crossedBars(samples: number, seed: number, degrees: number) {
  const random = numpyRandom(seed);
  const normal = () => Math.sqrt(2 * random.exponential()) * Math.cos(2 * Math.PI * random.random());
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  const points = new Float64Array(2 * samples);
  for (let i = 0; i < samples; i++) {
    const along = Math.sqrt(LONG) * normal();
    const across = Math.sqrt(THIN) * normal();
    const [x, y] = i < samples / 2 ? [along, across] : [across, along];
    points.set([cos * x - sin * y, sin * x + cos * y], 2 * i);
  }
  return ndarray(points, [samples, 2]);
}

/** Share of samples in the right one of two clusters, whichever way round these are numbered. */
function accuracy(labels: Int32Array): number {
  const right = labels.filter((label, i) => label === (i < labels.length / 2 ? 0 : 1)).length;
  return Math.max(right, labels.length - right) / labels.length;
}

describe("two crossed elongated clusters", () => {
  test.each([0, 20, 65])(
    "turned by %d degrees are told apart by their shapes, and not by fuzzy c-means",
    (degrees) => {
      for (const seed of [0, 1, 2]) {
        const samples = crossedBars(400, seed + 10, degrees);
        const gk = gustafsonKessel(samples, { clusters: 2, seed });
        expect(gk.converged).toBe(true);
        expect(accuracy(gk.labels)).toBeGreaterThanOrEqual(0.95);
        expect(accuracy(fuzzyCMeans(samples, { clusters: 2, seed }).labels)).toBeLessThan(0.8);
      }
    },
  );

  test("have the bars' covariances", () => {
    const { covariances } = gustafsonKessel(crossedBars(2000, 4, 0), { clusters: 2 });
    const variances = [covariances[0], covariances[3], covariances[4], covariances[7]];
    const [thin, thinToo, long, longToo] = variances.sort((a, b) => a - b);
    for (const variance of [long, longToo]) expect(Math.abs(variance / LONG - 1)).toBeLessThan(0.2);
    for (const variance of [thin, thinToo]) expect(Math.abs(variance / THIN - 1)).toBeLessThan(0.2);
  });
});

describe("one feature", () => {
  const levels = Int16Array.from([...Array(30)].flatMap((_, i) => [-900 + (i % 5), 40 - (i % 7), -400 + i]));

  test("three separate groups get their means", () => {
    const values = Float64Array.of(-901, -900, -899, 39, 40, 41, 999, 1000, 1001);
    const { centres, labels, converged } = gustafsonKessel(values, { clusters: 3 });
    expect([...labels]).toEqual([0, 0, 0, 1, 1, 1, 2, 2, 2]);
    expect(converged).toBe(true);
    expect(Math.abs(centres[0] + 900)).toBeLessThan(0.1);
    expect(Math.abs(centres[1] - 40)).toBeLessThan(0.1);
    expect(Math.abs(centres[2] - 1000)).toBeLessThan(0.1);
  });

  test("the textbook's exponent gives fuzzy c-means exactly", () => {
    for (const init of ["quantile", "dirichlet"] as const) {
      const gk = gustafsonKessel(levels, { init, volumeExponent: "textbook" });
      const fcm = fuzzyCMeans(levels, { init });
      expect(gk.centres).toEqual(fcm.centres);
      expect(gk.memberships).toEqual(fcm.memberships);
      expect(gk.iterations).toBe(fcm.iterations);
    }
  });

  test("the tutorial's exponent does not: a wide cluster reaches further", () => {
    // Values of one group lie at -10 to 10, of the other at 100 to 500.
    const narrowAndWide = Float64Array.from({ length: 402 }, (_, i) => (i < 201 ? i / 10 - 10 : 2 * i - 302));
    const tutorial = { clusters: 2, volumeExponent: "tutorial" } as const;
    const inWide = ({ labels }: { labels: Int32Array }) => labels.filter((label) => label === 1).length;
    expect(inWide(gustafsonKessel(narrowAndWide, tutorial))).toBeGreaterThan(
      inWide(fuzzyCMeans(narrowAndWide, { clusters: 2 })),
    );
  });

  test("the distinct values with their counts give what every sample on its own gives", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -30, max: 30 }), { minLength: 12, maxLength: 60 }),
        fc.constantFrom("tutorial", "textbook"),
        fc.constantFrom("dirichlet", "quantile"),
        fc.integer({ min: 1, max: 4 }),
        (values, volumeExponent, init, clusters) => {
          // A start by quantiles counts distinct values in both forms.
          const options = { volumeExponent, init, clusters, maxIterations: 6 } as const;
          const histogram = gustafsonKessel(Int16Array.from(values), options);
          const everySample = gustafsonKessel(
            ndarray(Float64Array.from(values), [values.length, 1]),
            options,
          );
          expect(greatestDifference(histogram.centres, everySample.centres)).toBeLessThan(1e-9 * 30);
          expect(greatestDifference(histogram.memberships, everySample.memberships)).toBeLessThan(1e-7);
        },
      ),
      { seed: 3, numRuns: 60 },
    );
  });

  test("whole values cluster alike in each array type", () => {
    const whole = gustafsonKessel(levels, { init: "dirichlet" });
    for (const array of [Float32Array.from(levels), Float64Array.from(levels)]) {
      const other = gustafsonKessel(array, { init: "dirichlet" });
      expect(other.centres).toEqual(whole.centres);
      expect(other.labels).toEqual(whole.labels);
    }
  });
});

describe("any samples", () => {
  const samples = fc.array(fc.double({ min: -1000, max: 1000, noNaN: true }), {
    minLength: 1,
    maxLength: 40,
  });

  test("a sample's memberships are in [0, 1] and sum to 1; its label is the first highest", () => {
    fc.assert(
      fc.property(samples, fc.integer({ min: 1, max: 6 }), fc.double({ min: 1.2, max: 4 }), (...drawn) => {
        const [values, clusters, fuzzifier] = drawn;
        const { memberships, labels } = gustafsonKessel(Float64Array.from(values), {
          clusters,
          fuzzifier,
          volumeExponent: "tutorial",
        });
        for (let i = 0; i < values.length; i++) {
          const own = Array.from(
            { length: clusters },
            (_, cluster) => memberships[cluster * values.length + i],
          );
          expect(own.every((u) => u >= 0 && u <= 1)).toBe(true);
          expect(Math.abs(own.reduce((a, b) => a + b) - 1)).toBeLessThan(1e-12);
          expect(labels[i]).toBe(own.indexOf(Math.max(...own)));
        }
      }),
      { seed: 5, numRuns: 100 },
    );
  });

  test("another order of the samples only reorders the labels", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 5, maxLength: 40 }),
        fc.infiniteStream(fc.nat()),
        (values, draws) => {
          const order = values.map((_, i) => ({ i, key: draws.next().value })).sort((a, b) => a.key - b.key);
          const first = gustafsonKessel(Int16Array.from(values), { clusters: 3 });
          const second = gustafsonKessel(
            Int16Array.from(order, ({ i }) => values[i]),
            { clusters: 3 },
          );
          expect(second.centres).toEqual(first.centres);
          expect([...second.labels]).toEqual(order.map(({ i }) => first.labels[i]));
        },
      ),
      { seed: 8, numRuns: 60 },
    );
  });

  test("centres ascend, and the order they came out in stays on request", () => {
    const values = Float64Array.from({ length: 200 }, (_, i) => (i % 4) * 100 + (i % 7));
    const options = { clusters: 4, init: "dirichlet", seed: 3 } as const;
    const sorted = gustafsonKessel(values, options);
    const raw = gustafsonKessel(values, { ...options, clusterOrder: "as fitted" });
    expect([...sorted.centres]).toEqual([...raw.centres].sort((a, b) => a - b));
    expect([...raw.centres]).not.toEqual([...sorted.centres]);
    const place = [...raw.centres].map((centre) => sorted.centres.indexOf(centre));
    expect([...sorted.labels]).toEqual([...raw.labels].map((label) => place[label]));
    for (const [cluster, at] of place.entries()) {
      expect(sorted.covariances[at]).toBe(raw.covariances[cluster]);
      expect(sorted.memberships.slice(at * 200, (at + 1) * 200)).toEqual(
        raw.memberships.slice(cluster * 200, (cluster + 1) * 200),
      );
    }
  });

  test("a seed decides the start, and all starts find the same clusters", () => {
    const values = Float64Array.from({ length: 300 }, (_, i) => (i % 3) * 400 + ((i * 37) % 50));
    const options = { clusters: 3, init: "dirichlet", maxIterations: 1 } as const;
    const at = (seed: number) => gustafsonKessel(values, { ...options, seed }).centres;
    expect(at(1)).toEqual(at(1));
    expect(at(1)).not.toEqual(at(2));
    const ends = [0, 1, 2].map((seed) => gustafsonKessel(values, { ...options, seed, maxIterations: 500 }));
    for (const { labels } of ends) expect(labels).toEqual(ends[0].labels);
  });
});

describe("singular samples", () => {
  test("an image of one value is one cluster in two iterations", () => {
    for (const volumeExponent of ["tutorial", "textbook"] as const) {
      const { labels, iterations, converged, memberships, centres } = gustafsonKessel(
        new Int16Array(50).fill(-1000),
        { volumeExponent, init: "dirichlet" },
      );
      expect(new Set(labels)).toEqual(new Set([0]));
      expect({ iterations, converged }).toEqual({ iterations: 2, converged: true });
      expect(memberships.every((u) => u === 0.2)).toBe(true);
      // NumPy's weighted mean of equal values is not always that value to the last bit, and nor is this.
      expect(centres.every((centre) => Math.abs(centre + 1000) < 1e-9)).toBe(true);
    }
  });

  test("one sample has the label 0", () => {
    const { labels, centres } = gustafsonKessel(Int16Array.of(7));
    expect([...labels]).toEqual([0]);
    expect([...centres]).toEqual([7, 7, 7, 7, 7]);
  });

  test("more clusters than samples leave no sample out and share centres", () => {
    const { centres, labels } = gustafsonKessel(Float32Array.of(-900, 0, 40), { clusters: 6 });
    expect(labels.every((label, i) => Math.abs(centres[label] - [-900, 0, 40][i]) < 1e-3)).toBe(true);
  });

  test("points on a line have a covariance that is widened, not divided by", () => {
    const points = Float64Array.from({ length: 80 }, (_, i) =>
      i % 2 ? i >> 1 : 3 * (i >> 1) + (i < 40 ? 0 : 500),
    );
    const { memberships, centres } = gustafsonKessel(ndarray(points, [40, 2]), { clusters: 2 });
    expect(memberships.every(Number.isFinite)).toBe(true);
    expect(centres.every(Number.isFinite)).toBe(true);
  });

  test("several features of one value are one cluster", () => {
    const { labels, memberships } = gustafsonKessel(ndarray(new Float64Array(30).fill(4), [10, 3]));
    expect(new Set(labels)).toEqual(new Set([0]));
    expect(memberships.every((u) => u === 0.2)).toBe(true);
  });
});

describe("the steps", () => {
  const values = Int16Array.from({ length: 500 }, (_, i) => ((i * i) % 701) - 350);

  test("are the iterations of the whole, each with a smaller objective", () => {
    const steps = gustafsonKesselSteps(values, { clusters: 3 });
    const objectives: number[] = [];
    let step = steps.next();
    for (; !step.done; step = steps.next()) {
      expect(step.value.iteration).toBe(objectives.length + 1);
      objectives.push(step.value.objective);
    }
    const whole = gustafsonKessel(values, { clusters: 3 });
    expect(step.value.centres).toEqual(whole.centres);
    expect(objectives).toHaveLength(whole.iterations);
    expect(objectives.at(-1)).toBe(whole.objective);
    for (let i = 1; i < objectives.length; i++) {
      expect(objectives[i]).toBeLessThanOrEqual(objectives[i - 1] * (1 + 1e-12));
    }
  });

  test("end at the tolerance or at the last iteration, and say which", () => {
    const early = gustafsonKessel(values, { tolerance: 0.5 });
    const late = gustafsonKessel(values, { tolerance: 0, maxIterations: 7 });
    expect(early.converged).toBe(true);
    expect(early.iterations).toBeLessThan(gustafsonKessel(values).iterations);
    expect({ iterations: late.iterations, converged: late.converged }).toEqual({
      iterations: 7,
      converged: false,
    });
  });
});

describe("what it does not take", () => {
  test("no samples", () => {
    expect(() => gustafsonKessel(new Int16Array(0))).toThrow(
      "samples must be at least one sample; received none",
    );
    expect(() => gustafsonKessel(ndarray(new Float64Array(0), [0, 2]))).toThrow(InvalidArgumentError);
  });

  test("values that are not finite, named by place", () => {
    expect(() => gustafsonKessel(Float64Array.of(1, Number.NaN, 2))).toThrow(NonFiniteError);
    expect(() =>
      gustafsonKessel(ndarray(Float32Array.of(1, 2, Number.POSITIVE_INFINITY, 4), [2, 2])),
    ).toThrow("samples must hold finite numbers only; found Infinity at index 2");
  });

  test("an array that is not [samples, features]", () => {
    expect(() => gustafsonKessel(ndarray(new Float64Array(8), [2, 2, 2]))).toThrow("[samples, features]");
  });

  test.each([
    { clusters: 0 },
    { clusters: 2.5 },
    { fuzzifier: 1 },
    { fuzzifier: Number.NaN },
    { maxIterations: 0 },
    { tolerance: -1 },
    { init: "dirichlet", seed: -1 },
    { init: "dirichlet", seed: 0.5 },
  ] as GustafsonKesselOptions[])("the options %o", (options) => {
    expect(() => gustafsonKessel(Int16Array.of(1, 2, 3), options)).toThrow(InvalidArgumentError);
  });
});

function greatestDifference(a: Float64Array, b: Float64Array): number {
  expect(a.length).toBe(b.length);
  return a.reduce((greatest, value, i) => Math.max(greatest, Math.abs(value - b[i])), 0);
}
