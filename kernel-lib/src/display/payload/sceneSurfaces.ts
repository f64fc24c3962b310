import type { ColorMapName, SurfaceLook } from "../../contract";
import type { Mesh } from "../../surface/mesh";
import { type SimplifiedMesh, simplifyMesh, simplifyQuickly } from "../../surface/simplifyMesh";
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
  const shown = typeof color === "string" ? color : `rgb(${color.map(Math.round).join(", ")})`;
  return { name, color: shown, alpha, flat };
}

/** The colour of a surface as a picture has it, by height between two heights. */
export function findTone({ color }: ShownSurface, low: number, high: number): Rgb | HeightColors {
  return typeof color === "string" ? { colors: findColorMap(color).rounded, low, high } : color;
}

/** Triangles of all surfaces. */
export function countFaces(surfaces: readonly ShownSurface[]): number {
  return surfaces.reduce((sum, { mesh }) => sum + mesh.triangles.length / 3, 0);
}

/** What a triangle of glass counts of one that is seen by itself: facets of glass hardly show. For surfaces as they were made. */
export const GLASS_WEIGHT = 0.3;
/** A surface has at least so many, where there are as many for each: small ones beside large ones keep their shape. */
const FEWEST_FACES = 500;

/** Surfaces with fewer triangles, and what that cost the one that it cost most. */
export interface SimplifiedSurfaces extends Pick<SimplifiedMesh, "topology"> {
  readonly surfaces: readonly ShownSurface[];
}

export interface SimplifySurfacesOptions {
  /** What a triangle of glass counts. @default 1: surfaces that have had their shares keep them */
  readonly glassWeight?: number;
  readonly onProgress?: (gone: number, total: number) => void;
}

const COSTS: readonly SimplifiedMesh["topology"][] = ["kept", "cut", "merged"];

/** What was done to surfaces that were simplified twice. */
export function worseTopology(
  one: SimplifiedMesh["topology"],
  other: SimplifiedMesh["topology"],
): SimplifiedMesh["topology"] {
  return COSTS[Math.max(COSTS.indexOf(one), COSTS.indexOf(other))];
}

/**
 * The surfaces with at most so many triangles in all, each with its share, at least one; one of which nothing would be left
 * stays whole.
 */
export function simplifySurfaces(
  surfaces: readonly ShownSurface[],
  faces: number,
  { glassWeight = 1, onProgress }: SimplifySurfacesOptions = {},
): SimplifiedSurfaces {
  let topology = COSTS[0];
  const simple = shareFaces(surfaces, faces, glassWeight, (mesh, share) => {
    const simplified = simplifyMesh(mesh, { faces: share, ...(onProgress && { onProgress }) });
    if (simplified.facesAfter === 0) return mesh;
    topology = worseTopology(topology, simplified.topology);
    return simplified.mesh;
  });
  return { surfaces: simple, topology };
}

/**
 * About the same for what stands in their place: quickly, with folds; one of which nothing would be left stays whole.
 */
export function thinSurfaces(surfaces: readonly ShownSurface[], faces: number): ShownSurface[] {
  return shareFaces(surfaces, faces, 1, (mesh, share) => {
    const thin = simplifyQuickly(mesh, share);
    return thin.triangles.length > 0 ? thin : mesh;
  });
}

function shareFaces(
  surfaces: readonly ShownSurface[],
  faces: number,
  glassWeight: number,
  simplify: (mesh: Mesh, faces: number) => Mesh,
): ShownSurface[] {
  if (countFaces(surfaces) <= faces) return [...surfaces];
  const weights = surfaces.map(({ mesh, alpha }) => mesh.triangles.length * (alpha < 1 ? glassWeight : 1));
  const shares = shareOut(faces, weights);
  return surfaces.map((surface, i) => ({ ...surface, mesh: simplify(surface.mesh, shares[i]) }));
}

/** Whole shares by weight, of which none is too small; what that takes the larger ones have less. */
function shareOut(faces: number, weights: readonly number[]): number[] {
  const least = Math.max(1, Math.min(FEWEST_FACES, Math.floor(faces / weights.length)));
  let left = faces;
  let sum = weights.reduce((total, weight) => total + weight, 0);
  const shares: number[] = [];
  for (const i of [...weights.keys()].sort((a, b) => weights[a] - weights[b])) {
    const share = Math.max((left * weights[i]) / sum, least);
    shares[i] = Math.floor(share);
    left -= share;
    sum -= weights[i];
  }
  return shares;
}
