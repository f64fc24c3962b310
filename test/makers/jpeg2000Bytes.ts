export interface Jpeg2000Options {
  rows?: number;
  columns?: number;
  /** Where the image begins on its grid. @default 0 */
  left?: number;
  components?: number;
  bits?: number;
  signed?: boolean;
  /** Of every component. @default 1 */
  subsampling?: number;
  tileColumns?: number;
  /** Has the capability of Part 15. @default false */
  highThroughput?: boolean;
  /** The tile-parts: index, and length as declared in place of the right one. @default one */
  tileParts?: readonly { readonly tile: number; readonly declared?: number }[];
  /** @default true */
  end?: boolean;
}

/** Markers of a JPEG 2000 codestream, ITU-T T.800 Annex A: what a header says, and no image that decodes. */
export function jpeg2000Bytes(options: Jpeg2000Options = {}): Uint8Array {
  const { rows = 4, columns = 6, left = 0, components = 1, bits = 16, signed = false } = options;
  const { subsampling = 1, tileColumns = columns, highThroughput = false, end = true } = options;
  const { tileParts = [{ tile: 0 }] } = options;
  const depth = (bits - 1) | (signed ? 0x80 : 0);
  const size = [
    ...two(0),
    ...[columns + left, rows, left, 0, tileColumns, rows, left, 0].flatMap(four),
    ...two(components),
    ...Array.from({ length: components }, () => [depth, subsampling, subsampling]).flat(),
  ];
  const coded = [9, 8, 7];
  return Uint8Array.from([
    ...[0xff, 0x4f],
    ...segment(0x51, size),
    ...(highThroughput ? segment(0x50, [...four(1 << 17), 0, 0]) : []),
    ...segment(0x5c, [0, 0]),
    ...tileParts.flatMap(({ tile, declared = 14 + coded.length }) => [
      ...segment(0x90, [...two(tile), ...four(declared), 0, 1]),
      ...[0xff, 0x93],
      ...coded,
    ]),
    ...(end ? [0xff, 0xd9] : []),
  ]);
}

/** The codestream as the one box after the signature and the file type of a JP2 file. */
export function jp2Bytes(codestream: Uint8Array): Uint8Array {
  return Uint8Array.from([
    ...[0, 0, 0, 12, 0x6a, 0x50, 0x20, 0x20, 0x0d, 0x0a, 0x87, 0x0a],
    ...[0, 0, 0, 20, 0x66, 0x74, 0x79, 0x70, 0x6a, 0x70, 0x32, 0x20, 0, 0, 0, 0, 0x6a, 0x70, 0x32, 0x20],
    ...four(codestream.length + 8),
    ...[0x6a, 0x70, 0x32, 0x63],
    ...codestream,
  ]);
}

function segment(marker: number, content: readonly number[]): number[] {
  return [0xff, marker, ...two(content.length + 2), ...content];
}

function two(value: number): number[] {
  return [value >> 8, value & 255];
}

function four(value: number): number[] {
  return [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
}
