import { describedAs } from "../describe";
import { thousands } from "../words";

/** A triangle mesh. */
export interface Mesh {
  /** Three coordinates a vertex. */
  readonly positions: Float32Array;
  /** Three vertex numbers a triangle, counter-clockwise seen from outside in patient coordinates. */
  readonly triangles: Uint32Array;
  /** "patient": LPS mm; "voxel": array indices in the axis order that was asked for. */
  readonly coordinates: "patient" | "voxel";
}

/** A mesh record that prints as one line. */
export function createMesh(
  positions: Float32Array,
  triangles: Uint32Array,
  coordinates: Mesh["coordinates"] = "patient",
): Mesh {
  const mesh: Mesh = { positions, triangles, coordinates };
  return describedAs(mesh, describeMesh);
}

function describeMesh(mesh: Mesh): string {
  const vertices = thousands(mesh.positions.length / 3);
  const faces = thousands(mesh.triangles.length / 3);
  const where = mesh.coordinates === "patient" ? "patient mm (LPS)" : "voxel indices";
  return `Mesh: ${vertices} vertices, ${faces} triangles, in ${where}`;
}
