import { deflateSync } from "node:zlib";
import type { DisplayWindow, ExactSlice, OverlayPayload, SlicesPayload, SlicesPreview } from "../../contract";
import { InvalidArgumentError } from "../../errors";
import { contiguous } from "../../volume/contiguous";
import type { Mask } from "../../volume/mask";
import { requireSameShape, type Volume, valueRange } from "../../volume/volume";
import { base64Length, megabytes, toBase64 } from "./budget";
import { previewSlices } from "./previewSlices";

/** A coloured mask over the slices. */
export interface ViewerOverlay {
  readonly mask: Mask;
  readonly name: string;
  /** [red, green, blue], 0 to 255. */
  readonly color: readonly [number, number, number];
  /** 0 transparent to 1 opaque. */
  readonly alpha: number;
}

export interface SlicesPayloadOptions {
  readonly title: string;
  readonly alt: string;
  /** Slice to start with; embedded exactly unless it takes more than half of the budget. */
  readonly slice: number;
  readonly window: DisplayWindow;
  readonly overlays: readonly ViewerOverlay[];
  /** Bytes for the payload. */
  readonly budget: number;
  /** Bytes of the whole output, which `note` names. */
  readonly outputBudget: number;
}

/** Share of the budget that the first slice may take to be exact. */
const EXACT_SHARE = 0.5;
/** Share of the budget that overlays may take before they are made coarser. */
const OVERLAY_SHARE = 0.3;
/** Slices deflated to estimate what all of them would take. */
const SAMPLES = 4;

/**
 * The viewer's payload for a volume: every slice exactly where the budget holds them, else the first slice
 * exactly and all slices as 8-bit previews, which `note` then says.
 */
export function slicesPayload(volume: Volume, options: SlicesPayloadOptions): SlicesPayload {
  const { title, alt, slice, window, budget } = options;
  const { shape, affine, spacing } = volume.geometry;
  const { min, max } = valueRange(volume) ?? { min: 0, max: 0 };
  const shown = exactSlice(volume, slice);
  const first = shown.data.length <= budget * EXACT_SHARE ? [shown] : [];
  const overlays = options.overlays.map((overlay) =>
    overlayPayload(volume, overlay, (budget * OVERLAY_SHARE) / options.overlays.length),
  );
  const taken = [...first, ...overlays].reduce((sum, { data }) => sum + data.length, 4096);
  const all = allExact(volume, budget - taken);
  const preview = all ? null : previewSlices(volume, [min, max], budget - taken);
  return {
    kind: "slices",
    title,
    alt,
    shape,
    affine,
    spacing,
    units: volume.units,
    range: [min, max],
    tagWindow: volume.window && payloadWindow(volume.window),
    window: payloadWindow(window),
    slice,
    exact: all ?? first,
    preview,
    overlays,
    note: describeReduction(volume, preview, overlays, {
      slice: first[0]?.slice,
      outputBudget: options.outputBudget,
    }),
  };
}

/** The window alone, whatever else comes with it; the usual shape goes without saying. */
function payloadWindow({ centre, width, shape = "linear" }: DisplayWindow): DisplayWindow {
  return { centre, width, ...(shape !== "linear" && { shape }) };
}

function exactSlice(volume: Volume, slice: number): ExactSlice {
  const [, rows, columns] = volume.geometry.shape;
  const values = contiguous(volume.voxels.lo(slice, 0, 0).hi(1, rows, columns));
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  const dtype = values instanceof Int16Array ? "int16" : "float32";
  return { slice, dtype, data: deflateSync(bytes).toString("base64") };
}

/** Every slice exactly; null when that is more than the budget. */
function allExact(volume: Volume, budget: number): ExactSlice[] | null {
  const [slices] = volume.geometry.shape;
  const step = Math.max(1, Math.floor(slices / SAMPLES));
  const sample: number[] = [];
  for (let slice = 0; slice < slices; slice += step) sample.push(exactSlice(volume, slice).data.length);
  const estimate = (sample.reduce((sum, bytes) => sum + bytes, 0) / sample.length) * slices;
  if (estimate > budget) return null;
  const exact = Array.from({ length: slices }, (_, slice) => exactSlice(volume, slice));
  return exact.reduce((sum, { data }) => sum + data.length, 0) <= budget ? exact : null;
}

function overlayPayload(volume: Volume, overlay: ViewerOverlay, budget: number): OverlayPayload {
  const { mask, name, color, alpha } = overlay;
  requireSameShape(`the overlay "${name}"`, volume.geometry.shape, mask.geometry.shape);
  if (!(alpha >= 0 && alpha <= 1)) throw new InvalidArgumentError("alpha", "a number from 0 to 1", alpha);
  for (let block = 1; ; block++) {
    const { rows, columns, bytes } = packOverlay(mask, block);
    const deflated = deflateSync(bytes);
    if (base64Length(deflated.length) <= budget || (rows <= 64 && columns <= 64)) {
      return { name, color, alpha, rows, columns, data: toBase64(deflated) };
    }
  }
}

/** Bits of every block-th voxel; a row begins a new byte. */
function packOverlay(mask: Mask, block: number): { rows: number; columns: number; bytes: Uint8Array } {
  const [slices, sourceRows, sourceColumns] = mask.geometry.shape;
  const rows = Math.ceil(sourceRows / block);
  const columns = Math.ceil(sourceColumns / block);
  const bytesPerRow = (columns + 7) >>> 3;
  const bytes = new Uint8Array(slices * rows * bytesPerRow);
  if (block === 1) {
    // Little endian words are the bytes of a row already, but for the padding at its end.
    const words = new Uint8Array(mask.bits.buffer, mask.bits.byteOffset, mask.bits.byteLength);
    const stride = mask.wordsPerRow * 4;
    for (let row = 0; row < slices * rows; row++) {
      bytes.set(words.subarray(row * stride, row * stride + bytesPerRow), row * bytesPerRow);
    }
    return { rows, columns, bytes };
  }
  const middle = block >> 1;
  for (let slice = 0, at = 0; slice < slices; slice++) {
    for (let row = 0; row < rows; row++, at += bytesPerRow) {
      const sourceRow = slice * sourceRows + Math.min(sourceRows - 1, row * block + middle);
      const words = mask.bits.subarray(sourceRow * mask.wordsPerRow, (sourceRow + 1) * mask.wordsPerRow);
      for (let column = 0; column < columns; column++) {
        const source = Math.min(sourceColumns - 1, column * block + middle);
        if ((words[source >>> 5] >>> (source & 31)) & 1) bytes[at + (column >>> 3)] |= 1 << (column & 7);
      }
    }
  }
  return { rows, columns, bytes };
}

function describeReduction(
  volume: Volume,
  preview: SlicesPreview | null,
  overlays: readonly OverlayPayload[],
  { slice, outputBudget }: { slice: number | undefined; outputBudget: number },
): string {
  const [, rows, columns] = volume.geometry.shape;
  const coarse = overlays.find((overlay) => overlay.rows < rows);
  const parts: string[] = [];
  if (preview) {
    const { low, high } = preview;
    const which = slice === undefined ? "all slices" : `slice ${slice + 1} is exact; the others`;
    parts.push(
      `${which} are 8-bit previews of ${preview.rows} x ${preview.columns} over ${low} to ${high} ${volume.units}`,
    );
  }
  if (coarse) parts.push(`overlays are shown at ${coarse.rows} x ${coarse.columns}`);
  if (parts.length === 0) return "";
  const sentence = parts.join("; ");
  return `${sentence[0].toUpperCase()}${sentence.slice(1)}, to keep this output of ${rows} x ${columns} slices under ${megabytes(outputBudget)}.`;
}
