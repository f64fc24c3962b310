import type { NdArray } from "ndarray";
import { describedAs, describeGrid, shortly } from "../describe";
import { InvalidArgumentError } from "../errors";
import { type OptionKinds, requireOptions } from "../options";
import { count } from "../words";
import { createGeometry, type Shape, type VolumeGeometry } from "./geometry";
import { threeAxes } from "./mask";
import { requireSameShape } from "./volume";

/** Arrays that labels are kept in. */
export type LabelArray = Uint8Array | Uint16Array;

/** Names by label. */
export type LabelNames = Readonly<Record<number, string>>;

/** What each voxel is, as a number: many masks in one array where they do not overlap. */
export interface LabelMap {
  /** [slices, rows, columns]; 0 is none. */
  readonly labels: NdArray<LabelArray>;
  /** Number of slices, rows and columns, as `geometry.shape`. */
  readonly shape: Shape;
  readonly geometry: VolumeGeometry;
  /** What the labels stand for; one without a name is called by its number. */
  readonly names: LabelNames;
}

export interface LabelMapOptions {
  /** @default cubes of unit size, place and orientation unknown */
  geometry?: VolumeGeometry;
  /** Names by label, as { 1: "left lung", 2: "right lung" }. @default none */
  names?: LabelNames;
}

const KINDS: OptionKinds<LabelMapOptions> = { geometry: "record", names: "record" };

/**
 * A label map around an array of labels, [slices, rows, columns]; the array is taken over, not copied.
 *
 * Options: `geometry` (unit spacing, place unknown), `names` (none).
 *
 * @throws InvalidArgumentError unless the array has three axes and holds Uint8 or Uint16 values, or for names of other
 * than labels.
 * @throws ShapeMismatchError when the geometry has another shape.
 * @example
 *     createLabelMap(labels, { geometry: volume.geometry, names: { 1: "left lung", 2: "right lung" } });
 */
export function createLabelMap(labels: NdArray<LabelArray>, options: LabelMapOptions = {}): LabelMap {
  requireOptions(options, KINDS);
  const shape = threeAxes(labels.shape, "labels");
  const { data } = labels;
  if (!(data instanceof Uint8Array || data instanceof Uint16Array)) {
    throw new InvalidArgumentError("labels", "an NdArray of Uint8Array or Uint16Array", labels.dtype);
  }
  const { geometry = createGeometry(shape), names = {} } = options;
  requireSameShape("geometry", shape, geometry.shape);
  const most = data instanceof Uint8Array ? 255 : 65_535;
  for (const [label, name] of Object.entries(names)) {
    if (!(Number.isInteger(Number(label)) && Number(label) >= 1 && Number(label) <= most)) {
      throw new InvalidArgumentError("names", `names of labels from 1 to ${most}`, shortly(label));
    }
    if (typeof name !== "string") throw new InvalidArgumentError(`names[${label}]`, "a text", name);
  }
  return describedAs({ labels, shape, geometry, names: { ...names } }, describeLabelMap);
}

/** True for a LabelMap, false for a mask, a volume or a bare array. */
export function isLabelMap(input: object): input is LabelMap {
  return "labels" in input && "names" in input && "geometry" in input;
}

/** The name of a label, or "label 3". */
export function nameLabel({ names }: Pick<LabelMap, "names">, label: number): string {
  return names[label] ?? `label ${label}`;
}

/** The labels that occur, 0 apart, in ascending order. */
export function listLabels({ labels }: LabelMap): number[] {
  const { data, shape, stride, offset } = labels;
  const seen = new Uint8Array(data instanceof Uint8Array ? 256 : 65_536);
  for (let slice = 0; slice < shape[0]; slice++) {
    for (let row = 0; row < shape[1]; row++) {
      let at = offset + slice * stride[0] + row * stride[1];
      for (let column = 0; column < shape[2]; column++, at += stride[2]) seen[data[at]] = 1;
    }
  }
  return Array.from(seen.keys()).filter((label) => label > 0 && seen[label] === 1);
}

function describeLabelMap(map: LabelMap): string {
  const { shape, spacing, known } = map.geometry;
  return `LabelMap: ${count(listLabels(map).length, "label")}, of ${describeGrid(shape, spacing, known)}`;
}
