import type { NdArray } from "ndarray";
import ndarray from "ndarray";
import { lineOpacity } from "../../contract";
import { type OptionKinds, requireOptions } from "../../options";
import type { Shape } from "../../volume/geometry";
import type { LabelArray } from "../../volume/labelMap";
import { isMask } from "../../volume/mask";
import { readLabelPlane } from "../../volume/readLabelPlane";
import { sliceOf } from "../../volume/slicesOf";
import { requireSameShape } from "../../volume/volume";
import { LABEL_KINDS, type LabelOverlay, type ShownLabels } from "../overlay/labelOverlay";
import { MASK_KINDS, type MaskOverlay, type ShownMask } from "../overlay/maskOverlay";
import { outlineSlice } from "../overlay/outlineSlice";
import { listOverlays, resolveOverlay, shapeOf, type ViewerOverlay } from "../overlay/overlays";
import type { SliceOverlay } from "./drawSlice";
import type { LegendEntry } from "./legend";
import { toVolumeOrMask } from "./sliceImage";

/** What lies in colour over a slice: as in the viewer, or an image by a colour map. */
export type FigureOverlay = ViewerOverlay | SliceOverlay;

/** Overlays of one slice, ready to be drawn, and those of them that somebody gave a name. */
export interface FigureOverlays {
  readonly overlays: readonly SliceOverlay[];
  readonly legend: readonly LegendEntry[];
}

const IMAGE_KINDS: OptionKinds<SliceOverlay> = {
  image: "record",
  colorMap: "text",
  color: "list",
  alpha: "number",
  range: "list",
  cover: "text",
};

/** Of all forms, for what is none of them. */
const KINDS: OptionKinds<SliceOverlay & MaskOverlay & LabelOverlay> = {
  ...MASK_KINDS,
  ...LABEL_KINDS,
  ...IMAGE_KINDS,
};

/**
 * The overlays of a slice: of those with several slices the same one.
 *
 * @param shape - of the volume or mask that the slice is of.
 * @throws InvalidArgumentError for an alpha, a colour or a style that does not exist.
 * @throws ShapeMismatchError for a mask or label map of another shape, also where it is one slice.
 */
export function takeOverlays(
  given: FigureOverlay | readonly FigureOverlay[],
  slice: number,
  shape: Shape,
): FigureOverlays {
  const overlays: SliceOverlay[] = [];
  const legend: LegendEntry[] = [];
  const before = { masks: 0, labelMaps: 0 };
  for (const [i, overlay] of listOverlays(given).entries()) {
    if (isImage(overlay)) {
      requireOptions(overlay, IMAGE_KINDS, `overlays[${i}]`);
      overlays.push(takeImageSlice(overlay, slice));
      continue;
    }
    if (isUnclear(overlay)) requireOptions(overlay, KINDS, `overlays[${i}]`);
    const shown = resolveOverlay(overlay, i, before);
    const [slices] = shapeOf(shown);
    const wanted = slices === 1 ? ([1, shape[1], shape[2]] as const) : shape;
    requireSameShape(`the overlay "${shown.name}"`, wanted, shapeOf(shown));
    const at = slices === 1 ? 0 : slice;
    if ("mask" in shown) {
      before.masks++;
      overlays.push(maskAsOverlay(shown, sliceOf(shown.mask, at).voxels));
      if (isNamed(overlay)) legend.push({ name: shown.name, color: shown.color });
    } else {
      before.labelMaps++;
      const values = readLabelPlane(shown.map, 0, { first: at, last: at });
      const drawn = labelsAsOverlays(shown, values, (bytes) => ndarray(bytes, [1, shape[1], shape[2]]));
      overlays.push(...drawn.map(({ overlay }) => overlay));
      legend.push(...drawn.map(({ label: { name, color } }) => ({ name, color })));
    }
  }
  return { overlays, legend };
}

/** A slice of a mask, [1, rows, columns], in its look. */
export function maskAsOverlay(
  { color, alpha, style }: Pick<ShownMask, "color" | "alpha" | "style">,
  slice: NdArray<Uint8Array>,
): SliceOverlay {
  return style === "outline"
    ? { image: outlineSlice(slice), color, alpha: lineOpacity(alpha) }
    : { image: slice, color, alpha };
}

/**
 * The labels that occur in a plane, each as a mask of its own in its colour.
 *
 * @param values - of the plane, row by row.
 * @param stand - the slice, [1, rows, columns], of a mask's bytes that lie as the values do.
 */
export function labelsAsOverlays(
  { labels, alpha, style }: ShownLabels,
  values: LabelArray,
  stand: (bytes: Uint8Array) => NdArray<Uint8Array>,
): { readonly label: ShownLabels["labels"][number]; readonly overlay: SliceOverlay }[] {
  return labels.flatMap((shown) => {
    if (!values.includes(shown.label)) return [];
    const bytes = new Uint8Array(values.length);
    for (let at = 0; at < values.length; at++) if (values[at] === shown.label) bytes[at] = 1;
    return [{ label: shown, overlay: maskAsOverlay({ color: shown.color, alpha, style }, stand(bytes)) }];
  });
}

function takeImageSlice(overlay: SliceOverlay, slice: number): SliceOverlay {
  const image = toVolumeOrMask(overlay.image);
  if (image.geometry.shape[0] === 1) return overlay;
  return { ...overlay, image: "padding" in image ? sliceOf(image, slice) : sliceOf(image, slice) };
}

function isImage(overlay: FigureOverlay): overlay is SliceOverlay {
  return typeof overlay === "object" && overlay !== null && "image" in overlay;
}

function isUnclear(overlay: ViewerOverlay): boolean {
  if (typeof overlay !== "object" || overlay === null) return true;
  return !(isMask(overlay) || ["stride", "mask", "labels"].some((name) => name in overlay));
}

function isNamed(overlay: ViewerOverlay): boolean {
  return "name" in overlay && overlay.name !== undefined;
}
