import type { VoxelPoint } from "../contract";
import { describedAs, shortly } from "../describe";
import { InvalidArgumentError } from "../errors";
import { type OptionKinds, requireNumbers, requireOptions } from "../options";
import { boxMeans } from "../segmentation/boxMeans";
import { dilation } from "../segmentation/dilation";
import { distanceTo } from "../segmentation/distanceTo";
import { erosion } from "../segmentation/erosion";
import { growWithin } from "../segmentation/growWithin";
import { opening } from "../segmentation/opening";
import { and, andNot, not } from "../segmentation/setAlgebra";
import { surfaceVoxels } from "../segmentation/surfaceVoxels";
import { threshold } from "../segmentation/threshold";
import { forEachRun, hasBit, setBit } from "../volume/bitRows";
import { cropImage } from "../volume/cropImage";
import { pasteMask } from "../volume/cropMask";
import { voxelVolume } from "../volume/geometry";
import { countVoxels, createMask, type Mask } from "../volume/mask";
import { patientAxes } from "../volume/patientAxes";
import type { Volume, VolumeLike } from "../volume/volume";
import { growBox, type VoxelBox } from "../volume/voxelBox";
import { type AxialDiameter, axialDiameters } from "./axialDiameters";
import { percentilesIn } from "./percentilesIn";
import { requireScan } from "./requireScan";

export interface MeasureNoduleOptions {
  /** How far from the seed it may reach, in mm. @default 25 */
  reach?: number;
  /** Values from which on it counts, in HU. @default -400 for a solid nodule, halfway between seed and lung for ground glass */
  threshold?: number;
  /** What is thinner than twice this and hangs on it, a vessel, is no part of it; mm. @default half of the radius of the ball that fits into it, at most 4 */
  strip?: number;
}

const KINDS: OptionKinds<MeasureNoduleOptions> = { reach: "number", threshold: "number", strip: "number" };

/** A nodule, measured. Prints as a line. */
export interface MeasuredNodule {
  /** On the grid of the volume. */
  readonly mask: Mask;
  readonly kind: "solid" | "ground glass";
  readonly millilitres: number;
  /** Of its voxels, in HU. */
  readonly mean: number;
  /** Values from which on it was counted, in HU. */
  readonly threshold: number;
  /** Median of the lung around, in HU. */
  readonly lungHu: number;
  /** The longest diameter in an axial slice, and the longest across it there: RECIST 1.1, doi 10.1016/j.ejca.2008.10.026. */
  readonly longAxis: AxialDiameter;
  readonly shortAxis: AxialDiameter;
  /** Whether it lies at tissue that is wider than it: the pleura, the mediastinum. */
  readonly touchesPleura: boolean;
  /** Whether it reaches as far as it may, so that it has no end of its own: do not believe the numbers. */
  readonly leaks: boolean;
}

/** From this on a seed is solid, in HU. */
const SOLID_FROM = -300;
/** What counts of a solid nodule, in HU. */
const SOLID_THRESHOLD = -400;
/** Lung is below this, in HU. */
const LUNG_BELOW = -600;
/** Lung where none is around, in HU. */
const USUAL_LUNG = -850;
/** A nodule is denser than the lung around it by this, in HU. */
const LEAST_CONTRAST = 60;
/** The seed is the median of what is so near to it, in mm. */
const SEED_RADIUS = 1.5;
const MOST_STRIP = 4;
/** Of ground glass the mean of what is so near counts, in mm. */
const BLUR = 1.25;
/** A ball that fits into the chest wall and not into a vessel of the lung, in mm. */
const WALL_RADIUS = 4;

/**
 * A nodule from a voxel in it: what is dense and connected within reach, without the vessels that hang on it, with its
 * volume, its mean and its two diameters in the axial plane. A solid nodule is counted from -400 HU on, ground glass from
 * halfway between the seed and the lung around.
 *
 * What grows into the chest wall, the mediastinum or a large vessel has no end of its own: `leaks` says so. Spicules and the
 * blurred rim that readers include are left out, so that volumes are 10 to 50 % below theirs.
 *
 * Options: `reach` (25 mm), `threshold` (-400 HU, or halfway), `strip` (half of the radius that fits, at most 4 mm).
 *
 * @param seed - [slice, row, column] of a voxel in the nodule.
 * @throws InvalidArgumentError for a seed outside the volume, or no denser than the lung around; for options out of range; for
 * a volume whose place in the patient, and so its axial plane, is unknown.
 * @throws UnitsError for a volume that is not in HU.
 * @throws UnknownSpacingError where nobody stated the distance between slices.
 * @example
 *     const { millilitres, longAxis } = measureNodule(volume, [54, 135, 66]);
 */
export function measureNodule(
  input: VolumeLike,
  seed: VoxelPoint,
  options: MeasureNoduleOptions = {},
): MeasuredNodule {
  requireOptions(options, KINDS);
  const { reach = 25 } = options;
  requireRange("reach", reach, 1, 200);
  requireRange("strip", options.strip ?? 0, 0, reach);
  requireNumbers("threshold", [options.threshold ?? 0], "a finite number of HU", Number.isFinite);
  const source = requireScan(input, "measureNodule");
  requireInside(seed, source);
  const { volume, turnVoxel, restore } = patientAxes(source);
  const at = turnVoxel(seed);
  const box = growBox(boxOfVoxel(at), reach, volume.geometry);
  const around = cropImage(volume, { box });
  const start = voxelMask(around, [at[0] - box[0][0], at[1] - box[1][0], at[2] - box[2][0]]);
  const ball = andNot(dilation(start, { radius: reach }), around.padding);
  const near = dilation(start, { radius: SEED_RADIUS });
  const [seedHu] = percentilesIn(around, near, [50]);
  const lung = and(ball, threshold(around, { below: LUNG_BELOW }));
  const lungHu = countVoxels(lung) === 0 ? USUAL_LUNG : percentilesIn(around, lung, [50])[0];
  if (!(seedHu >= lungHu + LEAST_CONTRAST)) requireNodule(seed, seedHu, lungHu + LEAST_CONTRAST);
  const kind = seedHu >= SOLID_FROM ? "solid" : "ground glass";
  const limit = options.threshold ?? (kind === "solid" ? SOLID_THRESHOLD : (seedHu + lungHu) / 2);
  const edge = Math.max(...around.geometry.spacing.map((mm) => mm ?? 1));
  const wall = findWall(around, ball);
  // What is part of the wall itself has no end that could be seen.
  const isInWall = countVoxels(and(near, wall)) > 0;
  const beside = isInWall ? ball : andNot(ball, dilation(wall, { radius: edge }));
  // Ground glass is a mixture: what a voxel or two have of it says little.
  const shown = kind === "solid" ? around : boxMeans(around, stepsFor(around, BLUR));
  const dense = and(beside, threshold(shown, { atLeast: limit }));
  const whole = growWithin(and(near, dense), dense);
  if (countVoxels(whole) === 0) requireNodule(seed, seedHu, limit);

  const depth = distanceTo(not(whole)).data;
  const peak = climb(whole, depth, start);
  const radius = depth[peak.index];
  const strip = options.strip ?? Math.min(radius / 2, MOST_STRIP);
  if (strip >= radius) {
    throw new InvalidArgumentError(
      "strip",
      `below the ${radius.toFixed(1)} mm of the ball that fits into the nodule`,
      strip,
    );
  }
  const bulk = growWithin(peak.mask, erosion(whole, { radius: strip }));
  const nodule = strip === 0 ? whole : growWithin(bulk, whole, { distance: strip + edge });
  // Beyond the volume nothing is known, which is no end either.
  const leaks = countVoxels(and(nodule, surfaceVoxels(ball))) > 0 || touchesEdge(nodule, volume, box);
  const diameters = axialDiameters(nodule);
  if (diameters === null) throw new Error("a nodule must have a voxel");
  const measured: MeasuredNodule = {
    mask: restore(pasteMask(nodule, volume.geometry, box)),
    kind,
    millilitres: (countVoxels(nodule) * voxelVolume(volume.geometry)) / 1000,
    mean: meanIn(around, nodule),
    threshold: limit,
    lungHu,
    longAxis: diameters.long,
    shortAxis: diameters.short,
    touchesPleura: isInWall || countVoxels(and(dilation(nodule, { radius: 2 * edge }), wall)) > 0,
    leaks,
  };
  return describedAs(measured, describeNodule);
}

/** Tissue that is wide and goes on beyond what is looked at: chest wall, diaphragm, mediastinum. */
function findWall(around: Volume, ball: Mask): Mask {
  const wide = opening(and(ball, threshold(around, { atLeast: SOLID_FROM })), { radius: WALL_RADIUS });
  return growWithin(and(wide, surfaceVoxels(ball)), wide);
}

function stepsFor({ geometry }: Volume, mm: number): [number, number, number] {
  const steps = (axis: 0 | 1 | 2) => Math.round(mm / (geometry.spacing[axis] ?? 1));
  return [steps(0), steps(1), steps(2)];
}

function requireRange(name: string, value: number, lowest: number, highest: number): void {
  if (value >= lowest && value <= highest) return;
  throw new InvalidArgumentError(name, `a number of mm from ${lowest} to ${highest}`, value);
}

function requireInside(seed: VoxelPoint, { shape }: Volume): void {
  const isVoxel =
    Array.isArray(seed) &&
    seed.length === 3 &&
    seed.every((n, axis) => Number.isInteger(n) && n >= 0 && n < shape[axis]);
  if (isVoxel) return;
  const expected = `[slice, row, column] of one of the volume's ${shape.join(" x ")} voxels`;
  throw new InvalidArgumentError("seed", expected, shortly(seed));
}

/** @throws InvalidArgumentError since what is around the seed is less dense than a nodule. */
function requireNodule(seed: VoxelPoint, hu: number, least: number): never {
  const expected = `a voxel around which (${SEED_RADIUS} mm) the median is ${least.toFixed(0)} HU and more, as in a nodule`;
  throw new InvalidArgumentError(
    "seed",
    expected,
    Number.isNaN(hu)
      ? `[${seed.join(", ")}], around which nothing was measured`
      : `[${seed.join(", ")}], where it is ${hu.toFixed(0)} HU`,
  );
}

function boxOfVoxel([slice, row, column]: VoxelPoint): VoxelBox {
  return [
    [slice, slice + 1],
    [row, row + 1],
    [column, column + 1],
  ];
}

function voxelMask({ geometry }: Volume, [slice, row, column]: VoxelPoint): Mask {
  const mask = createMask(geometry);
  setBit(mask, slice * geometry.shape[1] + row, column);
  return mask;
}

/** The voxel of a mask that lies deepest near a start: uphill from the voxel inside that is nearest to it. */
function climb(
  mask: Mask,
  depth: Float32Array,
  start: Mask,
): { readonly mask: Mask; readonly index: number } {
  const [slices, rows, columns] = mask.shape;
  const near = distanceTo(start).data;
  let index = -1;
  forEachRun(mask, slices * rows, (row, from, to) => {
    for (let at = row * columns + from; at < row * columns + to; at++) {
      if (index < 0 || near[at] < near[index]) index = at;
    }
  });
  for (let isHigher = true; isHigher; ) {
    isHigher = false;
    const [slice, row, column] = [
      Math.floor(index / (rows * columns)),
      Math.floor(index / columns) % rows,
      index % columns,
    ];
    for (let s = Math.max(0, slice - 1); s <= Math.min(slices - 1, slice + 1); s++)
      for (let r = Math.max(0, row - 1); r <= Math.min(rows - 1, row + 1); r++)
        for (let c = Math.max(0, column - 1); c <= Math.min(columns - 1, column + 1); c++) {
          const other = (s * rows + r) * columns + c;
          if (hasBit(mask, s * rows + r, c) && depth[other] > depth[index]) {
            index = other;
            isHigher = true;
          }
        }
  }
  const peak = createMask(mask.geometry);
  setBit(peak, Math.floor(index / columns), index % columns);
  return { mask: peak, index };
}

/** Whether a mask of a box touches the border of the volume. */
function touchesEdge(mask: Mask, { shape }: Volume, box: VoxelBox): boolean {
  const [slices, rows] = mask.shape;
  let touches = false;
  forEachRun(mask, slices * rows, (line, from, to) => {
    const [slice, row] = [Math.floor(line / rows) + box[0][0], (line % rows) + box[1][0]];
    touches ||= slice === 0 || slice === shape[0] - 1 || row === 0 || row === shape[1] - 1;
    touches ||= from + box[2][0] === 0 || to + box[2][0] === shape[2];
  });
  return touches;
}

function meanIn({ voxels }: Volume, mask: Mask): number {
  const [slices, rows] = mask.shape;
  let [sum, count] = [0, 0];
  forEachRun(mask, slices * rows, (line, from, to) => {
    for (let column = from; column < to; column++) {
      sum += voxels.get(Math.floor(line / rows), line % rows, column);
      count++;
    }
  });
  return sum / count;
}

function describeNodule({
  kind,
  millilitres,
  mean,
  longAxis,
  shortAxis,
  touchesPleura,
  leaks,
}: MeasuredNodule): string {
  const size = `${longAxis.mm.toFixed(1)} x ${shortAxis.mm.toFixed(1)} mm, ${millilitres.toFixed(3)} ml`;
  const notes = [
    ...(touchesPleura ? ["touches the pleura or the mediastinum"] : []),
    ...(leaks ? ["LEAKS: it reaches as far as it may, do not believe these numbers"] : []),
  ];
  return [`Nodule: ${kind}, ${size}, mean ${mean.toFixed(0)} HU`, ...notes].join("; ");
}
