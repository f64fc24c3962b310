import { shortly } from "../../describe";
import { InvalidArgumentError } from "../../errors";
import type { OptionKinds } from "../../options";

/** Options that all plots have. */
export interface PlotOptions {
  /** @default none */
  title?: string;
  /** Words along the x axis, with the unit. @default by what is plotted */
  xTitle?: string;
  /** Words along the y axis, with the unit. @default by what is plotted */
  yTitle?: string;
  /** Ends of the x axis. @default all that is plotted */
  xRange?: readonly [min: number, max: number];
  /** Ends of the y axis. @default all that is plotted, and a little more */
  yRange?: readonly [min: number, max: number];
  /** Pixels, from 240 to 4096. @default 720 */
  width?: number;
  /** Pixels, from 160 to 4096. @default 420 */
  height?: number;
}

export const PLOT_KINDS: OptionKinds<PlotOptions> = {
  title: "text",
  xTitle: "text",
  yTitle: "text",
  xRange: "list",
  yRange: "list",
  width: "number",
  height: "number",
};

/** Pixels. */
const WIDTH: Limits = { least: 240, most: 4096, usual: 720 };
const HEIGHT: Limits = { least: 160, most: 4096, usual: 420 };

interface Limits {
  readonly least: number;
  readonly most: number;
  readonly usual: number;
}

/**
 * Size of a plot's picture.
 *
 * @param wanted - the width that whoever captures it wants, which it then has in its own proportions.
 * @throws InvalidArgumentError for a size out of range.
 */
export function findPlotSize(
  options: PlotOptions,
  wanted?: number,
): { readonly width: number; readonly height: number } {
  const width = requireLength("width", options.width ?? WIDTH.usual, WIDTH);
  const height = requireLength("height", options.height ?? HEIGHT.usual, HEIGHT);
  if (wanted === undefined) return { width, height };
  const fitted = Math.min(Math.max(Math.round(wanted), WIDTH.least), WIDTH.most);
  const scaled = Math.round((height * fitted) / width);
  return { width: fitted, height: Math.min(Math.max(scaled, HEIGHT.least), HEIGHT.most) };
}

function requireLength(name: string, pixels: number, { least, most }: Limits): number {
  if (Number.isInteger(pixels) && pixels >= least && pixels <= most) return pixels;
  throw new InvalidArgumentError(name, `a whole number of pixels from ${least} to ${most}`, pixels);
}

/** @throws InvalidArgumentError unless the ends of an axis are ascending, and apart as far as a picture can show. */
export function requireAxisRange(
  name: string,
  range: readonly [number, number],
): readonly [min: number, max: number] {
  const isRange = range.length === 2 && range.every((end) => Math.abs(end) <= LARGEST);
  if (isRange && isWide(range[0], range[1])) return [range[0], range[1]];
  throw new InvalidArgumentError(name, `two ascending numbers up to ${LARGEST}`, shortly(range));
}

/** The values' own ends, with room around one value alone. @throws InvalidArgumentError for numbers that are too large. */
export function spanValues(
  name: string,
  lists: readonly Float64Array[],
  padding: number,
): readonly [min: number, max: number] {
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const list of lists) {
    for (let i = 0; i < list.length; i++) {
      if (!Number.isFinite(list[i])) continue;
      if (list[i] < min) min = list[i];
      if (list[i] > max) max = list[i];
    }
  }
  if (min > max) throw new InvalidArgumentError(name, "with at least one finite number", "none");
  if (max > LARGEST || min < -LARGEST) {
    throw new InvalidArgumentError(name, `of numbers up to ${LARGEST}`, `${min} to ${max}`);
  }
  if (!isWide(min, max)) {
    const room = Math.abs(min) * 0.1 > FINEST ? Math.abs(min) * 0.1 : 0.5;
    return [min - room, max + room];
  }
  const room = (max - min) * padding;
  return [min - room, max + room];
}

/** Numbers beyond these leave no room for arithmetic with them. */
const LARGEST = 1e300;
const FINEST = 1e-200;

/** Whether the ends are apart as far as the numbers on an axis tell. */
function isWide(min: number, max: number): boolean {
  return max - min > Math.max(FINEST, 1e-9 * Math.max(Math.abs(min), Math.abs(max)));
}
