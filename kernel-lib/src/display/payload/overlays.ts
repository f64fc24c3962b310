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

function isLabels(given: ViewerOverlay): given is LabelMap | LabelOverlay {
  return typeof given === "object" && given !== null && "labels" in given;
}

/** A mask or its bytes, which have a shape, and not what is said of one. */
function isMaskLike(given: MaskLike | MaskOverlay): given is MaskLike {
  return typeof given === "object" && given !== null && (isMask(given) || "stride" in given);
}
