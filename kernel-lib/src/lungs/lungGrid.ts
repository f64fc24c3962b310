import ndarray from "ndarray";
import { blockMeans } from "../segmentation/blockMeans";
import { boxMeans } from "../segmentation/boxMeans";
import { growWithin } from "../segmentation/growWithin";
import { or } from "../segmentation/setAlgebra";
import { threshold } from "../segmentation/threshold";
import { hasBit, setBit } from "../volume/bitRows";
import type { Shape } from "../volume/geometry";
import { createMask, type Mask } from "../volume/mask";
import { createVolume, type Volume } from "../volume/volume";

/** A scan along the patient's axes, and the coarser grid on which its lungs are found. */
export interface LungGrid {
  /** Whole, with the padding that its tags do not name. */
  readonly volume: Volume;
  /** Means of blocks of it, clamped to what tells air from tissue; padding counts as air. */
  readonly cells: Volume<Int16Array>;
  /** Voxels of a cell along slices, rows and columns. */
  readonly factors: Shape;
}

/** HU that no part of a patient has, and scanners write where nothing was measured. */
export const NEVER_MEASURED = -1500;
/** Share of what lies outside the inscribed ellipse that one value must fill to be padding. */
const FILLED = 0.9;
/** A slice has at least so many cells across. */
const CELLS_ACROSS = 128;

/** @param size - what the edges of a cell come nearest to, in mm. */
export function makeLungGrid(source: Volume, size: number): LungGrid {
  const { voxels, geometry, units, window } = source;
  const volume = createVolume(voxels, { geometry, units, window, padding: findPadding(source) });
  const [, rows, columns] = geometry.shape;
  const extent = Math.min(rows * geometry.spacing[1], columns * geometry.spacing[2]);
  const { volume: cells, factors } = blockMeans(volume, {
    size: Math.min(size, extent / CELLS_ACROSS),
    paddingBelow: NEVER_MEASURED,
  });
  return { volume, cells, factors };
}

/** Slices farther apart than this, in mm, show other things. */
const SAME_THINGS = 3;

/** Each cell as the mean of the 27 around it, of the 9 in its slice where slices are far apart. */
export function smoothCells(cells: Volume<Int16Array>): Volume<Int16Array> {
  const { voxels } = boxMeans(cells, [Number((cells.geometry.spacing[0] ?? 0) <= SAME_THINGS), 1, 1]);
  const { geometry, units } = cells;
  return createVolume(ndarray(Int16Array.from(voxels.data, Math.round), [...voxels.shape]), {
    geometry,
    units,
  });
}

/** The volume's own padding, and the one value that fills the corners of all slices. */
function findPadding(volume: Volume): Mask {
  const corner = findCornerValue(volume);
  if (corner === null || corner < NEVER_MEASURED) return volume.padding;
  // Up to, without, the next value that a Float32 can be.
  const next = corner === 0 ? Number.MIN_VALUE : corner + Math.abs(corner) * 2 ** -24;
  const same = threshold(volume, { atLeast: corner, below: next });
  // What has that value inside the patient does not hang on the corners.
  return or(volume.padding, growWithin(cornersOf(volume), same, { inPlane: true }));
}

/** The four corner voxels of each slice. */
function cornersOf({ geometry }: Volume): Mask {
  const [slices, rows, columns] = geometry.shape;
  const corners = createMask(geometry);
  for (let slice = 0; slice < slices; slice++) {
    for (const row of [0, rows - 1]) {
      for (const column of [0, columns - 1]) setBit(corners, slice * rows + row, column);
    }
  }
  return corners;
}

/** The value that is in all four corners of every slice and fills what lies outside the inscribed ellipse; null for none. */
function findCornerValue({ voxels, padding }: Volume): number | null {
  const [slices, rows, columns] = voxels.shape;
  const value = voxels.get(0, 0, 0);
  if (Number.isNaN(value) || hasBit(padding, 0, 0)) return null;
  for (let slice = 0; slice < slices; slice++) {
    const corners = [
      voxels.get(slice, 0, 0),
      voxels.get(slice, 0, columns - 1),
      voxels.get(slice, rows - 1, 0),
      voxels.get(slice, rows - 1, columns - 1),
    ];
    if (corners.some((corner) => corner !== value)) return null;
  }
  let [outside, filled] = [0, 0];
  for (let row = 0; row < rows; row++) {
    const y = (row + 0.5) / (rows / 2) - 1;
    for (let column = 0; column < columns; column++) {
      const x = (column + 0.5) / (columns / 2) - 1;
      if (x * x + y * y <= 1) continue;
      for (let slice = 0; slice < slices; slice++) if (voxels.get(slice, row, column) === value) filled++;
      outside += slices;
    }
  }
  return filled > FILLED * outside ? value : null;
}
