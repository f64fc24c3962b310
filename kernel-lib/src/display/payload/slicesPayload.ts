import { deflateSync } from "node:zlib";
import type { DisplayWindow, ExactSlice, OverlayPayload, SlicesPayload, SlicesPreview } from "../../contract";
import { contiguous } from "../../volume/contiguous";
import type { Volume } from "../../volume/volume";
import { formatMegabytes } from "./budget";
import { encodeOverlay } from "./encodeOverlay";
import { previewSlices } from "./previewSlices";
import type { ShownVolume } from "./shownVolume";

export interface SlicesPayloadOptions {
  readonly title: string;
  readonly alt: string;
  /** Bytes for the payload. */
  readonly budget: number;
  /** Bytes of the whole output, which `note` names. */
  readonly outputBudget: number;
}

/** Share of the budget that the slice to start with may take to be exact. */
const EXACT_SHARE = 0.5;
/** Share of the budget that overlays may take before they are made coarser. */
const OVERLAY_SHARE = 0.3;
/** Slices deflated to estimate what all of them would take. */
const SAMPLES = 4;

/**
 * The viewer's payload for a volume: every slice exactly where the budget holds them, else the first slice
 * exactly and all slices as 8-bit previews, which `note` then says.
 */
export function createSlicesPayload(shown: ShownVolume, options: SlicesPayloadOptions): SlicesPayload {
  const { title, alt, budget } = options;
  const { volume, slice, window, ownShape } = shown;
  const { shape, affine, spacing, known } = volume.geometry;
  const { min, max } = shown.range ?? { min: 0, max: 0 };
  const start = encodeSlice(volume, slice);
  const first = start.data.length <= budget * EXACT_SHARE ? [start] : [];
  const overlays = shown.overlays.map((overlay) =>
    encodeOverlay(volume, overlay, (budget * OVERLAY_SHARE) / shown.overlays.length),
  );
  const taken = [...first, ...overlays].reduce((sum, { data }) => sum + data.length, 4096);
  const all = encodeAll(volume, budget - taken);
  const preview = all ? null : previewSlices(volume, { range: [min, max], ownShape }, budget - taken);
  return {
    kind: "slices",
    title,
    alt,
    shape,
    affine,
    spacing,
    ...(known !== "place" && { placed: false }),
    units: volume.units,
    range: [min, max],
    tagWindow: volume.window && copyWindow(volume.window),
    window: copyWindow(window),
    ...(ownShape !== "linear" && { ownShape }),
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
function copyWindow({ centre, width, shape = "linear" }: DisplayWindow): DisplayWindow {
  return { centre, width, ...(shape !== "linear" && { shape }) };
}

function encodeSlice(volume: Volume, slice: number): ExactSlice {
  const [, rows, columns] = volume.geometry.shape;
  const values = contiguous(volume.voxels.lo(slice, 0, 0).hi(1, rows, columns));
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  const dtype = values instanceof Int16Array ? "int16" : "float32";
  return { slice, dtype, data: deflateSync(bytes).toString("base64") };
}

/** Every slice exactly; null when that is more than the budget. */
function encodeAll(volume: Volume, budget: number): ExactSlice[] | null {
  const [slices] = volume.geometry.shape;
  const step = Math.max(1, Math.floor(slices / SAMPLES));
  const sample: number[] = [];
  for (let slice = 0; slice < slices; slice += step) sample.push(encodeSlice(volume, slice).data.length);
  const estimate = (sample.reduce((sum, bytes) => sum + bytes, 0) / sample.length) * slices;
  if (estimate > budget) return null;
  const exact = Array.from({ length: slices }, (_, slice) => encodeSlice(volume, slice));
  return exact.reduce((sum, { data }) => sum + data.length, 0) <= budget ? exact : null;
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
    const [low, high] = [preview.low, preview.high].map((value) => Number(value.toPrecision(6)));
    const which = slice === undefined ? "all slices" : `slice ${slice + 1} is exact; the others`;
    parts.push(
      `${which} are 8-bit previews of ${preview.rows} x ${preview.columns} over ${low} to ${high} ${volume.units}`,
    );
  }
  if (coarse) parts.push(`overlays are shown at ${coarse.rows} x ${coarse.columns}`);
  if (parts.length === 0) return "";
  const sentence = parts.join("; ");
  return `${sentence[0].toUpperCase()}${sentence.slice(1)}, to keep this output of ${rows} x ${columns} slices under ${formatMegabytes(outputBudget)}.`;
}
