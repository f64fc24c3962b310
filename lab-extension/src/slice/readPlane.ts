import { type Axis, PLANE_AXES, type SlicesPreview, type VoxelPoint } from "tslab-dicom/contract";
import type { Translate } from "../dom/translate";
import type { PaintedImage } from "./paintPlane";
import { describeExact, describePreview } from "./valueText";

/** Where in a picture of rows x columns, stored row by row, a place in its plane is; -1 outside. */
export function findPixel(
  { rows, columns }: { readonly rows: number; readonly columns: number },
  axis: Axis,
  voxel: VoxelPoint,
  shape: readonly number[],
): number {
  const [rowAxis, columnAxis] = PLANE_AXES[axis];
  const row = Math.floor(((voxel[rowAxis] + 0.5) * rows) / shape[rowAxis]);
  const column = Math.floor(((voxel[columnAxis] + 0.5) * columns) / shape[columnAxis]);
  const isInside = row >= 0 && row < rows && column >= 0 && column < columns;
  return isInside ? row * columns + column : -1;
}

/**
 * The value of a pixel in words: "-853 HU", "about -850 HU (preview)", "outside the scan"; "" outside the picture.
 *
 * @param preview - what the grey levels stand for, when the picture is a preview.
 */
export function describeValue(
  image: PaintedImage,
  pixel: number,
  preview: Pick<SlicesPreview, "low" | "high"> | null,
  units: string,
  translate: Translate,
): string {
  const value = image.values[pixel];
  if (value === undefined) return "";
  if (image.padding?.[pixel]) return translate("outside the scan");
  if (image.quality === "preview" && preview) return describePreview(value, preview, units, translate);
  return describeExact(value, units, translate);
}
