import type { DisplayWindow, SlicesPreview } from "tslab-dicom/contract";
import type { DecodedSlice } from "../decode/slice";
import { readPreviewLevel } from "./valueText";
import { findGreyLevel } from "./window";

/** A mask to blend over a slice. */
export interface PaintedOverlay {
  /** 1 where the colour goes, as many as the slice has pixels. */
  readonly pixels: Uint8Array;
  readonly color: readonly [number, number, number];
  /** 0 transparent to 1 opaque. */
  readonly alpha: number;
}

/**
 * Write a slice's pixels under a window into RGBA: grey, then each overlay over what is below it,
 * (1 - alpha) x below + alpha x colour, rounded.
 *
 * @param preview - what the grey levels stand for, when the slice is a preview.
 */
export function paintSlice(
  rgba: Uint8ClampedArray,
  slice: DecodedSlice,
  window: DisplayWindow,
  preview: Pick<SlicesPreview, "low" | "high"> | null,
  overlays: readonly PaintedOverlay[],
): void {
  const { values, kind } = slice;
  if (kind === "preview" && preview) {
    const table = Uint8Array.from({ length: 256 }, (_, level) =>
      findGreyLevel(readPreviewLevel(level, preview), window),
    );
    for (let i = 0; i < values.length; i++) setGrey(rgba, i, table[values[i]]);
  } else {
    const levelOf = values instanceof Int16Array ? rememberLevels(window) : bindWindow(window);
    for (let i = 0; i < values.length; i++) setGrey(rgba, i, levelOf(values[i]));
  }
  for (const overlay of overlays) blend(rgba, overlay);
}

const bindWindow =
  (window: DisplayWindow) =>
  (value: number): number =>
    findGreyLevel(value, window);

/** The same of 16-bit values, each worked out once: a slice has few different ones, and a drag paints it again and again. */
function rememberLevels(window: DisplayWindow): (value: number) => number {
  const unknown = -1;
  const levels = new Int16Array(65_536).fill(unknown);
  return (value) => {
    const known = levels[value + 32_768];
    if (known !== unknown) return known;
    const level = findGreyLevel(value, window);
    levels[value + 32_768] = level;
    return level;
  };
}

function setGrey(rgba: Uint8ClampedArray, pixel: number, grey: number): void {
  const at = 4 * pixel;
  rgba[at] = grey;
  rgba[at + 1] = grey;
  rgba[at + 2] = grey;
  rgba[at + 3] = 255;
}

function blend(rgba: Uint8ClampedArray, { pixels, color, alpha }: PaintedOverlay): void {
  if (alpha === 0) return;
  const below = 1 - alpha;
  for (let i = 0; i < pixels.length; i++) {
    if (pixels[i] === 0) continue;
    for (let channel = 0; channel < 3; channel++) {
      const at = 4 * i + channel;
      rgba[at] = Math.round(below * rgba[at] + alpha * color[channel]);
    }
  }
}
