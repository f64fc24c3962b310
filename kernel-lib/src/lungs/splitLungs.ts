import {
  type ComponentList,
  type ComponentStatistics,
  componentStatistics,
} from "../segmentation/componentStatistics";
import { erosion } from "../segmentation/erosion";
import { and, andNot } from "../segmentation/setAlgebra";
import { threshold } from "../segmentation/threshold";
import { watershed } from "../segmentation/watershed";
import { forEachRun, setBits } from "../volume/bitRows";
import { voxelVolume } from "../volume/geometry";
import { countVoxels, createMask, type Mask } from "../volume/mask";
import { maskBox, maskCentre } from "../volume/maskMeasures";
import { maskOfLabel } from "../volume/maskOfLabel";
import type { Volume } from "../volume/volume";
import type { VoxelBox } from "../volume/voxelBox";
import { cutBetweenLungs, type JunctionOptions } from "./cutBetweenLungs";
import { markersOf } from "./markersOf";

export interface CoreOptions {
  /** What is thinner than twice this is no lung by itself, in mm. */
  readonly coreErosion: number;
  /** The 80th percentile of lung is at least air and this, in HU. */
  readonly coreAboveAir: number;
  /** Below this at the 80th percentile, in HU, a piece must be larger than `darkVolume` ml. */
  readonly darkCore: number;
  readonly darkVolume: number;
  /** The median of lung is below this, in HU. */
  readonly denseCore: number;
  /** Smallest core of a lung, in ml: where there is none so large, there are no lungs. */
  readonly leastCore: number;
}

/** Pieces of air that are lung by their values. */
export interface LungCores {
  /** Largest first. */
  readonly pieces: readonly ComponentStatistics[];
  readonly maskOf: ComponentList["maskOf"];
}

export function findLungCores(
  cells: Volume<Int16Array>,
  air: Mask,
  airHu: number,
  options: CoreOptions,
): LungCores {
  const { coreErosion, coreAboveAir, darkCore, darkVolume, denseCore } = options;
  const millilitre = voxelVolume(cells.geometry) / 1000;
  const { components, maskOf } = componentStatistics(erosion(air, { radius: coreErosion }), {
    volume: cells,
    percentiles: [50, 80],
    connectivity: 6,
  });
  const pieces = components
    .filter(({ voxels, percentiles: [median, high] }) => {
      const isGas = high < airHu + coreAboveAir || (high < darkCore && voxels * millilitre < darkVolume);
      return !isGas && median < denseCore;
    })
    .sort((a, b) => b.voxels - a.voxels);
  return { pieces, maskOf };
}

export interface SplitOptions extends JunctionOptions {
  /** A second lung has at least this share of all cores. */
  readonly secondShare: number;
  /** Lungs do not touch over more than this in a slice, in mm: what does is one. */
  readonly longestJunction: number;
  /** Other pieces belong to the lungs from this share of all on, or within so many mm of the lungs' box. */
  readonly otherShare: number;
  readonly otherReach: number;
}

/** The two lungs. */
export interface SplitLungs {
  readonly left: Mask;
  readonly right: Mask;
  /** How far they touch in the slice in which they do most, in mm; null where they do not, or one lung is there alone. */
  readonly joined: number | null;
  readonly isOneLung: boolean;
}

/**
 * Left and right from cores to both sides of the line between them, spread through the air by its values: where the lungs
 * touch their border is the brightest way.
 */
export function splitLungs(
  cells: Volume<Int16Array>,
  air: Mask,
  { pieces, maskOf }: LungCores,
  core: Mask,
  options: SplitOptions,
): SplitLungs {
  const total = pieces.reduce((sum, { voxels }) => sum + voxels, 0);
  const box = maskBox(maskOf((one) => pieces.includes(one) && one.voxels >= options.secondShare * total));
  const lungs = maskOf(
    (one) =>
      pieces.includes(one) &&
      (one.voxels >= options.otherShare * total || isNear(one, box, cells, options.otherReach)),
  );
  const { columns, longest } = cutBetweenLungs(cells, air, findSpine(cells, lungs, core), options);
  const half = leftOf(columns, air);
  const sides = [and(lungs, half), andNot(lungs, half)];
  const [left, right] = sides.map(countVoxels);
  const isOneLung =
    Math.min(left, right) < options.secondShare * (left + right) || longest > options.longestJunction;
  const markers = !isOneLung
    ? sides
    : left > right
      ? [lungs, createMask(air.geometry)]
      : [createMask(air.geometry), lungs];
  const labels = watershed(cells, markersOf(markers, cells), { within: air });
  return {
    left: maskOfLabel(labels, 1),
    right: maskOfLabel(labels, 2),
    joined: isOneLung || longest === 0 ? null : longest,
    isOneLung,
  };
}

/** The cells to the left of a line in each slice. */
function leftOf(columns: Int16Array, { geometry }: Mask): Mask {
  const half = createMask(geometry);
  for (let line = 0; line < columns.length; line++) setBits(half, line, columns[line], geometry.shape[2]);
  return half;
}

/** Whether a piece lies in the lungs' box, or so near to it. */
function isNear(
  { box }: ComponentStatistics,
  lungs: VoxelBox | null,
  { geometry }: Volume,
  reach: number,
): boolean {
  return [0, 1, 2].every((axis) => {
    const [from, to] = lungs?.[axis] ?? [0, 0];
    const cells = reach / (geometry.spacing[axis] ?? 1);
    return box[axis][0] >= from - cells && box[axis][1] <= to + cells;
  });
}

/** Bone is above this, in HU. */
const BONE = 150;

/** The column behind the lung in which most bone lies: the spine; the middle of the body where there is none. */
function findSpine(cells: Volume<Int16Array>, lung: Mask, core: Mask): number {
  const bone = and(core, threshold(cells, { atLeast: BONE + 1 }));
  const behind = maskCentre(lung)?.[1] ?? 0;
  const counts = new Uint32Array(cells.shape[2]);
  const [slices, rows, columns] = cells.shape;
  forEachRun(bone, slices * rows, (line, from, to) => {
    if (line % rows < behind) return;
    for (let column = from; column < to; column++) counts[column]++;
  });
  const most = Math.max(...counts);
  return most === 0 ? (maskCentre(core)?.[2] ?? columns / 2) : counts.indexOf(most);
}
