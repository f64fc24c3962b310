import type { PixelDataRange, PixelSource } from "../../kernel-lib/src/dicom/pixels/places/frameRanges";

export interface EncapsulateOptions {
  /** Entries of the Basic Offset Table. @default none */
  offsets?: readonly number[];
  /** Ends with the sequence delimiter. @default true */
  delimiter?: boolean;
  /** What follows in the file. @default nothing */
  after?: Uint8Array;
}

/** Encapsulated pixel data in a file of its own, 100 other bytes before it. DICOM PS3.5 Annex A.4. */
export interface EncapsulatedFile {
  readonly file: PixelSource;
  readonly place: PixelDataRange;
  /** Every read that was made: how many bytes from where. */
  readonly reads: { readonly offset: number; readonly length: number }[];
}

export function encapsulate(
  fragments: readonly Uint8Array[],
  options: EncapsulateOptions = {},
): EncapsulatedFile {
  const { offsets = [], delimiter = true, after = new Uint8Array(0) } = options;
  const table = Buffer.alloc(4 * offsets.length);
  for (const [i, offset] of offsets.entries()) table.writeUInt32LE(offset, 4 * i);
  const bytes = Buffer.concat([
    Buffer.alloc(100, 0x2a),
    ...[table, ...fragments].map((value) => item(0xe000, value)),
    delimiter ? item(0xe0dd, new Uint8Array(0)) : new Uint8Array(0),
    after,
  ]);
  return { ...memoryFile(bytes), place: { offset: 100, length: null } };
}

/** A file of these bytes that remembers what was read of it. */
export function memoryFile(bytes: Uint8Array): Pick<EncapsulatedFile, "file" | "reads"> {
  const reads: { offset: number; length: number }[] = [];
  const read = (offset: number, length: number) => {
    const part = new Uint8Array(bytes.subarray(offset, offset + length));
    reads.push({ offset, length: part.length });
    return part;
  };
  return { file: { size: bytes.length, read }, reads };
}

/** The offset of each fragment's item, as an offset table counts it. */
export function itemOffsets(fragments: readonly Uint8Array[]): number[] {
  let offset = 0;
  return fragments.map((fragment) => {
    const own = offset;
    offset += 8 + fragment.length;
    return own;
  });
}

function item(element: number, value: Uint8Array): Buffer {
  const header = Buffer.alloc(8);
  header.writeUInt16LE(0xfffe, 0);
  header.writeUInt16LE(element, 2);
  header.writeUInt32LE(value.length, 4);
  return Buffer.concat([header, value]);
}
