import { PLANE_AXES, type SlicesPayload } from "tslab-dicom/contract";
import { countRowBytes } from "../decode/bitVolume";
import { LinkError, type LinkReply } from "../live/liveLink";
import { cutBits } from "./cutOverlay";
import type { PlaneImage, PlaneKey } from "./planeSource";

/** Whether the payload holds overlays with fewer pixels than the volume, so that the kernel's are better. */
export function hasCoarseOverlays({ shape, overlays, labelMaps = [] }: SlicesPayload): boolean {
  return [...overlays, ...labelMaps].some(({ rows, columns }) => rows < shape[1] || columns < shape[2]);
}

/**
 * The picture in a kernel's reply to a request for a plane, its sizes checked against the payload.
 *
 * @param withOverlays - whether the overlays were asked for.
 * @throws LinkError with a sentence where the reply does not fit.
 */
export function readPlaneReply(
  { message, buffers }: LinkReply,
  key: PlaneKey,
  payload: SlicesPayload,
  withOverlays: boolean,
): PlaneImage {
  const [rows, columns] = PLANE_AXES[key.axis].map((along) => payload.shape[along]);
  if (message.kind !== "plane" || message.rows !== rows || message.columns !== columns) {
    throw new LinkError("The kernel sent another plane than was asked for.");
  }
  const pixels = rows * columns;
  const bits = rows * countRowBytes(columns);
  const overlays = withOverlays ? payload.overlays.map(() => "bits" as const) : [];
  const labelMaps = withOverlays ? (payload.labelMaps ?? []).map(({ dtype }) => dtype) : [];
  const Values = { int16: Int16Array, float32: Float32Array }[message.dtype];
  const sizes = [
    pixels * Values.BYTES_PER_ELEMENT,
    ...(message.padding ? [bits] : []),
    ...overlays.map(() => bits),
    ...labelMaps.map((dtype) => pixels * LABELS[dtype].BYTES_PER_ELEMENT),
  ];
  if (sizes.length !== buffers.length || sizes.some((size, i) => size !== buffers[i].length)) {
    throw new LinkError("The kernel sent a plane of another size than it says.");
  }
  const spread = (packed: Uint8Array) => spreadBits(packed, rows, columns);
  const rest = buffers.slice(message.padding ? 2 : 1);
  return {
    key,
    quality: "exact",
    rows,
    columns,
    values: new Values(copyBytes(buffers[0])),
    padding: message.padding ? spread(buffers[1]) : null,
    overlays: withOverlays
      ? [
          ...overlays.map((_, i) => spread(rest[i])),
          ...labelMaps.map((dtype, i) => new LABELS[dtype](copyBytes(rest[overlays.length + i]))),
        ]
      : null,
  };
}

const LABELS = { uint8: Uint8Array, uint16: Uint16Array } as const;

/** Bytes of their own, where numbers of more than one byte lie in step; those of a message may lie anywhere. */
function copyBytes(bytes: Uint8Array): ArrayBuffer {
  return bytes.slice().buffer as ArrayBuffer;
}

function spreadBits(bits: Uint8Array, rows: number, columns: number): Uint8Array {
  const plane = { kind: "bits", slices: 1, rows, columns, bits } as const;
  const cut = { axis: 0, first: 0, last: 0, shape: [1, rows, columns], rows, columns } as const;
  return cutBits(plane, cut);
}
