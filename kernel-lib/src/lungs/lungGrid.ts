import { blockMeans } from "../segmentation/blockMeans";
import { or } from "../segmentation/setAlgebra";
import { threshold } from "../segmentation/threshold";
import { hasBit } from "../volume/bitRows";
import type { Shape } from "../volume/geometry";
import type { Mask } from "../volume/mask";
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

/** The volume's own padding, and the one value that fills the corners of all slices. */
function findPadding(volume: Volume): Mask {
  const corner = findCornerValue(volume);
  if (corner === null || corner < NEVER_MEASURED) return volume.padding;
  return or(volume.padding, threshold(volume, { atLeast: corner, below: corner + 1 }));
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
