import ndarray from "ndarray";
import { allocated } from "../allocated";
import { shortly } from "../describe";
import { InvalidArgumentError } from "../errors";
import { type OptionKinds, requireOptions } from "../options";
import { type BitRows, createRunList, findRuns, type RunList } from "../volume/bitRows";
import { contiguous } from "../volume/contiguous";
import { requireSliceSpacing, type Shape, type VolumeGeometry } from "../volume/geometry";
import { createVolume, type Volume } from "../volume/volume";
import { fitsInt16, type VoxelArray } from "../volume/voxelArray";

export interface BlockMeansOptions {
  /** What the edges of a block come nearest to, in mm; a block is at least one voxel. */
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
 * The volume averaged over blocks of whole voxels, of about a size in mm.
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
  const means = allocated(
    `${coarse.shape.join(" x ")} means`,
    2 * blocks(coarse),
    () => new Int16Array(blocks(coarse)),
  );
  const lines: Lines = {
    values: contiguous(source.voxels),
    padding,
    padded: createRunList(padding),
    clamp: { lowest: range[0], highest: range[1], paddingBelow, paddingValue },
  };
  const sums = new Float64Array(columns); // of the lines of a row of blocks, column by column
  for (let slice = 0, first = 0; slice < slices; slice += factors[0]) {
    const endSlice = Math.min(slice + factors[0], slices);
    for (let row = 0; row < rows; row += factors[1], first += coarse.shape[2]) {
      const endRow = Math.min(row + factors[1], rows);
      sums.fill(0);
      for (let s = slice; s < endSlice; s++) addLines(lines, s * rows + row, s * rows + endRow, sums);
      divideBlocks(sums, factors[2], (endSlice - slice) * (endRow - row), means, first);
    }
  }
  const voxels = ndarray(means, [...coarse.shape]);
  return { volume: createVolume(voxels, { geometry: coarse, units }), factors };
}

function blocks({ shape }: VolumeGeometry): number {
  return shape[0] * shape[1] * shape[2];
}

function findFactors(geometry: VolumeGeometry, size: number): Shape {
  const [, rowMm, columnMm] = geometry.spacing;
  const factor = (mm: number) => Math.max(1, Math.round(size / mm));
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

/** The rows of a volume, one after the other. */
interface Lines {
  readonly values: VoxelArray;
  readonly padding: BitRows;
  /** Room for the runs of one row of it. */
  readonly padded: RunList;
  readonly clamp: Clamp;
}

/** Adds the values of lines to the sums of their columns. @throws InvalidArgumentError for one that is not a number. */
function addLines(
  { values, padding, padded, clamp }: Lines,
  from: number,
  to: number,
  sums: Float64Array,
): void {
  const columns = sums.length;
  for (let line = from; line < to; line++) {
    const start = line * columns;
    const count = findRuns(padding, line, padded);
    let next = 0;
    for (let i = 0; i < count; i++) {
      addValues(values, start, next, padded.starts[i], sums, clamp);
      for (next = padded.starts[i]; next < padded.ends[i]; next++) sums[next] += clamp.paddingValue;
    }
    addValues(values, start, next, columns, sums, clamp);
  }
}

function addValues(
  values: VoxelArray,
  start: number,
  from: number,
  to: number,
  sums: Float64Array,
  { lowest, highest, paddingBelow, paddingValue }: Clamp,
): void {
  for (let column = from; column < to; column++) {
    const value = values[start + column];
    if (value < paddingBelow) sums[column] += paddingValue;
    else if (value >= lowest && value <= highest) sums[column] += value;
    else if (value > highest) sums[column] += highest;
    else if (value < lowest) sums[column] += lowest;
    else throw new InvalidArgumentError("volume", "of numbers outside its padding", value);
  }
}

/** Writes the means of a row of blocks: of so many lines each, and of so many columns. */
function divideBlocks(
  sums: Float64Array,
  factor: number,
  lines: number,
  means: Int16Array,
  first: number,
): void {
  for (let column = 0, at = first; column < sums.length; at++) {
    const start = column;
    let sum = 0;
    for (const end = Math.min(column + factor, sums.length); column < end; column++) sum += sums[column];
    means[at] = Math.round(sum / (lines * (column - start)));
  }
}
