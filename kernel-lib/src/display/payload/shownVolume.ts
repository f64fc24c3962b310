import type { DisplayWindow } from "../../contract";
import type { OptionKinds } from "../../options";
import { toVolume, type Volume, type VolumeLike, valueRange } from "../../volume/volume";
import { chooseShape } from "../colour/windowShape";
import { chooseWindow, type WindowChoice } from "../colour/windows";
import { resolveOverlays, type ShownOverlays, type ViewerOverlay } from "../overlay/overlays";
import { resolveSecond, type SecondVolume, type ShownSecond } from "./secondVolume";

export interface ShowVolumeOptions {
  /** Slice to start with, from 0. @default the middle one */
  slice?: number;
  /** Window to start with, by name, as { centre, width, shape } or { percentiles: [1, 99] }. @default the first of the tags, else lung */
  window?: WindowChoice;
  /** A mask or label map in colour over the slices, or a list of them, the first at the bottom. @default none */
  overlays?: ViewerOverlay | readonly ViewerOverlay[];
  /** A second volume of the same shape, in colours over the first. @default none */
  second?: SecondVolume;
}

export const SHOW_VOLUME_KINDS: OptionKinds<ShowVolumeOptions> = {
  slice: "number",
  window: ["text", "record"],
  overlays: ["list", "record"],
  second: "record",
};

/** A volume with all that showing it takes, worked out once from what was chosen: nobody looks through it again. */
export interface ShownVolume extends ShownOverlays {
  readonly volume: Volume;
  readonly slice: number;
  /** Smallest and largest value outside the padding; null where there is none. */
  readonly range: { readonly min: number; readonly max: number } | null;
  readonly window: DisplayWindow;
  /** Function of windows that the reader types, or fits to the range. */
  readonly ownShape: "linear" | "linear-exact";
  readonly second: ShownSecond | null;
}

/**
 * The volume as it is to be shown.
 *
 * @throws InvalidArgumentError for a window, or a colour of an overlay, that does not exist.
 * @throws ShapeMismatchError for an overlay or second volume of another shape.
 */
export function resolveVolume(input: VolumeLike, options: ShowVolumeOptions): ShownVolume {
  const volume = toVolume(input);
  const { shape } = volume.geometry;
  const { overlays = [], second } = options;
  const range = valueRange(volume);
  return {
    volume,
    slice: options.slice ?? shape[0] >> 1,
    range,
    window: chooseWindow(volume, options.window, () => range),
    ownShape: chooseShape(volume),
    ...resolveOverlays(overlays, shape),
    second: second === undefined ? null : resolveSecond(second, shape),
  };
}
