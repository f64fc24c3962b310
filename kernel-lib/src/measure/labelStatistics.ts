import { shortly } from "../describe";
import { InvalidArgumentError } from "../errors";
import { type OptionKinds, requireOptions } from "../options";
import { hasBit } from "../volume/bitRows";
import { contiguous } from "../volume/contiguous";
import { voxelVolume } from "../volume/geometry";
import { isLabelMap, type LabelMap, nameLabel } from "../volume/labelMap";
import { requireSameShape, toVolume, type Volume, type VolumeLike } from "../volume/volume";

export interface LabelStatisticsOptions {
  /** Whose values are summed up. @default none: only how large the labels are */
  volume?: VolumeLike;
}

const KINDS: OptionKinds<LabelStatisticsOptions> = { volume: "record" };

/** What is behind a label. */
export interface LabelStatistics {
  readonly label: number;
  /** Its name, or "label 3". */
  readonly name: string;
  readonly voxels: number;
  /** null where nobody stated the size of a voxel. */
  readonly millilitres: number | null;
  /** Of the volume's finite values outside its padding, in its units; null without a volume or such a value. */
  readonly mean: number | null;
  /** Divided by the number of values. */
  readonly standardDeviation: number | null;
  readonly min: number | null;
  readonly max: number | null;
}

/**
 * Size and values of each label that occurs, in ascending order; 0 is no label.
 *
 * Options: `volume` (none).
 *
 * @throws InvalidArgumentError for what is no label map.
 * @throws ShapeMismatchError when volume and label map differ in shape.
 * @example
 *     table(labelStatistics(createLabelMap(labels, { geometry: volume.geometry }), { volume }));
 */
export function labelStatistics(map: LabelMap, options: LabelStatisticsOptions = {}): LabelStatistics[] {
  requireOptions(options, KINDS);
  if (typeof map !== "object" || map === null || !isLabelMap(map)) {
    throw new InvalidArgumentError("map", "a label map of createLabelMap", shortly(map));
  }
  const volume = options.volume === undefined ? null : toVolume(options.volume);
  if (volume) requireSameShape("volume", map.shape, volume.shape);
  const { geometry } = map;
  const isSized = geometry.known !== "nothing" && geometry.spacing[0] !== null;
  const millilitre = isSized ? voxelVolume(geometry) / 1000 : null;
  return sumUp(map, volume).map(({ label, voxels, values, sum, squares, min, max }) => {
    const mean = values > 0 ? sum / values : null;
    return {
      label,
      name: nameLabel(map, label),
      voxels,
      millilitres: millilitre === null ? null : voxels * millilitre,
      mean,
      standardDeviation: mean === null ? null : Math.sqrt(squares / values),
      min: values > 0 ? min : null,
      max: values > 0 ? max : null,
    };
  });
}

/** What is added up of a label. */
class Sums {
  voxels = 0;
  values = 0;
  sum = 0;
  /** Of the deviations from the mean so far. */
  squares = 0;
  min: number = Number.POSITIVE_INFINITY;
  max: number = Number.NEGATIVE_INFINITY;

  constructor(readonly label: number) {}

  /** One value more. Source: Welford 1962, doi 10.1080/00401706.1962.10490022. */
  add(value: number): void {
    if (!Number.isFinite(value)) return;
    const before = this.values === 0 ? 0 : this.sum / this.values;
    this.values++;
    this.sum += value;
    this.squares += (value - before) * (value - this.sum / this.values);
    if (value < this.min) this.min = value;
    if (value > this.max) this.max = value;
  }
}

function sumUp({ labels, shape }: LabelMap, volume: Volume | null): Sums[] {
  const numbers = contiguous(labels);
  const values = volume && contiguous(volume.voxels);
  const [, , columns] = shape;
  const sums: Sums[] = []; // by label
  for (let i = 0; i < numbers.length; i++) {
    const label = numbers[i];
    if (label === 0) continue;
    sums[label] ??= new Sums(label);
    const sum = sums[label];
    sum.voxels++;
    if (values && volume && !hasBit(volume.padding, Math.floor(i / columns), i % columns)) sum.add(values[i]);
  }
  return sums.filter((sum) => sum !== undefined);
}
