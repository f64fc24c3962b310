import fc from "fast-check";
import { expect, test } from "vitest";
import { createRandom, randomFromState } from "../../kernel-lib/src/random";

test("gives the published outputs of xoshiro128** for the state 1, 2, 3, 4", () => {
  const random = randomFromState([1, 2, 3, 4]);
  expect(Array.from({ length: 6 }, () => random.uint32())).toEqual([
    11520, 0, 5927040, 70819200, 2031721883, 1637235492,
  ]);
});

test("gives one sequence for a seed and another for the next seed", () => {
  const draw = (seed: number) => {
    const random = createRandom(seed);
    return Array.from({ length: 4 }, () => random.uint32());
  };
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      expect(draw(seed)).toEqual(draw(seed));
      expect(draw(seed)).not.toEqual(draw(seed + 1));
    }),
  );
});

test("keeps uniform draws in [0, 1) and whole ones below their count", () => {
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 1, max: 1000 }), (seed, count) => {
      const random = createRandom(seed);
      const uniform = random.uniform();
      expect(uniform >= 0 && uniform < 1).toBe(true);
      const whole = random.below(count);
      expect(Number.isInteger(whole) && whole >= 0 && whole < count).toBe(true);
    }),
  );
});

test("draws normals with the moments of the standard normal distribution", () => {
  const random = createRandom(5);
  const draws = Array.from({ length: 200_000 }, () => random.normal());
  const moment = (power: number) => draws.reduce((sum, x) => sum + x ** power, 0) / draws.length;
  // Five standard errors of each sample moment.
  expect(Math.abs(moment(1))).toBeLessThan(5 / Math.sqrt(200_000));
  expect(Math.abs(moment(2) - 1)).toBeLessThan(5 * Math.sqrt(2 / 200_000));
  expect(Math.abs(moment(3))).toBeLessThan(5 * Math.sqrt(15 / 200_000));
  expect(Math.abs(moment(4) - 3)).toBeLessThan(5 * Math.sqrt(96 / 200_000));
});

test("rejects a seed that is not a whole number", () => {
  expect(() => createRandom(0.5)).toThrow("seed must be a whole number from 0 to 2^53 - 1; received 0.5");
  expect(() => randomFromState([0, 0, 0, 0])).toThrow("state must be four words that are not all zero");
});
