import type { ColorMapName } from "../contract";
import { shortly } from "../describe";
import { OVERLAY_COLORS } from "../display/overlay/overlayLook";
import { countFaces, type ShownSurface } from "../display/payload/sceneSurfaces";
import { type Rgb, requireRgb } from "../display/raster/picture";
import { InvalidArgumentError } from "../errors";
import { type OptionKinds, requireOptions } from "../options";
import { type MakeMeshOptions, makeMesh } from "../surface/makeMesh";
import { describeSpace, type Mesh } from "../surface/mesh";
import { smoothMesh } from "../surface/smoothMesh";
import type { MaskLike } from "../volume/mask";
import { isVolume, type Volume, type VolumeLike, valueRange } from "../volume/volume";
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
export type SurfaceSource = MeshSource | readonly (MeshSource | NamedSurface)[];

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
 * @throws InvalidArgumentError for what has no surface, an empty list, a colour or an alpha out of range, meshes of
 * different spaces.
 */
export function resolveSurfaces(source: SurfaceSource, looks: SurfaceLooks, work: Sayer): ShownSurface[] {
  const { color, alpha, flat, edges } = looks;
  if (!isList(source)) {
    if (!hasSurface(source))
      throw new InvalidArgumentError("surface", `${SOURCES}, or a list`, shortly(source));
    return [{ mesh: toMesh(source, looks, work), name: "surface", color, alpha, flat, edges }];
  }
  if (source.length === 0)
    throw new InvalidArgumentError("surfaces", "at least one surface", "an empty list");
  const surfaces = source.map((one, i) => {
    const given: NamedSurface = hasSurface(one) ? { surface: one } : one;
    requireOptions(given, KINDS, `surfaces[${i}]`);
    if (!hasSurface(given.surface)) {
      throw new InvalidArgumentError(`surfaces[${i}].surface`, SOURCES, shortly(given.surface));
    }
    const { name = `surface ${i + 1}`, color: own = OVERLAY_COLORS[i % OVERLAY_COLORS.length] } = given;
    requireLevels(own);
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

/** @throws InvalidArgumentError unless the colour is three numbers from 0 to 255, or where its levels are from 0 to 1. */
export function requireLevels(color: Rgb): void {
  requireRgb(color);
  if (color.every((level) => level <= 1) && color.some((level) => level > 0)) {
    throw new InvalidArgumentError("color", "[red, green, blue] from 0 to 255, and not to 1", shortly(color));
  }
}

function isList(source: SurfaceSource): source is readonly (MeshSource | NamedSurface)[] {
  return Array.isArray(source);
}

const SOURCES = "a mesh, a mask or a volume";

/** True for a mesh, a mask, a volume and a bare array; cells run though their types are wrong. */
function hasSurface(source: unknown): source is MeshSource {
  if (typeof source !== "object" || source === null) return false;
  return "triangles" in source || ("shape" in source && ("voxels" in source || "stride" in source));
}

/** The source itself when it is a mesh, else its surface in patient coordinates. */
function toMesh(source: MeshSource, { threshold, stepSize }: SurfaceLooks, work: Sayer): Mesh {
  if ("triangles" in source) return source;
  const [slices, rows, columns] = source.shape;
  sayLong(work, "the mesh", slices * rows * columns, LONG_VOXELS);
  const mesh = makeMesh(source, {
    ...(threshold !== undefined && { threshold }),
    ...(stepSize !== undefined && { stepSize }),
  });
  if (threshold !== undefined && mesh.triangles.length === 0 && isVolume(source)) {
    throw new InvalidArgumentError(
      "threshold",
      `between values of the volume: ${describeRange(source)}`,
      threshold,
    );
  }
  return mesh;
}

function describeRange(volume: Volume): string {
  const range = valueRange(volume);
  return range ? `${range.min} to ${range.max} ${volume.units}` : "it has none";
}

/** What a figure says of such surfaces, also where a mesh that is smooth already was handed over. */
export const SMOOTHED = "smoothed";

/** The surfaces without the steps of voxels. */
export function smoothSurfaces(surfaces: readonly ShownSurface[], work: Sayer): ShownSurface[] {
  sayLong(work, "smoothing the steps of voxels", countFaces(surfaces), LONG_TRIANGLES);
  return surfaces.map((surface) => ({ ...surface, mesh: smoothMesh(surface.mesh) }));
}
