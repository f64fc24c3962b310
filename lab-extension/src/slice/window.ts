import { applyWindow, type DisplayWindow } from "tslab-dicom/contract";

/** The grey level, 0 to 255, of a value under a window. A value that is not a number is black. */
export function findGreyLevel(value: number, window: DisplayWindow): number {
  return Number.isNaN(value) ? 0 : Math.round(255 * applyWindow(value, window));
}

/** What a window's shape is called behind its numbers; "" for the usual one. */
export function nameShape({ shape = "linear" }: DisplayWindow): string {
  return { linear: "", "linear-exact": " exact", sigmoid: " sigmoid" }[shape];
}

/**
 * The window after a drag of some pixels: right widens it, down raises its centre (a darker picture).
 * A drag over 300 pixels changes either by the width it started from, so fine windows move finely.
 */
export function dragWindow(start: DisplayWindow, right: number, down: number): DisplayWindow {
  const isLinear = (start.shape ?? "linear") === "linear";
  const perPixel = (isLinear ? Math.max(start.width, 1) : start.width) / 300;
  const whole = start.width >= 20;
  const rounded = (value: number) => (whole ? Math.round(value) : Number(value.toPrecision(4)));
  return {
    ...start,
    centre: rounded(start.centre + down * perPixel),
    width: Math.max(rounded(start.width + right * perPixel), isLinear ? 1 : perPixel),
  };
}
