import { describedWhilePending } from "../describe";
import { InvalidArgumentError, NotReadyError } from "../errors";
import { type OptionKinds, requireOptions } from "../options";
import { createMesh, type Mesh } from "./mesh";

export interface SimplifyMeshOptions {
  /** Most triangles wanted. */
  faces: number;
  /**
   * Farthest that the surface may move, in the mesh's units (mm in patient coordinates); where it is reached first
   * more triangles stay than were asked for. @default no limit
   */
  maxError?: number;
}

const KINDS: OptionKinds<SimplifyMeshOptions> = { faces: "number", maxError: "number" };

/** A mesh with fewer triangles, and what that cost. */
export interface SimplifiedMesh {
  readonly mesh: Mesh;
  readonly facesBefore: number;
  readonly facesAfter: number;
  /** About how far the surface moved where it moved most, in the mesh's units. */
  readonly error: number;
}

/**
 * Resolves when simplifyMesh can be called. The WebAssembly module of meshoptimizer, an ES module, is loaded in the
 * background as soon as this file is.
 */
export const ready: Promise<void> = describedWhilePending("ready", load);
// Whoever awaits `ready` sees the reason; an import alone must not end the process.
ready.catch(() => undefined);

// The one loaded module, set once: a synchronous function cannot await it.
let simplifier: Simplifier | undefined;

/** "No limit": more than any distance, and finite as the module expects. */
const NO_LIMIT = 1e30;

/**
 * A mesh with at most the wanted number of triangles, by quadric edge collapse (meshoptimizer). Vertices are a
 * subset of the mesh's own, closed parts stay closed and outward faces outward. The same input always gives the same
 * result. A mesh that is small enough comes back as it is.
 *
 * Where collapsing cannot reach the number (an open mesh of very many borders, asked for a few hundredths of its
 * triangles), vertices are merged on a grid without regard to topology, unless that leaves nothing; `facesAfter`
 * says what was reached. With `maxError` it is not done.
 *
 * Options: `faces` (needed: most triangles), `maxError` (no limit).
 *
 * @throws InvalidArgumentError for faces that is not a positive whole number, or a maxError outside 0 to 1e30.
 * @throws NotReadyError before `ready` has resolved.
 * @example
 *     await ready;
 *     const { mesh, facesAfter } = simplifyMesh(internal, { faces: 150_000 });
 */
export function simplifyMesh(mesh: Mesh, options: SimplifyMeshOptions): SimplifiedMesh {
  requireOptions(options, KINDS);
  const { faces, maxError } = options;
  if (!Number.isInteger(faces) || faces < 1) {
    throw new InvalidArgumentError("faces", "a positive whole number of triangles", faces);
  }
  if (maxError !== undefined && !(maxError > 0 && maxError <= NO_LIMIT)) {
    throw new InvalidArgumentError("maxError", `a positive distance, up to ${NO_LIMIT}`, maxError);
  }
  const facesBefore = mesh.triangles.length / 3;
  if (facesBefore <= faces) return { mesh, facesBefore, facesAfter: facesBefore, error: 0 };
  if (simplifier === undefined) throw new NotReadyError("simplifyMesh");

  const { positions, triangles } = mesh;
  const target = 3 * faces;
  const limit = maxError ?? NO_LIMIT;
  let [kept, error] = simplifier.simplify(triangles, positions, 3, target, limit, ["ErrorAbsolute"]);
  if (kept.length > target && maxError === undefined) {
    const [merged, relativeError] = simplifier.simplifySloppy(triangles, positions, 3, null, target, 1);
    if (merged.length > 0) [kept, error] = [merged, relativeError * simplifier.getScale(positions, 3)];
  }
  const simple = withoutUnused(mesh, kept);
  return { mesh: simple, facesBefore, facesAfter: kept.length / 3, error };
}

type Simplifier = Awaited<ReturnType<typeof importSimplifier>>;

async function importSimplifier() {
  const { MeshoptSimplifier } = await import("meshoptimizer/simplifier");
  return MeshoptSimplifier;
}

async function load(): Promise<void> {
  const loaded = await importSimplifier();
  await loaded.ready;
  simplifier = loaded;
}

/** The mesh of some triangles with only the vertices they use, numbered in the order of first use. */
function withoutUnused({ positions, coordinates, known }: Mesh, triangles: Uint32Array): Mesh {
  const numbers = new Uint32Array(positions.length / 3); // 0: not met, else number + 1
  const renumbered = new Uint32Array(triangles.length);
  let count = 0;
  for (let t = 0; t < triangles.length; t++) {
    const vertex = triangles[t];
    if (numbers[vertex] === 0) numbers[vertex] = ++count;
    renumbered[t] = numbers[vertex] - 1;
  }
  const used = new Float32Array(3 * count);
  for (let v = 0; v < numbers.length; v++) {
    if (numbers[v] !== 0) used.set(positions.subarray(3 * v, 3 * v + 3), 3 * (numbers[v] - 1));
  }
  return createMesh(used, renumbered, coordinates, known);
}
