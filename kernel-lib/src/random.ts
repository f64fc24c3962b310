import { InvalidArgumentError } from "./errors";

/** A seeded source of random numbers: the same seed gives the same numbers on every machine. */
export interface Random {
  /** A whole number from 0 to 2^32 - 1. */
  uint32(): number;
  /** A number in [0, 1), with 32 random bits. */
  uniform(): number;
  /** A whole number from 0 to `count - 1`. */
  below(count: number): number;
  /** A number drawn from the normal distribution with mean 0 and standard deviation 1. */
  normal(): number;
}

/**
 * Random numbers from a whole-number seed: xoshiro128** seeded by SplitMix64, normal draws by the polar method.
 *
 * Sources: Blackman and Vigna 2021, doi 10.1145/3460772; Steele et al. 2014, doi 10.1145/2660193.2660195;
 * Marsaglia and Bray 1964, doi 10.1137/1006063.
 *
 * @param seed - a safe whole number, 0 or more.
 * @throws InvalidArgumentError for any other seed.
 */
export function createRandom(seed: number): Random {
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new InvalidArgumentError("seed", "a whole number from 0 to 2^53 - 1", seed);
  }
  return randomFromState(splitMix64(seed));
}

/** Random numbers from the four words of xoshiro128**'s state, which must not all be zero. */
export function randomFromState(state: readonly [number, number, number, number]): Random {
  let [s0, s1, s2, s3] = state;
  if ((s0 | s1 | s2 | s3) === 0) {
    throw new InvalidArgumentError("state", "four words that are not all zero", state.join(", "));
  }
  let spare = Number.NaN; // the polar method draws normals in pairs

  const uint32 = (): number => {
    const product = Math.imul(s1, 5);
    const result = Math.imul((product << 7) | (product >>> 25), 9) >>> 0;
    const shifted = s1 << 9;
    s2 ^= s0;
    s3 ^= s1;
    s1 ^= s2;
    s0 ^= s3;
    s2 ^= shifted;
    s3 = (s3 << 11) | (s3 >>> 21);
    return result;
  };
  const uniform = (): number => uint32() / 4294967296;
  const normal = (): number => {
    if (!Number.isNaN(spare)) {
      const second = spare;
      spare = Number.NaN;
      return second;
    }
    for (;;) {
      const u = 2 * uniform() - 1;
      const v = 2 * uniform() - 1;
      const square = u * u + v * v;
      if (square >= 1 || square === 0) continue;
      const scale = Math.sqrt((-2 * Math.log(square)) / square);
      spare = v * scale;
      return u * scale;
    }
  };
  return { uint32, uniform, normal, below: (count) => Math.floor(uniform() * count) };
}

function splitMix64(seed: number): [number, number, number, number] {
  let counter = BigInt(seed);
  const next = (): bigint => {
    counter = BigInt.asUintN(64, counter + 0x9e3779b97f4a7c15n);
    let mixed = counter;
    mixed = BigInt.asUintN(64, (mixed ^ (mixed >> 30n)) * 0xbf58476d1ce4e5b9n);
    mixed = BigInt.asUintN(64, (mixed ^ (mixed >> 27n)) * 0x94d049bb133111ebn);
    return mixed ^ (mixed >> 31n);
  };
  const [first, second] = [next(), next()];
  const low = (word: bigint) => Number(BigInt.asUintN(32, word));
  return [low(first), low(first >> 32n), low(second), low(second >> 32n)];
}
