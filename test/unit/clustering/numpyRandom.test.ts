import { expect, test } from "vitest";
import { numpyRandom } from "../../../kernel-lib/src/clustering/numpyRandom";
import { InvalidArgumentError } from "../../../kernel-lib/src/errors";

test("the first words of MT19937 for the seed 5489 are the published ones", () => {
  // 3499211612 and 581869302 begin its sequence; a double takes the upper 27 and 26 bits of two words.
  const expected = (Math.floor(3499211612 / 32) * 2 ** 26 + Math.floor(581869302 / 64)) / 2 ** 53;
  expect(numpyRandom(5489).random()).toBe(expected);
});

test("doubles are in [0, 1), with the mean and variance of a uniform distribution", () => {
  const random = numpyRandom(1);
  const draws = Array.from({ length: 100_000 }, () => random.random());
  const mean = draws.reduce((a, b) => a + b) / draws.length;
  const variance = draws.reduce((sum, x) => sum + (x - mean) ** 2, 0) / draws.length;
  expect(draws.every((x) => x >= 0 && x < 1)).toBe(true);
  expect(Math.abs(mean - 1 / 2)).toBeLessThan(0.005);
  expect(Math.abs(variance - 1 / 12)).toBeLessThan(0.002);
});

test("a Dirichlet point has no negative part and sums to 1", () => {
  const point = numpyRandom(7).dirichlet(1000);
  expect(point.every((part) => part >= 0)).toBe(true);
  expect(Math.abs(point.reduce((a, b) => a + b) - 1)).toBeLessThan(1e-12);
});

test.each([-1, 2 ** 32, 0.5, Number.NaN])("refuses the seed %d", (seed) => {
  expect(() => numpyRandom(seed)).toThrow(InvalidArgumentError);
});
