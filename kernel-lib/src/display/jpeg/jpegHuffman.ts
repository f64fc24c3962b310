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
  const ofDepth = countDepths(findDepths(counts));
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

/** A symbol, or two trees joined, and how often it occurs. */
interface Tree {
  readonly count: number;
  readonly branches?: readonly [Tree, Tree];
}

/** Depth in the Huffman tree of each symbol that occurs and of one more, the rarest, for the code of ones. */
function findDepths(counts: Uint32Array): number[] {
  const trees: Tree[] = Array.from(counts)
    .filter((count) => count > 0)
    .map((count) => ({ count }));
  trees.push({ count: 0 });
  trees.sort((a, b) => b.count - a.count);
  while (trees.length > 1) {
    const [first, second] = trees.splice(-2);
    const count = first.count + second.count;
    const after = trees.findIndex((tree) => tree.count < count);
    trees.splice(after < 0 ? trees.length : after, 0, { count, branches: [first, second] });
  }
  return listLeafDepths(trees[0], 0);
}

function listLeafDepths({ branches }: Tree, depth: number): number[] {
  return branches ? branches.flatMap((branch) => listLeafDepths(branch, depth + 1)) : [depth];
}

function countDepths(depths: readonly number[]): number[] {
  const ofDepth = new Array<number>(Math.max(LONGEST_CODE, ...depths) + 1).fill(0);
  for (const depth of depths) ofDepth[depth]++;
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
