import type { ExactSlice, SlicesPayload, SlicesPreview } from "tslab-dicom/contract";
import { decodeBase64 } from "./decodeBase64";
import { inflate } from "./inflate";
import { PayloadError } from "./payloadError";
import { decodePicture, readRedChannel } from "./picture";

/** One decoded slice: exact values, or the grey levels of the preview. Row-major. */
export interface DecodedSlice {
  readonly kind: "exact" | "preview";
  readonly rows: number;
  readonly columns: number;
  readonly values: Int16Array | Float32Array | Uint8Array;
}

/** Decode one slice of a payload, exact if it is embedded so. @throws PayloadError in words for the reader. */
export async function decodeSlice(
  payload: Pick<SlicesPayload, "shape" | "exact" | "preview">,
  slice: number,
): Promise<DecodedSlice> {
  const exact = payload.exact.find((each) => each.slice === slice);
  if (exact) return decodeExact(exact, payload.shape[1], payload.shape[2]);
  if (payload.preview) return decodePreview(payload.preview, slice);
  throw new PayloadError(`Slice ${slice + 1} is not embedded in this output.`);
}

/** Decode the exact values of a slice. @throws PayloadError in words for the reader. */
export async function decodeExact(
  { data, dtype, slice }: ExactSlice,
  rows: number,
  columns: number,
): Promise<DecodedSlice> {
  const what = `The data of slice ${slice + 1}`;
  const Values = { int16: Int16Array, float32: Float32Array }[dtype];
  const size = rows * columns * Values.BYTES_PER_ELEMENT;
  const { buffer } = await inflate(decodeBase64(data, what), size, what);
  return { kind: "exact", rows, columns, values: new Values(buffer) }; // every browser is little endian
}

/** Decode the grey levels of a slice of a preview. @throws PayloadError in words for the reader. */
export async function decodePreview(
  { slices, mime, rows, columns }: SlicesPreview,
  slice: number,
): Promise<DecodedSlice> {
  const what = `The preview of slice ${slice + 1}`;
  const picture = await decodePicture(slices[slice], mime, what);
  try {
    if (picture.height !== rows || picture.width !== columns) {
      throw new PayloadError(
        `${what} has ${picture.height} x ${picture.width} pixels, expected ${rows} x ${columns}.`,
      );
    }
    return { kind: "preview", rows, columns, values: readRedChannel(picture) };
  } finally {
    picture.close();
  }
}
