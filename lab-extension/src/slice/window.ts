import type { PayloadWindow } from "../../../kernel-lib/src/contract/contract";

/** The grey level, 0 to 255, of a value under a window. A value that is not a number is black. */
export function greyLevel(value: number, window: PayloadWindow): number {
  if (Number.isNaN(value)) return 0;
  const level = LIGHTNESS[window.shape ?? "linear"](value, window) * 255;
  return level <= 0 ? 0 : level >= 255 ? 255 : Math.round(level);
}

type WindowShape = NonNullable<PayloadWindow["shape"]>;

/** From 0, black, to 1, white, and beyond: DICOM PS3.3 C.11.2.1.2.1, C.11.2.1.3.2 and C.11.2.1.3.1. */
const LIGHTNESS: Readonly<Record<WindowShape, (value: number, window: PayloadWindow) => number>> = {
  /** A width of 1 or less is a step at centre - 0.5. */
  linear: (value, { centre, width }) => {
    if (width <= 1) return value > centre - 0.5 ? 1 : 0;
    return (value - (centre - 0.5)) / (width - 1) + 0.5;
  },
  "linear-exact": (value, { centre, width }) => (value - centre) / width + 0.5,
  sigmoid: (value, { centre, width }) => 1 / (1 + Math.exp((-4 * (value - centre)) / width)),
};

/** What a window's shape is called behind its numbers; "" for the usual one. */
export function shapeText({ shape = "linear" }: PayloadWindow): string {
  return { linear: "", "linear-exact": " exact", sigmoid: " sigmoid" }[shape];
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
