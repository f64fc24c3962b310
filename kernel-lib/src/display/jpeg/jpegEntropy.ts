import type { Blocks } from "./jpegBlocks";
import { countBits, type JpegBytes } from "./jpegBytes";
import { createHuffmanCode, type HuffmanCode } from "./jpegHuffman";

/** A channel on its way into the file. */
export interface JpegScan extends Blocks {
  /** Which quantisation table and pair of codes it takes: grey and brightness the first, colour the second. */
  readonly table: 0 | 1;
}

/** The codes of a table: of differences between the blocks' means, and of the other coefficients. */
export interface Codes {
  readonly dc: HuffmanCode;
  readonly ac: HuffmanCode;
}

/** Sixteen zeros in a row, and nothing but zeros to the end of the block: T.81 F.1.2.2.1. */
const SIXTEEN_ZEROS = 0xf0;
const END_OF_BLOCK = 0x00;

/** The codes made for the channels that share a table. */
export function createCodes(scans: readonly JpegScan[]): Codes {
  const dc = new Uint32Array(256);
  const ac = new Uint32Array(256);
  for (const { blocks, lengths } of scans) countSymbols(blocks, lengths, dc, ac);
  return { dc: createHuffmanCode(dc), ac: createHuffmanCode(ac) };
}

/** Counts how often a channel's blocks take each symbol. */
function countSymbols(blocks: Int16Array, lengths: Uint8Array, dc: Uint32Array, ac: Uint32Array): void {
  for (let i = 0, before = 0; i < lengths.length; i++) {
    const at = i * 64;
    const length = lengths[i];
    dc[countBits(blocks[at] - before)]++;
    before = blocks[at];
    let zeros = 0;
    for (let k = 1; k < length; k++) {
      const value = blocks[at + k];
      if (value === 0) {
        zeros++;
        continue;
      }
      for (; zeros > 15; zeros -= 16) ac[SIXTEEN_ZEROS]++;
      ac[(zeros << 4) | countBits(value)]++;
      zeros = 0;
    }
    if (length < 64) ac[END_OF_BLOCK]++;
  }
}

/** Writes the channels, their blocks in turn. */
export function writeBlocks(out: JpegBytes, scans: readonly JpegScan[], codes: readonly Codes[]): void {
  const count = scans[0].lengths.length;
  for (let i = 0; i < count; i++) {
    for (let s = 0; s < scans.length; s++) {
      const { blocks, lengths, table } = scans[s];
      writeBlock(out, blocks, i * 64, lengths[i], codes[table].dc, codes[table].ac);
    }
  }
  out.fillByte();
}

/** Writes the block that begins at an index, its mean as the difference from the one before. */
function writeBlock(
  out: JpegBytes,
  blocks: Int16Array,
  at: number,
  length: number,
  dc: HuffmanCode,
  ac: HuffmanCode,
): void {
  out.value(dc, 0, at === 0 ? blocks[0] : blocks[at] - blocks[at - 64]);
  let zeros = 0;
  for (let k = 1; k < length; k++) {
    const value = blocks[at + k];
    if (value === 0) {
      zeros++;
      continue;
    }
    for (; zeros > 15; zeros -= 16) out.put(ac.codes[SIXTEEN_ZEROS], ac.bits[SIXTEEN_ZEROS]);
    out.value(ac, zeros, value);
    zeros = 0;
  }
  if (length < 64) out.put(ac.codes[END_OF_BLOCK], ac.bits[END_OF_BLOCK]);
}
