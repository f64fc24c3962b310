import { drawMeshFigure } from "../display/figure/meshFigure";
import { renderMesh } from "../display/mesh/renderMesh";
import type { MeshView } from "../display/mesh/viewAxes";
import { InvalidArgumentError } from "../errors";
import { type OptionKinds, requireOptions } from "../options";
import { type MakeMeshOptions, makeMesh } from "../surface/makeMesh";
import type { Mesh } from "../surface/mesh";
import type { MaskLike } from "../volume/mask";
import type { VolumeLike } from "../volume/volume";
import { LONG_TRIANGLES, LONG_VOXELS, sayLong } from "./sayLong";
import { type Shown, showWork, toShown, type Work } from "./show";

/** A mesh, or what `makeMesh` makes one of. */
export type MeshSource = Mesh | MaskLike | VolumeLike;

export interface Plot3dOptions {
  /** @default none */
  title?: string;
  /** Red, green and blue of the faces, 0 to 1. @default [0.45, 0.45, 0.75] */
  color?: readonly [red: number, green: number, blue: number];
  /** 0 transparent to 1 opaque. @default 0.7 */
  alpha?: number;
  /** Where it is seen from. @default from the front, head up, the patient's right on the left */
  view?: MeshView;
  /** Width and height of the picture of the mesh, pixels, from 1 to 2048. @default 640 */
  size?: number;
  /** For a grey volume: the value of the surface. @default halfway between smallest and largest */
  threshold?: number;
  /** Voxels between samples, as scikit-image's step_size. @default 1 */
  stepSize?: number;
}

const KINDS: OptionKinds<Plot3dOptions> = {
  title: "text",
  color: "list",
  alpha: "number",
  view: "record",
  size: "number",
  threshold: "number",
  stepSize: "number",
};

/** Pixels along a side of the largest picture of a mesh: some 300 MB while it is drawn. */
const LARGEST = 2048;

/**
 * Shows a still, shaded picture of a surface, the patient upright and seen from the front: the tutorial's `plot_3d`.
 *
 * Options: `title` (none), `color` ([0.45, 0.45, 0.75]), `alpha` (0.7), `view` ({ azimuth: 0, elevation: 0 }, from
 * the front), `size` (640 pixels), and of a grey volume `threshold` (halfway between smallest and largest),
 * `stepSize` (1).
 *
 * @throws InvalidArgumentError for an option out of range.
 * @throws UnknownSpacingError for a mask of one slice whose spacing is not known.
 * @example
 *     plot3d(andNot(filled, unfilled), { title: "Internal structures" });
 */
export function plot3d(source: MeshSource, options: Plot3dOptions = {}): Shown {
  requireOptions(options, KINDS);
  const { title = "", color = [0.45, 0.45, 0.75], alpha = 0.7, view, size = 640 } = options;
  if (color.length !== 3 || !color.every((level) => level >= 0 && level <= 1)) {
    throw new InvalidArgumentError("color", "[red, green, blue] from 0 to 1", color);
  }
  if (!(Number.isInteger(size) && size >= 1 && size <= LARGEST)) {
    throw new InvalidArgumentError("size", `a whole number of pixels from 1 to ${LARGEST}`, size);
  }
  return showWork("Drawing the surface", (work) => {
    const mesh = toMesh(source, options, work);
    sayLong(work, "the picture", mesh.triangles.length / 3, LONG_TRIANGLES);
    const picture = renderMesh(mesh, { width: size, height: size, alpha, color, ...(view && { view }) });
    return toShown(work.show(drawMeshFigure(mesh, picture, title)));
  });
}

/** The source itself when it is a mesh, else its surface in patient coordinates. */
export function toMesh(
  source: MeshSource,
  options: Pick<MakeMeshOptions, "threshold" | "stepSize">,
  work: Pick<Work, "update" | "announce">,
): Mesh {
  if ("triangles" in source) return source;
  const [slices, rows, columns] = source.shape;
  sayLong(work, "the mesh", slices * rows * columns, LONG_VOXELS);
  const { threshold, stepSize } = options;
  return makeMesh(source, {
    ...(threshold !== undefined && { threshold }),
    ...(stepSize !== undefined && { stepSize }),
  });
}
