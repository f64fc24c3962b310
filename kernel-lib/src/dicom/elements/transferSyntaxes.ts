/** Which decoder the bytes of a frame need. */
export type PixelEncoding =
  | "native"
  | "deflated-frame"
  | "rle"
  | "jpeg"
  | "jpeg-ls"
  | "jpeg-2000"
  | "ht-jpeg-2000";

/** What a transfer syntax says of a data set and of the pixels in it. */
export interface TransferSyntax {
  readonly uid: string;
  readonly name: string;
  /** Elements name their value representations. */
  readonly explicitVr: boolean;
  /** Byte order of the data set. */
  readonly littleEndian: boolean;
  /** The whole data set is deflated. */
  readonly deflated: boolean;
  /** Null for a syntax that this library knows and does not read. */
  readonly encoding: PixelEncoding | null;
  /** Byte order of native samples. */
  readonly littleEndianPixels: boolean;
  /** Decoded values may differ from the ones that were encoded. */
  readonly lossy: boolean;
}

const LOSSLESS = false;
const LOSSY = true;

export const EXPLICIT_VR_LITTLE_ENDIAN: TransferSyntax = native(
  "1.2.840.10008.1.2.1",
  "Explicit VR Little Endian",
);
export const IMPLICIT_VR_LITTLE_ENDIAN: TransferSyntax = {
  ...native("1.2.840.10008.1.2", "Implicit VR Little Endian"),
  explicitVr: false,
};
export const EXPLICIT_VR_BIG_ENDIAN: TransferSyntax = {
  ...native("1.2.840.10008.1.2.2", "Explicit VR Big Endian"),
  littleEndian: false,
  littleEndianPixels: false,
};

/** Source: DICOM PS3.5 Annex A, PS3.6 Annex A; the one under 1.2.840.113619 is private to GE. */
const SYNTAXES: readonly TransferSyntax[] = [
  IMPLICIT_VR_LITTLE_ENDIAN,
  EXPLICIT_VR_LITTLE_ENDIAN,
  { ...native("1.2.840.10008.1.2.1.99", "Deflated Explicit VR Little Endian"), deflated: true },
  EXPLICIT_VR_BIG_ENDIAN,
  // Private: the data set is little endian, the samples alone are not.
  {
    ...native("1.2.840.113619.5.2", "GE Implicit VR Little Endian with big-endian pixels"),
    explicitVr: false,
    littleEndianPixels: false,
  },
  encoded("1.2.840.10008.1.2.5", "RLE Lossless", "rle", LOSSLESS),
  encoded("1.2.840.10008.1.2.8.1", "Deflated Image Frame Compression", "deflated-frame", LOSSLESS),
  encoded("1.2.840.10008.1.2.4.50", "JPEG Baseline (Process 1)", "jpeg", LOSSY),
  encoded("1.2.840.10008.1.2.4.51", "JPEG Extended (Process 2 and 4)", "jpeg", LOSSY),
  encoded("1.2.840.10008.1.2.4.53", "JPEG Spectral Selection (Process 6 and 8)", "jpeg", LOSSY),
  encoded("1.2.840.10008.1.2.4.55", "JPEG Full Progression (Process 10 and 12)", "jpeg", LOSSY),
  encoded("1.2.840.10008.1.2.4.57", "JPEG Lossless (Process 14)", "jpeg", LOSSLESS),
  encoded("1.2.840.10008.1.2.4.70", "JPEG Lossless (Process 14, Selection Value 1)", "jpeg", LOSSLESS),
  encoded("1.2.840.10008.1.2.4.80", "JPEG-LS Lossless", "jpeg-ls", LOSSLESS),
  encoded("1.2.840.10008.1.2.4.81", "JPEG-LS Near-Lossless", "jpeg-ls", LOSSY),
  encoded("1.2.840.10008.1.2.4.90", "JPEG 2000 Lossless", "jpeg-2000", LOSSLESS),
  encoded("1.2.840.10008.1.2.4.91", "JPEG 2000", "jpeg-2000", LOSSY),
  encoded("1.2.840.10008.1.2.4.201", "High-Throughput JPEG 2000 Lossless", "ht-jpeg-2000", LOSSLESS),
  encoded(
    "1.2.840.10008.1.2.4.202",
    "High-Throughput JPEG 2000 Lossless with RPCL",
    "ht-jpeg-2000",
    LOSSLESS,
  ),
  encoded("1.2.840.10008.1.2.4.203", "High-Throughput JPEG 2000", "ht-jpeg-2000", LOSSY),
  refused("1.2.840.10008.1.2.4.52", "JPEG Extended (Process 3 and 5), arithmetic coding"),
  refused("1.2.840.10008.1.2.4.54", "JPEG Spectral Selection (Process 7 and 9), arithmetic coding"),
  refused("1.2.840.10008.1.2.4.56", "JPEG Full Progression (Process 11 and 13), arithmetic coding"),
  refused("1.2.840.10008.1.2.4.58", "JPEG Lossless (Process 15), arithmetic coding"),
  refused("1.2.840.10008.1.2.4.59", "JPEG Extended Hierarchical (Process 16 and 18)"),
  refused("1.2.840.10008.1.2.4.60", "JPEG Extended Hierarchical (Process 17 and 19)"),
  refused("1.2.840.10008.1.2.4.61", "JPEG Spectral Selection Hierarchical (Process 20 and 22)"),
  refused("1.2.840.10008.1.2.4.62", "JPEG Spectral Selection Hierarchical (Process 21 and 23)"),
  refused("1.2.840.10008.1.2.4.63", "JPEG Full Progression Hierarchical (Process 24 and 26)"),
  refused("1.2.840.10008.1.2.4.64", "JPEG Full Progression Hierarchical (Process 25 and 27)"),
  refused("1.2.840.10008.1.2.4.65", "JPEG Lossless Hierarchical (Process 28)"),
  refused("1.2.840.10008.1.2.4.66", "JPEG Lossless Hierarchical (Process 29)"),
  refused("1.2.840.10008.1.2.4.92", "JPEG 2000 Part 2 Multi-component Lossless"),
  refused("1.2.840.10008.1.2.4.93", "JPEG 2000 Part 2 Multi-component"),
  refused("1.2.840.10008.1.2.4.94", "JPIP Referenced"),
  { ...refused("1.2.840.10008.1.2.4.95", "JPIP Referenced Deflate"), deflated: true },
  refused("1.2.840.10008.1.2.4.100", "MPEG-2 video, Main Profile at Main Level"),
  refused("1.2.840.10008.1.2.4.100.1", "MPEG-2 video, Main Profile at Main Level, fragmented"),
  refused("1.2.840.10008.1.2.4.101", "MPEG-2 video, Main Profile at High Level"),
  refused("1.2.840.10008.1.2.4.101.1", "MPEG-2 video, Main Profile at High Level, fragmented"),
  refused("1.2.840.10008.1.2.4.102", "MPEG-4 AVC/H.264 video, High Profile at Level 4.1"),
  refused("1.2.840.10008.1.2.4.102.1", "MPEG-4 AVC/H.264 video, High Profile at Level 4.1, fragmented"),
  refused("1.2.840.10008.1.2.4.103", "MPEG-4 AVC/H.264 video, BD-compatible"),
  refused("1.2.840.10008.1.2.4.103.1", "MPEG-4 AVC/H.264 video, BD-compatible, fragmented"),
  refused("1.2.840.10008.1.2.4.104", "MPEG-4 AVC/H.264 video, High Profile at Level 4.2 for 2D"),
  refused("1.2.840.10008.1.2.4.104.1", "MPEG-4 AVC/H.264 video, Level 4.2 for 2D, fragmented"),
  refused("1.2.840.10008.1.2.4.105", "MPEG-4 AVC/H.264 video, High Profile at Level 4.2 for 3D"),
  refused("1.2.840.10008.1.2.4.105.1", "MPEG-4 AVC/H.264 video, Level 4.2 for 3D, fragmented"),
  refused("1.2.840.10008.1.2.4.106", "MPEG-4 AVC/H.264 video, Stereo High Profile"),
  refused("1.2.840.10008.1.2.4.106.1", "MPEG-4 AVC/H.264 video, Stereo High Profile, fragmented"),
  refused("1.2.840.10008.1.2.4.107", "HEVC/H.265 video, Main Profile"),
  refused("1.2.840.10008.1.2.4.108", "HEVC/H.265 video, Main 10 Profile"),
  refused("1.2.840.10008.1.2.4.110", "JPEG XL Lossless"),
  refused("1.2.840.10008.1.2.4.111", "JPEG XL JPEG Recompression"),
  refused("1.2.840.10008.1.2.4.112", "JPEG XL"),
  refused("1.2.840.10008.1.2.4.204", "JPIP HTJ2K Referenced"),
  { ...refused("1.2.840.10008.1.2.4.205", "JPIP HTJ2K Referenced Deflate"), deflated: true },
  refused("1.2.840.10008.1.2.6.1", "RFC 2557 MIME Encapsulation"),
  refused("1.2.840.10008.1.2.6.2", "XML Encoding"),
  refused("1.2.840.10008.1.2.7.1", "SMPTE ST 2110-20 uncompressed progressive video"),
  refused("1.2.840.10008.1.2.7.2", "SMPTE ST 2110-20 uncompressed interlaced video"),
  refused("1.2.840.10008.1.2.7.3", "SMPTE ST 2110-30 PCM audio"),
];

const BY_UID: ReadonlyMap<string, TransferSyntax> = new Map(SYNTAXES.map((syntax) => [syntax.uid, syntax]));

/** What the UID stands for; undefined for one that is not in DICOM PS3.6 Annex A. */
export function transferSyntax(uid: string): TransferSyntax | undefined {
  return BY_UID.get(uid);
}

/** The name of a transfer syntax, for an error message. */
export function transferSyntaxName(uid: string): string {
  return BY_UID.get(uid)?.name ?? "an unknown transfer syntax";
}

/** Uncompressed, in the encoding that compressed data sets have as well. */
function native(uid: string, name: string): TransferSyntax {
  return encoded(uid, name, "native", LOSSLESS);
}

function encoded(uid: string, name: string, encoding: PixelEncoding | null, lossy: boolean): TransferSyntax {
  return {
    uid,
    name,
    explicitVr: true,
    littleEndian: true,
    deflated: false,
    encoding,
    littleEndianPixels: true,
    lossy,
  };
}

function refused(uid: string, name: string): TransferSyntax {
  return encoded(uid, name, null, LOSSLESS);
}
