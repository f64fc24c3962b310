import { PLANE_AXES, type SlicesPayload } from "tslab-dicom/contract";
import { decodeOverlays, type OverlayVolume } from "../../decode/overlayVolume";
import type { Color, OverlayPlane } from "../../slice/blendOverlay";
import { cutOverlay } from "../../source/cutOverlay";
import type { PlaneImage } from "../../source/planeSource";

/** A mask or label map as the reader knows it. */
export interface OverlayInfo {
  readonly name: string;
  readonly labels: readonly { readonly label: number; readonly name: string; readonly color: Color }[];
  readonly isMask: boolean;
}

/** Masks, then label maps, in the payload's order; a mask has the label 1. */
export function listOverlays({ overlays, labelMaps = [] }: SlicesPayload): readonly OverlayInfo[] {
  return [
    ...overlays.map(({ name, color }) => ({ name, labels: [{ label: 1, name, color }], isMask: true })),
    ...labelMaps.map(({ name, labels }) => ({ name, labels, isMask: false })),
  ];
}

/** The overlays that an output holds, cut along any plane. */
export class Overlays {
  private volumes: readonly OverlayVolume[] = [];
  private decoding: Promise<void> | null = null;

  constructor(private readonly payload: SlicesPayload) {}

  /** Decodes them, once; rejects with a PayloadError naming the one that is damaged. */
  decode(): Promise<void> {
    this.decoding ??= decodeOverlays(this.payload).then((volumes) => {
      this.volumes = volumes;
    });
    return this.decoding;
  }

  /** An overlay in the plane of a picture: as the kernel sent it, else as the output holds it; null before that. */
  cut(number: number, { key, overlays, rows, columns }: PlaneImage): OverlayPlane | null {
    const sent = overlays?.[number];
    if (sent) return { rows, columns, labels: sent };
    const volume = this.volumes[number];
    if (!volume) return null;
    const cells = [volume.slices, volume.rows, volume.columns];
    const [rowCells, columnCells] = PLANE_AXES[key.axis].map((along) => cells[along]);
    const { axis, first, last } = key;
    const cut = { axis, first, last, shape: this.payload.shape, rows: rowCells, columns: columnCells };
    return { rows: rowCells, columns: columnCells, labels: cutOverlay(volume, cut) };
  }
}
