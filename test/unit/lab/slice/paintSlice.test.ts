import { describe, expect, test } from "vitest";
import { paintSlice } from "../../../../lab-extension/src/slice/paintSlice";
import { findGreyLevel } from "../../../../lab-extension/src/slice/window";

const window = { centre: 40, width: 400 };
const exact = { kind: "exact", rows: 1, columns: 4, values: Int16Array.of(-500, 0, 100, 900) } as const;
const painted = (
  ...[slice, preview, overlays]: [
    Parameters<typeof paintSlice>[1],
    Parameters<typeof paintSlice>[3],
    Parameters<typeof paintSlice>[4],
  ]
) => {
  const rgba = new Uint8ClampedArray(4 * slice.rows * slice.columns);
  paintSlice(rgba, slice, window, preview, overlays);
  return Array.from({ length: rgba.length / 4 }, (_, i) => [...rgba.subarray(4 * i, 4 * i + 4)]);
};

describe("paintSlice", () => {
  test("paints exact values grey by the window rule", () => {
    const grey = [...exact.values].map((value) => findGreyLevel(value, window));
    expect(painted(exact, null, [])).toEqual(grey.map((level) => [level, level, level, 255]));
    expect(grey).toEqual([0, 102, 166, 255]);
  });

  test.each(["linear", "linear-exact", "sigmoid"] as const)(
    "paints a %s window, 16-bit values as fractions",
    (shape) => {
      const values = Int16Array.of(-32_768, -300, 0, 100, 100, 0, 32_767);
      const slice = { kind: "exact", rows: 1, columns: 7, values } as const;
      const shaped = { ...window, shape };
      const [whole, fractions] = [values, Float32Array.from(values)].map((each) => {
        const rgba = new Uint8ClampedArray(28);
        paintSlice(rgba, { ...slice, values: each }, shaped, null, []);
        return [...rgba];
      });
      expect(whole).toEqual(fractions);
      expect(whole.filter((_, i) => i % 4 === 0)).toEqual(
        [...values].map((value) => findGreyLevel(value, shaped)),
      );
    },
  );

  test("paints the levels of a preview by the values they stand for", () => {
    const preview = { kind: "preview", rows: 1, columns: 3, values: Uint8Array.of(0, 51, 255) } as const;
    const [first, second, third] = painted(preview, { low: -100, high: 155 }, []);
    expect([first[0], second[0], third[0]]).toEqual(
      [-100, -49, 155].map((value) => findGreyLevel(value, window)),
    );
  });

  test("blends each overlay over what is below it, rounded", () => {
    const red = { pixels: Uint8Array.of(0, 1, 1, 0), color: [255, 0, 10] as const, alpha: 0.7 };
    const blue = { pixels: Uint8Array.of(0, 0, 1, 1), color: [0, 0, 255] as const, alpha: 0.5 };
    expect(painted(exact, null, [red, blue])).toEqual([
      [0, 0, 0, 255],
      [Math.round(0.3 * 102 + 0.7 * 255), Math.round(0.3 * 102), Math.round(0.3 * 102 + 7), 255],
      [114, 25, 156, 255],
      [128, 128, 255, 255],
    ]);
  });

  test("leaves grey what a transparent overlay covers", () => {
    const ghost = { pixels: Uint8Array.of(1, 1, 1, 1), color: [255, 0, 0] as const, alpha: 0 };
    expect(painted(exact, null, [ghost])).toEqual(painted(exact, null, []));
  });
});
