import type { DisplayWindow } from "../../contract";
import { type OptionKinds, requireOptions } from "../../options";
import { isMask, type Mask, type MaskLike, toMask } from "../../volume/mask";
import { toVolume, type Volume, type VolumeLike, valueRange } from "../../volume/volume";
import { chooseShape } from "../colour/windowShape";
import { chooseWindow, type WindowChoice } from "../colour/windows";
import type { Rgb } from "../raster/picture";

/** A mask in colour over the slices. */
export interface ViewerMask {
  readonly mask: MaskLike;
  /** What the legend calls it. @default "mask 1", "mask 2", ... */
  readonly name?: string;
  /** [red, green, blue], 0 to 255. @default one that the others have not */
  readonly color?: Rgb;
  /** 0 transparent to 1 opaque. @default 0.35 */
  readonly alpha?: number;
}

export interface ShowVolumeOptions {
  /** Slice to start with, from 0. @default the middle one */
  slice?: number;
  /** Window to start with, by name or as { centre, width, shape }. @default the first of the tags, else lung */
  window?: WindowChoice;
  /** Masks in colour over the slices, the first at the bottom. @default none */
  overlays?: readonly (MaskLike | ViewerMask)[];
}

export const SHOW_VOLUME_KINDS: OptionKinds<ShowVolumeOptions> = {
  slice: "number",
  window: ["text", "record"],
  overlays: "list",
};

const MASK_KINDS: OptionKinds<ViewerMask> = {
  mask: "record",
  name: "text",
  color: "list",
  alpha: "number",
};

/** A volume with all that showing it takes, worked out once from what was chosen: nobody looks through it again. */
export interface ShownVolume {
  readonly volume: Volume;
  readonly slice: number;
  /** Smallest and largest value outside the padding; null where there is none. */
  readonly range: { readonly min: number; readonly max: number } | null;
  readonly window: DisplayWindow;
  /** Function of windows that the reader types, or fits to the range. */
  readonly ownShape: "linear" | "linear-exact";
  readonly overlays: readonly ShownMask[];
}

/** A mask over the slices with nothing left open. */
export type ShownMask = Required<ViewerMask> & { readonly mask: Mask };

/** Colours that stay apart for most people who see few: Okabe and Ito, Color Universal Design, 2008. */
const COLORS: readonly Rgb[] = [
  [86, 180, 233],
  [230, 159, 0],
  [0, 158, 115],
  [204, 121, 167],
  [240, 228, 66],
  [213, 94, 0],
];

/**
 * The volume as it is to be shown.
 *
 * @throws InvalidArgumentError for a window that does not exist.
 */
export function resolveVolume(input: VolumeLike, options: ShowVolumeOptions): ShownVolume {
  const volume = toVolume(input);
  const range = valueRange(volume);
  return {
    volume,
    slice: options.slice ?? volume.geometry.shape[0] >> 1,
    range,
    window: chooseWindow(volume, options.window, () => range),
    ownShape: chooseShape(volume),
    overlays: (options.overlays ?? []).map(resolveMask),
  };
}

function resolveMask(given: MaskLike | ViewerMask, i: number): ShownMask {
  const overlay: ViewerMask = isMaskLike(given) ? { mask: given } : given;
  requireOptions(overlay, MASK_KINDS, `overlays[${i}]`);
  const { mask, name, color, alpha } = overlay;
  return {
    mask: toMask(mask),
    name: name ?? `mask ${i + 1}`,
    color: color ?? COLORS[i % COLORS.length],
    alpha: alpha ?? 0.35,
  };
}

/** A mask or its bytes, which have a shape, and not what is said of one. */
function isMaskLike(given: MaskLike | ViewerMask): given is MaskLike {
  return typeof given === "object" && given !== null && (isMask(given) || "stride" in given);
}
