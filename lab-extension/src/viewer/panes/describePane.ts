import { type Axis, namePlanes, type SlicesPayload } from "tslab-dicom/contract";
import type { Translate } from "../../dom/translate";
import { describePosition, findLengthUnit, findPlace } from "../../slice/position";
import { formatNumber, nameShape } from "../../slice/window";
import type { SeenState } from "../state/seenState";

const SLAB_NAMES = { max: "MIP", min: "MinIP", mean: "Mean" } as const;

export interface PaneWords {
  /** Below the picture: "slice 12 of 261, z = -31.5 mm". */
  readonly position: string;
  /** For its corner, the longest first: "W 1500  C -600". */
  readonly corner: readonly string[];
  /** All of it, for who does not see the picture. */
  readonly label: string;
}

/** What a pane shows, in words. */
export function describePane(
  payload: SlicesPayload,
  axis: Axis,
  state: SeenState,
  translate: Translate,
): PaneWords {
  const { shape, alt } = payload;
  const { window, slab, voxel } = state;
  const place = findPlace(payload);
  const where = describePosition(place, axis, voxel[axis], shape[axis], translate);
  const unit = findLengthUnit(payload);
  const thick = slab
    ? `${translate(SLAB_NAMES[slab.mode])} ${slab.thickness} ${unit === "mm" ? unit : translate(unit)}`
    : "";
  const position = thick ? `${where}, ${thick}` : where;
  const [centre, width] = [formatNumber(window.centre, window), formatNumber(window.width, window)];
  const shapeName = nameShape(window, translate);
  const words = [
    alt.replace(/\.$/, ""),
    `${translate(namePlanes(place)[axis])}, ${position}`,
    `${translate("window centre %1, width %2", centre, width)}${shapeName}`,
  ];
  const numbers = `W ${width}  C ${centre}`;
  const corner = shapeName ? [`${numbers}${shapeName}`, numbers] : [numbers];
  return { position, corner, label: words.filter(Boolean).join(". ") };
}
