import type { LabelMapPayload, SlicesPayload } from "tslab-dicom/contract";
import { type BitVolume, decodeBits } from "./bitVolume";
import { decodeBase64 } from "./decodeBase64";
import { inflate } from "./inflate";

/** Labels over slices x rows x columns cells; 0 is none. */
export interface LabelVolume {
  readonly kind: "labels";
  readonly slices: number;
  readonly rows: number;
  readonly columns: number;
  readonly labels: Uint8Array | Uint16Array;
}

/** A mask or a label map over all slices. */
export type OverlayVolume = BitVolume | LabelVolume;

/** Decode the masks of a payload and then its label maps. @throws PayloadError naming the one that is damaged. */
export function decodeOverlays({
  overlays,
  labelMaps = [],
  shape: [slices],
}: SlicesPayload): Promise<readonly OverlayVolume[]> {
  return Promise.all([
    ...overlays.map((overlay) => decodeBits(overlay, slices, `The overlay "${overlay.name}"`)),
    ...labelMaps.map((map) => decodeLabels(map, slices)),
  ]);
}

async function decodeLabels(
  { name, rows, columns, dtype, data }: LabelMapPayload,
  slices: number,
): Promise<LabelVolume> {
  const what = `The label map "${name}"`;
  const Labels = { uint8: Uint8Array, uint16: Uint16Array }[dtype];
  const size = slices * rows * columns * Labels.BYTES_PER_ELEMENT;
  const { buffer } = await inflate(decodeBase64(data, what), size, what);
  return { kind: "labels", slices, rows, columns, labels: new Labels(buffer) };
}
