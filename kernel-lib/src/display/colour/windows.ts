import {
  CT_WINDOWS,
  type CtWindowName,
  type DisplayWindow,
  findWidthProblem,
  fitWindow,
  WINDOW_SHAPES,
} from "../../contract";
import { shortly } from "../../describe";
import { InvalidArgumentError } from "../../errors";
import { findPercentiles } from "../../measure/findPercentiles";
import { type Volume, valueRange } from "../../volume/volume";

import { chooseShape } from "./windowShape";

/** From the value that so many percent of the voxels outside the padding do not exceed to the one of so many. */
export interface PercentileWindow {
  readonly percentiles: readonly [low: number, high: number];
}

/**
 * A window by its usual name, by numbers, the first of the tags, the whole range of values, by percentiles, or "auto",
 * which is { percentiles: [1, 99] }. Numbers without a shape are "linear", or "linear-exact" for values with fractions
 * that span less than 256 units: centre - width / 2 is black then, centre + width / 2 white.
 */
export type WindowChoice = CtWindowName | "tags" | "range" | "auto" | PercentileWindow | DisplayWindow;

/** Of "auto": all but the few values that stand alone, as metal and noise do. */
const AUTO: PercentileWindow = { percentiles: [1, 99] };

/**
 * The display window of a choice; without one the first of the tags, else lung for HU, else the whole range.
 *
 * @param findRange - smallest and largest value, where somebody knows them. @default by a look through the volume
 * @throws InvalidArgumentError for an unknown name or shape, a width that the shape does not allow (DICOM PS3.3
 * C.11.2.1.2.1, C.11.2.1.3), or "tags" where they have none.
 */
export function chooseWindow(
  volume: Volume,
  choice?: WindowChoice,
  findRange: () => ReturnType<typeof valueRange> = () => valueRange(volume),
): DisplayWindow {
  const wholeRange = () => {
    const { min, max } = findRange() ?? { min: 0, max: 1 };
    return fitWindow([min, max], chooseShape(volume));
  };
  if (choice === undefined) return volume.window ?? (volume.units === "HU" ? CT_WINDOWS.lung : wholeRange());
  if (choice === "range") return wholeRange();
  if (choice === "tags") {
    if (volume.window) return volume.window;
    throw new InvalidArgumentError(
      "window",
      "another choice: the tags of this volume name no window",
      choice,
    );
  }
  if (choice === "auto" || isPercentiles(choice)) {
    const { percentiles } = choice === "auto" ? AUTO : choice;
    requirePercentiles(percentiles);
    const [low, high] = findPercentiles(volume, percentiles, "inverted_cdf") ?? [0, 1];
    return fitWindow([low, high], chooseShape(volume));
  }
  const window = typeof choice === "string" ? CT_WINDOWS[choice] : withShape(choice, volume);
  if (!isWindow(window)) {
    const names = [...Object.keys(CT_WINDOWS), "tags", "range", "auto"].join(", ");
    throw new InvalidArgumentError(
      "window",
      `one of ${names}, { percentiles: [1, 99] }, or { centre, width, shape } with the shape "linear" and a width of at least 1, or "linear-exact" or "sigmoid" and one above 0; without a shape it is "linear", or "linear-exact" for fractions that span less than 256 units`,
      JSON.stringify(choice),
    );
  }
  const { centre, width, shape } = window;
  return { centre, width, ...(shape !== undefined && { shape }) };
}

function isPercentiles(choice: WindowChoice): choice is PercentileWindow {
  return typeof choice === "object" && choice !== null && "percentiles" in choice;
}

function requirePercentiles(percentiles: unknown): void {
  const [low, high] = Array.isArray(percentiles) && percentiles.length === 2 ? percentiles : [1, 0];
  if (low >= 0 && low < high && high <= 100) return;
  throw new InvalidArgumentError("percentiles", "two ascending numbers from 0 to 100", shortly(percentiles));
}

/** The window with the shape that the values ask for, where it has none. "linear" goes without saying. */
function withShape(choice: DisplayWindow, volume: Volume): DisplayWindow {
  if (typeof choice !== "object" || choice === null || choice.shape !== undefined) return choice;
  const shape = chooseShape(volume);
  return shape === "linear" ? choice : { ...choice, shape };
}

function isWindow(window: DisplayWindow | undefined): window is DisplayWindow {
  if (!(Number.isFinite(window?.centre) && Number.isFinite(window?.width))) return false;
  const { width, shape = "linear" } = window as DisplayWindow;
  return WINDOW_SHAPES.includes(shape) && findWidthProblem(width, shape) === "";
}
