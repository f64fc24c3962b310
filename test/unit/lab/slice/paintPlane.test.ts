import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { COLOR_MAP_NAMES, layPlane, PLANE_AXES, readColorMap } from "../../../../kernel-lib/src/contract";
import { blendOverlay, blendPicture } from "../../../../lab-extension/src/slice/blendOverlay";
import { traceOutlines } from "../../../../lab-extension/src/slice/outlinePath";
import { paintPlane } from "../../../../lab-extension/src/slice/paintPlane";
import { mixPalette, packColors } from "../../../../lab-extension/src/slice/palette";
import { framePlane, toFrame } from "../../../../lab-extension/src/slice/planeFrame";
import { readPreviewLevel } from "../../../../lab-extension/src/slice/valueText";
import { findGreyLevel } from "../../../../lab-extension/src/slice/window";
import { findTransform } from "../../../../lab-extension/src/viewer/panes/overlayLayers";
import { ALIGNED_STACKS } from "../../../makers/alignedStacks";

const window = { centre: 40, width: 400 };
const AS_STORED = { turned: false, flipAcross: false, flipDown: false };
const lies = fc.record({ turned: fc.boolean(), flipAcross: fc.boolean(), flipDown: fc.boolean() });
const image = (
  values: Int16Array | Float32Array | Uint8Array,
  rows: number,
  columns: number,
  padding: Uint8Array | null = null,
) => ({
  quality: values instanceof Uint8Array ? ("preview" as const) : ("exact" as const),
  rows,
  columns,
  values,
  padding,
});
const palettes = new Map<string, ReturnType<typeof mixPalette>>();
const paletteOf = (shown: Parameters<typeof mixPalette>[0], map: Parameters<typeof packColors>[0]) => {
  const name = JSON.stringify([shown, map]);
  const palette = palettes.get(name) ?? mixPalette(shown, packColors(map));
  palettes.set(name, palette);
  return palette;
};
const painted = (
  of: ReturnType<typeof image>,
  {
    lie = AS_STORED,
    shown = window as Parameters<typeof mixPalette>[0],
    map = "gray" as Parameters<typeof packColors>[0],
    preview = null as { low: number; high: number } | null,
  } = {},
) => {
  const pixels = new Uint32Array(of.values.length);
  paintPlane(pixels, of, paletteOf(shown, map), lie, preview);
  return new Uint8ClampedArray(pixels.buffer);
};
const reds = (rgba: Uint8ClampedArray) => [...rgba].filter((_, i) => i % 4 === 0);

describe("paintPlane", () => {
  test("paints exact values grey by the window rule, opaque", () => {
    const rgba = painted(image(Int16Array.of(-500, 0, 100, 900), 1, 4));
    expect([...rgba]).toEqual([0, 102, 166, 255].flatMap((level) => [level, level, level, 255]));
  });

  test.each(["linear", "linear-exact", "sigmoid"] as const)(
    "paints a %s window, 16-bit values as fractions",
    (shape) => {
      const values = Int16Array.of(-32_768, -300, 0, 100, 100, 0, 32_767);
      const shown = { ...window, shape };
      const whole = painted(image(values, 1, 7), { shown });
      expect(whole).toEqual(painted(image(Float32Array.from(values), 1, 7), { shown }));
      expect(reds(whole)).toEqual([...values].map((value) => findGreyLevel(value, shown)));
    },
  );

  test("paints the levels of a preview by the values they stand for", () => {
    const preview = { low: -100, high: 155 };
    const levels = Uint8Array.of(0, 51, 255);
    expect(reds(painted(image(levels, 1, 3), { preview }))).toEqual(
      [...levels].map((level) => findGreyLevel(readPreviewLevel(level, preview), window)),
    );
  });

  test.each([
    ["16-bit values", Int16Array.of(900, 800, 700, 600, 500, 400), null],
    ["fractions", Float32Array.of(900.5, 800.5, 700.5, 600.5, 500.5, Number.NaN), null],
    ["a preview", Uint8Array.of(255, 250, 245, 240, 235, 230), { low: 0, high: 1000 }],
  ])("paints what is outside the scan in the map's lowest colour, of %s in any lie", (_, values, preview) => {
    const padding = Uint8Array.of(0, 1, 0, 0, 0, 1);
    const [lowest] = packColors("viridis");
    fc.assert(
      fc.property(lies, (lie) => {
        const colors = (outside: Uint8Array | null) =>
          new Uint32Array(painted(image(values, 2, 3, outside), { map: "viridis", lie, preview }).buffer);
        const places = new Uint32Array(
          painted(
            image(
              Int16Array.from(padding, (bit) => 2000 * bit - 1000),
              2,
              3,
            ),
            { lie },
          ).buffer,
        );
        const [inside] = packColors("gray");
        const whole = colors(null);
        expect([...colors(padding)]).toEqual(
          [...whole].map((color, pixel) => (places[pixel] === inside ? color : lowest)),
        );
      }),
    );
  });

  test("puts every voxel of every aligned stack where its frame says", () => {
    const shape = [3, 4, 5];
    for (const affine of ALIGNED_STACKS) {
      for (const axis of [0, 1, 2] as const) {
        const lie = layPlane(affine, axis, "radiological");
        const frame = framePlane(axis, lie, shape, [1, 1, 1]);
        const [rows, columns] = PLANE_AXES[axis];
        const values = Int16Array.from({ length: shape[rows] * shape[columns] }, (_, i) => i);
        const shown = { centre: 10, width: 30 };
        const levels = reds(painted(image(values, shape[rows], shape[columns]), { lie, shown }));
        for (let row = 0; row < shape[rows]; row++) {
          for (let column = 0; column < shape[columns]; column++) {
            const voxel: [number, number, number] = [0, 0, 0];
            [voxel[rows], voxel[columns]] = [row, column];
            const { across, down } = toFrame(frame, voxel);
            const level = levels[Math.floor(down) * frame.columns + Math.floor(across)];
            expect(level).toBe(findGreyLevel(row * shape[columns] + column, shown));
          }
        }
      }
    }
  });

  test.each(COLOR_MAP_NAMES)("paints the colours of %s", (map) => {
    const shown = { centre: 128, width: 256 };
    const rgba = painted(
      image(
        Int16Array.from({ length: 256 }, (_, i) => i),
        1,
        256,
      ),
      { shown, map },
    );
    const colors = readColorMap(map);
    for (const level of [0, 1, 100, 255]) {
      expect([...rgba.subarray(4 * level, 4 * level + 3)]).toEqual(
        [0, 1, 2].map((channel) => Math.round(colors[3 * level + channel] / 2)),
      );
    }
  });
});

describe("blendOverlay", () => {
  const red = new Map([[1, [255, 0, 10] as const]]);

  test("blends each overlay over what is below it, rounded", () => {
    const rgba = painted(image(Int16Array.of(-500, 0, 100, 900), 1, 4));
    const mask = (...labels: number[]) => ({ rows: 1, columns: 4, labels: Uint8Array.from(labels) });
    blendOverlay(rgba, 4, 1, mask(0, 1, 1, 0), AS_STORED, red, 0.7);
    blendOverlay(rgba, 4, 1, mask(0, 0, 1, 1), AS_STORED, new Map([[1, [0, 0, 255] as const]]), 0.5);
    expect([...rgba]).toEqual([
      ...[0, 0, 0, 255],
      ...[Math.round(0.3 * 102 + 0.7 * 255), Math.round(0.3 * 102), Math.round(0.3 * 102 + 7), 255],
      ...[114, 25, 156, 255],
      ...[128, 128, 255, 255],
    ]);
  });

  test("shows the labels that have a colour, and no others", () => {
    const rgba = new Uint8ClampedArray(12);
    const map = { rows: 1, columns: 3, labels: Uint16Array.of(1, 700, 2) };
    blendOverlay(
      rgba,
      3,
      1,
      map,
      AS_STORED,
      new Map([
        [700, [9, 8, 7] as const],
        [1, [1, 1, 1] as const],
      ]),
      1,
    );
    expect([...rgba]).toEqual([1, 1, 1, 0, 9, 8, 7, 0, 0, 0, 0, 0]);
  });

  test("lies as the picture lies, at other resolutions too", () => {
    fc.assert(
      fc.property(
        lies,
        fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }),
        fc.integer({ min: 1, max: 3 }),
        (lie, bits, times) => {
          const labels = Uint8Array.from(bits, Number);
          const [width, height] = lie.turned ? [3, 4] : [4, 3];
          const black = new Uint8ClampedArray(4 * width * height * times * times);
          blendOverlay(
            black,
            width * times,
            height * times,
            { rows: 3, columns: 4, labels },
            lie,
            new Map([[1, [255, 255, 255] as const]]),
            1,
          );
          const like = reds(
            painted(
              image(
                Int16Array.from(labels, (label) => 2000 * label - 1000),
                3,
                4,
              ),
              { lie },
            ),
          );
          for (let y = 0; y < height * times; y++) {
            for (let x = 0; x < width * times; x++) {
              const there = black[4 * (y * width * times + x)];
              expect(there).toBe(like[Math.floor(y / times) * width + Math.floor(x / times)]);
            }
          }
        },
      ),
    );
  });

  test("blends a second picture where it has something, at its own resolution", () => {
    const rgba = new Uint8ClampedArray(16).fill(100);
    const second = { rgba: Uint8ClampedArray.of(200, 0, 0, 255, 9, 9, 9, 0), width: 2, height: 1 };
    blendPicture(rgba, 4, 1, second, 0.5);
    expect([...rgba]).toEqual([150, 50, 50, 100, 150, 50, 50, 100, ...new Array(8).fill(100)]);
  });
});

describe("traceOutlines", () => {
  const lengthOf = (path: string) =>
    [...path.matchAll(/[hv](\d+)/g)].reduce((sum, [, length]) => sum + Number(length), 0);

  test("goes around a square by its four edges", () => {
    const labels = new Uint8Array(25);
    for (const i of [6, 7, 11, 12]) labels[i] = 1;
    const path = traceOutlines({ rows: 5, columns: 5, labels }, new Set([1])).get(1) ?? "";
    expect(path.match(/M[^M]+/g)?.sort()).toEqual(["M1 1h2", "M1 1v2", "M1 3h2", "M3 1v2"]);
  });

  test("has an edge wherever a label ends, and at the border of the plane", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 20, maxLength: 20 }), (cells) => {
        const [rows, columns] = [4, 5];
        const at = (row: number, column: number) =>
          row < 0 || column < 0 || row >= rows || column >= columns ? 0 : cells[row * columns + column];
        const edges = (label: number) => {
          let count = 0;
          for (let row = 0; row < rows; row++) {
            for (let column = 0; column < columns; column++) {
              if (at(row, column) !== label) continue;
              for (const [down, right] of [
                [0, 1],
                [0, -1],
                [1, 0],
                [-1, 0],
              ]) {
                if (at(row + down, column + right) !== label) count++;
              }
            }
          }
          return count;
        };
        const plane = { rows, columns, labels: Uint8Array.from(cells) };
        const paths = traceOutlines(plane, new Set([1, 2]));
        for (const label of [1, 2]) expect(lengthOf(paths.get(label) ?? "")).toBe(edges(label));
        expect(traceOutlines(plane, new Set()).size).toBe(0);
      }),
    );
  });

  test("is laid over the picture as its voxels are", () => {
    const shape = [3, 4, 5];
    for (const affine of ALIGNED_STACKS) {
      for (const axis of [0, 1, 2] as const) {
        const frame = framePlane(axis, layPlane(affine, axis, "neurological"), shape, [2, 3, 4]);
        const [rows, columns] = PLANE_AXES[axis];
        const [a, b, c, d, e, f] = findTransform({ rows: shape[rows], columns: shape[columns] }, frame);
        const voxel: [number, number, number] = [0, 0, 0];
        [voxel[rows], voxel[columns]] = [2, 1];
        const [x, y] = [1.5, 2.5]; // the middle of that pixel, columns to the right and rows down
        expect(a * x + c * y + e).toBeCloseTo(toFrame(frame, voxel).across, 9);
        expect(b * x + d * y + f).toBeCloseTo(toFrame(frame, voxel).down, 9);
      }
    }
  });
});
