import { describe, expect, test } from "vitest";
import { createPicture, type Picture } from "../../../../kernel-lib/src/display/raster/picture";
import { drawDots, fillArea, strokeLines } from "../../../../kernel-lib/src/display/raster/stroke";
import { createRandom } from "../../../../kernel-lib/src/random";

const BOX = { x: 10, y: 10, width: 80, height: 60 };
const ink = { color: [0, 0, 0] } as const;
const blank = () => createPicture(100, 80, [255, 255, 255]);

/** How much of the picture is black, in pixels. */
const inked = ({ rgba }: Picture) => {
  let sum = 0;
  for (let at = 0; at < rgba.length; at += 4) sum += 1 - rgba[at] / 255;
  return sum;
};
const levelAt = ({ rgba, width }: Picture, x: number, y: number) => rgba[4 * (y * width + x)];

describe("a line", () => {
  test("between pixels is as wide as it says, whole pixels black and none grey", () => {
    const picture = blank();
    strokeLines(
      picture,
      [
        [20, 40],
        [60, 40],
      ],
      2,
      BOX,
      ink,
    );
    for (let x = 20; x < 60; x++) {
      expect([38, 39, 40, 41].map((y) => levelAt(picture, x, y))).toEqual([255, 0, 0, 255]);
    }
  });

  test("in any direction takes its length times its width, and its round ends", () => {
    const random = createRandom(2);
    for (let i = 0; i < 10; i++) {
      const angle = 2 * Math.PI * random.uniform();
      const [dx, dy] = [20 * Math.cos(angle), 20 * Math.sin(angle)];
      const picture = blank();
      strokeLines(
        picture,
        [
          [50 - dx, 40 - dy],
          [50 + dx, 40 + dy],
        ],
        4,
        BOX,
        ink,
      );
      expect(Math.abs(inked(picture) - (40 * 4 + Math.PI * 4))).toBeLessThan(4);
    }
  });

  test("is no darker where its parts meet than elsewhere", () => {
    const [whole, parts] = [blank(), blank()];
    strokeLines(
      whole,
      [
        [20, 20.3],
        [80, 50.7],
      ],
      2,
      BOX,
      ink,
    );
    const points = Array.from({ length: 61 }, (_, i) => [20 + i, 20.3 + (i * 30.4) / 60] as const);
    strokeLines(parts, points, 2, BOX, ink);
    for (let at = 0; at < whole.rgba.length; at++) {
      expect(Math.abs(whole.rgba[at] - parts.rgba[at])).toBeLessThanOrEqual(1);
    }
  });

  test("stays within its box, wherever its points are, but for its own width", () => {
    const random = createRandom(4);
    const points = Array.from(
      { length: 40 },
      () => [300 * random.uniform() - 100, 300 * random.uniform() - 100] as const,
    );
    const picture = blank();
    strokeLines(picture, points, 2, BOX, ink);
    expect(inked(picture)).toBeGreaterThan(100);
    for (let y = 0; y < 80; y++) {
      for (let x = 0; x < 100; x++) {
        const isOutside = x < 8 || y < 8 || x >= 92 || y >= 72;
        if (isOutside) expect(levelAt(picture, x, y)).toBe(255);
      }
    }
  });

  test("has a gap at a point that is not finite, and a dot where it has one point", () => {
    const picture = blank();
    const points = [20, Number.NaN, 40, Number.NaN, 60, 80].map((x) => [x, 40] as const);
    strokeLines(picture, points, 2, BOX, ink);
    expect(Math.abs(inked(picture) - (2 * Math.PI + 40 + Math.PI))).toBeLessThan(1.5);
    expect(levelAt(picture, 30, 40)).toBe(255);
    expect(levelAt(picture, 70, 40)).toBe(0);
  });
});

test("dots outside the box, or that are no place, are left out", () => {
  const picture = blank();
  drawDots(
    picture,
    [
      [50, 40],
      [5, 40],
      [Number.NaN, 40],
      [50, Number.POSITIVE_INFINITY],
    ],
    5,
    BOX,
    ink,
  );
  expect(Math.abs(inked(picture) - Math.PI * 25)).toBeLessThan(2);
});

test("an area takes its own number of pixels, tinted once, and what is outside the box not at all", () => {
  const picture = blank();
  const corners = [
    [20, 70],
    [20, 30],
    [60, 30],
    [60, 70],
  ] as const;
  fillArea(picture, corners, BOX, { ...ink, alpha: 0.5 });
  expect(inked(picture)).toBeCloseTo(40 * 40 * 0.5, -1);
  const beyond = blank();
  fillArea(
    beyond,
    corners.map(([x, y]) => [x, y - 25] as const),
    BOX,
    ink,
  );
  expect(inked(beyond)).toBeCloseTo(40 * 35, 0);
});
