import { PLANE_AXES } from "tslab-dicom/contract";
import { countRowBytes } from "../decode/bitVolume";
import type { OverlayVolume } from "../decode/overlayVolume";
import { findCell } from "../slice/findCell";
import type { PlaneKey } from "./planeSource";

/** Planes of a volume and the size of the picture they become. */
interface OverlayCut extends Pick<PlaneKey, "axis" | "first" | "last"> {
  /** [slices, rows, columns] of the volume that the planes are counted in. */
  readonly shape: readonly number[];
  /** Pixels of the picture. */
  readonly rows: number;
  readonly columns: number;
}

/**
 * An overlay at the pixels of a picture of one or several planes, row by row: of a mask 1 where a plane has it at the
 * pixel's centre; of a label map the greatest label there.
 */
export function cutOverlay(volume: OverlayVolume, cut: OverlayCut): Uint8Array | Uint16Array {
  const { axis, first, last, shape, rows, columns } = cut;
  const cells = [volume.slices, volume.rows, volume.columns];
  const isBits = volume.kind === "bits";
  const lineLength = isBits ? countRowBytes(volume.columns) : volume.columns;
  const strides = [volume.rows * lineLength, lineLength, 1];
  const [rowAxis, columnAxis] = PLANE_AXES[axis];
  const cellOf = (index: number, steps: number, along: number) => findCell(index, steps, cells[along]);
  // Eight cells in a row are one byte: where it is, and which bit of it.
  const inBytes = (along: number) => isBits && along === 2;
  const place = (cell: number, along: number) => (inBytes(along) ? cell >> 3 : cell * strides[along]);
  const bitOf = (cell: number, along: number) => (inBytes(along) ? cell & 7 : 0);
  const cellsAcross = Int32Array.from({ length: columns }, (_, column) =>
    cellOf(column, columns, columnAxis),
  );
  const across = cellsAcross.map((cell) => place(cell, columnAxis));
  const bits = Uint8Array.from(cellsAcross, (cell) => bitOf(cell, columnAxis));
  const planes = new Set(
    Array.from({ length: last - first + 1 }, (_, i) => cellOf(first + i, shape[axis], axis)),
  );
  const source = volume.kind === "bits" ? volume.bits : volume.labels;
  const pixels =
    source instanceof Uint16Array ? new Uint16Array(rows * columns) : new Uint8Array(rows * columns);
  for (const plane of planes) {
    const planeBit = bitOf(plane, axis);
    for (let row = 0, pixel = 0; row < rows; row++) {
      const start = place(plane, axis) + place(cellOf(row, rows, rowAxis), rowAxis);
      for (let column = 0; column < columns; column++, pixel++) {
        const cell = source[start + across[column]];
        const value = isBits ? (cell >> (planeBit | bits[column])) & 1 : cell;
        if (value > pixels[pixel]) pixels[pixel] = value;
      }
    }
  }
  return pixels;
}

/** Whether each pixel lies outside the scan in every plane of the cut: 1 where it does. */
export function cutPadding(padding: OverlayVolume, cut: OverlayCut): Uint8Array {
  const { first, last } = cut;
  const outside = Uint8Array.from(cutOverlay(padding, { ...cut, last: first }));
  for (let plane = first + 1; plane <= last; plane++) {
    const more = cutOverlay(padding, { ...cut, first: plane, last: plane });
    for (let pixel = 0; pixel < outside.length; pixel++) outside[pixel] &= more[pixel];
  }
  return outside;
}
