import { sigmoid } from "./sigmoid";

/** How grey rises from black to white: the VOI LUT Function of DICOM PS3.3 C.11.2.1.2.1 and C.11.2.1.3. */
export type WindowShape = "linear" | "linear-exact" | "sigmoid";

/** A display window, DICOM PS3.3 C.11.2.1.2 and C.11.2.1.3, in the units of the values. */
export interface DisplayWindow {
  readonly centre: number;
  /** At least 1 for "linear", above 0 for the others. */
  readonly width: number;
  /** @default "linear" */
  readonly shape?: WindowShape;
}

/** A shape's function of the value x under a centre c and a width w. */
interface VoiFunction {
  /** From 0, black, to 1, white, and on beyond them. */
  readonly lightness: (x: number, c: number, w: number) => number;
  /** Where it is black and where it is white. */
  readonly ends: (c: number, w: number) => [black: number, white: number];
}

/** As the standard writes them. */
const VOI_FUNCTIONS: Readonly<Record<WindowShape, VoiFunction>> = {
  /** PS3.3 C.11.2.1.2.1; a width of 1 or less is a step. */
  linear: {
    lightness: (x, c, w) => (w > 1 ? (x - (c - 0.5)) / (w - 1) + 0.5 : Number(x > c - 0.5)),
    ends: (c, w) => [c - 0.5 - (w - 1) / 2, c - 0.5 + (w - 1) / 2],
  },
  /** PS3.3 C.11.2.1.3.2. */
  "linear-exact": {
    lightness: (x, c, w) => (x - c) / w + 0.5,
    ends: (c, w) => [c - w / 2, c + w / 2],
  },
  /** PS3.3 C.11.2.1.3.1. It never is black or white: at these ends it is 2 % away from them. */
  sigmoid: {
    lightness: (x, c, w) => sigmoid((4 * (x - c)) / w),
    ends: (c, w) => [c - w, c + w],
  },
};

/** The shapes there are. */
export const WINDOW_SHAPES: readonly WindowShape[] = Object.keys(VOI_FUNCTIONS) as WindowShape[];

/** How light a value is under a window, from 0 (black) to 1 (white); NaN for NaN. */
export function applyWindow(value: number, { centre, width, shape = "linear" }: DisplayWindow): number {
  if (Number.isNaN(value)) return value;
  return Math.min(Math.max(VOI_FUNCTIONS[shape].lightness(value, centre, width), 0), 1);
}

/** The values that a window maps to black and to white. A sigmoid has none: at these it is 2 % away from them. */
export function findWindowEnds({
  centre,
  width,
  shape = "linear",
}: DisplayWindow): [black: number, white: number] {
  return VOI_FUNCTIONS[shape].ends(centre, width);
}

/**
 * The window under which `low` is the last black value and `high` the first white one; where both are the same, white
 * begins a unit above.
 */
export function fitWindow(
  [low, high]: readonly [low: number, high: number],
  shape: "linear" | "linear-exact" = "linear",
): DisplayWindow {
  if (shape === "linear") return { centre: (low + high) / 2 + 0.5, width: high - low + 1 };
  const width = high - low || 1;
  return { centre: low + width / 2, width, shape };
}

/** Why a shape has no window of this width, as "above 0"; "" where it has one. Source: as DisplayWindow. */
export function findWidthProblem(width: number, shape: WindowShape = "linear"): string {
  const hasWindow = shape === "linear" ? width >= 1 : width > 0;
  if (hasWindow && Number.isFinite(width)) return "";
  return shape === "linear" ? "at least 1" : "above 0";
}
