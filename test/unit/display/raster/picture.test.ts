import fc from "fast-check";
import { PNG } from "pngjs";
import { describe, expect, test } from "vitest";
import {
  createPicture,
  fillRectangle,
  type Picture,
  placePicture,
} from "../../../../kernel-lib/src/display/raster/picture";
import { encodePng } from "../../../../kernel-lib/src/display/raster/png";
import { scalePicture } from "../../../../kernel-lib/src/display/raster/scalePicture";

const sizes = fc.integer({ min: 1, max: 12 });
const pictures = fc
  .tuple(sizes, sizes)
  .chain(([width, height]) =>
    fc
      .uint8Array({ minLength: width * height * 4, maxLength: width * height * 4 })
      .map((bytes): Picture => ({ width, height, rgba: Uint8ClampedArray.from(bytes) })),
  );

describe("fillRectangle and placePicture", () => {
  test("paint what lies inside the picture and nothing else", () => {
    const picture = createPicture(3, 3, [0, 0, 0]);
    fillRectangle(picture, { x: 1, y: 1, width: 5, height: 1 }, [200, 0, 0], 0.5);
    placePicture(picture, createPicture(2, 2, [0, 7, 0]), -1, -1);
    expect(channel(picture, 0)).toEqual([0, 0, 0, 0, 100, 100, 0, 0, 0]);
    expect(channel(picture, 1)).toEqual([7, 0, 0, 0, 0, 0, 0, 0, 0]);
  });

  test("a half transparent pixel over nothing keeps its colour", () => {
    const picture = createPicture(1, 1);
    fillRectangle(picture, { x: 0, y: 0, width: 1, height: 1 }, [40, 80, 120], 0.5);
    expect(Array.from(picture.rgba)).toEqual([40, 80, 120, 128]);
  });
});

describe("scalePicture", () => {
  const grey = (width: number, ...levels: number[]): Picture => ({
    width,
    height: levels.length / width,
    rgba: Uint8ClampedArray.from(levels.flatMap((level) => [level, level, level, 255])),
  });

  test("repeats pixels when it enlarges by a whole factor", () => {
    expect(channel(scalePicture(grey(2, 10, 200), 4, 2), 0)).toEqual([10, 10, 200, 200, 10, 10, 200, 200]);
  });

  test("averages over the area when it shrinks", () => {
    expect(channel(scalePicture(grey(3, 0, 90, 210), 2, 1), 0)).toEqual([30, 170]);
    expect(channel(scalePicture(grey(2, 10, 20, 30, 40), 1, 1), 0)).toEqual([25]);
  });

  test("is linear between pixel centres when it enlarges otherwise", () => {
    expect(channel(scalePicture(grey(2, 0, 90), 3, 1), 0)).toEqual([0, 45, 90]);
  });

  test("keeps one colour as it is, at any size", () => {
    fc.assert(
      fc.property(sizes, sizes, sizes, sizes, fc.integer({ min: 0, max: 255 }), (w, h, toW, toH, level) => {
        const scaled = scalePicture(createPicture(w, h, [level, 255 - level, 3]), toW, toH);
        expect(scaled).toEqual(createPicture(toW, toH, [level, 255 - level, 3]));
      }),
      { seed: 2, numRuns: 200 },
    );
  });

  test("mixes no colour of what is transparent, and shares alpha as it does levels", () => {
    const rgba = Uint8ClampedArray.of(200, 100, 0, 255, 7, 7, 7, 0);
    expect(Array.from(scalePicture({ width: 2, height: 1, rgba }, 1, 1).rgba)).toEqual([199, 100, 0, 128]);
    const enlarged = scalePicture({ width: 2, height: 1, rgba }, 4, 2);
    expect(channel(enlarged, 3)).toEqual([255, 255, 0, 0, 255, 255, 0, 0]);
    expect(channel(enlarged, 0)).toEqual([200, 200, 0, 0, 200, 200, 0, 0]);
  });

  test("rejects a size of nothing", () => {
    expect(() => scalePicture(createPicture(2, 2), 0, 3)).toThrow("received 0 x 3");
    expect(() => scalePicture(createPicture(0, 2), 3, 3)).toThrow("picture must be of at least one pixel");
  });
});

describe("encodePng", () => {
  test.each(["small", "quick"] as const)("that is %s loses no pixel", (effort) => {
    fc.assert(
      fc.property(pictures, (picture) => {
        const read = PNG.sync.read(Buffer.from(encodePng(picture, effort)));
        expect([read.width, read.height]).toEqual([picture.width, picture.height]);
        expect(Array.from(read.data)).toEqual(Array.from(picture.rgba));
      }),
      { seed: 3, numRuns: 100 },
    );
  });

  test.each(["small", "quick"] as const)("that is %s loses no grey pixel with its alpha", (effort) => {
    fc.assert(
      fc.property(pictures, ({ width, height, rgba }) => {
        const grey = rgba.map((level, i) => (i % 4 === 3 ? level : rgba[i - (i % 4)]));
        const png = encodePng({ width, height, rgba: grey }, effort);
        expect(Array.from(PNG.sync.read(Buffer.from(png)).data)).toEqual(Array.from(grey));
      }),
      { seed: 4, numRuns: 100 },
    );
  });

  test.each([
    ["grey", 0, createPicture(2, 2, [9, 9, 9])],
    ["colour", 2, createPicture(2, 2, [9, 9, 8])],
    ["grey and transparency", 4, createPicture(2, 2)],
    ["colour and transparency", 6, { ...createPicture(1, 1), rgba: Uint8ClampedArray.of(9, 9, 8, 100) }],
  ])("stores %s as colour type %i", (_, colorType, picture) => {
    const png = encodePng(picture);
    expect(png[25]).toBe(colorType); // colour type of the header, ISO/IEC 15948 11.2.2
    expect(Array.from(PNG.sync.read(Buffer.from(png)).data)).toEqual(Array.from(picture.rgba));
  });
});

function channel({ rgba }: Picture, of: number): number[] {
  return Array.from(rgba).filter((_, i) => i % 4 === of);
}
