import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { clusterNorm } from "../../../kernel-lib/src/clustering/clusterNorm";
import { symmetricEigen } from "../../../kernel-lib/src/clustering/symmetricEigen";

/** M M' for a random M: symmetric, with eigenvalues from 0 up. */
const covariances = fc.integer({ min: 2, max: 5 }).chain((size) =>
  fc
    .array(fc.double({ min: -10, max: 10, noNaN: true }), {
      minLength: size * size,
      maxLength: size * size,
    })
    .map((factor) => ({ size, matrix: product(factor, transposed(factor, size), size) })),
);

describe("symmetricEigen", () => {
  test("rebuilds the matrix from orthonormal vectors", () => {
    fc.assert(
      fc.property(covariances, ({ size, matrix }) => {
        const { values, vectors } = symmetricEigen(Float64Array.from(matrix), size);
        const scaled = [...vectors].map((v, at) => v * values[at % size]);
        const rebuilt = product(scaled, transposed([...vectors], size), size);
        const largest = Math.max(1e-300, ...values);
        expect(rebuilt.every((value, at) => Math.abs(value - matrix[at]) <= 1e-13 * largest)).toBe(true);
        const gram = product(transposed([...vectors], size), [...vectors], size);
        expect(gram.every((value, at) => Math.abs(value - (at % (size + 1) === 0 ? 1 : 0)) < 1e-13)).toBe(
          true,
        );
      }),
      { seed: 2, numRuns: 100 },
    );
  });
});

describe("clusterNorm", () => {
  test("of one feature is a power of the variance", () => {
    expect([...clusterNorm(Float64Array.of(9), 1, 1)]).toEqual([1]);
    expect(clusterNorm(Float64Array.of(9), 1, 1 / 2)[0]).toBeCloseTo(1 / 3, 15);
  });

  test("of two features, by hand: det 36, inverse diag(1/4, 1/9)", () => {
    const norm = clusterNorm(Float64Array.of(4, 0, 0, 9), 2, 1 / 2);
    for (const [i, value] of [6 / 4, 0, 0, 6 / 9].entries()) expect(norm[i]).toBeCloseTo(value, 14);
  });

  test("with the textbook's exponent has the determinant 1, whatever the extent", () => {
    const turned = Float64Array.of(5, 4, 4, 5);
    const [a, b, c, d] = clusterNorm(turned, 2, 1 / 2);
    expect(a * d - b * c).toBeCloseTo(1, 12);
  });

  test("without any extent is 0", () => {
    expect([...clusterNorm(Float64Array.of(0), 1, 1 / 2)]).toEqual([0]);
    expect([...clusterNorm(new Float64Array(9), 3, 1 / 2)]).toEqual(new Array(9).fill(0));
  });

  test("widens a direction without extent to 1e-15 of the widest", () => {
    const norm = clusterNorm(Float64Array.of(100, 0, 0, 0), 2, 1 / 2);
    // Eigenvalues 100 and 1e-13: sqrt(det) = sqrt(1e-11).
    expect(norm[0] / (Math.sqrt(1e-11) / 100)).toBeCloseTo(1, 12);
    expect(norm[3] / (Math.sqrt(1e-11) / 1e-13)).toBeCloseTo(1, 12);
  });
});

function product(a: readonly number[], b: readonly number[], size: number): number[] {
  return a.map((_, at) => {
    let sum = 0;
    for (let k = 0; k < size; k++) sum += a[at - (at % size) + k] * b[k * size + (at % size)];
    return sum;
  });
}

function transposed(matrix: readonly number[], size: number): number[] {
  return matrix.map((_, at) => matrix[(at % size) * size + Math.floor(at / size)]);
}
