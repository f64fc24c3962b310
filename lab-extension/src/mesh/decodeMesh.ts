import type { CodedMesh, MeshPayload, SurfaceArrays } from "tslab-dicom/contract";
import { decodeBase64 } from "../decode/decodeBase64";
import { inflate } from "../decode/inflate";
import { PayloadError } from "../decode/payloadError";

/** A mesh as Plotly reads it. */
export type MeshArrays = SurfaceArrays<Float32Array | Uint32Array>;

/** The coordinates and corners of a coded mesh. @throws PayloadError naming `what` when the data are damaged. */
export async function decodeMesh(
  coded: CodedMesh,
  { origin, step }: Pick<MeshPayload, "origin" | "step">,
  what: string,
): Promise<MeshArrays> {
  // Only here: its WebAssembly starts as it is loaded, which a page without meshes forbids.
  const { MeshoptDecoder } = await import("meshoptimizer/decoder");
  await MeshoptDecoder.ready;
  const { vertices, triangles } = coded;
  const open = (text: string, size: number) => inflate(decodeBase64(text, what), size, what);
  const steps = new Uint16Array(4 * vertices);
  const corners = new Uint32Array(3 * triangles);
  const [positions, indices] = await Promise.all([
    open(coded.positions, coded.positionBytes),
    open(coded.indices, coded.indexBytes),
  ]);
  try {
    MeshoptDecoder.decodeVertexBuffer(new Uint8Array(steps.buffer), vertices, 8, positions);
    MeshoptDecoder.decodeIndexBuffer(new Uint8Array(corners.buffer), corners.length, 4, indices);
  } catch (cause) {
    throw new PayloadError(`${what} is damaged.`, { cause });
  }
  if (corners.some((corner) => corner >= vertices)) throw new PayloadError(`${what} is damaged.`);
  const along = (axis: number) =>
    Float32Array.from({ length: vertices }, (_, v) => origin[axis] + step * steps[4 * v + axis]);
  const corner = (k: number) => Uint32Array.from({ length: triangles }, (_, t) => corners[3 * t + k]);
  return { x: along(0), y: along(1), z: along(2), i: corner(0), j: corner(1), k: corner(2) };
}
