import { createRequire } from "node:module";
import { Context, NativeCodecs } from "dcmjs-codecs";

/** A grey image to compress. */
export interface Picture {
  readonly rows: number;
  readonly columns: number;
  /** Bits of a sample: up to 8 in one byte, above in two. */
  readonly bits: number;
  readonly signed: boolean;
  readonly values: Int16Array | Uint16Array;
}

export type Compression = "jpeg-lossless" | "jpeg-ls" | "jpeg-2000" | "ht-jpeg-2000";

interface FrameInfo {
  width: number;
  height: number;
  bitsPerSample: number;
  componentCount: number;
  isSigned: boolean;
  isUsingColorTransform: boolean;
}

interface Encoder {
  getDecodedBuffer(info: FrameInfo): Uint8Array;
  encode(): void;
  getEncodedBuffer(): Uint8Array;
  delete(): void;
}

const require = createRequire(import.meta.url);

/** The picture as one compressed image without loss, by the encoders that come with the decoders. */
export async function compressFrame(picture: Picture, compression: Compression): Promise<Uint8Array> {
  if (compression === "jpeg-lossless") return compressJpeg(picture);
  const [name, className] = {
    "jpeg-ls": ["@cornerstonejs/codec-charls/wasmjs", "JpegLSEncoder"],
    "jpeg-2000": ["@cornerstonejs/codec-openjpeg/wasmjs", "J2KEncoder"],
    "ht-jpeg-2000": ["@cornerstonejs/codec-openjph", "HTJ2KEncoder"],
  }[compression];
  const codec: Record<string, new () => Encoder> = await require(name)({
    print: () => {},
    printErr: () => {},
  });
  const encoder = new codec[className]();
  encoder
    .getDecodedBuffer({
      width: picture.columns,
      height: picture.rows,
      bitsPerSample: picture.bits,
      componentCount: 1,
      isSigned: picture.signed,
      isUsingColorTransform: false,
    })
    .set(sampleBytes(picture, compression === "jpeg-ls"));
  encoder.encode();
  const bytes = new Uint8Array(encoder.getEncodedBuffer());
  encoder.delete();
  return bytes;
}

async function compressJpeg(picture: Picture): Promise<Uint8Array> {
  await NativeCodecs.initializeAsync();
  const context = new Context({
    width: picture.columns,
    height: picture.rows,
    bitsAllocated: picture.bits <= 8 ? 8 : 16,
    bitsStored: picture.bits,
    samplesPerPixel: 1,
    pixelRepresentation: 0,
    planarConfiguration: 0,
    photometricInterpretation: "MONOCHROME2",
    decodedBuffer: sampleBytes(picture, true),
  });
  const encoded = NativeCodecs.encodeJpeg(context, { lossy: false, predictor: 1 }).getEncodedBuffer();
  if (encoded === undefined) throw new Error("the encoder gave nothing");
  return encoded;
}

/** JPEG and JPEG-LS know no sign: they take the bits of the depth, and none above. */
function sampleBytes({ values, bits }: Picture, bitsOnly: boolean): Uint8Array {
  if (bits <= 8) return Uint8Array.from(values);
  const mask = bitsOnly ? 2 ** bits - 1 : 0xffff;
  return new Uint8Array(Uint16Array.from(values, (value) => value & mask).buffer);
}
