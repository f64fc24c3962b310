import type { MeshPayload, MeshScene } from "../contract";
import { drawSceneFigure } from "../display/figure/sceneFigure";
import { describeNotches, layScene } from "../display/mesh/layScene";
import { renderScene } from "../display/mesh/renderScene";
import type { MeshView } from "../display/mesh/viewAxes";
import { findTone, type ShownSurface } from "../display/payload/sceneSurfaces";
import type { Picture } from "../display/raster/picture";
import { NO_SURFACE } from "../surface/mesh";
import { thousands } from "../words";

export interface DrawStillOptions {
  readonly title: string;
  readonly view: MeshView;
  /** Pixels of the view. */
  readonly width: number;
  /** What the line below the title says beside the distance of the notches. */
  readonly notes: readonly string[];
  /** Triangles that the words speak of. */
  readonly faces: number;
}

/** Surfaces as a picture. */
export interface DrawnStill {
  readonly picture: Picture;
  /** What it shows, in words. */
  readonly alt: string;
  readonly scene: MeshScene;
  /** The line below the title. */
  readonly note: string;
  /** Where in the picture the view lies. */
  readonly still: MeshPayload["still"];
}

/** The surfaces in one picture, as large as fits, with what they are called where there are several. */
export function drawStill(surfaces: readonly ShownSurface[], options: DrawStillOptions): DrawnStill {
  const { title, view, width, notes, faces } = options;
  const meshes = surfaces.map(({ mesh }) => mesh);
  const scene = layScene(meshes, view, width);
  const note = joinNotes([...notes, describeNotches(meshes, scene)]);
  const [low, high] = [scene.low[2], scene.high[2]];
  const drawn = renderScene(
    scene,
    surfaces.map((surface) => ({
      mesh: surface.mesh,
      color: findTone(surface, low, high),
      shading: surface.flat ? "flat" : "smooth",
      edges: surface.edges,
      alpha: surface.alpha,
    })),
  );
  const several = surfaces.length > 1;
  const legend = several
    ? surfaces.map(({ name, color }) => ({ name, color: typeof color === "string" ? GREY : color }))
    : [];
  const { picture, still } = drawSceneFigure(drawn, {
    title,
    note,
    legend,
    message: faces === 0 ? NO_SURFACE : "",
  });
  const what = faces === 0 ? "Empty mesh" : `3-D surface of ${thousands(faces)} triangles`;
  const names = several ? `: ${surfaces.map(({ name }) => name).join(", ")}` : "";
  return { picture, alt: `${title ? `${title}. ` : ""}${what}${names}`, scene, note, still };
}

/** Of a surface that has many colours. */
const GREY = [128, 128, 128] as const;

/** Notes as one line: "Simplified ...; a notch every 50 mm". */
export function joinNotes(notes: readonly string[]): string {
  const line = notes.filter(Boolean).join("; ");
  return line.slice(0, 1).toUpperCase() + line.slice(1);
}
