import type { MeshScene, Triple } from "../../contract";
import type { Mesh } from "../../surface/mesh";
import { findViewAxes, type MeshView } from "./viewAxes";

/** Pixels across a scene, unless it is asked for otherwise. */
export const SCENE_WIDTH = 640;
/** Pixels round the box for its words. */
const ROOM = 34;
/** Height for the width, at least and at most. */
const FLATTEST = 0.45;
const TALLEST = 1.15;
/** Longest edges have at most so many notches. */
const MOST_NOTCHES = 12;

/** Where meshes of one space stand, as large as fits however they are turned about the upright axis. */
export function layScene(meshes: readonly Mesh[], view: MeshView, width: number = SCENE_WIDTH): MeshScene {
  const { low, high } = findBox(meshes);
  const [dx, dy, dz] = [0, 1, 2].map((k) => high[k] - low[k]);
  const { azimuth = 0, elevation = 0 } = view;
  const { up } = findViewAxes(view);
  const across = Math.hypot(dx, dy);
  const tilt = Math.hypot(up[0], up[1]);
  const upward = tilt * across + Math.abs(up[2]) * dz;
  const room = width - 2 * ROOM;
  const height = Math.round(
    Math.min(Math.max((upward / across) * room + 2 * ROOM, FLATTEST * width), TALLEST * width),
  );
  const fit = Math.min(room / across, (height - 2 * ROOM) / upward);
  return {
    width,
    height: Number.isFinite(height) ? height : Math.round(FLATTEST * width),
    low,
    high,
    scale: Number.isFinite(fit) ? fit : 1,
    azimuth,
    elevation,
    ends: nameEnds(meshes),
    notch: chooseNotch(Math.max(dx, dy, dz)),
  };
}

function findBox(meshes: readonly Mesh[]): { readonly low: Triple; readonly high: Triple } {
  const low: [number, number, number] = [Infinity, Infinity, Infinity];
  const high: [number, number, number] = [-Infinity, -Infinity, -Infinity];
  for (const { positions } of meshes) {
    for (let i = 0; i < positions.length; i++) {
      const axis = i % 3;
      if (positions[i] < low[axis]) low[axis] = positions[i];
      if (positions[i] > high[axis]) high[axis] = positions[i];
    }
  }
  return low[0] <= high[0] ? { low, high } : { low: [0, 0, 0], high: [0, 0, 0] };
}

/** Letters of the patient where all meshes lie in the patient; else the axes' numbers run that way. */
function nameEnds(meshes: readonly Mesh[]): readonly string[] {
  const inPatient = meshes.every(({ coordinates, known }) => coordinates === "patient" && known === "place");
  return inPatient ? ["R", "L", "A", "P", "F", "H"] : ["", "", "", "", "", ""];
}

/** How far apart the notches of the box are, in words, or "". */
export function describeNotches([mesh]: readonly Mesh[], { notch }: MeshScene): string {
  const unit = mesh.coordinates === "patient" && mesh.known !== "nothing" ? "mm" : "voxels";
  return notch > 0 ? `a notch every ${notch} ${unit}` : "";
}

/** A round distance: 1, 2 or 5 of a power of ten. */
function chooseNotch(longest: number): number {
  if (!(longest > 0)) return 0;
  const least = longest / MOST_NOTCHES;
  const power = 10 ** Math.floor(Math.log10(least));
  return [1, 2, 5, 10].map((k) => k * power).find((step) => step >= least) ?? 10 * power;
}
