import { type ColorMapName, MESH_MIME, PLOTLY_MIME } from "../contract";
import { describedAs } from "../describe";
import { findColorMap } from "../display/colour/colorMaps";
import { describeNotches, SCENE_WIDTH } from "../display/mesh/layScene";
import { DEFAULT_BUDGET, requireBudget } from "../display/payload/budget";
import { codeSurfaces, createMeshPayload, estimateCodedFaces } from "../display/payload/meshPayload";
import type { PlotlyFigure } from "../display/payload/plotlyMesh";
import { createPlotlyPayload, describeSimplified } from "../display/payload/plotlyPayload";
import {
  countFaces,
  GLASS_WEIGHT,
  type ShownSurface,
  simplifySurfaces,
  worseTopology,
} from "../display/payload/sceneSurfaces";
import type { Rgb } from "../display/raster/picture";
import { InvalidArgumentError } from "../errors";
import { type OptionKinds, requireOptions } from "../options";
import type { SimplifiedMesh } from "../surface/simplifyMesh";
import { thousands } from "../words";
import { type DrawnStill, drawStill, joinNotes } from "./drawStill";
import { LONG_TRIANGLES, sayLong } from "./sayLong";
import { printHandle, type Shown, showWork } from "./show";
import { resolveSurfaces, SMOOTHED, type SurfaceSource, smoothSurfaces } from "./surfaces";

export interface Interactive3dPlotOptions {
  /** @default "Interactive visualization" */
  title?: string;
  /** A single surface is coloured by its height, towards the head. @default "RdBu" */
  colorMap?: ColorMapName;
  /** One colour for it instead: true for the tutorial's rgb(20, 61, 34), or "rgb(r, g, b)". @default false */
  singleColor?: boolean | string;
  /** Draw the edges of the triangles; of at most 20000 triangles. @default true */
  plotEdges?: boolean;
  /** Most triangles in the page; more are simplified, and the plot says so. @default 300000, or as many as the budget holds */
  faces?: number;
  /** Bytes of the output in the notebook. @default 4000000 */
  budget?: number;
  /** For a grey volume: the value of the surface. @default halfway between smallest and largest */
  threshold?: number;
  /** Voxels between samples, as scikit-image's step_size. @default 1 */
  stepSize?: number;
  /** Whether the steps of voxels are smoothed away in what is shown (`smoothMesh`). @default true, but where edges are drawn */
  smooth?: boolean;
}

const KINDS: OptionKinds<Interactive3dPlotOptions> = {
  title: "text",
  colorMap: "text",
  singleColor: ["boolean", "text"],
  plotEdges: "boolean",
  faces: "number",
  budget: "number",
  threshold: "number",
  stepSize: "number",
  smooth: "boolean",
};

/** A plot that was shown, and what it was made of. */
export interface Interactive3dPlot extends Shown {
  /** Data, layout and config for Plotly, in the form that pages without our extension draw. */
  readonly figure: PlotlyFigure;
  /** Three coordinates a vertex of the whole mesh, before it was smoothed and simplified; of several, one after the other. */
  readonly vertices: Float32Array;
  /** Three vertex numbers a triangle of the whole mesh. */
  readonly faces: Uint32Array;
}

const TUTORIAL_COLOR = "rgb(20, 61, 34)";
/** Where the camera stands at first. */
const VIEW = { azimuth: 18, elevation: 15 };
/** Above this the lines hide the surface. */
const MOST_FACES_WITH_EDGES = 20_000;
/** So many triangles turn in software. */
const MOST_FACES = 300_000;
/** Below so many bytes the picture is so many pixels across, which leaves room for the surfaces. */
const SMALL_BUDGET = 700_000;
const SMALL_WIDTH = 400;
/** What the pictures of both widths may take: vessels, which are all edges. */
const PICTURE_BYTES = 460_000;
const SMALL_PICTURE_BYTES = 180_000;
/** Of the budget less the picture, what pages that draw Plotly's figures and not ours get. */
const PLOTLY_SHARE = 0.3;

/**
 * Shows surfaces that turn in the page, as a Plotly Mesh3d: one coloured by its height, with the edges of its triangles
 * where they are few, or several by name, each with its colour and a switch; the tutorial's `interactive_3d_plot`.
 * A mesh too large for the page is simplified, and the plot says so.
 *
 * Options: `title` ("Interactive visualization"), `colorMap` ("RdBu"), `singleColor` (false), `plotEdges` (true),
 * `faces` (300000, or as many as fit), `budget` (4000000 bytes), `smooth` (true, but where edges are drawn), and of a grey volume
 * `threshold` (halfway between smallest and largest), `stepSize` (1).
 *
 * @throws InvalidArgumentError for a colour, colour map or number out of range, or surfaces of different spaces.
 * @throws UnknownSpacingError for a mask of one slice whose spacing is not known.
 * @example
 *     interactive3dPlot([
 *       { surface: lungs, name: "lungs", alpha: 0.2 },
 *       { surface: vessels, name: "vessels", color: [213, 94, 0] },
 *     ]);
 */
export function interactive3dPlot(
  source: SurfaceSource,
  options: Interactive3dPlotOptions = {},
): Interactive3dPlot {
  requireOptions(options, KINDS);
  const { title = "Interactive visualization", plotEdges = true, budget = DEFAULT_BUDGET } = options;
  requireBudget(budget);
  if (options.faces !== undefined && !(Number.isInteger(options.faces) && options.faces > 0)) {
    throw new InvalidArgumentError("faces", "a positive whole number of triangles", options.faces);
  }
  const { threshold, stepSize } = options;
  const colors = {
    color: chooseColor(options),
    alpha: 1,
    flat: false,
    edges: false,
    ...(threshold !== undefined && { threshold }),
    ...(stepSize !== undefined && { stepSize }),
  };
  return showWork("Drawing the surface", (work) => {
    const whole = resolveSurfaces(source, colors, work);
    const all = countFaces(whole);
    const wanted = Math.min(options.faces ?? MOST_FACES, all);
    const edges = plotEdges && whole.length === 1 && wanted <= MOST_FACES_WITH_EDGES;
    const { smooth = !edges } = options;
    const looks = whole.map((surface) => ({ ...surface, edges, flat: edges && !smooth }));
    const smoothed = smooth ? smoothSurfaces(looks, work) : looks;
    const isSmall = budget < SMALL_BUDGET;
    const room = budget - (isSmall ? SMALL_PICTURE_BYTES : PICTURE_BYTES);
    // The picture and both forms are made of what the page can hold, so that they show the same.
    sayLong(work, "fewer triangles", all, LONG_TRIANGLES);
    const { surfaces: fine, topology } = simplifySurfaces(
      smoothed,
      Math.min(wanted, estimateCodedFaces(room * (1 - PLOTLY_SHARE))),
      {
        glassWeight: GLASS_WEIGHT,
        onProgress: (gone, total) => work.update(gone, total, "fewer triangles"),
      },
    );
    const edgesLeftOut = plotEdges && whole.length === 1 && !edges;
    const isSmoothed = smooth && all > 0;
    sayLong(work, "the picture", all, LONG_TRIANGLES);
    const drawn = drawStill(fine, {
      title,
      view: VIEW,
      width: isSmall ? SMALL_WIDTH : SCENE_WIDTH,
      notes: [...listReductions(all, countFaces(fine), edgesLeftOut), ...listChanges(topology, isSmoothed)],
      faces: all,
    });
    const { alt } = drawn;
    const { bundle, displayId } = work.show({
      picture: drawn.picture,
      alt,
      // Empty surfaces have nothing to turn: their picture says so, and a live figure would take its place.
      ...(all > 0 && {
        rich: (pictureBytes: number) => {
          sayLong(work, "the page's surfaces", all, LONG_TRIANGLES);
          return createForms(fine, drawn, budget - pictureBytes, {
            title,
            all,
            edgesLeftOut,
            topology,
            isSmoothed,
          });
        },
      }),
    });
    const plot: Interactive3dPlot = {
      bundle,
      displayId,
      get figure() {
        const form = bundle.data[PLOTLY_MIME];
        if (form !== undefined) return form as PlotlyFigure; // made above
        return createPlotlyPayload(fine, drawn.scene, { title, note: drawn.note, all, budget });
      },
      ...joinMeshes(whole),
    };
    return describedAs(
      plot,
      () => printHandle(displayId, alt),
      () => alt,
    );
  });
}

interface FormTexts {
  readonly title: string;
  /** Triangles of the whole surfaces. */
  readonly all: number;
  readonly edgesLeftOut: boolean;
  /** Of the surfaces, after they were simplified a first time. */
  readonly topology: SimplifiedMesh["topology"];
  readonly isSmoothed: boolean;
}

/** The form for our page, and Plotly's in fewer triangles for others. */
function createForms(
  surfaces: readonly ShownSurface[],
  { scene, still, alt }: DrawnStill,
  bytes: number,
  { title, all, edgesLeftOut, topology, isSmoothed }: FormTexts,
): Readonly<Record<string, unknown>> {
  const coded = codeSurfaces(surfaces, scene, bytes * (1 - PLOTLY_SHARE));
  const notches = describeNotches(
    surfaces.map(({ mesh }) => mesh),
    scene,
  );
  const notes = [...listChanges(worseTopology(topology, coded.topology), isSmoothed), notches];
  const figure = createPlotlyPayload(surfaces, scene, {
    title,
    note: notes.filter(Boolean).join("; "),
    all,
    budget: bytes * PLOTLY_SHARE,
  });
  const note = joinNotes([...listReductions(all, coded.faces, edgesLeftOut), ...notes]);
  return {
    [MESH_MIME]: createMeshPayload(coded, scene, still, { title, alt, note }),
    [PLOTLY_MIME]: figure,
  };
}

/** What was left out of surfaces of so many triangles, in words. */
function listReductions(all: number, shown: number, edgesLeftOut: boolean): string[] {
  return [
    ...(shown < all ? [describeSimplified(all, shown)] : []),
    ...(edgesLeftOut ? [`edges left out above ${thousands(MOST_FACES_WITH_EDGES)} triangles`] : []),
  ];
}

/** What else was done to surfaces, in words: to their pieces, handles and holes, and to the steps of voxels. */
function listChanges(topology: SimplifiedMesh["topology"], isSmoothed: boolean): string[] {
  return [
    ...(topology === "cut" ? ["handles cut and small pieces left out"] : []),
    ...(topology === "merged" ? ["vertices merged on a grid"] : []),
    ...(isSmoothed ? [SMOOTHED] : []),
  ];
}

/** The vertices and triangles of all meshes, as of one. */
function joinMeshes(surfaces: readonly ShownSurface[]): Pick<Interactive3dPlot, "vertices" | "faces"> {
  if (surfaces.length === 1) {
    const { positions, triangles } = surfaces[0].mesh;
    return { vertices: positions, faces: triangles };
  }
  const vertices = new Float32Array(surfaces.reduce((sum, { mesh }) => sum + mesh.positions.length, 0));
  const faces = new Uint32Array(3 * countFaces(surfaces));
  let [vertexAt, faceAt] = [0, 0];
  for (const { mesh } of surfaces) {
    vertices.set(mesh.positions, vertexAt);
    for (let t = 0; t < mesh.triangles.length; t++) faces[faceAt + t] = mesh.triangles[t] + vertexAt / 3;
    vertexAt += mesh.positions.length;
    faceAt += mesh.triangles.length;
  }
  return { vertices, faces };
}

function chooseColor({
  colorMap = "RdBu",
  singleColor = false,
}: Interactive3dPlotOptions): Rgb | ColorMapName {
  findColorMap(colorMap);
  if (singleColor === false) return colorMap;
  return readRgb(singleColor === true ? TUTORIAL_COLOR : singleColor);
}

/** Red, green and blue of "rgb(r, g, b)". */
function readRgb(color: string): Rgb {
  const match = /^rgb\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})\s*\)$/.exec(color);
  const levels = match?.slice(1).map(Number) ?? [];
  if (levels.length === 0 || levels.some((level) => level > 255)) {
    throw new InvalidArgumentError("singleColor", 'true or "rgb(r, g, b)" with levels up to 255', color);
  }
  return [levels[0], levels[1], levels[2]];
}
