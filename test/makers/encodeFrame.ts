import type { Context, NativeCodecs } from "dcmjs-codecs";

/** A grey image of unsigned values, row by row. */
export interface GreyImage {
  readonly rows: number;
  readonly columns: number;
  /** Bits of a value, 1 to 16; past 8 a value takes two bytes. */
  readonly bits: number;
  readonly stored: readonly number[];
}

export const RLE = "1.2.840.10008.1.2.5";
/** 8 bits only. */
export const JPEG_BASELINE = "1.2.840.10008.1.2.4.50";
/** 8 bits only: no package here encodes 12. */
export const JPEG_EXTENDED = "1.2.840.10008.1.2.4.51";
export const JPEG_LOSSLESS = "1.2.840.10008.1.2.4.57";
export const JPEG_LOSSLESS_FIRST_ORDER = "1.2.840.10008.1.2.4.70";
export const JPEG_LS = "1.2.840.10008.1.2.4.80";
export const JPEG_LS_NEAR = "1.2.840.10008.1.2.4.81";
export const JPEG_2000 = "1.2.840.10008.1.2.4.90";
export const JPEG_2000_LOSSY = "1.2.840.10008.1.2.4.91";
export const HT_JPEG_2000 = "1.2.840.10008.1.2.4.201";

type Codecs = { readonly Context: typeof Context; readonly NativeCodecs: typeof NativeCodecs };
type Encode = (codecs: typeof NativeCodecs, image: Context) => Context;

const ENCODERS: Readonly<Record<string, Encode>> = {
  [RLE]: (codecs, image) => codecs.encodeRle(image),
  [JPEG_BASELINE]: (codecs, image) => codecs.encodeJpeg(image, { lossy: true, quality: 90 }),
  [JPEG_EXTENDED]: (codecs, image) => codecs.encodeJpeg(image, { lossy: true, quality: 90 }),
  [JPEG_LOSSLESS]: (codecs, image) => codecs.encodeJpeg(image, { lossy: false, predictor: 4 }),
  [JPEG_LOSSLESS_FIRST_ORDER]: (codecs, image) => codecs.encodeJpeg(image, { lossy: false, predictor: 1 }),
  [JPEG_LS]: (codecs, image) => codecs.encodeJpegLs(image, { lossy: false }),
  [JPEG_LS_NEAR]: (codecs, image) => codecs.encodeJpegLs(image, { lossy: true, allowedLossyError: 2 }),
  [JPEG_2000]: (codecs, image) => codecs.encodeJpeg2000(image, { lossy: false }),
  [JPEG_2000_LOSSY]: (codecs, image) => codecs.encodeJpeg2000(image, { lossy: true, rate: 10 }),
  [HT_JPEG_2000]: (codecs, image) => codecs.encodeHtJpeg2000(image, { lossy: false }),
};

/** The image as one compressed frame, as its fragment would hold it (not padded to an even length). */
export async function encodeFrame(image: GreyImage, transferSyntax: string): Promise<Uint8Array> {
  const { Context, NativeCodecs } = await loadCodecs();
  const { rows, columns, bits, stored } = image;
  const bytes = bits > 8 ? 2 : 1;
  const decodedBuffer = Buffer.alloc(stored.length * bytes);
  for (const [i, value] of stored.entries()) decodedBuffer.writeUIntLE(value, i * bytes, bytes);
  const context = new Context({
    width: columns,
    height: rows,
    bitsAllocated: 8 * bytes,
    bitsStored: bits,
    samplesPerPixel: 1,
    pixelRepresentation: 0,
    planarConfiguration: 0,
    photometricInterpretation: "MONOCHROME2",
    decodedBuffer,
  });
  const encoded = ENCODERS[transferSyntax](NativeCodecs, context).getEncodedBuffer();
  if (encoded === undefined) throw new Error(`nothing was encoded as ${transferSyntax}`);
  return transferSyntax === JPEG_EXTENDED ? asExtended(encoded) : Uint8Array.from(encoded);
}

let loading: Promise<Codecs> | undefined;

function loadCodecs(): Promise<Codecs> {
  loading ??= import("dcmjs-codecs").then(async (codecs) => {
    await codecs.NativeCodecs.initializeAsync({ logCodecsInfo: false, logCodecsTrace: false });
    return codecs;
  });
  return loading;
}

/** Baseline JPEG is extended JPEG but for its frame marker, SOF0 and SOF1. ITU-T T.81 Table B.1. */
function asExtended(baseline: Uint8Array): Uint8Array {
  const bytes = Uint8Array.from(baseline);
  const marker = bytes.findIndex((byte, i) => byte === 0xff && bytes[i + 1] === 0xc0);
  bytes[marker + 1] = 0xc1;
  return bytes;
}
