import {
  type BitsPayload,
  type DisplayWindow,
  findInitialState,
  type LiveOutput,
  type MarkResult,
  type SecondPayload,
  type SlicesPayload,
  type ViewerState,
} from "../../contract";
import { countVoxels } from "../../volume/mask";
import type { Volume } from "../../volume/volume";
import { describeReduction } from "./describeReduction";
import { encodeBits, encodeOverlay } from "./encodeBits";
import { encodeAll, encodeAround, encodeSlice } from "./encodeExact";
import { encodeLabels } from "./encodeLabels";
import { previewSlices } from "./previewSlices";
import type { ShownSecond } from "./secondVolume";
import type { ShownVolume } from "./shownVolume";

export interface SlicesPayloadOptions {
  readonly title: string;
  readonly alt: string;
  /** Bytes for the payload. */
  readonly budget: number;
  /** Bytes of the whole output, which `note` names. */
  readonly outputBudget: number;
  /** What the viewer begins with. @default as usual */
  readonly state?: ViewerState;
  /** What the marks of `state` came to. @default none */
  readonly results?: readonly MarkResult[];
  /** @default none */
  readonly live?: LiveOutput;
  /** Hears of each slice that is encoded, of so many. @default nobody */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/** Share of the budget that the slice to start with may take to be exact. */
const EXACT_SHARE = 0.5;
/** Share of the budget that overlays may take before they are made coarser; the second volume; and either's padding. */
const OVERLAY_SHARE = 0.3;
const SECOND_SHARE = 0.3;
const PADDING_SHARE = 0.02;
/**
 * JPEG quality of previews where what is left goes into exact slices: there the encoder's error in lung is as large as
 * what averaging 2 x 2 pixels has cost already, and half a megabyte more takes 4 HU off 52.
 */
const PREVIEW_QUALITY = 75;
/** And where nothing else would take what is left. */
const BEST_QUALITY = 95;

/**
 * The viewer's payload for a volume: every slice exactly where the budget holds them, else all slices as 8-bit previews
 * with as many exact ones around the first as there is room for, which `note` then says.
 */
export function createSlicesPayload(shown: ShownVolume, options: SlicesPayloadOptions): SlicesPayload {
  const { title, alt, outputBudget, state, results, live } = options;
  const { volume, slice, window, ownShape } = shown;
  const { shape, affine, spacing, known } = volume.geometry;
  const { min, max } = shown.range ?? { min: 0, max: 0 };
  const payload = {
    kind: "slices",
    title,
    alt,
    shape,
    affine,
    spacing,
    ...(known !== "place" && { placed: false }),
    ...(known === "spacing" && { measured: true }),
    units: volume.units,
    range: [min, max],
    tagWindow: volume.window && copyWindow(volume.window),
    window: copyWindow(window),
    ...(ownShape !== "linear" && { ownShape }),
    slice,
    ...encodeData(shown, options.budget, options.onProgress),
  } as const;
  const unusual = state && pickUnusual(state, findInitialState(payload));
  return {
    ...payload,
    ...(unusual && Object.keys(unusual).length > 0 && { state: unusual }),
    ...(results && results.length > 0 && { results }),
    ...(live && { live }),
    note: describeReduction(payload, outputBudget),
  };
}

type EncodedData = Pick<SlicesPayload, "exact" | "preview" | "overlays" | "labelMaps" | "second" | "padding">;

function encodeData(
  shown: ShownVolume,
  budget: number,
  onProgress: SlicesPayloadOptions["onProgress"],
): EncodedData {
  const { volume, slice, ownShape } = shown;
  const { min, max } = shown.range ?? { min: 0, max: 0 };
  const start = encodeSlice(volume, slice);
  const first = start.data.length <= budget * EXACT_SHARE ? [start] : [];
  const each = (budget * OVERLAY_SHARE) / (shown.overlays.length + shown.labelMaps.length || 1);
  const overlays = shown.overlays.map((overlay) => encodeOverlay(overlay, each));
  const labelMaps = shown.labelMaps.map((labels) => encodeLabels(labels, each));
  const second = shown.second && encodeSecond(shown.second, budget, onProgress);
  const padding = encodePadding(volume, budget);
  const rest = {
    overlays,
    ...(labelMaps.length > 0 && { labelMaps }),
    ...(second && { second }),
    ...(padding && { padding }),
  };
  const left = budget - 4096 - measureTexts({ ...rest, first });
  const all = encodeAll(volume, left + start.data.length, onProgress);
  if (all) return { ...rest, exact: all, preview: null };
  const preview = previewSlices(
    volume,
    { range: [min, max], ownShape },
    { budget: left, bestQuality: PREVIEW_QUALITY, onProgress },
  );
  const around = first.length > 0 ? encodeAround(volume, slice, left - measureTexts(preview)) : [];
  const exact = [...first, ...around].sort((a, b) => a.slice - b.slice);
  return { ...rest, exact, preview };
}

/** A second volume within its share of the budget: exactly, or as previews. */
function encodeSecond(
  second: ShownSecond,
  budget: number,
  onProgress: SlicesPayloadOptions["onProgress"],
): SecondPayload {
  const { volume, name, range, window, colorMap, alpha } = second;
  const padding = encodePadding(volume, budget);
  const left = budget * SECOND_SHARE - measureTexts(padding);
  const exact = encodeAll(volume, left, onProgress);
  return {
    name,
    units: volume.units,
    range,
    window: copyWindow(window),
    colorMap,
    alpha,
    exact: exact ?? [],
    preview: exact
      ? null
      : previewSlices(volume, second, { budget: left, bestQuality: BEST_QUALITY, onProgress }),
    ...(padding && { padding }),
  };
}

/** Voxels outside the scan within their share of the budget; null where there are none. */
function encodePadding({ padding }: Volume, budget: number): BitsPayload | null {
  return countVoxels(padding) === 0 ? null : encodeBits(padding, budget * PADDING_SHARE);
}

/** Bytes of all texts in a value. */
function measureTexts(value: unknown): number {
  if (typeof value === "string") return value.length;
  if (typeof value !== "object" || value === null) return 0;
  return Object.values(value).reduce<number>((sum, part) => sum + measureTexts(part), 0);
}

/** The fields of a state that differ from the usual one. */
function pickUnusual(state: ViewerState, usual: ViewerState): Partial<ViewerState> {
  const differs = (name: string) =>
    JSON.stringify(state[name as keyof ViewerState]) !== JSON.stringify(usual[name as keyof ViewerState]);
  return Object.fromEntries(Object.entries(state).filter(([name]) => differs(name)));
}

/** The window alone, whatever else comes with it; the usual shape goes without saying. */
function copyWindow({ centre, width, shape = "linear" }: DisplayWindow): DisplayWindow {
  return { centre, width, ...(shape !== "linear" && { shape }) };
}
