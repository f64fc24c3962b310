import type { ColorMapName } from "../contract";
import { OVERLAY_COLORS } from "../display/overlay/overlayLook";
import { countFaces, type ShownSurface } from "../display/payload/sceneSurfaces";
import { type Rgb, requireRgb } from "../display/raster/picture";
import { InvalidArgumentError } from "../errors";
import { type OptionKinds, requireOptions } from "../options";
import { type MakeMeshOptions, makeMesh } from "../surface/makeMesh";
import { describeSpace, type Mesh } from "../surface/mesh";
import { smoothMesh } from "../surface/smoothMesh";
import type { MaskLike } from "../volume/mask";
import type { VolumeLike } from "../volume/volume";
import { LONG_TRIANGLES, LONG_VOXELS, sayLong } from "./sayLong";
import type { Work } from "./show";

type Sayer = Pick<Work, "update" | "announce">;

/** A mesh, or what `makeMesh` makes one of. */
export type MeshSource = Mesh | MaskLike | VolumeLike;

/** One of several surfaces in a picture. */
export interface NamedSurface {
  /** A mesh, or what `makeMesh` makes one of. */
  surface: MeshSource;
  /** In the legend. @default "surface 1" and so on */
  name?: string;
  /** Red, green and blue, 0 to 255. @default of its place in the list, colours that most people tell apart */
  color?: Rgb;
  /** 0 transparent to 1 opaque. @default 1 */
  alpha?: number;
}

/** What there is to show of surfaces: one, or several by name. */
export type SurfaceSource = MeshSource | readonly NamedSurface[];

const KINDS: OptionKinds<NamedSurface> = {
  surface: "record",
  name: "text",
  color: "list",
  alpha: "number",
};

export interface SurfaceLooks extends Pick<MakeMeshOptions, "threshold" | "stepSize"> {
  /** Of a single surface. */
  readonly color: Rgb | ColorMapName;
  readonly alpha: number;
  readonly flat: boolean;
  readonly edges: boolean;
}

/**
 * The surfaces as they are to be shown, whole.
 *
 * @throws InvalidArgumentError for an empty list, a colour or an alpha out of range, meshes of different spaces.
 */
export function resolveSurfaces(source: SurfaceSource, looks: SurfaceLooks, work: Sayer): ShownSurface[] {
  const { color, alpha, flat, edges } = looks;
  if (!isList(source))
    return [{ mesh: toMesh(source, looks, work), name: "surface", color, alpha, flat, edges }];
  if (source.length === 0)
    throw new InvalidArgumentError("surfaces", "at least one surface", "an empty list");
  const surfaces = source.map((given, i) => {
    requireOptions(given, KINDS, `surfaces[${i}]`);
    const { name = `surface ${i + 1}`, color: own = OVERLAY_COLORS[i % OVERLAY_COLORS.length] } = given;
    requireRgb(own);
    return {
      mesh: toMesh(given.surface, looks, work),
      name,
      color: own,
      alpha: requireAlpha(given.alpha ?? 1),
      flat,
      edges,
    };
  });
  requireOneSpace(surfaces);
  return surfaces;
}

/** @throws InvalidArgumentError where surfaces lie in different spaces: beside each other they would say nothing. */
function requireOneSpace([first, ...others]: readonly ShownSurface[]): void {
  for (const { mesh, name } of others) {
    const { coordinates, known } = first.mesh;
    if (mesh.coordinates === coordinates && mesh.known === known) continue;
    const expected = `meshes of one space: "${first.name}" is in ${describeSpace(first.mesh)}`;
    throw new InvalidArgumentError("surfaces", expected, `"${name}" in ${describeSpace(mesh)}`);
  }
}

/** @throws InvalidArgumentError for an alpha outside 0 to 1. */
export function requireAlpha(alpha: number): number {
  if (alpha >= 0 && alpha <= 1) return alpha;
  throw new InvalidArgumentError("alpha", "a number from 0 to 1", alpha);
}

function isList(source: SurfaceSource): source is readonly NamedSurface[] {
  return Array.isArray(source);
}

/** The source itself when it is a mesh, else its surface in patient coordinates. */
function toMesh(source: MeshSource, { threshold, stepSize }: SurfaceLooks, work: Sayer): Mesh {
  if ("triangles" in source) return source;
  const [slices, rows, columns] = source.shape;
  sayLong(work, "the mesh", slices * rows * columns, LONG_VOXELS);
  return makeMesh(source, {
    ...(threshold !== undefined && { threshold }),
    ...(stepSize !== undefined && { stepSize }),
  });
}

/** The surfaces without the steps of voxels. */
export function smoothSurfaces(surfaces: readonly ShownSurface[], work: Sayer): ShownSurface[] {
  sayLong(work, "smoothing the steps of voxels", countFaces(surfaces), LONG_TRIANGLES);
  return surfaces.map((surface) => ({ ...surface, mesh: smoothMesh(surface.mesh) }));
}
