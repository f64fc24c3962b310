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
}

/** The colours of a map under a window. */
export function mixPalette(window: DisplayWindow, colorMap: ColorMapName): Palette {
  const colors = packColors(colorMap);
  let shorts: Uint32Array | null = null;
  const ofFraction = (value: number) => colors[findGreyLevel(value, window)];
  return {
    ofShorts: () => {
      if (shorts) return shorts;
      shorts = new Uint32Array(65_536);
      for (let i = 0; i < shorts.length; i++) shorts[i] = ofFraction(i - 32_768);
      return shorts;
    },
    ofLevels: (preview) =>
      Uint32Array.from({ length: 256 }, (_, level) => ofFraction(readPreviewLevel(level, preview))),
    ofFraction,
  };
}

/** An opaque pixel of a canvas; every browser is little endian. */
function packPixel(red: number, green: number, blue: number): number {
  return (0xff << 24) | (blue << 16) | (green << 8) | red;
}

/** The 256 colours of a map. */
function packColors(name: ColorMapName): Uint32Array {
  const rgb = readColorMap(name);
  return Uint32Array.from({ length: 256 }, (_, i) =>
    packPixel(toLevel(rgb[3 * i]), toLevel(rgb[3 * i + 1]), toLevel(rgb[3 * i + 2])),
  );
}

/** The nearest of the levels 0 to 255; by it grey is every level once. */
function toLevel(halfLevels: number): number {
  return (halfLevels + 1) >> 1;
}
