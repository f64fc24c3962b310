import { findSliceNormal } from "../../contract";
import { slicePosition, type VolumeGeometry } from "../../volume/geometry";

/** A cosine from which slices are stacked towards the head, but for the digits of their directions in the files. */
const ALONG_Z = 1 - 1e-8;

/** What an axis along the slices is called, and where on it each lies: in mm where somebody stated it, else by number. */
export function namePosition(geometry: VolumeGeometry): {
  readonly title: string;
  readonly positionOf: (slice: number) => number;
} {
  const { affine, known, spacing } = geometry;
  const [, , z] = findSliceNormal(affine);
  if (known === "nothing" || spacing[0] === null) return { title: "slice", positionOf: (slice) => slice };
  const isAxial = known === "place" && z > ALONG_Z;
  const title = isAxial ? "z (mm), to the head" : "position along the slices (mm)";
  return { title, positionOf: (slice) => slicePosition(geometry, slice) };
}
