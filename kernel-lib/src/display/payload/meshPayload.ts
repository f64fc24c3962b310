import type { MeshPayload, MeshScene, SurfacePayload } from "../../contract";
import { codeMesh, type MeshGrid, spanGrid } from "./meshCoder";
import {
  countFaces,
  describeLook,
  type ShownSurface,
  type SimplifiedSurfaces,
  simplifySurfaces,
  thinSurfaces,
  worseTopology,
} from "./sceneSurfaces";

export interface MeshPayloadTexts {
  readonly title: string;
  readonly alt: string;
}

/** Turned with the pointer, a page has so many triangles, which software draws quickly enough. */
const COARSE_FACES = 20_000;
/** Fewer than this are drawn whole while they are turned. */
const FEW_FACES = 30_000;
/** Surfaces of so few triangles are shown whatever they take. */
const FEWEST_FACES = 2000;
/** Bytes of the notebook for a triangle with its share of the corners: a first guess, mended when it is wrong. */
const BYTES_A_FACE = 3.5;

/** How many triangles so many bytes are likely to hold, for those who turn them too. */
export function estimateCodedFaces(bytes: number): number {
  return Math.floor(bytes / BYTES_A_FACE);
}

export interface CodedSurfaces extends Pick<SimplifiedSurfaces, "topology"> {
  readonly surfaces: readonly SurfacePayload[];
  readonly grid: MeshGrid;
  /** Triangles that are shown. */
  readonly faces: number;
}

/** The surfaces in so many bytes at most, simplified where they must be; the topology is that of what was given. */
export function codeSurfaces(
  given: readonly ShownSurface[],
  { low, high }: MeshScene,
  most: number,
): CodedSurfaces {
  const grid = spanGrid(low, high);
  let fine = given;
  let topology: SimplifiedSurfaces["topology"] = "kept";
  for (;;) {
    const shown = countFaces(fine);
    const coarse = shown > FEW_FACES ? thinSurfaces(fine, COARSE_FACES) : null;
    const surfaces: SurfacePayload[] = [];
    for (const [i, surface] of fine.entries()) {
      const coded = codeMesh(surface.mesh, grid);
      const few = coarse && codeMesh(coarse[i].mesh, grid);
      surfaces.push({ ...describeLook(surface), edges: surface.edges, fine: coded, coarse: few });
    }
    const bytes = measureSurfaces(surfaces);
    if (bytes <= most || shown <= FEWEST_FACES) return { surfaces, grid, faces: shown, topology };
    const fewer = simplifySurfaces(fine, Math.floor(shown * Math.min(0.95, (most / bytes) * 0.97)));
    if (countFaces(fewer.surfaces) >= shown) return { surfaces, grid, faces: shown, topology }; // there is no more to take
    fine = fewer.surfaces;
    topology = worseTopology(topology, fewer.topology);
  }
}

function measureSurfaces(surfaces: readonly SurfacePayload[]): number {
  const size = (coded: SurfacePayload["coarse"]) =>
    coded ? coded.positions.length + coded.indices.length : 0;
  return surfaces.reduce((sum, { fine, coarse }) => sum + size(fine) + size(coarse) + 400, 0);
}

/** The payload of MESH_MIME. */
export function createMeshPayload(
  { surfaces, grid }: CodedSurfaces,
  scene: MeshScene,
  still: MeshPayload["still"],
  texts: MeshPayloadTexts & { readonly note: string },
): MeshPayload {
  return { version: 1, ...texts, scene, still, origin: grid.origin, step: grid.step, surfaces };
}
