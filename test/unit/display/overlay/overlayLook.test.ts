import { expect, test } from "vitest";
import { OVERLAY_COLORS } from "../../../../kernel-lib/src/display/overlay/overlayLook";
import type { Rgb } from "../../../../kernel-lib/src/display/raster/picture";

type Triple = readonly [number, number, number];
type Matrix = readonly [Triple, Triple, Triple];

const times = (matrix: Matrix, color: Triple): Triple =>
  matrix.map((row) => row[0] * color[0] + row[1] * color[1] + row[2] * color[2]) as unknown as Triple;

/** What eyes without long-wave and without middle-wave cones see, in linear RGB: Viénot, Brettel and Mollon 1999. */
const EYES: readonly Matrix[] = [
  [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  [
    [0.11238, 0.88762, 0],
    [0.11238, 0.88762, 0],
    [0.00401, -0.00401, 1],
  ],
  [
    [0.29275, 0.70725, 0],
    [0.29275, 0.70725, 0],
    [-0.02234, 0.02234, 1],
  ],
];

/** Ottosson's OKLab of linear RGB. */
function toOklab(color: Triple): Triple {
  const cones = times(
    [
      [0.4122214708, 0.5363325363, 0.0514459929],
      [0.2119034982, 0.6806995451, 0.1073969566],
      [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    color,
  ).map((part) => Math.cbrt(Math.max(part, 0))) as unknown as Triple;
  return times(
    [
      [0.2104542553, 0.793617785, -0.0040720468],
      [1.9779984951, -2.428592205, 0.4505937099],
      [0.0259040371, 0.7827717662, -0.808675766],
    ],
    cones,
  );
}

const linear = (level: number) =>
  level <= 10.31475 ? level / 255 / 12.92 : ((level / 255 + 0.055) / 1.055) ** 2.4;
const seenBy = (eyes: Matrix, [red, green, blue]: Rgb) =>
  toOklab(
    times(eyes, [linear(red), linear(green), linear(blue)]).map((x) =>
      Math.min(Math.max(x, 0), 1),
    ) as unknown as Triple,
  );

test("twelve overlays stay apart, to colour-blind eyes too, and on a dark picture", () => {
  expect(OVERLAY_COLORS).toHaveLength(12);
  for (const [i, one] of OVERLAY_COLORS.entries()) {
    expect(seenBy(EYES[0], one)[0]).toBeGreaterThan(0.5);
    for (const other of OVERLAY_COLORS.slice(i + 1)) {
      for (const eyes of EYES) {
        const [a, b] = [seenBy(eyes, one), seenBy(eyes, other)];
        expect(Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])).toBeGreaterThan(0.07);
      }
    }
  }
});
