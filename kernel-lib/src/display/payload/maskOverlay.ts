import type { OverlayStyle } from "../../contract";
import { type OptionKinds, requireOptions } from "../../options";
import { type Mask, type MaskLike, toMask } from "../../volume/mask";
import { type Rgb, requireRgb } from "../raster/picture";
import { OVERLAY_ALPHA, OVERLAY_COLORS, requireLook } from "./overlayLook";

/** A mask in colour over the slices. */
export interface MaskOverlay {
  readonly mask: MaskLike;
  /** What the legend calls it. @default "mask 1", "mask 2", ... */
  readonly name?: string;
  /** [red, green, blue], 0 to 255. @default one that the others have not */
  readonly color?: Rgb;
  /** 0 transparent to 1 opaque. @default 0.35 */
  readonly alpha?: number;
  /** @default "fill" */
  readonly style?: OverlayStyle;
}

/** A mask over the slices with nothing left open. */
export type ShownMask = Required<MaskOverlay> & { readonly mask: Mask };

const MASK_KINDS: OptionKinds<MaskOverlay> = {
  mask: "record",
  name: "text",
  color: "list",
  alpha: "number",
  style: "text",
};

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
  const { alpha = OVERLAY_ALPHA, style = "fill" } = overlay;
  requireRgb(color);
  requireLook(alpha, style);
  return { mask: toMask(mask), name, color, alpha, style };
}
