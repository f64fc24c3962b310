/** How the bytes of a file that is not compressed are laid out. */
export interface NativeLayout {
  readonly littleEndian: boolean;
}

/** Transfer syntaxes that this library reads, by UID. Source: DICOM PS3.5 Annex A. */
const NATIVE: ReadonlyMap<string, NativeLayout> = new Map([
  ["1.2.840.10008.1.2", { littleEndian: true }], // implicit VR
  ["1.2.840.10008.1.2.1", { littleEndian: true }],
  ["1.2.840.10008.1.2.2", { littleEndian: false }],
  ["1.2.840.10008.1.2.1.99", { littleEndian: true }], // deflated: the parser has inflated it
]);

/** Names of the syntaxes that a person may meet and this library refuses. Source: DICOM PS3.6 Annex A. */
const COMPRESSED_NAMES: ReadonlyMap<string, string> = new Map([
  ["1.2.840.10008.1.2.4.50", "JPEG Baseline (Process 1)"],
  ["1.2.840.10008.1.2.4.51", "JPEG Extended (Process 2 and 4)"],
  ["1.2.840.10008.1.2.4.53", "JPEG Spectral Selection (Process 6 and 8)"],
  ["1.2.840.10008.1.2.4.55", "JPEG Full Progression (Process 10 and 12)"],
  ["1.2.840.10008.1.2.4.57", "JPEG Lossless (Process 14)"],
  ["1.2.840.10008.1.2.4.70", "JPEG Lossless (Process 14, Selection Value 1)"],
  ["1.2.840.10008.1.2.4.80", "JPEG-LS Lossless"],
  ["1.2.840.10008.1.2.4.81", "JPEG-LS Near-Lossless"],
  ["1.2.840.10008.1.2.4.90", "JPEG 2000 Lossless"],
  ["1.2.840.10008.1.2.4.91", "JPEG 2000"],
  ["1.2.840.10008.1.2.4.110", "JPEG XL Lossless"],
  ["1.2.840.10008.1.2.4.111", "JPEG XL JPEG Recompression"],
  ["1.2.840.10008.1.2.4.112", "JPEG XL"],
  ["1.2.840.10008.1.2.4.201", "High-Throughput JPEG 2000 Lossless"],
  ["1.2.840.10008.1.2.4.202", "High-Throughput JPEG 2000 with RPCL, Lossless"],
  ["1.2.840.10008.1.2.4.203", "High-Throughput JPEG 2000"],
  ["1.2.840.10008.1.2.5", "RLE Lossless"],
  ["1.2.840.10008.1.2.8.1", "Deflated Image Frame"],
]);

/** The layout of an uncompressed transfer syntax; null for one that this library does not read. */
export function nativeLayout(transferSyntax: string): NativeLayout | null {
  return NATIVE.get(transferSyntax) ?? null;
}

/** The name of a compressed transfer syntax, for an error message. */
export function transferSyntaxName(transferSyntax: string): string {
  return COMPRESSED_NAMES.get(transferSyntax) ?? "an unknown transfer syntax";
}
