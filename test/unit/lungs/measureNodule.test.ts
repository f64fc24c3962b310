import ndarray from "ndarray";
import { describe, expect, test } from "vitest";
import { axialDiameters } from "../../../kernel-lib/src/lungs/axialDiameters";
import { measureNodule } from "../../../kernel-lib/src/lungs/measureNodule";
import { createGeometry, patientPoint } from "../../../kernel-lib/src/volume/geometry";
import { createMask, maskFromVoxels } from "../../../kernel-lib/src/volume/mask";
import { createVolume, type Volume } from "../../../kernel-lib/src/volume/volume";
import { ballMask } from "../../makers/ball";
import { maskFrom } from "../../makers/maskFrom";
import { STORAGE_ORDERS, storeGeometry, storeVoxels } from "../../makers/storageOrders";

const SHAPE = [40, 60, 64] as const;
const geometry = createGeometry(SHAPE, { spacing: [1, 0.8, 0.8], origin: [0, 0, 0] });
const SEED = [20, 30, 32] as const;
const MIDDLE = patientPoint(geometry, ...SEED);

/** Lung of -860 HU with what the function says in it, by the distance from the middle in mm. */
function lungWith(value: (x: number, y: number, z: number) => number | null): Volume<Int16Array> {
  const values = Int16Array.from({ length: SHAPE[0] * SHAPE[1] * SHAPE[2] }, (_, i) => {
    const [s, r, c] = [
      Math.floor(i / (SHAPE[1] * SHAPE[2])),
      Math.floor(i / SHAPE[2]) % SHAPE[1],
      i % SHAPE[2],
    ];
    const [x, y, z] = patientPoint(geometry, s, r, c);
    return value(x - MIDDLE[0], y - MIDDLE[1], z - MIDDLE[2]) ?? -860;
  });
  return createVolume(ndarray(values, [...SHAPE]), { geometry });
}

const ball = (radius: number, hu: number) => (x: number, y: number, z: number) =>
  Math.hypot(x, y, z) <= radius ? hu : null;
const litresOf = (radius: number) => (4 / 3) * Math.PI * radius ** 3 * 1e-3;

describe("measureNodule", () => {
  test.each([
    ["solid", 30],
    ["ground glass", -620],
  ])("a ball that is %s has its volume, its mean and its diameters", (kind, hu) => {
    const found = measureNodule(lungWith(ball(6, hu)), SEED);
    expect(found.kind).toBe(kind);
    expect(found.millilitres / litresOf(6)).toBeGreaterThan(0.85);
    expect(found.millilitres / litresOf(6)).toBeLessThan(1.1);
    expect(Math.abs(found.mean - hu)).toBeLessThan(25);
    for (const { mm } of [found.longAxis, found.shortAxis])
      expect(Math.abs(mm - 12)).toBeLessThanOrEqual(1.6);
    expect([found.touchesPleura, found.leaks]).toEqual([false, false]);
    expect(String(found)).toMatch(new RegExp(`^Nodule: ${kind}, 1[0-3]\\.`));
  });

  test("a vessel that hangs on it is no part of it", () => {
    const vessel = lungWith((x, y, z) => ball(6, 30)(x, y, z) ?? (Math.hypot(y, z) <= 1.2 ? 30 : null));
    const found = measureNodule(vessel, SEED);
    expect(found.millilitres / litresOf(6)).toBeLessThan(1.15);
    expect(found.longAxis.mm).toBeLessThan(17);
    expect(found.leaks).toBe(false);
  });

  test("ground glass at the chest wall touches the pleura, and ends there", () => {
    const found = measureNodule(
      lungWith((x, y, z) => (y > 5 ? 40 : ball(6, -600)(x, y, z))),
      SEED,
    );
    expect([found.touchesPleura, found.leaks]).toEqual([true, false]);
    expect(found.millilitres).toBeLessThan(litresOf(6));
    expect(found.mean).toBeLessThan(-550);
  });

  test("what goes on beyond its reach leaks, and says so", () => {
    const found = measureNodule(
      lungWith((_x, y) => (y > -3 ? 40 : null)),
      SEED,
    );
    expect([found.touchesPleura, found.leaks]).toEqual([true, true]);
    expect(String(found)).toContain("LEAKS");
  });

  test("is the same however the volume is stored", () => {
    const volume = lungWith((x, y, z) => ball(6, 30)(x * 0.7, y, z));
    const { millilitres, longAxis, shortAxis } = measureNodule(volume, SEED);
    expect(longAxis.mm).toBeGreaterThan(shortAxis.mm + 2);
    for (const order of STORAGE_ORDERS.filter((_, i) => i % 11 === 3)) {
      const place = storeGeometry(geometry, order);
      const seed = order.axes.map((axis, i) => (order.flips[i] ? SHAPE[axis] - 1 - SEED[axis] : SEED[axis]));
      const stored = measureNodule(
        createVolume(storeVoxels(volume.voxels, order), { geometry: place }),
        seed as unknown as typeof SEED,
      );
      expect(stored.mask.geometry).toBe(place);
      expect([stored.millilitres, stored.longAxis.mm, stored.shortAxis.mm]).toEqual([
        millilitres,
        longAxis.mm,
        shortAxis.mm,
      ]);
    }
  });

  test("refuses a seed outside the volume or in lung, and other units", () => {
    const volume = lungWith(ball(6, 30));
    expect(() => measureNodule(volume, [99, 0, 0])).toThrow(
      "seed must be [slice, row, column] of one of the volume's 40 x 60 x 64 voxels; received [99, 0, 0]",
    );
    expect(() => measureNodule(volume, [20, 5, 5])).toThrow(
      "seed must be a voxel around which (1.5 mm) the median is -800 HU and more",
    );
    expect(() => measureNodule(volume, SEED, { reach: 0 })).toThrow(
      "reach must be a number of mm from 1 to 200",
    );
    expect(() => measureNodule({ ...volume, units: "mg" }, SEED)).toThrow("mg");
  });
});

describe("axialDiameters", () => {
  test("of a rectangle are its diagonal and what is across it", () => {
    const bar = maskFromVoxels(
      maskFrom(`
        ......
        .####.
        .####.
        ......`),
      createGeometry([1, 4, 6], { spacing: [1, 1, 1], origin: [0, 0, 0] }),
    );
    const found = axialDiameters(bar);
    expect(found?.long.mm).toBeCloseTo(Math.hypot(3, 1) + 1, 9);
    expect(found?.short.mm).toBeLessThan(3);
    expect(axialDiameters(createMask(geometry))).toBeNull();
  });

  test("of a ball are its diameter, both", () => {
    const found = axialDiameters(ballMask(geometry, MIDDLE, 8));
    expect(found?.slice).toBe(SEED[0]);
    expect(Math.abs((found?.long.mm ?? 0) - 16)).toBeLessThan(1);
    expect(Math.abs((found?.short.mm ?? 0) - 16)).toBeLessThan(1.6);
  });
});
