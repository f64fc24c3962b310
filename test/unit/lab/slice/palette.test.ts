import { COLOR_MAP_NAMES, type DisplayWindow } from "tslab-dicom/contract";
import { expect, test } from "vitest";
import { mixPalette, packColors } from "../../../../lab-extension/src/slice/palette";

const WINDOWS: readonly DisplayWindow[] = [
  { centre: -600, width: 1500 },
  { centre: 0, width: 1 },
  { centre: 0, width: 0.5, shape: "linear-exact" },
  { centre: 40, width: 350, shape: "sigmoid" },
  { centre: 0, width: 200_000 },
  { centre: 90_000, width: 10 },
  { centre: -90_000, width: 10 },
];

test.each(WINDOWS)("every 16-bit value has its own colour under %j", (window) => {
  for (const map of COLOR_MAP_NAMES) {
    const palette = mixPalette(window, packColors(map));
    // Half a million values, too many to compare by a matcher.
    const shorts = palette.ofShorts();
    const wrong = shorts.findIndex((color, i) => color !== palette.ofFraction(i - 32_768));
    expect({ map, count: shorts.length, wrong }).toEqual({ map, count: 65_536, wrong: -1 });
  }
});
