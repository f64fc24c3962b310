import type { LabelMapPayload, OverlayStyle } from "../../contract";
import { shortly } from "../../describe";
import { InvalidArgumentError } from "../../errors";
import { type OptionKinds, requireOptions } from "../../options";
import { isLabelMap, type LabelMap, listLabels } from "../../volume/labelMap";
import { type Rgb, requireRgb } from "../raster/picture";
import { OVERLAY_ALPHA, OVERLAY_COLORS, requireLook } from "./overlayLook";

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

/** A label map over the slices with nothing left open. */
export interface ShownLabels extends Pick<Required<LabelOverlay>, "name" | "alpha" | "style"> {
  readonly map: LabelMap;
  /** Those that occur or have a name, in ascending order. */
  readonly labels: LabelMapPayload["labels"];
}

const LABEL_KINDS: OptionKinds<LabelOverlay> = {
  labels: "record",
  name: "text",
  alpha: "number",
  style: "text",
  colors: "record",
};

/**
 * A label map as it is to be shown.
 *
 * @param i - its place among all overlays.
 * @param place - and among the label maps.
 * @throws InvalidArgumentError for an alpha, a colour or a style that does not exist, or labels that are no label map.
 */
export function resolveLabels(overlay: LabelOverlay, i: number, place: number): ShownLabels {
  requireOptions(overlay, LABEL_KINDS, `overlays[${i}]`);
  const {
    labels: map,
    name = `labels ${place + 1}`,
    alpha = OVERLAY_ALPHA,
    style = "fill",
    colors = {},
  } = overlay;
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
      color: colors[label] ?? OVERLAY_COLORS[(i + n) % OVERLAY_COLORS.length],
    })),
  };
}
