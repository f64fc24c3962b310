import type { OverlayStyle } from "../../contract";
import { InvalidArgumentError } from "../../errors";
import { requireChoice } from "../../options";
import type { Rgb } from "../raster/picture";

const STYLES: readonly OverlayStyle[] = ["fill", "outline"];

/** Of an overlay that does not say. */
export const OVERLAY_ALPHA = 0.35;

/** Colours that stay apart for most people who see few: Okabe and Ito, Color Universal Design, 2008. */
export const OVERLAY_COLORS: readonly Rgb[] = [
  [86, 180, 233],
  [230, 159, 0],
  [0, 158, 115],
  [204, 121, 167],
  [240, 228, 66],
  [213, 94, 0],
];

/** @throws InvalidArgumentError for an alpha outside 0 to 1, or a style that does not exist. */
export function requireLook(alpha: number, style: OverlayStyle): void {
  if (!(alpha >= 0 && alpha <= 1)) throw new InvalidArgumentError("alpha", "a number from 0 to 1", alpha);
  requireChoice("style", style, STYLES);
}
