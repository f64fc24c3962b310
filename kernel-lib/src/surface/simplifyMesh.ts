import { InvalidArgumentError } from "../errors";
import { type OptionKinds, requireOptions } from "../options";
import { requireWasm } from "../requireWasm";
import { collapseEdges } from "./collapseEdges";
import { createMesh, type Mesh } from "./mesh";
import { withoutUnused } from "./withoutUnused";

export interface SimplifyMeshOptions {
  /** Most triangles wanted. */
  faces: number;
  /**
   * Farthest that the surface may move, in the mesh's units (mm in patient coordinates); where it is reached first
   * more triangles stay than were asked for. @default no limit
   */
  maxError?: number;
  /** Called now and then with how many triangles are gone, of how many that have to go. @default nobody is told */
  onProgress?: (gone: number, total: number) => void;
}

const KINDS: OptionKinds<SimplifyMeshOptions> = {
  faces: "number",
  maxError: "number",
  onProgress: "function",
};

/** A mesh with fewer triangles, and what that cost. */
export interface SimplifiedMesh {
  readonly mesh: Mesh;
  readonly facesBefore: number;
  readonly facesAfter: number;
  /**
   * About how far the surface moved where it moved most, in the mesh's units, but where folds were mended: the root of
   * the mean squared distance of a vertex to the faces that it stands for. meshDistance measures it.
   */
  readonly error: number;
  /**
   * "kept": pieces, handles and holes are those of the mesh. "cut": handles were cut, holes of three edges closed and
   * pieces of four triangles left out, since the number cannot be reached otherwise. "merged": vertices were merged on
   * a grid, which also joins what was apart.
   */
  readonly topology: "kept" | "cut" | "merged";
}

type Module = typeof import("meshoptimizer/simplifier", { with: { "resolution-mode": "import" }});
type Simplifier = Module["MeshoptSimplifier"];

let simplifier: Simplifier | undefined;

function findSimplifier(): Simplifier {
  simplifier ??= requireWasm<{ readonly MeshoptSimplifier: Simplifier }>(
    "meshoptimizer/simplifier",
  ).MeshoptSimplifier;
  return simplifier;
}

/** "No limit": more than any distance, and finite as the module expects. */
const NO_LIMIT = 1e30;

/**
 * A mesh with at most the wanted number of triangles, by collapsing the edges whose quadric error is least
 * (Garland and Heckbert 1997, doi 10.1145/258734.258849) to points that keep the volume (Lindstrom and Turk 1998,
 * doi 10.1109/VISUAL.1998.745314). An edge stays where its collapse would join what is apart, turn a triangle over or
 * fold the surface, so that closed parts stay closed, outward faces outward and every edge has two faces, or what it
 * had before. Folds of the mesh are mended where they can be, unless `maxError` is given. The same input always gives the same result. A mesh that
 * is small enough comes back as it is.
 *
 * Where that cannot reach the number, because of many small pieces, handles and holes, those give way, least first, and
 * the volume is not kept; where even that cannot, vertices are merged on a grid, unless that leaves nothing. `topology`
 * says which it was. With `maxError` neither is done, and `facesAfter` says what was reached.
 *
 * Smooth the surface of a mask first (smoothMesh): steps of voxels take triangles that say nothing.
 *
 * Options: `faces` (needed: most triangles), `maxError` (no limit), `onProgress` (nobody is told).
 *
 * @throws InvalidArgumentError for faces that is not a positive whole number, or a maxError outside 0 to 1e30.
 * @example
 *     const { mesh, facesAfter } = simplifyMesh(smoothMesh(internal), { faces: 150_000 });
 */
export function simplifyMesh(mesh: Mesh, options: SimplifyMeshOptions): SimplifiedMesh {
  requireOptions(options, KINDS);
  const { faces, maxError, onProgress } = options;
  if (!Number.isInteger(faces) || faces < 1) {
    throw new InvalidArgumentError("faces", "a positive whole number of triangles", faces);
  }
  if (maxError !== undefined && !(maxError > 0 && maxError <= NO_LIMIT)) {
    throw new InvalidArgumentError("maxError", `a positive distance, up to ${NO_LIMIT}`, maxError);
  }
  const facesBefore = mesh.triangles.length / 3;
  if (facesBefore <= faces) return { mesh, facesBefore, facesAfter: facesBefore, error: 0, topology: "kept" };
  const simplifier = findSimplifier();

  const mayCut = maxError === undefined;
  const { cut, error, ...collapsed } = collapseEdges(mesh, {
    faces,
    maxError: maxError ?? NO_LIMIT,
    mayCut,
    onProgress: (left) => onProgress?.(facesBefore - left, facesBefore - faces),
  });
  const { positions, triangles } = collapsed;
  if (triangles.length > 3 * faces && mayCut) {
    const [merged, share] = simplifier.simplifySloppy(triangles, positions, 3, null, 3 * faces, 1);
    if (merged.length > 0) {
      const simple = withoutUnused(createMesh(positions, merged, mesh.coordinates, mesh.known));
      const moved = error + share * simplifier.getScale(positions, 3);
      return { mesh: simple, facesBefore, facesAfter: merged.length / 3, error: moved, topology: "merged" };
    }
  }
  const simple = withoutUnused(createMesh(positions, triangles, mesh.coordinates, mesh.known));
  return {
    mesh: simple,
    facesBefore,
    facesAfter: triangles.length / 3,
    error,
    topology: cut ? "cut" : "kept",
  };
}

/**
 * A mesh with about so many triangles for what stands in a surface's place: meshoptimizer's own collapse, ten times as quick,
 * which folds the surface and joins what is apart.
 */
export function simplifyQuickly(mesh: Mesh, faces: number): Mesh {
  const { positions, triangles, coordinates, known } = mesh;
  if (triangles.length <= 3 * faces) return mesh;
  const simplifier = findSimplifier();
  let [kept] = simplifier.simplify(triangles, positions, 3, 3 * faces, NO_LIMIT, ["ErrorAbsolute"]);
  if (kept.length > 3 * faces) {
    const [merged] = simplifier.simplifySloppy(triangles, positions, 3, null, 3 * faces, 1);
    if (merged.length > 0) kept = merged;
  }
  return withoutUnused(createMesh(positions, kept, coordinates, known));
}
