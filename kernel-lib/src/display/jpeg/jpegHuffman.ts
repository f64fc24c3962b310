/** A Huffman code made for one picture: a table of a JPEG file and what the encoder needs of it. */
export interface HuffmanCode {
  /** Number of codes of each length, 1 to 16 bits. */
  readonly lengths: Uint8Array;
  /** Symbols in ascending order of code. */
  readonly symbols: Uint8Array;
  /** Code of each symbol, in its lowest bits. */
  readonly codes: Uint16Array;
  /** Bits of each symbol's code; 0 for a symbol that does not occur. */
  readonly bits: Uint8Array;
}

const LONGEST_CODE = 16;

/**
 * The code with the fewest bits in all for how often each of 256 symbols occurs, no code longer than 16 bits and none of
 * ones only, which JPEG reserves. ITU-T T.81 Annex K.2 and C.2.
 */
export function createHuffmanCode(counts: Uint32Array): HuffmanCode {
  const ofDepth = countDepths(counts);
  shorten(ofDepth);

  const bySymbol = Array.from(counts.keys()).filter((symbol) => counts[symbol] > 0);
  const symbols = Uint8Array.from(bySymbol.sort((a, b) => counts[b] - counts[a] || a - b));
  const codes = new Uint16Array(256);
  const bits = new Uint8Array(256);
  for (let length = 1, code = 0, next = 0; length <= LONGEST_CODE; length++, code <<= 1) {
    for (let i = 0; i < ofDepth[length]; i++, code++, next++) {
      codes[symbols[next]] = code;
      bits[symbols[next]] = length;
    }
  }
  return { lengths: Uint8Array.from(ofDepth.slice(1, LONGEST_CODE + 1)), symbols, codes, bits };
}

/**
 * How many leaves of the Huffman tree lie at each depth: the symbols that occur and one more, the rarest, for the code of
 * ones.
 */
function countDepths(counts: Uint32Array): number[] {
  const leaves = Uint32Array.from([...counts.filter((count) => count > 0), 0]).sort();
  const nodes = 2 * leaves.length - 1;
  const sums = new Float64Array(nodes);
  const parents = new Uint16Array(nodes);
  sums.set(leaves);
  // In descending order, the newest last of those with the same count.
  const open = Array.from(leaves.keys()).reverse();
  for (let joined = leaves.length; joined < nodes; joined++) {
    for (let i = 0; i < 2; i++) {
      const least = open.pop() ?? 0;
      sums[joined] += sums[least];
      parents[least] = joined;
    }
    let at = open.length;
    for (; at > 0 && sums[open[at - 1]] < sums[joined]; at--) open[at] = open[at - 1];
    open[at] = joined;
  }
  const depths = new Uint8Array(nodes);
  const ofDepth = new Array<number>(Math.max(LONGEST_CODE, leaves.length) + 1).fill(0);
  for (let node = nodes - 2; node >= 0; node--) {
    depths[node] = depths[parents[node]] + 1;
    if (node < leaves.length) ofDepth[depths[node]]++;
  }
  if (nodes === 1) ofDepth[0] = 1;
  return ofDepth;
}

/** Moves leaves up until no code is too long, then takes the reserved one out of the longest codes. */
function shorten(ofDepth: number[]): void {
  for (let depth = ofDepth.length - 1; depth > LONGEST_CODE; depth--) {
    while (ofDepth[depth] > 0) {
      let shorter = depth - 2;
      while (ofDepth[shorter] === 0) shorter--;
      // Of two deepest leaves one takes their parent's place; the other hangs, with a shorter leaf, one below that leaf.
      ofDepth[depth] -= 2;
      ofDepth[depth - 1]++;
      ofDepth[shorter + 1] += 2;
      ofDepth[shorter]--;
    }
  }
  let longest = LONGEST_CODE;
  while (ofDepth[longest] === 0) longest--;
  ofDepth[longest]--;
}
