import { createRandom } from "../../random";

const PERIOD = 32;

/** A value for each point in LPS mm. */
export type Texture = (x: number, y: number, z: number) => number;

/**
 * Smooth random texture between -1 and 1 over space: random values on a cubic lattice of `size` mm,
 * blended between lattice points (value noise). It repeats after 32 lattice cells.
 */
export function createTexture(seed: number, size: number): Texture {
  const random = createRandom(seed);
  const lattice = new Float32Array(PERIOD ** 3);
  for (let i = 0; i < lattice.length; i++) lattice[i] = 2 * random.uniform() - 1;
  const mask = PERIOD - 1;
  // No destructuring here: this runs for millions of points.
  return (x, y, z) => {
    const u = x / size;
    const v = y / size;
    const w = z / size;
    const i = Math.floor(u);
    const j = Math.floor(v);
    const k = Math.floor(w);
    const a = ease(u - i);
    const b = ease(v - j);
    const c = ease(w - k);
    const x0 = i & mask;
    const x1 = (i + 1) & mask;
    const y0 = (j & mask) * PERIOD;
    const y1 = ((j + 1) & mask) * PERIOD;
    const z0 = (k & mask) * PERIOD * PERIOD;
    const z1 = ((k + 1) & mask) * PERIOD * PERIOD;
    const low = mix(
      mix(lattice[z0 + y0 + x0], lattice[z0 + y0 + x1], a),
      mix(lattice[z0 + y1 + x0], lattice[z0 + y1 + x1], a),
      b,
    );
    const high = mix(
      mix(lattice[z1 + y0 + x0], lattice[z1 + y0 + x1], a),
      mix(lattice[z1 + y1 + x0], lattice[z1 + y1 + x1], a),
      b,
    );
    return mix(low, high, c);
  };
}

function mix(from: number, to: number, part: number): number {
  return from + (to - from) * part;
}

function ease(t: number): number {
  return t * t * (3 - 2 * t);
}
