import { shortly } from "../describe";
import { drawMeshFigure } from "../display/figure/meshFigure";
import { renderMesh } from "../display/mesh/renderMesh";
import type { MeshView } from "../display/mesh/viewAxes";
import { countFaces } from "../display/payload/sceneSurfaces";
import type { Rgb } from "../display/raster/picture";
import { InvalidArgumentError } from "../errors";
import { type OptionKinds, requireOptions } from "../options";
import { drawStill } from "./drawStill";
import { LONG_TRIANGLES, sayLong } from "./sayLong";
import { type Shown, showWork, toShown } from "./show";
import {
  requireAlpha,
  requireLevels,
  resolveSurfaces,
  SMOOTHED,
  type SurfaceSource,
  smoothSurfaces,
} from "./surfaces";

export interface Plot3dOptions {
  /** @default none */
  title?: string;
  /** Red, green and blue of a single surface, 0 to 255; with `tutorial` 0 to 1, as there. @default [115, 115, 191] */
  color?: Rgb;
  /** 0 transparent to 1 opaque. @default 1 */
  alpha?: number;
  /** Where it is seen from. @default from the front, head up, the patient's right on the left */
  view?: MeshView;
  /** Width and height of the picture of the mesh, pixels, from 1 to 2048. @default 640 */
  size?: number;
  /** For a grey volume: the value of the surface. @default halfway between smallest and largest */
  threshold?: number;
  /** Voxels between samples, as scikit-image's step_size. @default 1 */
  stepSize?: number;
  /** Whether the steps of voxels are smoothed away in the picture (`smoothMesh`). @default true */
  smooth?: boolean;
  /** The tutorial's look: steps of voxels, alpha 0.7, no box, and `color` from 0 to 1. @default false */
  tutorial?: boolean;
}

const KINDS: OptionKinds<Plot3dOptions> = {
  title: "text",
  color: "list",
  alpha: "number",
  view: "record",
  size: "number",
  threshold: "number",
  stepSize: "number",
  smooth: "boolean",
  tutorial: "boolean",
};

const COLOR: Rgb = [115, 115, 191];
/** From 0 to 1. */
const TUTORIAL_COLOR: Rgb = [0.45, 0.45, 0.75];
/** Pixels along a side of the largest picture of a mesh: some 300 MB while it is drawn, and 800 MB more for each glass. */
const LARGEST = 2048;

/**
 * Shows a still, shaded picture of a surface, or of several by name, the patient upright and seen from the front: the
 * tutorial's `plot_3d`. The box round it has notches at round distances, and letters where the patient's sides are known.
 *
 * Options: `title` (none), `color` ([115, 115, 191]), `alpha` (1), `view` ({ azimuth: 0, elevation: 0 }, from the
 * front), `size` (640 pixels across), `smooth` (true: without the steps of voxels), `tutorial` (false: the tutorial's
 * look), and of a grey volume `threshold` (halfway between smallest and largest), `stepSize` (1).
 *
 * @throws InvalidArgumentError for an option out of range, or surfaces of different spaces.
 * @throws UnknownSpacingError for a mask of one slice whose spacing is not known.
 * @example
 *     plot3d([{ surface: lungs, name: "lungs", alpha: 0.2 }, { surface: vessels, name: "vessels" }]);
 */
export function plot3d(source: SurfaceSource, options: Plot3dOptions = {}): Shown {
  requireOptions(options, KINDS);
  const { title = "", tutorial = false, view = {}, size = 640 } = options;
  const { alpha = tutorial ? 0.7 : 1, smooth = !tutorial, threshold, stepSize } = options;
  const { color = tutorial ? TUTORIAL_COLOR : COLOR } = options;
  if (!(Number.isInteger(size) && size >= 1 && size <= LARGEST)) {
    throw new InvalidArgumentError("size", `a whole number of pixels from 1 to ${LARGEST}`, size);
  }
  const looks = {
    color: toLevels(color, tutorial),
    alpha: requireAlpha(alpha),
    flat: false,
    edges: false,
    ...(threshold !== undefined && { threshold }),
    ...(stepSize !== undefined && { stepSize }),
  } as const;
  return showWork("Drawing the surface", (work) => {
    const whole = resolveSurfaces(source, looks, work);
    const shown = smooth ? smoothSurfaces(whole, work) : whole;
    sayLong(work, "the picture", countFaces(whole), LONG_TRIANGLES);
    if (tutorial && whole.length === 1) {
      const { mesh } = shown[0];
      const picture = renderMesh(mesh, { width: size, height: size, alpha, color, view, background: null });
      return toShown(work.show(drawMeshFigure(mesh, picture, title)));
    }
    const { picture, alt } = drawStill(shown, {
      title,
      view,
      width: size,
      notes: smooth && countFaces(whole) > 0 ? [SMOOTHED] : [],
      faces: countFaces(whole),
    });
    return toShown(work.show({ picture, alt }));
  });
}

/** Levels from 0 to 255. @throws InvalidArgumentError for a colour out of range. */
function toLevels(color: Rgb, tutorial: boolean): Rgb {
  if (!tutorial) {
    requireLevels(color);
    return color;
  }
  if (color.length === 3 && color.every((level) => level >= 0 && level <= 1)) {
    return [color[0] * 255, color[1] * 255, color[2] * 255];
  }
  throw new InvalidArgumentError(
    "color",
    "[red, green, blue] from 0 to 1 with tutorial: true",
    shortly(color),
  );
}
