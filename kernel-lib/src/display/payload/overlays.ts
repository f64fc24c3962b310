import type { LabelMapPayload, OverlayStyle } from "../../contract";
import { shortly } from "../../describe";
import { InvalidArgumentError } from "../../errors";
import { type OptionKinds, requireChoice, requireOptions } from "../../options";
import type { Shape } from "../../volume/geometry";
import { isLabelMap, type LabelMap, listLabels } from "../../volume/labelMap";
import { isMask, type Mask, type MaskLike, toMask } from "../../volume/mask";
import { requireSameShape } from "../../volume/volume";
import { type Rgb, requireRgb } from "../raster/picture";

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

/** A label map in colours over the slices and masks. */
export interface LabelOverlay {
  readonly labels: LabelMap;
  /** @default "labels 1", "labels 2", ... */
  readonly name?: string;
  /** 0 transparent to 1 opaque. @default 0.35 */
  readonly alpha?: number;
  /** @default "fill" */
  readonly style?: OverlayStyle;
  /** [red, green, blue], 0 to 255, by label. @default one a label, which repeat after six */
  readonly colors?: Readonly<Record<number, Rgb>>;
}

/** What lies in colour over slices: a mask or a label map, with how it looks or as it is. */
export type ViewerOverlay = MaskLike | MaskOverlay | LabelMap | LabelOverlay;

/** A mask over the slices with nothing left open. */
export type ShownMask = Required<MaskOverlay> & { readonly mask: Mask };

/** A label map over the slices with nothing left open. */
export interface ShownLabels extends Pick<Required<LabelOverlay>, "name" | "alpha" | "style"> {
  readonly map: LabelMap;
  /** Those that occur or have a name, in ascending order. */
  readonly labels: LabelMapPayload["labels"];
}

export interface ShownOverlays {
  /** The first at the bottom. */
  readonly overlays: readonly ShownMask[];
  readonly labelMaps: readonly ShownLabels[];
}

const MASK_KINDS: OptionKinds<MaskOverlay> = {
  mask: "record",
  name: "text",
  color: "list",
  alpha: "number",
  style: "text",
};

const LABEL_KINDS: OptionKinds<LabelOverlay> = {
  labels: "record",
  name: "text",
  alpha: "number",
  style: "text",
  colors: "record",
};

const STYLES: readonly OverlayStyle[] = ["fill", "outline"];
const ALPHA = 0.35;

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
 * The overlays of a volume as they are to be shown, masks and label maps each in their order.
 *
 * @throws InvalidArgumentError for an alpha, a colour or a style that does not exist.
 * @throws ShapeMismatchError for an overlay of another shape than the volume's.
 */
export function resolveOverlays(given: readonly ViewerOverlay[], shape: Shape): ShownOverlays {
  const overlays: ShownMask[] = [];
  const labelMaps: ShownLabels[] = [];
  for (const [i, overlay] of given.entries()) {
    if (isLabels(overlay)) {
      const shown = resolveLabels(isLabelMap(overlay) ? { labels: overlay } : overlay, i, labelMaps.length);
      requireSameShape(`the overlay "${shown.name}"`, shape, shown.map.geometry.shape);
      labelMaps.push(shown);
    } else {
      const shown = resolveMask(isMaskLike(overlay) ? { mask: overlay } : overlay, i, overlays.length);
      requireSameShape(`the overlay "${shown.name}"`, shape, shown.mask.geometry.shape);
      overlays.push(shown);
    }
  }
  return { overlays, labelMaps };
}

function resolveMask(overlay: MaskOverlay, i: number, place: number): ShownMask {
  requireOptions(overlay, MASK_KINDS, `overlays[${i}]`);
  const { mask, name = `mask ${place + 1}`, color = COLORS[place % COLORS.length] } = overlay;
  const { alpha = ALPHA, style = "fill" } = overlay;
  requireRgb(color);
  requireLook(alpha, style);
  return { mask: toMask(mask), name, color, alpha, style };
}

function resolveLabels(overlay: LabelOverlay, i: number, place: number): ShownLabels {
  requireOptions(overlay, LABEL_KINDS, `overlays[${i}]`);
  const { labels: map, name = `labels ${place + 1}`, alpha = ALPHA, style = "fill", colors = {} } = overlay;
  if (!isLabelMap(map)) {
    throw new InvalidArgumentError(`overlays[${i}].labels`, "a label map of createLabelMap", shortly(map));
  }
  requireLook(alpha, style);
  Object.values(colors).forEach(requireRgb);
  const named = Object.keys(map.names).map(Number);
  const labels = [...new Set([...listLabels(map), ...named])].sort((a, b) => a - b);
  return {
    map,
    name,
    alpha,
    style,
    labels: labels.map((label, n) => ({
      label,
      name: map.names[label] ?? String(label),
      color: colors[label] ?? COLORS[n % COLORS.length],
    })),
  };
}

function requireLook(alpha: number, style: OverlayStyle): void {
  if (!(alpha >= 0 && alpha <= 1)) throw new InvalidArgumentError("alpha", "a number from 0 to 1", alpha);
  requireChoice("style", style, STYLES);
}

function isLabels(given: ViewerOverlay): given is LabelMap | LabelOverlay {
  return typeof given === "object" && given !== null && "labels" in given;
}

/** A mask or its bytes, which have a shape, and not what is said of one. */
function isMaskLike(given: MaskLike | MaskOverlay): given is MaskLike {
  return typeof given === "object" && given !== null && (isMask(given) || "stride" in given);
}
