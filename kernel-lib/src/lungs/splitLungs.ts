import {
  type ComponentStatistics,
  componentStatistics,
} from "../segmentation/componentStatistics";
import { erosion } from "../segmentation/erosion";
import { and, or } from "../segmentation/setAlgebra";
import { threshold } from "../segmentation/threshold";
import { watershed } from "../segmentation/watershed";
import { voxelVolume } from "../volume/geometry";
import { createMask, type Mask } from "../volume/mask";
import { maskBox, maskCentre } from "../volume/maskMeasures";
import { maskOfLabel } from "../volume/maskOfLabel";
import type { Volume } from "../volume/volume";
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
}

/** Pieces of air that are lung by their values, largest first. */
export function findLungCores(
  cells: Volume<Int16Array>,
  air: Mask,
  airHu: number,
  options: CoreOptions,
): ComponentStatistics[] {
  const { coreErosion, coreAboveAir, darkCore, darkVolume, denseCore } = options;
  const millilitre = voxelVolume(cells.geometry) / 1000;
  return componentStatistics(erosion(air, { radius: coreErosion }), {
    volume: cells,
    percentiles: [50, 80],
    connectivity: 6,
  })
    .filter(({ voxels, percentiles: [median, high] }) => {
      const isGas = high < airHu + coreAboveAir || (high < darkCore && voxels * millilitre < darkVolume);
      return !isGas && median < denseCore;
    })
    .sort((a, b) => b.voxels - a.voxels);
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
  cores: readonly ComponentStatistics[],
  core: Mask,
  options: SplitOptions,
): SplitLungs {
  const body = maskBox(core);
  const width = body ? body[2][1] - body[2][0] : cells.shape[2];
  const total = cores.reduce((sum, { voxels }) => sum + voxels, 0);
  const [largest, ...rest] = cores;
  const second = rest.find(
    (one) =>
      one.voxels >= options.secondShare * total &&
      Math.abs(one.centre[2] - largest.centre[2]) > options.apart * width,
  );
  const parted = second ? null : partCore(largest, width, cells.geometry.spacing[2], options);
  const pair: readonly Part[] = second ? [largest, second] : (parted?.parts ?? [largest]);
  const isOneLung = pair.length < 2;
  const none = createMask(cells.geometry);
  let [left, right] = [none, none];
  const middle = isOneLung
    ? findSpine(cells, pair[0].mask(), core)
    : (pair[0].centre[2] + pair[1].centre[2]) / 2;
  const box = maskBox(pair.reduce((all, { mask }) => or(all, mask()), none));
  const others = rest.filter(
    (one) => one !== second && (one.voxels >= options.otherShare * total || isNear(one, box, cells, options.otherReach)),
  );
  for (const part of [...pair, ...others]) {
    if (part.centre[2] > middle) left = or(left, part.mask());
    else right = or(right, part.mask());
  }
  const labels = watershed(cells, markersOf([left, right], cells), { within: air });
  return {
    left: maskOfLabel(labels, 1),
    right: maskOfLabel(labels, 2),
    joined: parted?.erosion ?? null,
    isOneLung,
  };
}

type Part = Pick<ComponentStatistics, "mask" | "centre" | "voxels">;

/** One core as two, by eroding it until it falls into parts that lie apart; null where it does not. */
function partCore(
  { mask }: ComponentStatistics,
  width: number,
  step: number,
  { partShare, partApart, mostErosion }: SplitOptions,
): { readonly parts: readonly [Part, Part]; readonly erosion: number } | null {
  const whole = mask();
  for (let radius = step; radius <= mostErosion; radius += step) {
    const pieces = componentStatistics(erosion(whole, { radius }), { connectivity: 6 }).sort(
      (a, b) => b.voxels - a.voxels,
    );
    const total = pieces.reduce((sum, { voxels }) => sum + voxels, 0);
    if (total === 0) return null;
    const [first, ...rest] = pieces.filter(({ voxels }) => voxels >= partShare * total);
    const second = rest.find(({ centre }) => Math.abs(centre[2] - first.centre[2]) > partApart * width);
    if (first && second) return { parts: [first, second], erosion: radius };
  }
  return null;
}

/** Whether a piece lies in the lungs' box, or so near to it. */
function isNear({ box }: ComponentStatistics, lungs: ReturnType<typeof maskBox>, { geometry }: Volume, reach: number) {
  return (
    lungs !== null &&
    lungs.every(([from, to], axis) => {
      const cells = reach / (geometry.spacing[axis] ?? 1);
      return box[axis][0] >= from - cells && box[axis][1] <= to + cells;
    })
  );
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
