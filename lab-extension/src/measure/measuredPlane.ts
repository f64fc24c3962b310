import { PLANE_AXES, type ReadPixel, type SlicesPayload } from "tslab-dicom/contract";
import { readPreviewLevel } from "../slice/valueText";
import type { PlaneImage } from "../source/planeSource";

/** Values of a single plane, a pixel a voxel. */
export interface MeasuredPlane {
  /** Whether these are the values; those of a preview come near. */
  readonly exact: boolean;
  readonly read: ReadPixel;
}

/** The values of a single plane of the volume in its picture; a coarser preview gives each voxel its nearest pixel. */
export function readPlaneImage(
  image: PlaneImage,
  { shape, preview }: Pick<SlicesPayload, "shape" | "preview">,
): MeasuredPlane {
  const { rows, columns, values, padding, quality } = image;
  const [rowAxis, columnAxis] = PLANE_AXES[image.key.axis];
  const [down, across] = [rows / shape[rowAxis], columns / shape[columnAxis]];
  const convert = (value: number) =>
    quality === "preview" && preview ? readPreviewLevel(value, preview) : value;
  return {
    exact: quality === "exact",
    read: (row, column) => {
      const at = Math.floor((row + 0.5) * down) * columns + Math.floor((column + 0.5) * across);
      return padding?.[at] ? Number.NaN : convert(values[at]);
    },
  };
}
