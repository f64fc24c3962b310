import ndarray from "ndarray";
import { allocated } from "../allocated";
import { shortly } from "../describe";
import { InvalidArgumentError } from "../errors";
import { type OptionKinds, requireOptions } from "../options";
import { createRunList, findRuns } from "../volume/bitRows";
import { contiguous } from "../volume/contiguous";
import { requireSliceSpacing, type Shape, type VolumeGeometry } from "../volume/geometry";
import { createVolume, type Volume } from "../volume/volume";
import { fitsInt16, type VoxelArray } from "../volume/voxelArray";

export interface BlockMeansOptions {
  /** Longest edge of a block, in mm; a block is at least one voxel. */
  size: number;
  /** What values are clamped to before they are averaged. @default [-1024, 1000] */
  range?: readonly [lowest: number, highest: number];
  /** What padding counts as. @default -1000 */
  padding?: number;
  /** Values below this count as padding. @default none */
  paddingBelow?: number;
}

const KINDS: OptionKinds<BlockMeansOptions> = {
  size: "number",
  range: "list",
  padding: "number",
  paddingBelow: "number",
};

/** A volume on a coarser grid. */
export interface BlockMeans {
  /** Means of blocks of voxels, rounded to whole numbers; what is left of a block at the end of an axis counts as one. */
  readonly volume: Volume<Int16Array>;
  /** Voxels of a block along slices, rows and columns. */
  readonly factors: Shape;
}

/**
 * The volume averaged over blocks of whole voxels, up to a size in mm.
 *
 * Options: `size` (needed: mm), `range` ([-1024, 1000]), `padding` (-1000), `paddingBelow` (none).
 *
 * @throws InvalidArgumentError for a size that is not positive, a range or padding that Int16 cannot hold, or a value that
 * is not a number.
 * @throws UnknownSpacingError for a volume of one slice.
 */
export function blockMeans(source: Volume, options: BlockMeansOptions): BlockMeans {
  requireOptions(options, KINDS);
  const { size, range = [-1024, 1000], padding: paddingValue = -1000 } = options;
  const { paddingBelow = Number.NEGATIVE_INFINITY } = options;
  if (!(size > 0)) throw new InvalidArgumentError("size", "a positive number of mm", size);
  if (!(range.length === 2 && range.every(fitsInt16) && range[0] <= range[1])) {
    throw new InvalidArgumentError("range", "two ascending whole numbers within Int16", shortly(range));
  }
  if (!fitsInt16(paddingValue)) {
    throw new InvalidArgumentError("padding", "a whole number within Int16", paddingValue);
  }
  const { geometry, padding, units } = source;
  const [slices, rows, columns] = geometry.shape;
  const factors = findFactors(geometry, size);
  const coarse = coarsen(geometry, factors);
  const [, coarseRows, coarseColumns] = coarse.shape;
  const blocks = coarse.shape[0] * coarseRows * coarseColumns;
  const sums = allocated(`${coarse.shape.join(" x ")} means`, 8 * blocks, () => new Float64Array(blocks));
  const values = contiguous(source.voxels);
  const clamp: Clamp = { lowest: range[0], highest: range[1], paddingBelow, paddingValue };
  const line = values.slice(0, columns);
  const padded = createRunList(padding);
  for (let slice = 0, row = 0; slice < slices; slice++) {
    for (let r = 0; r < rows; r++, row++) {
      const count = findRuns(padding, row, padded);
      const first =
        (Math.floor(slice / factors[0]) * coarseRows + Math.floor(r / factors[1])) * coarseColumns;
      if (count === 0) {
        addBlocks(values, row * columns, columns, factors[2], sums, first, clamp);
        continue;
      }
      line.set(values.subarray(row * columns, (row + 1) * columns));
      for (let i = 0; i < count; i++) line.fill(paddingValue, padded.starts[i], padded.ends[i]);
      addBlocks(line, 0, columns, factors[2], sums, first, clamp);
    }
  }
  const voxels = ndarray(divide(sums, geometry.shape, factors, coarse.shape), [...coarse.shape]);
  return { volume: createVolume(voxels, { geometry: coarse, units }), factors };
}

function findFactors(geometry: VolumeGeometry, size: number): Shape {
  const [, rowMm, columnMm] = geometry.spacing;
  // A block that is longer than the size by rounding alone is not too long.
  const factor = (mm: number) => Math.max(1, Math.floor((size / mm) * (1 + 1e-9)));
  return [factor(requireSliceSpacing(geometry, "a grid in mm")), factor(rowMm), factor(columnMm)];
}

/** The geometry of the blocks; the last ones of an axis lie as if they were whole. */
function coarsen({ shape, affine, spacing, known }: VolumeGeometry, factors: Shape): VolumeGeometry {
  const steps = affine.slice();
  for (let xyz = 0; xyz < 12; xyz += 4) {
    for (const [axis, factor] of factors.entries()) {
      steps[xyz + axis] = affine[xyz + axis] * factor;
      steps[xyz + 3] += (affine[xyz + axis] * (factor - 1)) / 2;
    }
  }
  const [slices, rows, columns] = factors.map((factor, axis) => Math.ceil(shape[axis] / factor));
  return {
    shape: [slices, rows, columns],
    affine: steps,
    spacing: [spacing[0] && spacing[0] * factors[0], spacing[1] * factors[1], spacing[2] * factors[2]],
    known,
  };
}

interface Clamp {
  readonly lowest: number;
  readonly highest: number;
  readonly paddingBelow: number;
  readonly paddingValue: number;
}

/** Adds the values of a row to the sums of its blocks. @throws InvalidArgumentError for one that is not a number. */
function addBlocks(
  values: VoxelArray,
  start: number,
  columns: number,
  factor: number,
  sums: Float64Array,
  first: number,
  { lowest, highest, paddingBelow, paddingValue }: Clamp,
): void {
  for (let column = 0, block = first; column < columns; block++) {
    let sum = 0;
    for (const end = Math.min(column + factor, columns); column < end; column++) {
      const value = values[start + column];
      if (value >= lowest && value <= highest) sum += value;
      else if (value > highest) sum += highest;
      else if (value < lowest) sum += value < paddingBelow ? paddingValue : lowest;
      else throw new InvalidArgumentError("volume", "of numbers outside its padding", value);
    }
    sums[block] += sum;
  }
}

function divide(sums: Float64Array, shape: Shape, factors: Shape, blocks: Shape): Int16Array {
  const voxelsOf = (axis: 0 | 1 | 2, block: number) =>
    Math.min(factors[axis], shape[axis] - block * factors[axis]);
  const means = new Int16Array(sums.length);
  let at = 0;
  for (let slice = 0; slice < blocks[0]; slice++) {
    for (let row = 0; row < blocks[1]; row++) {
      const lines = voxelsOf(0, slice) * voxelsOf(1, row);
      for (let column = 0; column < blocks[2]; column++, at++) {
        means[at] = Math.round(sums[at] / (lines * voxelsOf(2, column)));
      }
    }
  }
  return means;
}
