import type { Shape } from "../../volume/geometry";
import { isLabelMap, type LabelMap } from "../../volume/labelMap";
import { isMask, type MaskLike } from "../../volume/mask";
import { requireSameShape } from "../../volume/volume";
import { type LabelOverlay, resolveLabels, type ShownLabels } from "./labelOverlay";
import { type MaskOverlay, resolveMask, type ShownMask } from "./maskOverlay";

/** What lies in colour over slices: a mask or a label map, with how it looks or as it is. */
export type ViewerOverlay = MaskLike | MaskOverlay | LabelMap | LabelOverlay;

export interface ShownOverlays {
  /** The first at the bottom. */
  readonly overlays: readonly ShownMask[];
  readonly labelMaps: readonly ShownLabels[];
}

/**
 * The overlays of a volume as they are to be shown, masks and label maps each in their order.
 *
 * @throws InvalidArgumentError for an alpha, a colour or a style that does not exist.
 * @throws ShapeMismatchError for an overlay of another shape than the volume's.
 */
export function resolveOverlays(
  given: ViewerOverlay | readonly ViewerOverlay[],
  shape: Shape,
): ShownOverlays {
  const overlays: ShownMask[] = [];
  const labelMaps: ShownLabels[] = [];
  for (const [i, overlay] of listOverlays(given).entries()) {
    const shown = resolveOverlay(overlay, i, { masks: overlays.length, labelMaps: labelMaps.length });
    requireSameShape(`the overlay "${shown.name}"`, shape, shapeOf(shown));
    if ("mask" in shown) overlays.push(shown);
    else labelMaps.push(shown);
  }
  return { overlays, labelMaps };
}

/** One overlay needs no list. */
export function listOverlays<Overlay extends object>(
  given: Overlay | readonly Overlay[],
): readonly Overlay[] {
  return Array.isArray(given) ? given : [given as Overlay];
}

/**
 * An overlay as it is to be shown.
 *
 * @param i - its place among all overlays.
 * @param before - masks and label maps before it, which its colours and name are told apart from.
 * @throws InvalidArgumentError for an alpha, a colour or a style that does not exist.
 */
export function resolveOverlay(
  overlay: ViewerOverlay,
  i: number,
  before: { readonly masks: number; readonly labelMaps: number },
): ShownMask | ShownLabels {
  return isLabels(overlay)
    ? resolveLabels(isLabelMap(overlay) ? { labels: overlay } : overlay, i, before.labelMaps)
    : resolveMask(isMaskLike(overlay) ? { mask: overlay } : overlay, i, before.masks);
}

/** Shape of the grid that the overlay is on. */
export function shapeOf(shown: ShownMask | ShownLabels): Shape {
  return ("mask" in shown ? shown.mask : shown.map).geometry.shape;
}

function isLabels(given: ViewerOverlay): given is LabelMap | LabelOverlay {
  return typeof given === "object" && given !== null && "labels" in given;
}

/** A mask or its bytes, which have a shape, and not what is said of one. */
function isMaskLike(given: MaskLike | MaskOverlay): given is MaskLike {
  return typeof given === "object" && given !== null && (isMask(given) || "stride" in given);
}
