import { deflateSync } from "node:zlib";
import type { CodedMesh, Triple } from "../../contract";
import { requireWasm } from "../../requireWasm";
import type { Mesh } from "../../surface/mesh";
import { toBase64 } from "./budget";

type Module = typeof import("meshoptimizer/encoder", { with: { "resolution-mode": "import" }});
type Encoder = Module["MeshoptEncoder"];

let encoder: Encoder | undefined;

function findEncoder(): Encoder {
  encoder ??= requireWasm<Module>("meshoptimizer/encoder").MeshoptEncoder;
  return encoder;
}

/** The grid of a payload. */
export interface MeshGrid {
  readonly origin: Triple;
  readonly step: number;
}

const MOST_STEPS = 65_535;
const NOT_USED = 0xffffffff;

/** The grid of 16 bits over a box, equally fine along its axes. */
export function spanGrid(low: Triple, high: Triple): MeshGrid {
  const longest = Math.max(high[0] - low[0], high[1] - low[1], high[2] - low[2]);
  return { origin: low, step: longest > 0 ? longest / MOST_STEPS : 1 };
}

/**
 * The mesh with its corners on the grid, as base64. Triangles and corners come in another order, in which they take
 * least room; corners that no triangle has are left out.
 */
export function codeMesh({ positions, triangles }: Mesh, { origin, step }: MeshGrid): CodedMesh {
  const encoder = findEncoder();
  const ordered = triangles.slice();
  const [numbers, vertices] = encoder.reorderMesh(ordered, true, true);
  const steps = new Uint16Array(4 * vertices);
  for (let v = 0; v < numbers.length; v++) {
    const number = numbers[v];
    if (number === NOT_USED) continue;
    for (let axis = 0; axis < 3; axis++) {
      const at = Math.round((positions[3 * v + axis] - origin[axis]) / step);
      steps[4 * number + axis] = Math.min(MOST_STEPS, Math.max(0, at));
    }
  }
  const positionCode = encoder.encodeVertexBuffer(new Uint8Array(steps.buffer), vertices, 8);
  const indexCode = encoder.encodeIndexBuffer(new Uint8Array(ordered.buffer), ordered.length, 4);
  return {
    vertices,
    triangles: ordered.length / 3,
    positions: toBase64(deflateSync(positionCode)),
    positionBytes: positionCode.length,
    indices: toBase64(deflateSync(indexCode)),
    indexBytes: indexCode.length,
  };
}
