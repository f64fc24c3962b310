import type { PayloadWindow } from "../../kernel-lib/src/display/contract";

/**
 * The grey level, 0 to 255, of a value under a window: the LINEAR rule of DICOM PS3.3 C.11.2.1.2.1.
 * A width of 1 or less is a step at centre - 0.5. A value that is not a number is black.
 */
export function greyLevel(value: number, { centre, width }: PayloadWindow): number {
  if (Number.isNaN(value)) return 0;
  if (width <= 1) return value > centre - 0.5 ? 255 : 0;
  const level = ((value - (centre - 0.5)) / (width - 1) + 0.5) * 255;
  return level <= 0 ? 0 : level >= 255 ? 255 : Math.round(level);
}

/** The window under which `low` is the last black value and `high` the first white one. */
export function windowOfRange([low, high]: readonly [number, number]): PayloadWindow {
  return { centre: (low + high) / 2 + 0.5, width: high - low + 1 };
}

/**
 * The window after a drag of some pixels: right widens it, down raises its centre (a darker picture).
 * A drag over 300 pixels changes either by the width it started from, so fine windows move finely.
 */
export function draggedWindow(start: PayloadWindow, right: number, down: number): PayloadWindow {
  const perPixel = Math.max(start.width, 1) / 300;
  const whole = start.width >= 20;
  const rounded = (value: number) => (whole ? Math.round(value) : Number(value.toPrecision(4)));
  return {
    centre: rounded(start.centre + down * perPixel),
    width: Math.max(rounded(start.width + right * perPixel), 1),
  };
}
