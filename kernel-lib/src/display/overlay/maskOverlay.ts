import { shortly } from "../../describe";
import { InvalidArgumentError } from "../../errors";
import { type OptionKinds, requireOptions } from "../../options";
import { isMask, type Mask, type MaskLike, toMask } from "../../volume/mask";
import { addSliceAxis } from "../../volume/sliceAxis";
import { type Rgb, requireRgb } from "../raster/picture";
import { LOOK_KINDS, OVERLAY_COLORS, type OverlayLook, resolveLook } from "./overlayLook";

/** A mask in colour over the slices; without a name it is "mask 1", "mask 2", ... */
export interface MaskOverlay extends OverlayLook {
  /** Of the volume's slices, or one slice: of two axes, [rows, columns], too where it is a bare array. */
  readonly mask: MaskLike;
  /** [red, green, blue], 0 to 255. @default one that the others have not */
  readonly color?: Rgb;
}

/** A mask over the slices with nothing left open. */
export interface ShownMask extends Pick<Required<MaskOverlay>, "name" | "color" | "alpha" | "style"> {
  readonly mask: Mask;
}

export const MASK_KINDS: OptionKinds<MaskOverlay> = { mask: "record", color: "list", ...LOOK_KINDS };

/**
 * A mask as it is to be shown.
 *
 * @param i - its place among all overlays.
 * @param place - and among the masks.
 * @throws InvalidArgumentError for an alpha, a colour or a style that does not exist.
 */
export function resolveMask(overlay: MaskOverlay, i: number, place: number): ShownMask {
  requireOptions(overlay, MASK_KINDS, `overlays[${i}]`);
  const { mask, name = `mask ${place + 1}`, color = OVERLAY_COLORS[place % OVERLAY_COLORS.length] } = overlay;
  if (typeof mask !== "object" || mask === null) {
    throw new InvalidArgumentError(`overlays[${i}].mask`, "a mask", shortly(mask));
  }
  requireRgb(color);
  const look = resolveLook(overlay);
  return { mask: isMask(mask) ? mask : toMask(addSliceAxis(mask)), name, color, ...look };
}
