import type { ColorMapName, SecondState } from "../../contract";
import { COLOR_MAP_NAMES } from "../../contract";
import { InvalidArgumentError } from "../../errors";
import { type OptionKinds, requireChoice, requireOptions } from "../../options";
import type { Shape } from "../../volume/geometry";
import { requireSameShape, toVolume, type Volume, type VolumeLike, valueRange } from "../../volume/volume";
import { chooseShape } from "../colour/windowShape";
import { chooseWindow, type WindowChoice } from "../colour/windows";

/** A second volume on the same grid, in colours over the first. */
export interface SecondVolume {
  readonly volume: VolumeLike;
  /** @default "second volume" */
  readonly name?: string;
  /** @default the first of its tags, else lung for HU, else its whole range */
  readonly window?: WindowChoice;
  /** @default "viridis" */
  readonly colorMap?: ColorMapName;
  /** 0 transparent to 1 opaque. @default 0.5 */
  readonly alpha?: number;
}

/** A second volume with nothing left open. */
export interface ShownSecond extends SecondState {
  readonly volume: Volume;
  readonly name: string;
  readonly alpha: number;
  /** Smallest and largest value outside the padding. */
  readonly range: readonly [min: number, max: number];
  readonly ownShape: "linear" | "linear-exact";
}

const KINDS: OptionKinds<SecondVolume> = {
  volume: "record",
  name: "text",
  window: ["text", "record"],
  colorMap: "text",
  alpha: "number",
};

/**
 * @throws InvalidArgumentError for a window, colour map or alpha that does not exist.
 * @throws ShapeMismatchError for a volume of another shape than the first.
 */
export function resolveSecond(given: SecondVolume, shape: Shape): ShownSecond {
  requireOptions(given, KINDS, "second");
  const { name = "second volume", colorMap = "viridis", alpha = 0.5 } = given;
  if (given.volume === undefined) throw new InvalidArgumentError("second.volume", "a volume", undefined);
  const volume = toVolume(given.volume);
  requireSameShape("second.volume", shape, volume.geometry.shape);
  requireChoice("second.colorMap", colorMap, COLOR_MAP_NAMES);
  if (!(alpha >= 0 && alpha <= 1)) {
    throw new InvalidArgumentError("second.alpha", "a number from 0 to 1", alpha);
  }
  const range = valueRange(volume);
  const window = chooseWindow(volume, given.window, () => range);
  const { min, max } = range ?? { min: 0, max: 0 };
  return { volume, name, window, colorMap, alpha, range: [min, max], ownShape: chooseShape(volume) };
}
