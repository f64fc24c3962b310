import { PLANE_AXES } from "tslab-dicom/contract";
import { countRowBytes } from "../decode/bitVolume";
import type { OverlayVolume } from "../decode/overlayVolume";
import { findCell } from "./findCell";
import type { PlaneKey } from "./planeSource";

/** Planes of a volume and the size of the picture they become. */
export interface OverlayCut extends Pick<PlaneKey, "axis" | "first" | "last"> {
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
  const rowBytes = countRowBytes(volume.columns);
  // Bits are counted along the columns too, so that one sum finds a voxel of either kind.
  const strides =
    volume.kind === "bits"
      ? [volume.rows * rowBytes * 8, rowBytes * 8, 1]
      : [volume.rows * volume.columns, volume.columns, 1];
  const [rowAxis, columnAxis] = PLANE_AXES[axis];
  const place = (index: number, steps: number, along: number) =>
    findCell(index, steps, cells[along]) * strides[along];
  const across = Float64Array.from({ length: columns }, (_, column) => place(column, columns, columnAxis));
  const planes = [
    ...new Set(Array.from({ length: last - first + 1 }, (_, i) => place(first + i, shape[axis], axis))),
  ];
  const source = volume.kind === "bits" ? volume.bits : volume.labels;
  const pixels =
    source instanceof Uint16Array ? new Uint16Array(rows * columns) : new Uint8Array(rows * columns);
  const isBits = volume.kind === "bits";
  for (const plane of planes) {
    for (let row = 0, pixel = 0; row < rows; row++) {
      const start = plane + place(row, rows, rowAxis);
      for (let column = 0; column < columns; column++, pixel++) {
        const at = start + across[column];
        // No shift: a volume of 2^31 bits is no rarity, and shifts have 32.
        const value = isBits ? (source[Math.floor(at / 8)] >> (at & 7)) & 1 : source[at];
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
