import type { PatientPoint, VoxelPoint } from "../contract";
import { describedAs, shortly } from "../describe";
import { InvalidArgumentError, UnknownSpacingError } from "../errors";
import { type OptionKinds, requireChoice, requireOptions } from "../options";
import { patientPoint, type VolumeGeometry } from "../volume/geometry";
import { difference } from "../volume/vectors";
import { toVolume, type VolumeLike } from "../volume/volume";
import { findVoxel } from "./findVoxel";
import { SLACK, sampleAt } from "./sampleAt";

export interface ProfileOfOptions {
  /**
   * What the ends are: "voxel" for [slice, row, column] with fractions, "patient" for [x, y, z] in LPS mm.
   * @default "voxel"
   */
  coordinates?: "voxel" | "patient";
  /** Most between two samples, mm; voxels where nobody stated a spacing. @default half the smallest distance between voxels */
  step?: number;
}

export const PROFILE_OF_KINDS: OptionKinds<ProfileOfOptions> = { coordinates: "text", step: "number" };

/** [slice, row, column] or [x, y, z], as a list or a typed array. */
export type Place = VoxelPoint | PatientPoint | Float64Array | Float32Array;

/** Values along a straight line through a volume. Prints as a line. */
export interface Profile {
  /** From the first end, evenly spaced, in `distanceUnits`. */
  readonly distances: Float64Array;
  /** In `units`; NaN outside the scan. */
  readonly values: Float64Array;
  readonly units: string;
  /** "voxels" where nobody stated a spacing. */
  readonly distanceUnits: "mm" | "voxels";
  /** Both ends as [slice, row, column]. */
  readonly from: VoxelPoint;
  readonly to: VoxelPoint;
}

const MOST_SAMPLES = 100_000;

/**
 * The values of a volume along the line between two places, both among the samples, linear between voxels along each
 * axis; NaN outside the outermost voxel centres and where padding has a part.
 *
 * Options: `coordinates` ("voxel", [slice, row, column]; "patient" for [x, y, z] in LPS mm), `step` (half the smallest
 * distance between voxels, mm).
 *
 * @throws InvalidArgumentError for ends that are not three finite numbers or the same, patient coordinates in a volume whose
 * place nobody stated, a step that is not above 0 or gives more than 100,000 samples.
 * @throws UnknownSpacingError across slices whose distance is not known.
 * @example
 *     const { distances, values } = profileOf(volume, [60, 256, 100], [60, 256, 400]);
 */
export function profileOf(
  volume: VolumeLike,
  from: Place,
  to: Place,
  options: ProfileOfOptions = {},
): Profile {
  requireOptions(options, PROFILE_OF_KINDS);
  const { coordinates = "voxel" } = options;
  requireChoice("coordinates", coordinates, ["voxel", "patient"]);
  const source = toVolume(volume);
  const { geometry } = source;
  const [start, end] = Object.entries({ from, to }).map(([name, place]) => {
    const read = readPlace(name, place);
    return coordinates === "voxel" ? read : findVoxel(geometry, read);
  });
  const length = measureLength(geometry, start, end);
  const { step = findStep(geometry, start, end) } = options;
  const intervals = Math.ceil(length / step - 1e-9);
  if (!(step > 0 && intervals < MOST_SAMPLES)) {
    const expected = `above 0, and wide enough for at most ${MOST_SAMPLES} samples`;
    throw new InvalidArgumentError("step", expected, step);
  }
  const samples = Math.max(intervals, 1) + 1;
  const distances = new Float64Array(samples);
  const values = new Float64Array(samples);
  for (let i = 0; i < samples; i++) {
    const share = i / (samples - 1);
    distances[i] = share * length;
    const [slice, row, column] = start.map((at, axis) => at * (1 - share) + end[axis] * share);
    values[i] = sampleAt(source, slice, row, column);
  }
  const distanceUnits = geometry.known === "nothing" ? "voxels" : "mm";
  const profile: Profile = { distances, values, units: source.units, distanceUnits, from: start, to: end };
  return describedAs(profile, describeProfile);
}

function describeProfile({ distances, values, units, distanceUnits }: Profile): string {
  const inside = values.filter(Number.isFinite).sort();
  const range =
    inside.length === 0 ? "all outside the scan" : `${inside[0]} to ${inside[inside.length - 1]} ${units}`;
  const length = distances[distances.length - 1].toFixed(1);
  return `Profile: ${values.length} values over ${length} ${distanceUnits}, ${range}`;
}

function readPlace(name: string, place: Place): VoxelPoint {
  const isList = Array.isArray(place) || ArrayBuffer.isView(place);
  const [first, second, third, ...more] = isList ? Array.from(place) : [];
  const read: VoxelPoint = [first, second, third];
  if (more.length === 0 && read.every(Number.isFinite)) return read;
  throw new InvalidArgumentError(name, "three finite numbers", shortly(place));
}

function measureLength(geometry: VolumeGeometry, start: VoxelPoint, end: VoxelPoint): number {
  if (geometry.spacing[0] === null && isAlong(0, start, end)) throw new UnknownSpacingError("a profile");
  const length = Math.hypot(...difference(patientPoint(geometry, ...end), patientPoint(geometry, ...start)));
  if (length > 0 && Number.isFinite(length)) return length;
  throw new InvalidArgumentError("to", "another place than `from`, at a finite distance", shortly(end));
}

/** Half the smallest distance between voxels along the axes that the line goes along. */
function findStep({ spacing }: VolumeGeometry, start: VoxelPoint, end: VoxelPoint): number {
  const along = spacing.filter((_, axis) => isAlong(axis, start, end));
  const all = along.length > 0 ? along : spacing; // of a line that is shorter than the slack
  return Math.min(...all.map((mm) => mm ?? 1)) / 2;
}

/** Whether a line goes along an axis, and not by rounding alone. */
function isAlong(axis: number, start: VoxelPoint, end: VoxelPoint): boolean {
  return Math.abs(start[axis] - end[axis]) > SLACK;
}
