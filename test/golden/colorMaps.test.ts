import { describe, expect, test } from "vitest";
import { COLOR_MAP_NAMES, type ColorMapName } from "../../kernel-lib/src/contract";
import { findColorMap, mapZ2Color } from "../../kernel-lib/src/display/colour/colorMaps";
import { drawSlice } from "../../kernel-lib/src/display/figure/drawSlice";
import type { Picture } from "../../kernel-lib/src/display/raster/picture";
import golden from "../fixtures/color_maps.json";
import { type Packed, unpack, unpackNdArray } from "../makers/packed";

const base = unpackNdArray(golden.base, "int16");
const over = unpackNdArray(golden.over, "float32");

describe("colour maps against matplotlib", () => {
  test("are the five maps of the fixture", () => {
    expect([...COLOR_MAP_NAMES].sort()).toEqual(Object.keys(golden.maps).sort());
  });

  test.each(COLOR_MAP_NAMES)("%s has matplotlib's 256 colours", (name) => {
    const rgba = unpack(golden.maps[name], "uint8");
    expect(Array.from(findColorMap(name).colors)).toEqual(withoutAlpha(rgba));
  });

  test.each(COLOR_MAP_NAMES)("mapZ2Color gives the tutorial's colours of %s", (name) => {
    expect(mapZ2Color(golden.heights, name, 0, 20)).toEqual(golden.css[name]);
  });
});

describe("drawSlice against matplotlib", () => {
  test.each(golden.colored)("colours an int16 image in $map over $range", ({ map, range, rgba }) => {
    const picture = drawSlice(base, { colorMap: map as ColorMapName, range: [range[0], range[1]] });
    expectPixels(picture, withoutAlpha(unpack(rgba as Packed, "uint8")));
  });

  test.each(golden.blended)("blends a float32 overlay at alpha $alpha, cover $cover", (blended) => {
    const picture = drawSlice(base, {
      colorMap: "bone",
      overlays: [{ image: over, alpha: blended.alpha, cover: blended.cover as "all" | "nonzero" }],
    });
    expectPixels(picture, Array.from(unpack(blended.rgb, "uint8")));
  });
});

function expectPixels(picture: Picture, rgb: readonly number[]): void {
  expect([picture.height, picture.width]).toEqual(golden.base.shape);
  expect(picture.rgba.every((level, i) => i % 4 < 3 || level === 255)).toBe(true);
  expect(withoutAlpha(picture.rgba)).toEqual(rgb);
}

function withoutAlpha(rgba: ArrayLike<number>): number[] {
  return Array.from(rgba).filter((_, i) => i % 4 < 3);
}
