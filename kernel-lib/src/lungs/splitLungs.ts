import {
  type ComponentList,
  type ComponentStatistics,
  componentStatistics,
} from "../segmentation/componentStatistics";
import { erosion } from "../segmentation/erosion";
import { and, or } from "../segmentation/setAlgebra";
import { threshold } from "../segmentation/threshold";
import { watershed } from "../segmentation/watershed";
import { voxelVolume } from "../volume/geometry";
import type { Mask } from "../volume/mask";
import { maskBox, maskCentre } from "../volume/maskMeasures";
import { maskOfLabel } from "../volume/maskOfLabel";
import type { Volume } from "../volume/volume";
import type { VoxelBox } from "../volume/voxelBox";
import { markersOf } from "./separateGas";

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

export interface SplitOptions {
  /** A second lung has at least this share of all cores. */
  readonly secondShare: number;
  /** The middles of the lungs are farther apart than this share of the body's width. */
  readonly apart: number;
  /** Where one piece must be parted: the least share of a part, and how far apart they are. */
  readonly partShare: number;
  readonly partApart: number;
  /** How far it is eroded for that, in mm. */
  readonly mostErosion: number;
  /** Other pieces belong to the lungs from this share of all on, or within so many mm of the lungs' box. */
  readonly otherShare: number;
  readonly otherReach: number;
}

/** The two lungs. */
export interface SplitLungs {
  readonly left: Mask;
  readonly right: Mask;
  /** By how many mm what joined them had to be eroded; null where nothing joined them, or one lung is there alone. */
  readonly joined: number | null;
  readonly isOneLung: boolean;
}

/** Left and right from cores, spread through the air by its values: where the lungs touch their border is the brightest way. */
export function splitLungs(
  cells: Volume<Int16Array>,
  air: Mask,
  { pieces, maskOf }: LungCores,
  core: Mask,
  options: SplitOptions,
): SplitLungs {
  const body = maskBox(core);
  const width = body ? body[2][1] - body[2][0] : cells.shape[2];
  const total = pieces.reduce((sum, { voxels }) => sum + voxels, 0);
  const [largest, ...rest] = pieces;
  const second = rest.find(
    (one) =>
      one.voxels >= options.secondShare * total &&
      Math.abs(one.centre[2] - largest.centre[2]) > options.apart * width,
  );
  const whole = maskOf((one) => one === largest || one === second);
  const parted = second ? null : partCore(whole, width, options);
  const isOneLung = second === undefined && parted === null;
  const [a, b] = second ? [largest, second] : (parted?.parts ?? [largest, largest]);
  const middle = isOneLung ? findSpine(cells, whole, core) : (a.centre[2] + b.centre[2]) / 2;
  const box = maskBox(whole);
  const isOther = (one: ComponentStatistics) =>
    one !== largest &&
    one !== second &&
    pieces.includes(one) &&
    (one.voxels >= options.otherShare * total || isNear(one, box, cells, options.otherReach));
  const isLeft = ({ centre }: ComponentStatistics) => centre[2] > middle;
  const sideOf = (wanted: boolean) => {
    const others = maskOf((one) => isOther(one) && isLeft(one) === wanted);
    const isOwn = (one: ComponentStatistics) => (one === a || one === b) && isLeft(one) === wanted;
    return or(others, parted ? parted.maskOf(isOwn) : maskOf(isOwn));
  };
  const labels = watershed(cells, markersOf([sideOf(true), sideOf(false)], cells), { within: air });
  return {
    left: maskOfLabel(labels, 1),
    right: maskOfLabel(labels, 2),
    joined: parted?.erosion ?? null,
    isOneLung,
  };
}

/** One core in two parts. */
interface PartedCore {
  readonly parts: readonly [ComponentStatistics, ComponentStatistics];
  readonly maskOf: ComponentList["maskOf"];
  /** By how many mm it was eroded for that. */
  readonly erosion: number;
}

/** One core as two, by eroding it until it falls into parts that lie apart; null where it does not. */
function partCore(
  whole: Mask,
  width: number,
  { partShare, partApart, mostErosion }: SplitOptions,
): PartedCore | null {
  const step = whole.geometry.spacing[2];
  for (let radius = step; radius <= mostErosion; radius += step) {
    const { components, maskOf } = componentStatistics(erosion(whole, { radius }), { connectivity: 6 });
    const total = components.reduce((sum, { voxels }) => sum + voxels, 0);
    if (total === 0) return null;
    const [first, ...rest] = components
      .filter(({ voxels }) => voxels >= partShare * total)
      .sort((a, b) => b.voxels - a.voxels);
    const second = rest.find(({ centre }) => Math.abs(centre[2] - first.centre[2]) > partApart * width);
    if (second) return { parts: [first, second], maskOf, erosion: radius };
  }
  return null;
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
  for (let slice = 0; slice < slices; slice++) {
    for (let row = Math.ceil(behind); row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        counts[column] += bone.voxels.get(slice, row, column);
      }
    }
  }
  const most = Math.max(...counts);
  return most === 0 ? (maskCentre(core)?.[2] ?? columns / 2) : counts.indexOf(most);
}
