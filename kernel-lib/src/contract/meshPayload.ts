import { COLOR_MAP_NAMES } from "./colorMaps";
import {
  type FieldCheck,
  isCount,
  isNumber,
  isRecord,
  isSize,
  isText,
  listOf,
  recordOf,
} from "./fieldChecks";
import type { SurfaceLook } from "./meshFigure";
import type { MeshScene, Triple } from "./meshScene";
import { nameValue } from "./nameValue";
import { type Reading, readFields } from "./reading";

/** A mesh in few bytes: corners on a grid of 16 bits, both lists as meshoptimizer codes them, then deflated. */
export interface CodedMesh {
  readonly vertices: number;
  readonly triangles: number;
  /** Four 16-bit numbers a vertex: x, y and z in steps of the grid, and 0. */
  readonly positions: string;
  /** Bytes of the positions before they are inflated. */
  readonly positionBytes: number;
  /** Three 32-bit vertex numbers a triangle. */
  readonly indices: string;
  readonly indexBytes: number;
}

/** A surface of a scene: all of its triangles that are in the page, and few that stand for it while it is turned. */
export interface SurfacePayload extends SurfaceLook {
  /** Whether the edges of the triangles are drawn. */
  readonly edges: boolean;
  readonly fine: CodedMesh;
  /** null where `fine` has few triangles itself. */
  readonly coarse: CodedMesh | null;
}

/** Payload of MESH_MIME: surfaces to turn. */
export interface MeshPayload {
  readonly version: 1;
  readonly title: string;
  /** What was left out or changed, in words, or "". */
  readonly note: string;
  readonly alt: string;
  readonly scene: MeshScene;
  /** Where the view lies in the picture beside this payload, pixels from its top left corner, and the picture's width. */
  readonly still: { readonly left: number; readonly top: number; readonly width: number };
  /** Of the point 0, 0, 0 of the grid, and between its points: units of the mesh. */
  readonly origin: Triple;
  readonly step: number;
  readonly surfaces: readonly SurfacePayload[];
}

/** Version of what this library writes and this extension reads. */
const VERSION = 1;

/** More than a browser holds: a payload that says so would fill the memory before it is found out. */
const MOST_TRIANGLES = 20_000_000;

const isTriple = listOf(isNumber, 3);
const isPositive: FieldCheck = (value) => isNumber(value) && Number(value) > 0;
const isAlpha: FieldCheck = (value) => isNumber(value) && Number(value) >= 0 && Number(value) <= 1;
const isFlag: FieldCheck = (value) => typeof value === "boolean";
const isMeshSize: FieldCheck = (value) => isCount(value) && Number(value) <= MOST_TRIANGLES;
const isColor: FieldCheck = (value) =>
  typeof value === "string" &&
  (/^rgb\(\d{1,3}, \d{1,3}, \d{1,3}\)$/.test(value) || COLOR_MAP_NAMES.some((name) => name === value));

const isCodedMesh = recordOf({
  vertices: isMeshSize,
  triangles: isMeshSize,
  positions: isText,
  positionBytes: isMeshSize,
  indices: isText,
  indexBytes: isMeshSize,
});

/** Notches along an edge of the box; of many times more the page would draw for ever. */
const MOST_NOTCHES = 500;

const isScene = recordOf({
  width: isSize,
  height: isSize,
  low: isTriple,
  high: isTriple,
  scale: isPositive,
  azimuth: isNumber,
  elevation: isNumber,
  ends: listOf(isText, 6),
  notch: (value) => isNumber(value) && Number(value) >= 0,
});

const isSurface = recordOf({
  name: isText,
  color: isColor,
  alpha: isAlpha,
  flat: isFlag,
  edges: isFlag,
  fine: isCodedMesh,
  coarse: (value) => value === null || isCodedMesh(value),
});

const FIELDS: Readonly<Record<keyof MeshPayload, FieldCheck>> = {
  version: isCount,
  title: isText,
  note: isText,
  alt: isText,
  scene: isScene,
  still: recordOf({ left: isCount, top: isCount, width: isSize }),
  origin: isTriple,
  step: isPositive,
  surfaces: listOf(isSurface),
};

/** Whether a page has drawn the notches of the box soon. */
function hasFewNotches({ low, high, notch }: MeshScene): boolean {
  const longest = Math.max(...low.map((from, axis) => high[axis] - from));
  return notch === 0 || longest / notch <= MOST_NOTCHES;
}

/** The mesh payload in a MIME bundle's value, checked field by field; or what is wrong with it. */
export function readMeshPayload(value: unknown): Reading<MeshPayload> {
  if (!isRecord(value)) return { problem: `expected an object, found ${typeof value}` };
  if (value.version !== VERSION) {
    return {
      problem: `it was made by another version of tslab-dicom (payload ${nameValue(value.version)}, and this extension reads ${VERSION}); update jupyterlab-tslab-dicom`,
    };
  }
  return readFields<MeshPayload>(value, FIELDS, ({ surfaces, scene }) => {
    if (surfaces.length === 0) return "there is no surface";
    return hasFewNotches(scene) ? "" : "the notches of its box are too many";
  });
}
