import { PLANE_AXES } from "tslab-dicom/contract";
import { type BitVolume, countRowBytes } from "../decode/bitVolume";
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
  return volume.kind === "bits" ? cutBits(volume, cut) : cutLabels(volume.labels, findPlaces(volume, cut));
}

/** The same of a mask. */
export function cutBits(volume: BitVolume, cut: OverlayCut): Uint8Array {
  return findBits(volume.bits, findPlaces(volume, cut), 1);
}

/** Whether each pixel lies outside the scan in every plane of the cut: 1 where it does. */
export function cutPadding(padding: BitVolume, cut: OverlayCut): Uint8Array {
  const inside = findBits(padding.bits, findPlaces(padding, cut), 0);
  for (let pixel = 0; pixel < inside.length; pixel++) inside[pixel] ^= 1;
  return inside;
}

/** Where the cells of a cut are stored: where a plane, a row and a column are add up. Eight bits are one byte. */
interface CellPlaces {
  readonly planes: readonly { readonly at: number; readonly bit: number }[];
  readonly rows: Int32Array;
  readonly columns: { readonly at: Int32Array; readonly bit: Uint8Array };
}

function findPlaces(
  volume: OverlayVolume,
  { axis, first, last, shape, rows, columns }: OverlayCut,
): CellPlaces {
  const cells = [volume.slices, volume.rows, volume.columns];
  const isBits = volume.kind === "bits";
  const lineLength = isBits ? countRowBytes(volume.columns) : volume.columns;
  const strides = [volume.rows * lineLength, lineLength, 1];
  const [rowAxis, columnAxis] = PLANE_AXES[axis];
  const cellsAlong = (along: number, steps: number, from: number, to: number) =>
    Int32Array.from({ length: to - from + 1 }, (_, i) => findCell(from + i, steps, cells[along]));
  const inBytes = (along: number) => isBits && along === 2;
  const at = (cell: number, along: number) => (inBytes(along) ? cell >> 3 : cell * strides[along]);
  const bit = (cell: number, along: number) => (inBytes(along) ? cell & 7 : 0);
  const across = cellsAlong(columnAxis, columns, 0, columns - 1);
  const down = cellsAlong(rowAxis, rows, 0, rows - 1);
  return {
    planes: [...new Set(cellsAlong(axis, shape[axis], first, last))].map((cell) => ({
      at: at(cell, axis),
      bit: bit(cell, axis),
    })),
    rows: down.map((cell) => at(cell, rowAxis)),
    columns: {
      at: across.map((cell) => at(cell, columnAxis)),
      bit: Uint8Array.from(across, (cell) => bit(cell, columnAxis)),
    },
  };
}

/** 1 where one of the planes has the wanted bit. */
function findBits(bits: Uint8Array, { planes, rows, columns }: CellPlaces, wanted: 0 | 1): Uint8Array {
  const pixels = new Uint8Array(rows.length * columns.at.length);
  const flip = 1 - wanted;
  for (const plane of planes) {
    let pixel = 0;
    for (const row of rows) {
      const start = plane.at + row;
      for (let column = 0; column < columns.at.length; column++) {
        const byte = bits[start + columns.at[column]];
        pixels[pixel++] |= ((byte >> (plane.bit | columns.bit[column])) & 1) ^ flip;
      }
    }
  }
  return pixels;
}

/** The greatest label of the planes. */
function cutLabels(
  labels: Uint8Array | Uint16Array,
  { planes, rows, columns }: CellPlaces,
): Uint8Array | Uint16Array {
  const size = rows.length * columns.at.length;
  const pixels = labels instanceof Uint16Array ? new Uint16Array(size) : new Uint8Array(size);
  for (const plane of planes) {
    let pixel = 0;
    for (const row of rows) {
      const start = plane.at + row;
      for (let column = 0; column < columns.at.length; column++, pixel++) {
        const label = labels[start + columns.at[column]];
        if (label > pixels[pixel]) pixels[pixel] = label;
      }
    }
  }
  return pixels;
}
