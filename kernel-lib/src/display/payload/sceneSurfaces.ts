import type { ColorMapName, SurfaceLook } from "../../contract";
import type { Mesh } from "../../surface/mesh";
import { simplifyMesh, simplifyQuickly } from "../../surface/simplifyMesh";
import { findColorMap } from "../colour/colorMaps";
import type { HeightColors } from "../mesh/createShader";
import type { Rgb } from "../raster/picture";

/** A surface as it is to be shown, whole. */
export interface ShownSurface {
  readonly mesh: Mesh;
  readonly name: string;
  /** One colour, or a colour map's by height. */
  readonly color: Rgb | ColorMapName;
  readonly alpha: number;
  readonly flat: boolean;
  readonly edges: boolean;
}

/** The look of a surface as the page has it. */
export function describeLook({ name, color, alpha, flat }: ShownSurface): SurfaceLook {
  return { name, color: typeof color === "string" ? color : `rgb(${color.join(", ")})`, alpha, flat };
}

/** The colour of a surface as a picture has it, by height between two heights. */
export function findTone({ color }: ShownSurface, low: number, high: number): Rgb | HeightColors {
  return typeof color === "string" ? { colors: findColorMap(color).rounded, low, high } : color;
}

/** Triangles of all surfaces. */
export function countFaces(surfaces: readonly ShownSurface[]): number {
  return surfaces.reduce((sum, { mesh }) => sum + mesh.triangles.length / 3, 0);
}

/** What a triangle of glass counts of one that is seen by itself: facets of glass hardly show. */
const GLASS_WEIGHT = 0.3;
/** A surface is not simplified below this, so that small ones beside large ones keep their shape. */
const FEWEST_FACES = 500;

/**
 * The surfaces with about so many triangles in all, each with its share, whole as they were.
 *
 * @throws NotReadyError before `await ready` when one must be simplified.
 */
export function simplifySurfaces(
  surfaces: readonly ShownSurface[],
  faces: number,
  onProgress?: (gone: number, total: number) => void,
): ShownSurface[] {
  return shareFaces(surfaces, faces, (mesh, share) => {
    return simplifyMesh(mesh, { faces: share, ...(onProgress && { onProgress }) }).mesh;
  });
}

/** The same for what stands in their place: quickly, with folds. @throws NotReadyError in the same way. */
export function thinSurfaces(surfaces: readonly ShownSurface[], faces: number): ShownSurface[] {
  return shareFaces(surfaces, faces, simplifyQuickly);
}

function shareFaces(
  surfaces: readonly ShownSurface[],
  faces: number,
  simplify: (mesh: Mesh, faces: number) => Mesh,
): ShownSurface[] {
  const weights = surfaces.map(({ mesh, alpha }) => mesh.triangles.length * (alpha < 1 ? GLASS_WEIGHT : 1));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const enough = countFaces(surfaces) <= faces;
  return surfaces.map((surface, i) => {
    const share = enough ? surface.mesh.triangles.length / 3 : Math.floor((faces * weights[i]) / sum);
    return { ...surface, mesh: simplify(surface.mesh, Math.max(share, FEWEST_FACES)) };
  });
}
