/** Which decoder the bytes of a frame need. */
export type Encoding =
  | "native"
  | "deflated-frame"
  | "rle"
  | "jpeg"
  | "jpeg-ls"
  | "jpeg-2000"
  | "ht-jpeg-2000";

/** What a Transfer Syntax UID says about pixel data. */
export interface TransferSyntax {
  readonly name: string;
  /** Null for a syntax that this library knows and does not read. */
  readonly encoding: Encoding | null;
  /** Byte order of native samples. */
  readonly littleEndian: boolean;
  /** Decoded values may differ from the ones that were encoded. */
  readonly lossy: boolean;
}

const LITTLE_ENDIAN = true;
const BIG_ENDIAN = false;
const LOSSLESS = false;
const LOSSY = true;

/** Source: DICOM PS3.5 Annex A, PS3.6 Annex A. */
const SYNTAXES: ReadonlyMap<string, TransferSyntax> = new Map([
  ["1.2.840.10008.1.2", native("Implicit VR Little Endian", LITTLE_ENDIAN)],
  ["1.2.840.10008.1.2.1", native("Explicit VR Little Endian", LITTLE_ENDIAN)],
  ["1.2.840.10008.1.2.1.99", native("Deflated Explicit VR Little Endian", LITTLE_ENDIAN)],
  ["1.2.840.10008.1.2.2", native("Explicit VR Big Endian", BIG_ENDIAN)],
  // Private: the data set is little endian, the samples alone are not.
  ["1.2.840.113619.5.2", native("GE Implicit VR Little Endian with big-endian pixels", BIG_ENDIAN)],
  ["1.2.840.10008.1.2.5", encoded("RLE Lossless", "rle", LOSSLESS)],
  ["1.2.840.10008.1.2.8.1", encoded("Deflated Image Frame Compression", "deflated-frame", LOSSLESS)],
  ["1.2.840.10008.1.2.4.50", encoded("JPEG Baseline (Process 1)", "jpeg", LOSSY)],
  ["1.2.840.10008.1.2.4.51", encoded("JPEG Extended (Process 2 and 4)", "jpeg", LOSSY)],
  ["1.2.840.10008.1.2.4.53", encoded("JPEG Spectral Selection (Process 6 and 8)", "jpeg", LOSSY)],
  ["1.2.840.10008.1.2.4.55", encoded("JPEG Full Progression (Process 10 and 12)", "jpeg", LOSSY)],
  ["1.2.840.10008.1.2.4.57", encoded("JPEG Lossless (Process 14)", "jpeg", LOSSLESS)],
  ["1.2.840.10008.1.2.4.70", encoded("JPEG Lossless (Process 14, Selection Value 1)", "jpeg", LOSSLESS)],
  ["1.2.840.10008.1.2.4.80", encoded("JPEG-LS Lossless", "jpeg-ls", LOSSLESS)],
  ["1.2.840.10008.1.2.4.81", encoded("JPEG-LS Near-Lossless", "jpeg-ls", LOSSY)],
  ["1.2.840.10008.1.2.4.90", encoded("JPEG 2000 Lossless", "jpeg-2000", LOSSLESS)],
  ["1.2.840.10008.1.2.4.91", encoded("JPEG 2000", "jpeg-2000", LOSSY)],
  ["1.2.840.10008.1.2.4.201", encoded("High-Throughput JPEG 2000 Lossless", "ht-jpeg-2000", LOSSLESS)],
  [
    "1.2.840.10008.1.2.4.202",
    encoded("High-Throughput JPEG 2000 Lossless with RPCL", "ht-jpeg-2000", LOSSLESS),
  ],
  ["1.2.840.10008.1.2.4.203", encoded("High-Throughput JPEG 2000", "ht-jpeg-2000", LOSSY)],
  ["1.2.840.10008.1.2.4.52", refused("JPEG Extended (Process 3 and 5), arithmetic coding")],
  ["1.2.840.10008.1.2.4.54", refused("JPEG Spectral Selection (Process 7 and 9), arithmetic coding")],
  ["1.2.840.10008.1.2.4.56", refused("JPEG Full Progression (Process 11 and 13), arithmetic coding")],
  ["1.2.840.10008.1.2.4.58", refused("JPEG Lossless (Process 15), arithmetic coding")],
  ["1.2.840.10008.1.2.4.59", refused("JPEG Extended Hierarchical (Process 16 and 18)")],
  ["1.2.840.10008.1.2.4.60", refused("JPEG Extended Hierarchical (Process 17 and 19)")],
  ["1.2.840.10008.1.2.4.61", refused("JPEG Spectral Selection Hierarchical (Process 20 and 22)")],
  ["1.2.840.10008.1.2.4.62", refused("JPEG Spectral Selection Hierarchical (Process 21 and 23)")],
  ["1.2.840.10008.1.2.4.63", refused("JPEG Full Progression Hierarchical (Process 24 and 26)")],
  ["1.2.840.10008.1.2.4.64", refused("JPEG Full Progression Hierarchical (Process 25 and 27)")],
  ["1.2.840.10008.1.2.4.65", refused("JPEG Lossless Hierarchical (Process 28)")],
  ["1.2.840.10008.1.2.4.66", refused("JPEG Lossless Hierarchical (Process 29)")],
  ["1.2.840.10008.1.2.4.92", refused("JPEG 2000 Part 2 Multi-component Lossless")],
  ["1.2.840.10008.1.2.4.93", refused("JPEG 2000 Part 2 Multi-component")],
  ["1.2.840.10008.1.2.4.94", refused("JPIP Referenced")],
  ["1.2.840.10008.1.2.4.95", refused("JPIP Referenced Deflate")],
  ["1.2.840.10008.1.2.4.100", refused("MPEG-2 video, Main Profile at Main Level")],
  ["1.2.840.10008.1.2.4.100.1", refused("MPEG-2 video, Main Profile at Main Level, fragmented")],
  ["1.2.840.10008.1.2.4.101", refused("MPEG-2 video, Main Profile at High Level")],
  ["1.2.840.10008.1.2.4.101.1", refused("MPEG-2 video, Main Profile at High Level, fragmented")],
  ["1.2.840.10008.1.2.4.102", refused("MPEG-4 AVC/H.264 video, High Profile at Level 4.1")],
  ["1.2.840.10008.1.2.4.102.1", refused("MPEG-4 AVC/H.264 video, High Profile at Level 4.1, fragmented")],
  ["1.2.840.10008.1.2.4.103", refused("MPEG-4 AVC/H.264 video, BD-compatible")],
  ["1.2.840.10008.1.2.4.103.1", refused("MPEG-4 AVC/H.264 video, BD-compatible, fragmented")],
  ["1.2.840.10008.1.2.4.104", refused("MPEG-4 AVC/H.264 video, High Profile at Level 4.2 for 2D")],
  ["1.2.840.10008.1.2.4.104.1", refused("MPEG-4 AVC/H.264 video, Level 4.2 for 2D, fragmented")],
  ["1.2.840.10008.1.2.4.105", refused("MPEG-4 AVC/H.264 video, High Profile at Level 4.2 for 3D")],
  ["1.2.840.10008.1.2.4.105.1", refused("MPEG-4 AVC/H.264 video, Level 4.2 for 3D, fragmented")],
  ["1.2.840.10008.1.2.4.106", refused("MPEG-4 AVC/H.264 video, Stereo High Profile")],
  ["1.2.840.10008.1.2.4.106.1", refused("MPEG-4 AVC/H.264 video, Stereo High Profile, fragmented")],
  ["1.2.840.10008.1.2.4.107", refused("HEVC/H.265 video, Main Profile")],
  ["1.2.840.10008.1.2.4.108", refused("HEVC/H.265 video, Main 10 Profile")],
  ["1.2.840.10008.1.2.4.110", refused("JPEG XL Lossless")],
  ["1.2.840.10008.1.2.4.111", refused("JPEG XL JPEG Recompression")],
  ["1.2.840.10008.1.2.4.112", refused("JPEG XL")],
  ["1.2.840.10008.1.2.4.204", refused("JPIP HTJ2K Referenced")],
  ["1.2.840.10008.1.2.4.205", refused("JPIP HTJ2K Referenced Deflate")],
  ["1.2.840.10008.1.2.6.1", refused("RFC 2557 MIME Encapsulation")],
  ["1.2.840.10008.1.2.6.2", refused("XML Encoding")],
  ["1.2.840.10008.1.2.7.1", refused("SMPTE ST 2110-20 uncompressed progressive video")],
  ["1.2.840.10008.1.2.7.2", refused("SMPTE ST 2110-20 uncompressed interlaced video")],
  ["1.2.840.10008.1.2.7.3", refused("SMPTE ST 2110-30 PCM audio")],
]);

/** What the UID says about pixel data; undefined for one that is not in DICOM PS3.6 Annex A. */
export function transferSyntax(uid: string): TransferSyntax | undefined {
  return SYNTAXES.get(uid);
}

/** The name of a transfer syntax, for an error message. */
export function transferSyntaxName(uid: string): string {
  return SYNTAXES.get(uid)?.name ?? "an unknown transfer syntax";
}

function native(name: string, littleEndian: boolean): TransferSyntax {
  return { name, encoding: "native", littleEndian, lossy: false };
}

function encoded(name: string, encoding: Encoding, lossy: boolean): TransferSyntax {
  return { name, encoding, littleEndian: true, lossy };
}

function refused(name: string): TransferSyntax {
  return { name, encoding: null, littleEndian: true, lossy: false };
}
