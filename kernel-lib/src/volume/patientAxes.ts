import type { NdArray, TypedArray } from "ndarray";
import { findDirection, type VoxelPoint } from "../contract";
import { forEachRun, setBit, setBits } from "./bitRows";
import type { Shape, VolumeGeometry } from "./geometry";
import { createMask, type Mask } from "./mask";
import { createVolume, type Volume } from "./volume";

/** A volume along the axes of the patient, whatever the order in which it is stored. */
export interface PatientAxes {
  /** Slices towards the head, rows to the back, columns to the left; in the source's memory. */
  readonly volume: Volume;
  /** The index of a voxel of the source in that volume. */
  readonly turnVoxel: (voxel: VoxelPoint) => VoxelPoint;
  /** A mask on the grid of the source, as one on the grid of that volume. */
  readonly turn: (mask: Mask) => Mask;
  /** A mask on the grid of that volume, as one on the grid of the source. */
  readonly restore: (mask: Mask) => Mask;
}

type Axis = 0 | 1 | 2;

/** Which axis of the source is an axis of the patient, and whether it runs the other way. */
interface AxisChoice {
  readonly axis: Axis;
  readonly isFlipped: boolean;
}

/** The patient's axes as slices, rows and columns run along them: towards the head (z), the back (y) and the left (x). */
const PATIENT = [2, 1, 0] as const;

/** The source along the axes of the patient that its own come nearest to. */
export function patientAxes(source: Volume): PatientAxes {
  const choices = chooseAxes(source.geometry);
  const geometry = turnGeometry(source.geometry, choices);
  const { units, window, acquisition } = source;
  const isAsStored = choices.every(({ axis, isFlipped }, i) => axis === i && !isFlipped);
  if (isAsStored) {
    const same = (mask: Mask) => createMask(source.geometry, mask.bits);
    return { volume: source, turnVoxel: (voxel) => voxel, turn: same, restore: same };
  }
  const volume = createVolume(turn(source.voxels, choices), {
    geometry,
    units,
    window,
    acquisition,
    padding: turnMask(source.padding, choices, geometry),
  });
  const turnIndex = (voxel: VoxelPoint, { axis, isFlipped }: AxisChoice) =>
    isFlipped ? source.shape[axis] - 1 - voxel[axis] : voxel[axis];
  const [slices, rows, columns] = choices;
  return {
    volume,
    turnVoxel: (voxel) => [turnIndex(voxel, slices), turnIndex(voxel, rows), turnIndex(voxel, columns)],
    turn: (mask) => turnMask(mask, choices, geometry),
    restore: (mask) => turnMask(mask, invert(choices), source.geometry),
  };
}

/** How far the axes of a volume are from the patient's, in degrees: the angle of the one that is farthest. */
export function obliquity(geometry: VolumeGeometry): number {
  const angles = chooseAxes(geometry).map(({ axis }, i) => {
    const along = Math.abs(findDirection(geometry.affine, axis)[PATIENT[i]]);
    return (Math.acos(Math.min(along, 1)) * 180) / Math.PI;
  });
  return Math.max(...angles);
}

const ORDERS: readonly (readonly [Axis, Axis, Axis])[] = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
];

/** The order of axes whose cosines with the patient's are largest together, the first of equals. */
function chooseAxes({ affine }: VolumeGeometry): readonly [AxisChoice, AxisChoice, AxisChoice] {
  const cosine = (axis: Axis, i: Axis) => findDirection(affine, axis)[PATIENT[i]];
  const fit = (order: readonly [Axis, Axis, Axis]) =>
    Math.abs(cosine(order[0], 0)) + Math.abs(cosine(order[1], 1)) + Math.abs(cosine(order[2], 2));
  const best = ORDERS.reduce((chosen, order) => (fit(order) > fit(chosen) + 1e-9 ? order : chosen));
  const choice = (i: Axis): AxisChoice => ({ axis: best[i], isFlipped: cosine(best[i], i) < 0 });
  return [choice(0), choice(1), choice(2)];
}

function turnGeometry(
  { shape, affine, spacing, known }: VolumeGeometry,
  choices: readonly AxisChoice[],
): VolumeGeometry {
  const turned = affine.slice();
  for (let xyz = 0; xyz < 12; xyz += 4) {
    for (const [i, { axis, isFlipped }] of choices.entries()) {
      turned[xyz + i] = isFlipped ? -affine[xyz + axis] : affine[xyz + axis];
      if (isFlipped) turned[xyz + 3] += affine[xyz + axis] * (shape[axis] - 1);
    }
  }
  const [slices, rows, columns] = choices.map(({ axis }) => axis);
  const turnedShape: Shape = [shape[slices], shape[rows], shape[columns]];
  return {
    shape: turnedShape,
    affine: turned,
    spacing: [spacing[slices], spacing[rows] ?? 1, spacing[columns] ?? 1],
    known,
  };
}

function turn<A extends TypedArray>(array: NdArray<A>, choices: readonly AxisChoice[]): NdArray<A> {
  return array
    .transpose(...choices.map(({ axis }) => axis))
    .step(...choices.map(({ isFlipped }) => (isFlipped ? -1 : 1)));
}

/** A mask turned, by its runs: unpacked it would take eight times the room. */
function turnMask(mask: Mask, choices: readonly AxisChoice[], geometry: VolumeGeometry): Mask {
  const { shape } = mask;
  const [, rows] = geometry.shape;
  const out = createMask(geometry);
  const place = (voxel: VoxelPoint, { axis, isFlipped }: AxisChoice) =>
    isFlipped ? shape[axis] - 1 - voxel[axis] : voxel[axis];
  const line = (voxel: VoxelPoint) => place(voxel, choices[0]) * rows + place(voxel, choices[1]);
  const isAlong = choices[2].axis === 2;
  forEachRun(mask, shape[0] * shape[1], (row, from, to) => {
    const [slice, r] = [Math.floor(row / shape[1]), row % shape[1]];
    if (isAlong) {
      const ends = [place([slice, r, from], choices[2]), place([slice, r, to - 1], choices[2])];
      setBits(out, line([slice, r, from]), Math.min(...ends), Math.max(...ends) + 1);
      return;
    }
    for (let column = from; column < to; column++) {
      const voxel: VoxelPoint = [slice, r, column];
      setBit(out, line(voxel), place(voxel, choices[2]));
    }
  });
  return out;
}

/** What turns the turned axes back. */
function invert(choices: readonly AxisChoice[]): AxisChoice[] {
  return ([0, 1, 2] as const).map((axis) => {
    const i = choices.findIndex((choice) => choice.axis === axis);
    return { axis: i as Axis, isFlipped: choices[i].isFlipped };
  });
}
