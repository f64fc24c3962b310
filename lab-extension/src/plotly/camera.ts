/** Where the camera is, relative to the centre of the scene. */
export interface Eye {
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

const TURN = Math.PI / 18;
const ZOOM = 1.15;
/** The camera stays this far, in radians, from straight above and below, where left and right are undefined. */
const POLE = 0.02;

/**
 * The camera after a key: the arrows turn it by ten degrees about the up axis or over the top, plus and minus
 * bring it nearer or farther. Null for other keys.
 *
 * @param up - the scene's axis that points up.
 */
export function moveEye(key: string, eye: Eye, up: keyof Eye): Eye | null {
  const [across, along] = SIDES[up];
  const distance = Math.hypot(eye.x, eye.y, eye.z);
  const azimuth = Math.atan2(eye[along], eye[across]);
  const height = Math.asin(Math.min(Math.max(eye[up] / distance, -1), 1));
  const move = MOVES.get(key);
  if (!move || distance === 0) return null;
  const turned = azimuth + move.azimuth;
  const raised = Math.min(Math.max(height + move.height, POLE - Math.PI / 2), Math.PI / 2 - POLE);
  const radius = distance * move.distance;
  return {
    ...eye,
    [across]: radius * Math.cos(raised) * Math.cos(turned),
    [along]: radius * Math.cos(raised) * Math.sin(turned),
    [up]: radius * Math.sin(raised),
  };
}

/**
 * What to change in a Plotly layout for a key: the eye of its first scene, or, where lines of sight are parallel and the
 * eye's distance means nothing, how large the scene is. Null for other keys.
 */
export function moveCamera(key: string, layout: Layout): Layout | null {
  const { eye, up, parallel } = readCamera(layout);
  const zoom = 1 / (MOVES.get(key)?.distance ?? 1);
  if (parallel && zoom !== 1) return scaleScene(layout, zoom);
  const turned = moveEye(key, eye, findUpAxis(up));
  return turned && { "scene.camera.eye": turned };
}

/** What to change in a layout whose scene gives its proportions, to show it larger by a factor. */
export function scaleScene(layout: Layout, factor: number): Layout | null {
  const ratio = readRecord(readRecord(layout, "scene"), "aspectratio");
  const { x, y, z } = ratio;
  if (typeof x !== "number" || typeof y !== "number" || typeof z !== "number") return null;
  return { "scene.aspectratio": { x: x * factor, y: y * factor, z: z * factor } };
}

type Layout = Readonly<Record<string, unknown>>;

/** The two axes beside each up axis, in right-handed order. */
const SIDES = { x: ["y", "z"], y: ["z", "x"], z: ["x", "y"] } as const;

const MOVES: ReadonlyMap<string, { azimuth: number; height: number; distance: number }> = new Map([
  ["ArrowLeft", { azimuth: -TURN, height: 0, distance: 1 }],
  ["ArrowRight", { azimuth: TURN, height: 0, distance: 1 }],
  ["ArrowUp", { azimuth: 0, height: TURN, distance: 1 }],
  ["ArrowDown", { azimuth: 0, height: -TURN, distance: 1 }],
  ["+", { azimuth: 0, height: 0, distance: 1 / ZOOM }],
  ["=", { azimuth: 0, height: 0, distance: 1 / ZOOM }],
  ["-", { azimuth: 0, height: 0, distance: ZOOM }],
]);

/** The axis nearest to an up vector. */
export function findUpAxis(up: Eye): keyof Eye {
  const [x, y, z] = [Math.abs(up.x), Math.abs(up.y), Math.abs(up.z)];
  if (z >= x && z >= y) return "z";
  return x >= y ? "x" : "y";
}

/** The camera of a Plotly layout's first scene, with Plotly's defaults for what it does not set. */
export function readCamera(layout: Layout): {
  readonly eye: Eye;
  readonly up: Eye;
  /** Whether lines of sight are parallel. */
  readonly parallel: boolean;
} {
  const camera = readRecord(readRecord(layout, "scene"), "camera");
  const vector = (name: string, defaults: Eye): Eye => {
    const { x, y, z } = readRecord(camera, name);
    return {
      x: typeof x === "number" ? x : defaults.x,
      y: typeof y === "number" ? y : defaults.y,
      z: typeof z === "number" ? z : defaults.z,
    };
  };
  return {
    eye: vector("eye", { x: 1.25, y: 1.25, z: 1.25 }),
    up: vector("up", { x: 0, y: 0, z: 1 }),
    parallel: readRecord(camera, "projection").type === "orthographic",
  };
}

function readRecord(record: Layout, name: string): Layout {
  const value = record[name];
  return typeof value === "object" && value !== null ? { ...value } : {};
}
