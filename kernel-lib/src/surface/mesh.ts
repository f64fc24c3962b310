import { describedAs } from "../describe";
import type { KnownGeometry } from "../volume/geometry";
import { thousands } from "../words";

/** A triangle mesh. */
export interface Mesh {
  /** Three coordinates a vertex. */
  readonly positions: Float32Array;
  /** Three vertex numbers a triangle, counter-clockwise seen from outside in patient coordinates. */
  readonly triangles: Uint32Array;
  /** "patient": LPS mm; "voxel": array indices in the axis order that was asked for. */
  readonly coordinates: "patient" | "voxel";
  /** What is known of the place of "patient" coordinates: of "spacing" they are mm, of "nothing" voxels, from the first voxel. */
  readonly known: KnownGeometry;
}

/** What is shown of a mesh without a triangle. */
export const NO_SURFACE = "No surface: the mesh has no triangle";

/** A mesh record that prints as one line. */
export function createMesh(
  positions: Float32Array,
  triangles: Uint32Array,
  coordinates: Mesh["coordinates"] = "patient",
  known: KnownGeometry = "place",
): Mesh {
  const mesh: Mesh = { positions, triangles, coordinates, known };
  return describedAs(mesh, describeMesh);
}

const PLACES: Readonly<Record<KnownGeometry, string>> = {
  place: "patient mm (LPS)",
  spacing: "mm, place unknown",
  nothing: "voxels of unit size, place unknown",
};

function describeMesh(mesh: Mesh): string {
  const vertices = thousands(mesh.positions.length / 3);
  const faces = thousands(mesh.triangles.length / 3);
  return `Mesh: ${vertices} vertices, ${faces} triangles, in ${describeSpace(mesh)}`;
}

/** What the coordinates of a mesh count, in words. */
export function describeSpace({ coordinates, known }: Mesh): string {
  return coordinates === "patient" ? PLACES[known] : "voxel indices";
}
