import { expect, test } from "vitest";
import { countSteps } from "../../drivers/countSteps";

/** Pairs of equal numbers, by looking at each pair. */
function countPairs(numbers: readonly number[]): number {
  return numbers.reduce((sum, one) => sum + numbers.filter((other) => other === one).length, 0);
}

/** The same by a table. */
function countPairsByTable(numbers: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => sum + count * count, 0);
}

test("steps tell a quadratic search from a table, and count the same work the same", async () => {
  const numbers = (length: number) => Array.from({ length }, (_, i) => i % 7);
  const growth = async (count: (numbers: readonly number[]) => number) => {
    const [once, again, twice] = [numbers(500), numbers(500), numbers(1000)];
    const steps = [];
    for (const given of [once, again, twice]) steps.push((await countSteps(() => count(given))).steps);
    expect(steps[0]).toBe(steps[1]);
    return steps[2] / steps[0];
  };
  expect(countPairs(numbers(500))).toBe(countPairsByTable(numbers(500)));
  expect(await growth(countPairs)).toBeGreaterThan(3.9);
  expect(await growth(countPairsByTable)).toBeLessThan(2.1);
});
