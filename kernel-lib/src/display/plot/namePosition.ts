import { findSliceNormal } from "../../contract";
import { slicePosition, type VolumeGeometry } from "../../volume/geometry";

/** How nearly, as a cosine, slices must be stacked towards the head for their places to be called z. */
const ALONG_Z = 0.999;

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
