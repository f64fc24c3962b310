import { applyWindow, type DisplayWindow, findWidthProblem } from "tslab-dicom/contract";
import type { Translate } from "../dom/translate";

/** The grey level, 0 to 255, of a value under a window. A value that is not a number is black. */
export function findGreyLevel(value: number, window: DisplayWindow): number {
  return Number.isNaN(value) ? 0 : Math.round(255 * applyWindow(value, window));
}

/** What a window's shape is called behind its numbers; "" for the usual one. */
export function nameShape({ shape = "linear" }: DisplayWindow, translate: Translate): string {
  if (shape === "linear") return "";
  return ` ${shape === "sigmoid" ? translate("sigmoid") : translate("linear exact")}`;
}

/** Above this width the reader's own windows are in whole numbers; those of fractions later. */
const WHOLE_FROM = { linear: 20, sigmoid: 20, "linear-exact": 256 } as const;

/** A number of a window with as many digits as its width shows: a thousandth of it, and six digits at least. */
export function formatNumber(value: number, { width }: Pick<DisplayWindow, "width">): string {
  if (value === 0) return "0";
  const digits = Math.ceil(Math.log10(Math.abs(value) / width)) + 4;
  return String(Number(value.toPrecision(Math.min(Math.max(digits, 6), 15))));
}

/** The step of the window's fields: about a hundredth of the range as 1, 2 or 5 and noughts. */
export function chooseStep([low, high]: readonly [number, number]): number {
  const step = (high - low || 1) / 100;
  const power = 10 ** Math.floor(Math.log10(step));
  return Number((power * ([1, 2, 5].find((factor) => factor * power >= step) ?? 10)).toPrecision(1));
}

/**
 * The window after a drag of some pixels: right widens it, down raises its centre (a darker picture).
 * A drag over 300 pixels changes either by the width it started from, so fine windows move finely.
 */
export function dragWindow(start: DisplayWindow, right: number, down: number): DisplayWindow {
  const { shape = "linear" } = start;
  const isLinear = shape === "linear";
  const perPixel = (isLinear ? Math.max(start.width, 1) : start.width) / 300;
  const whole = start.width >= WHOLE_FROM[shape];
  const short = (value: number) =>
    shape === "linear-exact" ? formatNumber(value, start) : value.toPrecision(4);
  const rounded = (value: number) => (whole ? Math.round(value) : Number(short(value)));
  return {
    ...start,
    centre: rounded(start.centre + down * perPixel),
    width: Math.max(rounded(start.width + right * perPixel), isLinear ? 1 : perPixel),
  };
}

/** The window of numbers that were typed while another was shown: of the volume's own function, unless that one's is neither. */
export function typeWindow(
  shown: DisplayWindow,
  typed: Pick<DisplayWindow, "centre" | "width">,
  ownShape: "linear" | "linear-exact",
): DisplayWindow {
  const { shape = "linear" } = shown;
  return { ...typed, shape: shape === "linear" ? ownShape : shape };
}

/** Why numbers that were typed are no window, a sentence a field; "" for a field that is right. */
export function findTypedProblems({ centre, width, shape }: DisplayWindow): {
  readonly centre: string;
  readonly width: string;
} {
  const widthProblem = findWidthProblem(width, shape);
  return {
    centre: Number.isFinite(centre) ? "" : "The centre must be a number.",
    width: widthProblem && `The width must be ${widthProblem}.`,
  };
}
