import type { LabelMapPayload } from "../../contract";
import { shortly } from "../../describe";
import { InvalidArgumentError } from "../../errors";
import { type OptionKinds, requireOptions } from "../../options";
import { isLabelMap, type LabelMap, listLabels } from "../../volume/labelMap";
import { type Rgb, requireRgb } from "../raster/picture";
import { LOOK_KINDS, OVERLAY_COLORS, type OverlayLook, resolveLook } from "./overlayLook";

/** A label map in colours over the slices and masks; without a name it is "labels 1", "labels 2", ... */
export interface LabelOverlay extends OverlayLook {
  readonly labels: LabelMap;
  /** [red, green, blue], 0 to 255, by label. @default one a label, which repeat after six */
  readonly colors?: Readonly<Record<number, Rgb>>;
}

/** A label map over the slices with nothing left open. */
export interface ShownLabels extends Pick<Required<LabelOverlay>, "name" | "alpha" | "style"> {
  readonly map: LabelMap;
  /** Those that occur or have a name, in ascending order. */
  readonly labels: LabelMapPayload["labels"];
}

export const LABEL_KINDS: OptionKinds<LabelOverlay> = { labels: "record", colors: "record", ...LOOK_KINDS };

/**
 * A label map as it is to be shown.
 *
 * @param i - its place among all overlays.
 * @param place - and among the label maps.
 * @throws InvalidArgumentError for an alpha, a colour or a style that does not exist, or labels that are no label map.
 */
export function resolveLabels(overlay: LabelOverlay, i: number, place: number): ShownLabels {
  requireOptions(overlay, LABEL_KINDS, `overlays[${i}]`);
  const { labels: map, name = `labels ${place + 1}`, colors = {} } = overlay;
  if (!isLabelMap(map)) {
    throw new InvalidArgumentError(`overlays[${i}].labels`, "a label map of createLabelMap", shortly(map));
  }
  const look = resolveLook(overlay);
  Object.values(colors).forEach(requireRgb);
  const named = Object.keys(map.names).map(Number);
  const labels = [...new Set([...listLabels(map), ...named])].sort((a, b) => a - b);
  return {
    map,
    name,
    ...look,
    labels: labels.map((label, n) => ({
      label,
      name: map.names[label] ?? String(label),
      color: colors[label] ?? OVERLAY_COLORS[(i + n) % OVERLAY_COLORS.length],
    })),
  };
}
