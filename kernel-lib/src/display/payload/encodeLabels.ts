import { deflateSync } from "node:zlib";
import type { LabelMapPayload } from "../../contract";
import type { LabelArray, LabelMap } from "../../volume/labelMap";
import type { ShownLabels } from "../overlay/labelOverlay";
import { toBase64 } from "./budget";
import { deflateWithin } from "./deflateWithin";
import { COARSEST } from "./encodeBits";

/**
 * A label map as the viewer gets it: every voxel, or every second, third, ... along rows and columns where the budget
 * holds no more.
 */
export function encodeLabels({ map, name, alpha, labels }: ShownLabels, budget: number): LabelMapPayload {
  const dtype = map.labels.data instanceof Uint8Array ? "uint8" : "uint16";
  for (let block = 1; ; block++) {
    const { rows, columns, values } = sampleLabels(map, block);
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    const coarsest = rows <= COARSEST && columns <= COARSEST;
    const deflated = coarsest ? deflateSync(bytes) : deflateWithin(bytes, budget);
    if (deflated) return { name, labels, alpha, rows, columns, dtype, data: toBase64(deflated) };
  }
}

/** Labels of every block-th voxel, in the middle of its block. */
function sampleLabels(
  { labels, geometry }: LabelMap,
  block: number,
): { rows: number; columns: number; values: LabelArray } {
  const [slices, sourceRows, sourceColumns] = geometry.shape;
  const rows = Math.ceil(sourceRows / block);
  const columns = Math.ceil(sourceColumns / block);
  const { data, stride, offset } = labels;
  const size = slices * rows * columns;
  const values = data instanceof Uint8Array ? new Uint8Array(size) : new Uint16Array(size);
  const middle = block >> 1;
  const place = (i: number, count: number) => Math.min(count - 1, i * block + middle);
  for (let slice = 0, to = 0; slice < slices; slice++) {
    for (let row = 0; row < rows; row++) {
      const from = offset + slice * stride[0] + place(row, sourceRows) * stride[1];
      for (let column = 0; column < columns; column++, to++) {
        values[to] = data[from + place(column, sourceColumns) * stride[2]];
      }
    }
  }
  return { rows, columns, values };
}
