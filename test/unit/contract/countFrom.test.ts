import fc from "fast-check";
import { expect, test } from "vitest";
import { countFrom } from "../../../kernel-lib/src/contract/countFrom";

test("decimals are counted in decimals", () => {
  const digits = fc.integer({ min: 0, max: 9 });
  const first = fc.integer({ min: -5000, max: 5000 });
  fc.assert(
    fc.property(digits, first, fc.integer({ min: 1, max: 400 }), (decimals, start, each) => {
      const at = (i: number) => Number(`${start + i * each}e-${decimals}`) + 0;
      const valueAt = countFrom(at(0), Number(`${each}e-${decimals}`));
      for (let i = 0; i < 100; i++) expect(valueAt(i)).toBe(at(i));
    }),
    { seed: 13 },
  );
});

test("a step that is no decimal comes by 0 all the same", () => {
  const thirds = countFrom(-1, 1 / 3);
  expect(Array.from({ length: 7 }, (_, i) => thirds(i))).toEqual([
    -1, -0.666666666667, -0.333333333333, 0, 0.333333333333, 0.666666666667, 1,
  ]);
});
