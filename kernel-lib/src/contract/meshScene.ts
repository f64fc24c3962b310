/** Three numbers along x, y and z. */
export type Triple = readonly [number, number, number];

/** Where surfaces stand and from where they are seen, along parallel lines: what the picture and the page draw alike. */
export interface MeshScene {
  /** Pixels of the view. */
  readonly width: number;
  readonly height: number;
  /** Corners of the box round everything, in the units of the mesh; z is up on the page. */
  readonly low: Triple;
  readonly high: Triple;
  /** Pixels a unit, with the middle of the box in the middle of the view. */
  readonly scale: number;
  /** Degrees round the box, 0 from low y, 90 from high x; and above the horizon. */
  readonly azimuth: number;
  readonly elevation: number;
  /** Words beyond the six faces of the box: low x, high x, low y, high y, low z, high z; "" for none. */
  readonly ends: readonly string[];
  /** Units between the notches of the box's edges; 0 for none. */
  readonly notch: number;
}

/** Light that stands still beside the viewer; what it does not reach is lit by so much. */
export const MESH_LIGHT = {
  ambient: 0.38,
  diffuse: 0.62,
  /** Towards the light from the mesh: to the right, up, and to the viewer; of length 1. */
  direction: [-0.35, 0.5, 0.792] as Triple,
} as const;

/** Pixels of the em square of the box's words. */
export const FRAME_TEXT = 14;

/** Pixels. */
const NOTCH = 5;
const WORD_GAP = 16;

/** The ends of a straight line. */
export type Segment = readonly [Triple, Triple];

/** A word in the scene. */
export interface SceneWord {
  readonly text: string;
  /** Of its middle. */
  readonly at: Triple;
}

/** The edges of the box and the notches along them, each as a line. */
export function listFrameLines({ low, high, notch, scale }: MeshScene): Segment[] {
  const lines: Segment[] = [];
  const tick = NOTCH / scale;
  for (const axis of [0, 1, 2] as const) {
    const [across, along] = [(axis + 1) % 3, (axis + 2) % 3];
    for (const [u, v] of [
      [low[across], low[along]],
      [high[across], low[along]],
      [low[across], high[along]],
      [high[across], high[along]],
    ]) {
      const point = (w: number, du = 0, dv = 0): Triple => {
        const p: [number, number, number] = [0, 0, 0];
        p[axis] = w;
        p[across] = u + du;
        p[along] = v + dv;
        return p;
      };
      lines.push([point(low[axis]), point(high[axis])]);
      if (notch === 0) continue;
      const inward = u === low[across] ? tick : -tick;
      const forward = v === low[along] ? tick : -tick;
      for (let k = 1; low[axis] + k * notch < high[axis]; k++) {
        const w = low[axis] + k * notch;
        lines.push([point(w), point(w, inward)], [point(w), point(w, 0, forward)]);
      }
    }
  }
  return lines;
}

/** The words beyond the faces of the box, each before the middle of its face. */
export function listFrameWords({ low, high, ends, scale }: MeshScene): SceneWord[] {
  const words: SceneWord[] = [];
  const gap = WORD_GAP / scale;
  for (const [i, text] of ends.entries()) {
    if (text === "") continue;
    const axis = i >> 1;
    const at: [number, number, number] = [
      (low[0] + high[0]) / 2,
      (low[1] + high[1]) / 2,
      (low[2] + high[2]) / 2,
    ];
    at[axis] = i % 2 === 0 ? low[axis] - gap : high[axis] + gap;
    words.push({ text, at });
  }
  return words;
}
