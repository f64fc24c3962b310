import { InvalidArgumentError } from "../errors";

/** A stream of random numbers; each call moves it on. */
export interface NumpyRandom {
  /** A double in [0, 1) with 53 random bits: `random_sample()`. */
  random(): number;
  /** A draw from the exponential distribution of mean 1: `standard_exponential()`. */
  exponential(): number;
  /** A point of the simplex with `size` corners, uniformly: `dirichlet(ones(size))`. */
  dirichlet(size: number): Float64Array;
}

const STATE_WORDS = 624;
const SHIFT = 397;

/**
 * The stream that NumPy's legacy `RandomState(seed)` and `numpy.random.seed(seed)` give: the doubles bit for
 * bit, what goes through a logarithm to the last bit or two.
 *
 * Source: Matsumoto & Nishimura 1998 (MT19937), doi 10.1145/272991.272995.
 *
 * @param seed - a whole number from 0 to 2**32 - 1.
 * @throws InvalidArgumentError for another seed.
 */
export function numpyRandom(seed: number): NumpyRandom {
  requireSeed(seed);
  const state = seededState(seed);
  let next = STATE_WORDS;

  function word(): number {
    if (next === STATE_WORDS) {
      refill(state);
      next = 0;
    }
    let w = state[next++];
    w ^= w >>> 11;
    w ^= (w << 7) & 0x9d2c5680;
    w ^= (w << 15) & 0xefc60000;
    return (w ^ (w >>> 18)) >>> 0;
  }

  function random(): number {
    const high = word() >>> 5;
    return (high * 0x4000000 + (word() >>> 6)) / 2 ** 53;
  }

  const exponential = (): number => -Math.log(1 - random());

  function dirichlet(size: number): Float64Array {
    const point = new Float64Array(size);
    let sum = 0;
    for (let i = 0; i < size; i++) {
      point[i] = exponential();
      sum += point[i];
    }
    // NumPy multiplies by the reciprocal; a division would round otherwise.
    const scale = 1 / sum;
    for (let i = 0; i < size; i++) point[i] *= scale;
    return point;
  }

  return { random, exponential, dirichlet };
}

/** @throws InvalidArgumentError for a seed that NumPy's legacy generator does not take. */
export function requireSeed(seed: number): void {
  if (!Number.isInteger(seed) || seed < 0 || seed >= 2 ** 32) {
    throw new InvalidArgumentError("seed", "a whole number from 0 to 4294967295", seed);
  }
}

function seededState(seed: number): Int32Array {
  const state = new Int32Array(STATE_WORDS);
  state[0] = seed;
  for (let i = 1; i < STATE_WORDS; i++) {
    const before = state[i - 1];
    state[i] = Math.imul(1812433253, before ^ (before >>> 30)) + i;
  }
  return state;
}

function refill(state: Int32Array): void {
  // Three stretches instead of two remainders a word: refilling is a third of the cost of a draw.
  const wrap = STATE_WORDS - SHIFT;
  for (let i = 0; i < wrap; i++) state[i] = state[i + SHIFT] ^ twist(state[i], state[i + 1]);
  for (let i = wrap; i < STATE_WORDS - 1; i++) state[i] = state[i - wrap] ^ twist(state[i], state[i + 1]);
  state[STATE_WORDS - 1] = state[SHIFT - 1] ^ twist(state[STATE_WORDS - 1], state[0]);
}

function twist(word: number, next: number): number {
  const mixed = (word & 0x80000000) | (next & 0x7fffffff);
  return (mixed >>> 1) ^ (-(mixed & 1) & 0x9908b0df);
}
