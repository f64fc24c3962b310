import {
  type ColorMapName,
  type DisplayWindow,
  readColorMap,
  type SlicesPreview,
} from "tslab-dicom/contract";
import { readPreviewLevel } from "./valueText";
import { findGreyLevel } from "./window";

/** Colours of values under a window, as 32-bit pixels of a canvas; worked out once and used for each picture. */
export interface Palette {
  /** Of 16-bit values: the pixel of a value is at value + 32768. */
  readonly ofShorts: () => Uint32Array;
  /** Of the grey levels of a preview. */
  readonly ofLevels: (preview: Pick<SlicesPreview, "low" | "high">) => Uint32Array;
  readonly ofFraction: (value: number) => number;
  /** Outside the scan, whatever the values are there. */
  readonly lowest: number;
}

/** The 256 colours of a map, as `packColors` gives them, under a window. */
export function mixPalette(window: DisplayWindow, colors: Uint32Array): Palette {
  let shorts: Uint32Array | null = null;
  const levelOf = (value: number) => findGreyLevel(value, window);
  const ofFraction = (value: number) => colors[levelOf(value)];
  return {
    ofShorts: () => {
      shorts ??= listShorts(levelOf, colors);
      return shorts;
    },
    ofLevels: (preview) =>
      Uint32Array.from({ length: 256 }, (_, level) => ofFraction(readPreviewLevel(level, preview))),
    ofFraction,
    lowest: colors[0],
  };
}

/** The colours of all 16-bit values. Levels never fall, and most values lie beyond the window, at its first or last level. */
function listShorts(levelOf: (value: number) => number, colors: Uint32Array): Uint32Array {
  const [least, greatest] = [-32_768, 32_767];
  const [lowest, highest] = [levelOf(least), levelOf(greatest)];
  let from = least;
  let to = greatest;
  for (let step = 32_768; step >= 1; step /= 2) {
    if (from + step <= greatest && levelOf(from + step) === lowest) from += step;
    if (to - step >= least && levelOf(to - step) === highest) to -= step;
  }
  const pixels = new Uint32Array(65_536).fill(colors[lowest]);
  for (let value = from + 1; value < to; value++) pixels[value - least] = colors[levelOf(value)];
  return pixels.fill(colors[highest], to - least);
}

/** An opaque pixel of a canvas; every browser is little endian. */
function packPixel(red: number, green: number, blue: number): number {
  return (0xff << 24) | (blue << 16) | (green << 8) | red;
}

/** The 256 colours of a map as pixels of a canvas. */
export function packColors(name: ColorMapName): Uint32Array {
  const rgb = readColorMap(name);
  return Uint32Array.from({ length: 256 }, (_, i) =>
    packPixel(toLevel(rgb[3 * i]), toLevel(rgb[3 * i + 1]), toLevel(rgb[3 * i + 2])),
  );
}

/** The nearest of the levels 0 to 255; by it grey is every level once. */
function toLevel(halfLevels: number): number {
  return (halfLevels + 1) >> 1;
}
