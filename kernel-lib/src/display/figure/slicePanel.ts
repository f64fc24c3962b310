import { type DisplayWindow, findWindowEnds } from "../../contract";
import { describeGrid } from "../../describe";
import type { OptionKinds } from "../../options";
import { not, or } from "../../segmentation/setAlgebra";
import type { Shape } from "../../volume/geometry";
import { countVoxels, isMask, type Mask, type MaskLike, toMask } from "../../volume/mask";
import { addSliceAxis } from "../../volume/sliceAxis";
import { sliceOf } from "../../volume/slicesOf";
import { createVolume, requireSameShape, type Volume } from "../../volume/volume";
import { requireRange } from "../colour/colorMaps";
import { createWindowScale } from "../colour/colorScale";
import { chooseWindow, type WindowChoice } from "../colour/windows";
import type { Rgb } from "../raster/picture";
import type { FigurePanel } from "./drawFigure";
import { type DrawSliceOptions, drawSlice } from "./drawSlice";
import { type FigureOverlay, takeOverlays } from "./figureOverlays";
import { nameSubject, readSlice, type SliceLike, toVolumeOrMask } from "./sliceImage";

const BLACK: Rgb = [0, 0, 0];

export interface SlicePanelOptions extends Omit<DrawSliceOptions, "window" | "overlays"> {
  /** Which slice, from 0. @default the middle one */
  slice?: number;
  /** Instead of `range`: a window by name or as { centre, width, shape }. @default none */
  window?: WindowChoice;
  /**
   * A mask or label map in colour over the slice, or a list of them, the first at the bottom; as in `sliceViewer`, and
   * images by a colour map as { image, colorMap, alpha, range, cover }. @default none
   */
  overlays?: FigureOverlay | readonly FigureOverlay[];
  /** A mask outside of which the picture is black, whatever the values are there; they do not count for the range. @default none */
  outside?: MaskLike;
  /** @default none */
  title?: string;
  /** A bar that says which value each colour stands for. @default false */
  colorBar?: boolean;
  /** Millimetres from the first voxel along the edges; row and column numbers where nobody stated the spacing. @default true */
  axes?: boolean;
  /** Row and column numbers along the edges, as the tutorial's. @default false */
  tutorial?: boolean;
}

export const SLICE_PANEL_KINDS: OptionKinds<SlicePanelOptions> = {
  slice: "number",
  window: ["text", "record"],
  range: "list",
  colorMap: "text",
  overlays: ["list", "record"],
  outside: "record",
  title: "text",
  colorBar: "boolean",
  axes: "boolean",
  tutorial: "boolean",
};

/** A slice as it goes into a figure, and what it shows in words. */
export interface SlicePanel {
  readonly panel: FigurePanel;
  readonly alt: string;
}

/**
 * One slice of a volume or mask with what stands around it; of overlays with several slices the same one is taken.
 * A mask without a voxel becomes a sentence, so that an empty picture is not taken for a mistake.
 *
 * @throws InvalidArgumentError for a slice that is not there.
 */
export function createSlicePanel(image: SliceLike, options: SlicePanelOptions = {}): SlicePanel {
  const { title, colorBar = false, axes = true, colorMap = "gray", tutorial = false, window } = options;
  const source = toVolumeOrMask(image);
  const { shape, spacing, known } = source.geometry;
  const slice = options.slice ?? shape[0] >> 1;
  const outside = options.outside && takeOutside(options.outside, slice, shape);
  const shown = takeSlice(source, slice, outside);
  const chosen = window === undefined || isMask(source) ? null : chooseWindow(source, window);
  // Looked for once, for the slice and its bar.
  const range = chosen ? finiteEnds(chosen) : (options.range ?? readSlice(shown).range);
  const { overlays, legend } = takeOverlays(options.overlays ?? [], slice, shape);
  const empty = isMask(source) && countVoxels(source) === 0;
  const place = `${nameSubject(source)}, slice ${slice + 1} of ${describeGrid(shape, spacing, known)}`;
  const named = legend.length > 0 ? `, with ${inWords(legend.map(({ name }) => name))} in colour` : "";
  return {
    panel: {
      image: drawSlice(shown, {
        colorMap,
        ...(chosen ? { window: chosen } : { range }),
        overlays: [...(outside ? [{ image: outside, color: BLACK, alpha: 1 }] : []), ...overlays],
      }),
      pixelAspect: spacing[1] / spacing[2],
      axes,
      ...(known !== "nothing" && !tutorial && { pixelSize: [spacing[1], spacing[2]] as const }),
      ...(legend.length > 0 && { legend }),
      ...(title !== undefined && { title }),
      ...(empty && { message: "No voxel in this mask" }),
      ...(colorBar && {
        colorBar: {
          colorMap,
          range,
          ...(!isMask(source) && { label: source.units }),
          ...(chosen?.shape === "sigmoid" && { indexOf: createWindowScale(chosen).indexOf }),
        },
      }),
    },
    alt: `${title ? `${title}. ` : ""}${empty ? "Empty mask" : place}${named}`,
  };
}

function finiteEnds(window: DisplayWindow): readonly [number, number] {
  const ends = findWindowEnds(window);
  requireRange(ends);
  return ends;
}

/** The slice; what is outside counts as padding, for no range. */
function takeSlice(source: Volume | Mask, slice: number, outside?: Mask): Volume | Mask {
  if (isMask(source)) return sliceOf(source, slice);
  const shown = sliceOf(source, slice);
  if (outside === undefined) return shown;
  return createVolume(shown.voxels, { ...shown, padding: or(shown.padding, outside) });
}

/** What of the slice is not in the mask, which has the same slices or one. */
function takeOutside(given: MaskLike, slice: number, shape: Shape): Mask {
  const mask = isMask(given) ? given : toMask(addSliceAxis(given));
  const [slices] = mask.shape;
  requireSameShape("outside", slices === 1 ? [1, shape[1], shape[2]] : shape, mask.shape);
  return not(sliceOf(mask, slices === 1 ? 0 : slice));
}

/** "lungs, airway and vessels". */
function inWords(names: readonly string[]): string {
  const last = names[names.length - 1];
  return names.length < 2 ? last : `${names.slice(0, -1).join(", ")} and ${last}`;
}
