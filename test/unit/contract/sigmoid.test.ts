import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sigmoid } from "../../../kernel-lib/src/contract/sigmoid";

describe("sigmoid", () => {
  test("is the logistic curve within 3e-9", () => {
    fc.assert(
      fc.property(fc.double({ min: -60, max: 60, noNaN: true }), (x) => {
        expect(Math.abs(sigmoid(x) - 1 / (1 + Math.exp(-x)))).toBeLessThan(3e-9);
      }),
      { seed: 1, numRuns: 2000 },
    );
  });

  test("is within 1e-13 where it is not flat, a half at 0, and the same from both sides", () => {
    for (let x = -19; x <= 19; x += 0.25) {
      expect(Math.abs(sigmoid(x) - 1 / (1 + Math.exp(-x)))).toBeLessThan(1e-13);
      expect(Math.abs(sigmoid(x) + sigmoid(-x) - 1)).toBeLessThan(1e-13);
    }
    expect(sigmoid(0)).toBe(0.5);
    expect(sigmoid(Number.NaN)).toBeNaN();
  });

  test("has these very bits on every machine", () => {
    const bytes = Buffer.from(Float64Array.of(sigmoid(-5), sigmoid(0.1), sigmoid(3)).buffer);
    expect(bytes.toString("hex")).toMatchInlineSnapshot(`"418f637df6697b3fdaaf2927a1cce03fc2fa36bc7c7bee3f"`);
  });
});
