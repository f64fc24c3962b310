import { type Axis, PLANE_AXES, type PlaneRange } from "../contract";
import type { LabelArray, LabelMap } from "./labelMap";
import { findPlaneSize, requirePlanes } from "./planeGrid";

/**
 * The plane of a label map, row by row; of a slab the greatest label behind each pixel.
 *
 * @throws InvalidArgumentError for planes outside the map.
 */
export function readLabelPlane({ labels, geometry }: LabelMap, axis: Axis, planes: PlaneRange): LabelArray {
  const { shape } = geometry;
  requirePlanes(shape, axis, planes);
  const { rows, columns } = findPlaneSize(shape, axis);
  const { data, stride, offset } = labels;
  const [rowStride, columnStride] = PLANE_AXES[axis].map((along) => stride[along]);
  const size = rows * columns;
  const out = data instanceof Uint8Array ? new Uint8Array(size) : new Uint16Array(size);
  // Row by row of the picture, so that what is compared stays in the processor's cache.
  for (let row = 0; row < rows; row++) {
    for (let plane = planes.first; plane <= planes.last; plane++) {
      let at = offset + plane * stride[axis] + row * rowStride;
      for (let to = row * columns, end = to + columns; to < end; to++, at += columnStride) {
        if (data[at] > out[to]) out[to] = data[at];
      }
    }
  }
  return out;
}
