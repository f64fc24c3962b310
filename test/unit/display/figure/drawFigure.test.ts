import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findColorMap } from "../../../../kernel-lib/src/display/colour/colorMaps";
import { type DrawFigureOptions, drawFigure } from "../../../../kernel-lib/src/display/figure/drawFigure";
import { chooseTicks } from "../../../../kernel-lib/src/display/figure/ticks";
import {
  createPicture,
  flattenPicture,
  type Picture,
  type Rgb,
} from "../../../../kernel-lib/src/display/raster/picture";
import { measureText } from "../../../../kernel-lib/src/display/raster/text";

const RED: Rgb = [250, 3, 7];
const red = (width: number, height: number) => createPicture(width, height, RED);

/** As on a white page. */
const drawOnWhite = (options: DrawFigureOptions) => flattenPicture(drawFigure(options), [255, 255, 255]);

describe("drawFigure", () => {
  test("draws a voxel as so many whole pixels", () => {
    // Two columns of 21 x 21 boards: pixel [r, c] is red where r + c is even.
    const board = createPicture(21, 21, [0, 0, 255]);
    for (let i = 0; i < 21 * 21; i += 2) board.rgba.set([...RED, 255], i * 4);
    const figure = drawOnWhite({ panels: [{ image: board }] });
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
      const figure = drawOnWhite({ panels: Array.from({ length: count }, () => ({ image })) });
      expect(countOf(figure, RED)).toBe(count * 512 * 512);
    }
    expect(drawOnWhite({ panels: [{ image, axes: true, title: "One" }] }).width).toBeLessThanOrEqual(700);
    expect(drawOnWhite({ panels: [1, 2, 3, 4].map(() => ({ image })) }).width).toBeLessThanOrEqual(1100);
  });

  test("gives pixels their aspect", () => {
    const figure = drawOnWhite({ panels: [{ image: red(100, 40), pixelAspect: 2.5 }], width: 400 });
    const box = boxOf(figure, (pixel) => pixel.every((level, i) => level === RED[i]));
    expect(box.width).toBe(box.height);
  });

  test("writes titles, axes and a colour bar around the image, not into it", () => {
    const image = red(64, 64);
    const full = drawOnWhite({
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
    const usual = drawOnWhite({ panels: [panel] });
    const flipped = drawOnWhite({ panels: [{ ...panel, lie: { flipAcross: true, flipDown: true } }] });
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
    const whole = boxOf(drawOnWhite({ panels: [{ image }] }), (pixel) => pixel[0] === RED[0]);
    const edges = { left: "R", right: "L", top: "A", bottom: "P" };
    const none = { left: "", right: "", top: "", bottom: "" };
    const places = { left: [0, 0.5], right: [1, 0.5], top: [0.5, 0], bottom: [0.5, 1] } as const;
    for (const [edge, letter] of Object.entries(edges)) {
      const figure = drawOnWhite({ panels: [{ image, edges: { ...none, [edge]: letter } }] });
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
    const figure = drawOnWhite({ panels: [{ image: red(256, 256), colorBar }], width: 600 });
    const box = boxOf(figure, (pixel) => pixel.every((level, i) => level === RED[i]));
    const { colors } = findColorMap("viridis");
    const x = box.x + box.width + 20;
    expect(pixelAt(figure, x, box.y)).toEqual(Array.from(colors.subarray(765)));
    expect(pixelAt(figure, x, box.y + box.height - 1)).toEqual(Array.from(colors.subarray(0, 3)));
  });

  test("a bar of colours that are not spread evenly shows each value's own", () => {
    const indexOf = (value: number) => (value < 0.75 ? 0 : 255);
    const colorBar = { colorMap: "viridis", range: [0, 1], indexOf } as const;
    const figure = drawOnWhite({ panels: [{ image: red(256, 256), colorBar }], width: 600 });
    const box = boxOf(figure, (pixel) => pixel.every((level, i) => level === RED[i]));
    const x = box.x + box.width + 20;
    const { colors } = findColorMap("viridis");
    const [low, high] = [colors.subarray(0, 3), colors.subarray(765)].map((color) => Array.from(color));
    const quarter = box.y + Math.floor(box.height / 4);
    expect([pixelAt(figure, x, quarter - 2), pixelAt(figure, x, quarter + 2)]).toEqual([high, low]);
  });

  test("says so where there is nothing to show", () => {
    const words = drawOnWhite({ panels: [{ image: createPicture(0, 0), message: "No lung was found" }] });
    const others = drawOnWhite({ panels: [{ message: "No lung" }] });
    const lit = (picture: Picture) => countWhere(insideOf(picture), ([r, g, b]) => Math.min(r, g, b) > 150);
    expect(lit(words)).toBeGreaterThan(lit(others));
    expect(lit(others)).toBeGreaterThan(20);
    expect(lit(drawOnWhite({ panels: [{}] }))).toBeGreaterThan(20);
  });

  test("shows the background through transparent pixels, and light words on a dark one", () => {
    const figure = drawOnWhite({
      panels: [{ image: createPicture(8, 8), title: "Dark" }],
      background: [10, 20, 30],
    });
    expect(pixelAt(figure, figure.width / 2, figure.height - 40)).toEqual([10, 20, 30]);
    expect(countWhere(figure, ([r, g, b]) => r > 180 && g > 180 && b > 180)).toBeGreaterThan(10);
  });

  test("is transparent around its images, with words of one grey that stands out on light and dark pages alike", () => {
    const draw = () =>
      drawFigure({ title: "Same", panels: [{ image: red(30, 20), axes: true, title: "Panel" }] });
    const [first, second] = [draw(), draw()];
    expect(Buffer.from(first.rgba).equals(Buffer.from(second.rgba))).toBe(true);
    const colors = new Set<string>();
    for (let i = 0; i < first.rgba.length; i += 4) {
      if (first.rgba[i + 3] > 0) colors.add(first.rgba.subarray(i, i + 3).join());
    }
    expect(colors.size).toBe(2);
    expect(colors.delete(RED.join())).toBe(true);
    const [ink] = Array.from(colors, (color) => color.split(",").map(Number));
    expect(contrast(ink, [255, 255, 255])).toBeGreaterThan(4.5);
    expect(contrast(ink, [17, 17, 17])).toBeGreaterThan(4.1);
    expect(Array.from(first.rgba.subarray(0, 4))).toEqual([0, 0, 0, 0]);
  });

  test("leaves what is transparent in an image so, at its own size and at others", () => {
    const image = createPicture(40, 40);
    image.rgba.set([...RED, 255], 4 * (20 * 40 + 20));
    for (const width of [68, 300]) {
      const { rgba } = drawFigure({ panels: [{ image }], width });
      const seen = Array.from({ length: rgba.length / 4 }, (_, i) => rgba.subarray(4 * i, 4 * i + 4)).filter(
        (pixel) => pixel[3] > 0,
      );
      expect(seen.length).toBeGreaterThan(0);
      expect(seen.every((pixel) => !isNot(RED)([...pixel.subarray(0, 3)]))).toBe(true);
    }
  });

  test("axes in millimetres count from the first pixel's centre, with their unit in the corner", () => {
    // 101 pixels of 2 mm: 100 mm is where pixel 50 is. Ticks are a pixel wide, below the image.
    const image = red(101, 101);
    const inPixels = drawOnWhite({ panels: [{ image, axes: true }] });
    const inMm = drawOnWhite({ panels: [{ image, axes: true, pixelSize: [2, 2] }] });
    const isRed = (pixel: Pixel) => pixel.every((level, i) => level === RED[i]);
    for (const [figure, step, values] of [
      [inPixels, 1, [0, 20, 40, 60, 80, 100]],
      [inMm, 2, [0, 25, 50, 75, 100, 125, 150, 175, 200]],
    ] as const) {
      const { x, y, width, height } = boxOf(figure, isRed);
      const scale = width / 101;
      const isTick = (px: number, py: number) => pixelAt(figure, px, py)[0] < 200;
      const across = Array.from({ length: width }, (_, i) => i).filter((i) => isTick(x + i, y + height + 3));
      const down = Array.from({ length: height }, (_, i) => i).filter((i) => isTick(x - 4, y + i));
      const places = values.map((value) => Math.floor((value / step + 0.5) * scale));
      expect(across).toEqual(places);
      expect(down).toEqual(places);
    }
    const corner = (figure: Picture) => {
      const { x, y, height } = boxOf(figure, isRed);
      const unit = Math.ceil(measureText("mm", 12).width);
      let dark = 0;
      for (let px = x - 8 - unit; px < x - 8; px++) {
        for (let py = y + height + 7; py < y + height + 19; py++)
          dark += Number(pixelAt(figure, px, py)[0] < 200);
      }
      return dark;
    };
    expect(corner(inMm)).toBeGreaterThan(20);
    expect(corner(inPixels)).toBe(0);
  });

  test("the bar of colours stands by its image, closer than it is wide, and its unit by its numbers", () => {
    const colorBar = { colorMap: "viridis", range: [-1000, 500], label: "HU" } as const;
    const figure = drawOnWhite({ panels: [{ image: red(512, 512), colorBar }] });
    const { x, width, y, height } = boxOf(figure, (pixel) => !isNot(RED)(pixel));
    const line = Array.from({ length: figure.width - x - width }, (_, i) =>
      [...Array(height).keys()].some((row) =>
        isNot([255, 255, 255])(pixelAt(figure, x + width + i, y + row)),
      ),
    );
    const gaps = line
      .join()
      .split("true")
      .map((gap) => gap.split("false").length - 1);
    const wide = gaps.filter((gap) => gap > 2);
    expect(wide[0]).toBeLessThan(10); // to the bar
    expect(Math.max(...gaps.slice(1, -1))).toBeLessThan(10); // within it, to its label
  });

  test("a legend names its colours in lines below the image that are no wider than it", () => {
    const image = red(300, 100);
    const names = [
      "lungs",
      "airway",
      "vessels",
      "a nodule with a long name",
      "bones",
      "air around the chest",
    ];
    const legend = names.map((name, i) => ({ name, color: [0, 40 * i, 255] as const }));
    const plain = drawFigure({ panels: [{ image }], width: 340 });
    const figure = drawFigure({ panels: [{ image, legend }], width: 340 });
    expect(figure.width).toBe(plain.width);
    const box = boxOf(plain, (pixel) => !isNot(RED)(pixel));
    let last = { x: -1, y: 0 };
    for (const { color } of legend) {
      const swatch = boxOf(figure, (pixel) => !isNot(color)(pixel));
      expect(swatch.y).toBeGreaterThan(box.y + box.height);
      expect([swatch.width, swatch.height]).toEqual([11, 11]);
      expect(swatch.x > last.x || swatch.y > last.y).toBe(true);
      last = swatch;
    }
    expect(figure.height - plain.height).toBe(Math.round((last.y - box.y - box.height) / 19 + 0.5) * 19);
  });

  test("rejects a figure without panels or with an impossible size", () => {
    expect(() => drawOnWhite({ panels: [] })).toThrow("panels must be at least one panel");
    expect(() => drawOnWhite({ panels: [{}], columns: 0 })).toThrow(
      "columns must be a positive whole number",
    );
    expect(() => drawOnWhite({ panels: [{ image: red(1, 1), pixelAspect: 0 }] })).toThrow("pixelAspect");
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

/** Without its border, where an image or a message is. */
function insideOf(picture: Picture): Picture {
  const rows = picture.rgba.subarray(20 * picture.width * 4, (picture.height - 20) * picture.width * 4);
  const inside = Uint8ClampedArray.from(rows);
  for (let i = 0; i < inside.length; i += 4) {
    const column = (i / 4) % picture.width;
    if (column < 20 || column >= picture.width - 20) inside.fill(0, i, i + 3);
  }
  return { width: picture.width, height: picture.height - 40, rgba: inside };
}

/** Of two colours, from 1 to 21. WCAG 2.2, "contrast ratio" and "relative luminance". */
function contrast(a: Pixel, b: Pixel): number {
  const luminance = (color: Pixel) => {
    const [red, green, blue] = color.map((level) => {
      const share = level / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
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
