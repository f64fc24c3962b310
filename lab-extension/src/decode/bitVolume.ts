import type { BitsPayload } from "tslab-dicom/contract";
import { decodeBase64 } from "./decodeBase64";
import { inflate } from "./inflate";

/** Bits over slices x rows x columns cells, each row padded to whole bytes, from the least significant bit on. */
export interface BitVolume {
  readonly kind: "bits";
  readonly slices: number;
  readonly rows: number;
  readonly columns: number;
  readonly bits: Uint8Array;
}

/** Decode bits over `slices` slices. @throws PayloadError naming `what`. */
export async function decodeBits(
  { rows, columns, data }: BitsPayload,
  slices: number,
  what: string,
): Promise<BitVolume> {
  const size = slices * rows * countRowBytes(columns);
  return { kind: "bits", slices, rows, columns, bits: await inflate(decodeBase64(data, what), size, what) };
}

/** Bytes of a row of bits. */
export function countRowBytes(columns: number): number {
  return (columns + 7) >> 3;
}
