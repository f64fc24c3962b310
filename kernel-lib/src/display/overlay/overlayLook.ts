import type { OverlayStyle } from "../../contract";
import { InvalidArgumentError } from "../../errors";
import { type OptionKinds, requireChoice } from "../../options";
import type { Rgb } from "../raster/picture";

const STYLES: readonly OverlayStyle[] = ["fill", "outline"];

/** Of an overlay that does not say. */
const OVERLAY_ALPHA = 0.35;

/**
 * Colours that stay apart for most people who see few: those of Okabe and Ito, Color Universal Design, 2008, then six that are
 * the farthest from all before them to normal, protan and deutan eyes (OKLab; Viénot et al. 1999, doi
 * 10.1002/(SICI)1520-6378(199908)24:4<243::AID-COL5>3.0.CO;2-3), and light enough on a dark picture.
 */
export const OVERLAY_COLORS: readonly Rgb[] = [
  [86, 180, 233],
  [230, 159, 0],
  [0, 158, 115],
  [204, 121, 167],
  [240, 228, 66],
  [213, 94, 0],
  [102, 51, 255],
  [136, 255, 255],
  [153, 68, 170],
  [119, 119, 255],
  [68, 221, 170],
  [255, 255, 170],
];

/** How an overlay is drawn, as far as masks and label maps are alike. */
export interface OverlayLook {
  /** What the legend calls it. */
  readonly name?: string;
  /** 0 transparent to 1 opaque; the line of an outline is twice as opaque. @default 0.35 */
  readonly alpha?: number;
  /** Its border alone: the same as style "outline". @default false */
  readonly outline?: boolean;
  /** @default "fill" */
  readonly style?: OverlayStyle;
}

export const LOOK_KINDS: OptionKinds<OverlayLook> = {
  name: "text",
  alpha: "number",
  outline: "boolean",
  style: "text",
};

/** @throws InvalidArgumentError for an alpha outside 0 to 1, a style that does not exist, or two that contradict each other. */
export function resolveLook({ alpha = OVERLAY_ALPHA, outline, style }: OverlayLook): {
  readonly alpha: number;
  readonly style: OverlayStyle;
} {
  if (!(alpha >= 0 && alpha <= 1)) throw new InvalidArgumentError("alpha", "a number from 0 to 1", alpha);
  const asked = outline ? "outline" : "fill";
  const chosen = style ?? asked;
  requireChoice("style", chosen, STYLES);
  if (outline !== undefined && chosen !== asked) {
    throw new InvalidArgumentError("outline", `left out beside the style "${chosen}"`, outline);
  }
  return { alpha, style: chosen };
}
