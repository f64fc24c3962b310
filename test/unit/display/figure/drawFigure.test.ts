import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findColorMap } from "../../../../kernel-lib/src/display/colour/colorMaps";
import { drawFigure } from "../../../../kernel-lib/src/display/figure/drawFigure";
import { chooseTicks } from "../../../../kernel-lib/src/display/figure/ticks";
import { createPicture, type Picture, type Rgb } from "../../../../kernel-lib/src/display/raster/picture";

const RED: Rgb = [250, 3, 7];
const red = (width: number, height: number) => createPicture(width, height, RED);

describe("drawFigure", () => {
  test("draws a voxel as so many whole pixels", () => {
    // Two columns of 21 x 21 boards: pixel [r, c] is red where r + c is even.
    const board = createPicture(21, 21, [0, 0, 255]);
    for (let i = 0; i < 21 * 21; i += 2) board.rgba.set([...RED, 255], i * 4);
    const figure = drawFigure({ panels: [{ image: board }] });
    const box = boxOf(figure, isNot([255, 255, 255]));
    const factor = box.width / 21;
    expect(Number.isInteger(factor)).toBe(true);
    expect(box.height).toBe(21 * factor);
    for (let row = 0; row < 21; row++) {
      for (let column = 0; column < 21; column++) {
        const pixel = pixelAt(figure, box.x + (column + 0.5) * factor, box.y + (row + 0.5) * factor);
        expect(pixel).toEqual((row * 21 + column) % 2 === 0 ? [...RED] : [0, 0, 255]);
      }
    }
  });

  test("keeps a 512 x 512 slice pixel for pixel, alone and among four", () => {
    const image = red(512, 512);
    for (const count of [1, 4]) {
      const figure = drawFigure({ panels: Array.from({ length: count }, () => ({ image })) });
      expect(countOf(figure, RED)).toBe(count * 512 * 512);
    }
    expect(drawFigure({ panels: [{ image, axes: true, title: "One" }] }).width).toBeLessThanOrEqual(700);
    expect(drawFigure({ panels: [1, 2, 3, 4].map(() => ({ image })) }).width).toBeLessThanOrEqual(1100);
  });

  test("gives pixels their aspect", () => {
    const figure = drawFigure({ panels: [{ image: red(100, 40), pixelAspect: 2.5 }], width: 400 });
    const box = boxOf(figure, (pixel) => pixel.every((level, i) => level === RED[i]));
    expect(box.width).toBe(box.height);
  });

  test("writes titles, axes and a colour bar around the image, not into it", () => {
    const image = red(64, 64);
    const full = drawFigure({
      title: "A figure",
      panels: [
        {
          image,
          title: "A panel",
          axes: true,
          colorBar: { colorMap: "bone", range: [-1000, 400], label: "HU" },
        },
      ],
      width: 500,
    });
    const box = boxOf(full, (pixel) => pixel.every((level, i) => level === RED[i]));
    expect(countOf(full, RED)).toBe(box.width * box.height);
    expect(box.width % 64).toBe(0);
    expect(full.height).toBeGreaterThan(box.height + 60);
    expect(full.width).toBeGreaterThan(box.width + 90);
    expect(full.width).toBeLessThanOrEqual(500);
  });

  test("counts rows and columns from the other edge where they are flipped", () => {
    const image = red(101, 101);
    const panel = { image, axes: true } as const;
    const usual = drawFigure({ panels: [panel] });
    const flipped = drawFigure({ panels: [{ ...panel, lie: { flipAcross: true, flipDown: true } }] });
    const { x, y, width } = boxOf(usual, (pixel) => pixel.every((level, i) => level === RED[i]));
    expect(width % 101).toBe(0);
    /** Pixels around where a column, or row, is counted. */
    const partOf = (figure: Picture, at: number, side: "below" | "left") =>
      Array.from({ length: 9 * 18 }, (_, i) => {
        const [along, away] = [at + (i % 9) - 4, Math.floor(i / 9) + 2];
        const [px, py] = side === "below" ? [x + along, y + width + away] : [x - away, y + along];
        return pixelAt(figure, px, py);
      });
    const first = Math.floor(width / 202);
    const last = first + (100 * width) / 101;
    for (const side of ["below", "left"] as const) {
      // The 0 of the first is at the last, where 100 was.
      expect(partOf(flipped, last, side)).toEqual(partOf(usual, first, side));
      expect(partOf(flipped, first, side)).toEqual(partOf(usual, last, side));
      expect(partOf(usual, first, side)).not.toEqual(partOf(usual, last, side));
    }
  });

  test("writes letters at the edges into the image, light on a dark rim", () => {
    const image = red(100, 100);
    const whole = boxOf(drawFigure({ panels: [{ image }] }), (pixel) => pixel[0] === RED[0]);
    const edges = { left: "R", right: "L", top: "A", bottom: "P" };
    const none = { left: "", right: "", top: "", bottom: "" };
    const places = { left: [0, 0.5], right: [1, 0.5], top: [0.5, 0], bottom: [0.5, 1] } as const;
    for (const [edge, letter] of Object.entries(edges)) {
      const figure = drawFigure({ panels: [{ image, edges: { ...none, [edge]: letter } }] });
      const place = places[edge as keyof typeof places];
      const isInk = (pixel: Pixel) => pixel[1] === 255 && pixel[0] === 255;
      const changed = boxOf(figure, (pixel) => isNot(RED)(pixel) && !isInk(pixel));
      expect(countOf(figure, RED)).toBeLessThan(whole.width * whole.height);
      expect([changed.width < 24, changed.height < 24]).toEqual([true, true]);
      const middle = [
        (changed.x + changed.width / 2 - whole.x) / whole.width,
        (changed.y + changed.height / 2 - whole.y) / whole.height,
      ];
      expect(Math.abs(middle[0] - place[0])).toBeLessThan(0.06);
      expect(Math.abs(middle[1] - place[1])).toBeLessThan(0.06);
    }
  });

  test("draws the map's colours from the top of the bar to its bottom", () => {
    const colorBar = { colorMap: "viridis", range: [0, 1] } as const;
    const figure = drawFigure({ panels: [{ image: red(256, 256), colorBar }], width: 600 });
    const box = boxOf(figure, (pixel) => pixel.every((level, i) => level === RED[i]));
    const { colors } = findColorMap("viridis");
    const x = box.x + box.width + 20;
    expect(pixelAt(figure, x, box.y)).toEqual(Array.from(colors.subarray(765)));
    expect(pixelAt(figure, x, box.y + box.height - 1)).toEqual(Array.from(colors.subarray(0, 3)));
  });

  test("a bar of colours that are not spread evenly shows each value's own", () => {
    const indexOf = (value: number) => (value < 0.75 ? 0 : 255);
    const colorBar = { colorMap: "viridis", range: [0, 1], indexOf } as const;
    const figure = drawFigure({ panels: [{ image: red(256, 256), colorBar }], width: 600 });
    const box = boxOf(figure, (pixel) => pixel.every((level, i) => level === RED[i]));
    const x = box.x + box.width + 20;
    const { colors } = findColorMap("viridis");
    const [low, high] = [colors.subarray(0, 3), colors.subarray(765)].map((color) => Array.from(color));
    const quarter = box.y + Math.floor(box.height / 4);
    expect([pixelAt(figure, x, quarter - 2), pixelAt(figure, x, quarter + 2)]).toEqual([high, low]);
  });

  test("says so where there is nothing to show", () => {
    const words = drawFigure({ panels: [{ image: createPicture(0, 0), message: "No lung was found" }] });
    const others = drawFigure({ panels: [{ message: "No lung" }] });
    const dark = (picture: Picture) => countWhere(picture, ([r, g, b]) => r < 128 && g < 128 && b < 128);
    expect(dark(words)).toBeGreaterThan(dark(others));
    expect(dark(others)).toBeGreaterThan(20);
    expect(dark(drawFigure({ panels: [{}] }))).toBeGreaterThan(20);
  });

  test("shows the background through transparent pixels, and light words on a dark one", () => {
    const figure = drawFigure({
      panels: [{ image: createPicture(8, 8), title: "Dark" }],
      background: [10, 20, 30],
    });
    expect(pixelAt(figure, figure.width / 2, figure.height - 40)).toEqual([10, 20, 30]);
    expect(countWhere(figure, ([r, g, b]) => r > 180 && g > 180 && b > 180)).toBeGreaterThan(10);
  });

  test("is opaque and the same each time", () => {
    const draw = () => drawFigure({ title: "Same", panels: [{ image: red(30, 20), axes: true }] });
    const [first, second] = [draw(), draw()];
    expect(Buffer.from(first.rgba).equals(Buffer.from(second.rgba))).toBe(true);
    expect(first.rgba.every((level, i) => i % 4 < 3 || level === 255)).toBe(true);
  });

  test("rejects a figure without panels or with an impossible size", () => {
    expect(() => drawFigure({ panels: [] })).toThrow("panels must be at least one panel");
    expect(() => drawFigure({ panels: [{}], columns: 0 })).toThrow("columns must be a positive whole number");
    expect(() => drawFigure({ panels: [{ image: red(1, 1), pixelAspect: 0 }] })).toThrow("pixelAspect");
  });
});

describe("chooseTicks", () => {
  test.each([
    [-1024, 1752, 7, ["−1000", "−500", "0", "500", "1000", "1500"]],
    [0, 1, 6, ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]],
    [-0.5, 0.5, 5, ["−0.50", "−0.25", "0.00", "0.25", "0.50"]],
    [40, 40, 5, ["40.00"]],
  ])("labels %d to %d with %d at most", (min, max, most, labels) => {
    expect(chooseTicks(min, max, most).map(({ label }) => label)).toEqual(labels);
  });

  test("are evenly spaced round numbers inside the range, few enough, and their labels say their values", () => {
    const end = fc.double({ min: -4000, max: 4000, noNaN: true });
    fc.assert(
      fc.property(end, end, fc.integer({ min: 2, max: 12 }), fc.boolean(), (a, b, most, whole) => {
        const [min, max] = [Math.min(a, b), Math.max(a, b)];
        fc.pre(max - min > 1e-3);
        const ticks = chooseTicks(min, max, most, whole);
        expect(ticks.length).toBeLessThanOrEqual(most);
        const values = ticks.map(({ value }) => value);
        expect(values.every((value) => value >= min && value <= max)).toBe(true);
        const step = values[1] - values[0];
        for (let i = 1; i < values.length; i++) {
          expect(Math.abs(values[i] - values[i - 1] - step)).toBeLessThan(1e-6 * step);
        }
        for (const { value, label } of ticks) {
          expect(Math.abs(Number(label.replace("−", "-")) - value)).toBeLessThanOrEqual(1e-5 * (max - min));
          if (whole) expect(label).toMatch(/^−?\d+$/);
        }
        // Never far fewer than asked for: a round step is at most 2.5 times the exact one.
        if (!whole) expect(ticks.length).toBeGreaterThanOrEqual(Math.floor((most - 1) / 2.5));
      }),
      { seed: 6, numRuns: 500 },
    );
  });
});

type Pixel = readonly number[];

function pixelAt({ width, rgba }: Picture, x: number, y: number): number[] {
  const at = (Math.floor(y) * width + Math.floor(x)) * 4;
  return Array.from(rgba.subarray(at, at + 3));
}

function isNot(color: Rgb) {
  return (pixel: Pixel) => pixel.some((level, i) => level !== color[i]);
}

function countOf(picture: Picture, color: Rgb): number {
  return countWhere(picture, (pixel) => !isNot(color)(pixel));
}

function countWhere({ rgba }: Picture, matches: (pixel: Pixel) => boolean): number {
  let count = 0;
  for (let i = 0; i < rgba.length; i += 4) if (matches([rgba[i], rgba[i + 1], rgba[i + 2]])) count++;
  return count;
}

function boxOf({ width, rgba }: Picture, matches: (pixel: Pixel) => boolean) {
  const columns: number[] = [];
  const rows: number[] = [];
  for (let i = 0; i < rgba.length / 4; i++) {
    if (!matches([rgba[4 * i], rgba[4 * i + 1], rgba[4 * i + 2]])) continue;
    columns.push(i % width);
    rows.push(Math.floor(i / width));
  }
  const least = (list: number[]) => list.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const most = (list: number[]) => list.reduce((a, b) => Math.max(a, b), 0);
  const [x, y] = [least(columns), least(rows)];
  return { x, y, width: most(columns) + 1 - x, height: most(rows) + 1 - y };
}
