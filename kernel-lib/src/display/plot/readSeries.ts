import { shortly } from "../../describe";
import { InvalidArgumentError } from "../../errors";
import { type OptionKinds, requireOptions } from "../../options";
import { type Rgb, requireRgb } from "../raster/picture";
import { SERIES_COLORS } from "./plotLook";
import type { PlotSeries, SeriesLook } from "./plotModel";

/** Numbers in a list or a typed array; NaN where there is none. */
export type NumberList =
  | readonly number[]
  | Float64Array
  | Float32Array
  | Int16Array
  | Uint32Array
  | Uint8Array;

/** Numbers to plot, with what is to be said of them. */
export interface NamedSeries {
  readonly y: NumberList;
  /** As many as there are of y. @default 0, 1, 2, ... */
  readonly x?: NumberList;
  /** @default none */
  readonly name?: string;
  /** Red, green and blue, 0 to 255. @default the next of six that colour-blind people tell apart */
  readonly color?: Rgb;
}

/** Numbers, numbers with a name, or several of these. */
export type SeriesLike = NumberList | NamedSeries | readonly (NumberList | NamedSeries)[];

const KINDS: OptionKinds<NamedSeries> = { y: "list", x: "list", name: "text", color: "list" };

/**
 * Series as a plot draws them.
 *
 * @param argument - what they are called where they are given.
 * @param x - of all that have none of their own. @default 0, 1, 2, ...
 * @throws InvalidArgumentError for what is no series of numbers, or an x of another length than its y.
 */
export function readSeries(
  argument: string,
  given: SeriesLike,
  look: SeriesLook,
  x?: Float64Array,
): readonly PlotSeries[] {
  const list = isList(given) ? given : [given];
  if (list.length === 0) throw new InvalidArgumentError(argument, "at least one series of numbers", "none");
  return list.map((one, i) => readOne(list.length === 1 ? argument : `${argument}[${i}]`, one, i, look, x));
}

/** A list of series, and not of numbers. */
function isList(given: SeriesLike): given is readonly (NumberList | NamedSeries)[] {
  return Array.isArray(given) && typeof given[0] !== "number";
}

function readOne(
  argument: string,
  given: NumberList | NamedSeries,
  at: number,
  look: SeriesLook,
  commonX: Float64Array | undefined,
): PlotSeries {
  const named = isNumbers(given) ? { y: given } : given;
  requireOptions(named, KINDS, argument);
  const { name = "", color = SERIES_COLORS[at % SERIES_COLORS.length] } = named;
  requireRgb(color);
  const y = readNumbers(isNumbers(given) ? argument : `${argument}.y`, named.y);
  const x =
    named.x === undefined
      ? (commonX ?? Float64Array.from({ length: y.length }, (_, i) => i))
      : readNumbers(`${argument}.x`, named.x);
  if (x.length !== y.length) {
    throw new InvalidArgumentError(argument, `${x.length} values, one for each x`, `${y.length}`);
  }
  return { name, x, y, color, look };
}

function isNumbers(given: NumberList | NamedSeries): given is NumberList {
  return Array.isArray(given) || ArrayBuffer.isView(given);
}

/** @throws InvalidArgumentError for what is no list of numbers. */
export function readNumbers(argument: string, list: NumberList | undefined): Float64Array {
  const isNumeric = list !== undefined && isNumbers(list) && !(list instanceof DataView);
  const wrong = isNumeric ? Array.prototype.findIndex.call(list, (n) => typeof n !== "number") : -1;
  if (list === undefined || !isNumeric) {
    throw new InvalidArgumentError(argument, "a list of numbers", shortly(list));
  }
  if (wrong >= 0) {
    throw new InvalidArgumentError(
      argument,
      "a list of numbers",
      `${shortly(list[wrong])} at index ${wrong}`,
    );
  }
  return Float64Array.from(list);
}
