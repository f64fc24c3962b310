import { type Mesh, NO_SURFACE } from "../../surface/mesh";
import { thousands } from "../../words";
import type { Picture } from "../raster/picture";
import { drawFigure } from "./drawFigure";

/** Space around the mesh in its figure, pixels. */
const MARGINS = 28;

/** The rendered mesh with its title, and what it shows in words; a mesh without a triangle says so. */
export function drawMeshFigure(mesh: Mesh, image: Picture, title: string): { picture: Picture; alt: string } {
  const faces = mesh.triangles.length / 3;
  const picture = drawFigure({
    panels: [{ image, title, ...(faces === 0 && { message: NO_SURFACE }) }],
    width: image.width + MARGINS,
  });
  const what = faces === 0 ? "Empty mesh" : `3-D surface of ${thousands(faces)} triangles`;
  return { picture, alt: title ? `${title}. ${what}` : what };
}
