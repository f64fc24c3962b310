import { type DisplayWindow, findWindowEnds } from "../../contract";
import { describeGrid } from "../../describe";
import { type OptionKinds, requireOptions } from "../../options";
import { countVoxels, isMask, type Mask, type MaskLike, maskFromVoxels } from "../../volume/mask";
import { sliceOf } from "../../volume/slicesOf";
import { isVolume, toVolume, type Volume, type VolumeLike } from "../../volume/volume";
import { requireRange } from "../colour/colorMaps";
import { createWindowScale } from "../colour/colorScale";
import { chooseWindow, type WindowChoice } from "../colour/windows";
import type { FigurePanel } from "./drawFigure";
import { type DrawSliceOptions, drawSlice, type SliceOverlay } from "./drawSlice";
import { addSliceAxis, isBytes, readSlice, type SliceLike } from "./sliceImage";

export interface SlicePanelOptions extends Omit<DrawSliceOptions, "window"> {
  /** Which slice, from 0. @default the middle one */
  slice?: number;
  /** Instead of `range`: a window by name or as { centre, width, shape }. @default none */
  window?: WindowChoice;
  /** @default none */
  title?: string;
  /** A bar that says which value each colour stands for. @default false */
  colorBar?: boolean;
  /** Row and column numbers along the edges. @default true */
  axes?: boolean;
}

export const SLICE_PANEL_KINDS: OptionKinds<SlicePanelOptions> = {
  slice: "number",
  window: ["text", "record"],
  range: "list",
  colorMap: "text",
  overlays: "list",
  title: "text",
  colorBar: "boolean",
  axes: "boolean",
};

const OVERLAY_KINDS: OptionKinds<SliceOverlay> = {
  image: "record",
  colorMap: "text",
  color: "list",
  alpha: "number",
  range: "list",
  cover: "text",
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
  const { title, colorBar = false, axes = true, colorMap = "gray", window } = options;
  const source = toVolumeOrMask(image);
  const { shape, spacing, known } = source.geometry;
  const slice = options.slice ?? shape[0] >> 1;
  const shown = takeSlice(source, slice);
  const chosen = window === undefined || isMask(source) ? null : chooseWindow(source, window);
  // Looked for once, for the slice and its bar.
  const range = chosen ? finiteEnds(chosen) : (options.range ?? readSlice(shown).range);
  const overlays = options.overlays?.map((overlay, i) => {
    requireOptions(overlay, OVERLAY_KINDS, `overlays[${i}]`);
    return takeOverlaySlice(overlay, slice);
  });
  const empty = isMask(source) && countVoxels(source) === 0;
  const what = isMask(source) ? "Mask" : source.units === "HU" ? "CT" : "Image";
  const place = `${what}, slice ${slice + 1} of ${describeGrid(shape, spacing, known)}`;
  return {
    panel: {
      image: drawSlice(shown, {
        colorMap,
        ...(chosen ? { window: chosen } : { range }),
        ...(overlays && { overlays }),
      }),
      pixelAspect: spacing[1] / spacing[2],
      axes,
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
    alt: `${title ? `${title}. ` : ""}${empty ? "Empty mask" : place}`,
  };
}

/** The image as a volume or a mask, whatever it came as. */
function toVolumeOrMask(image: VolumeLike | MaskLike): Volume | Mask {
  if (isMask(image) || isVolume(image)) return image;
  const array = addSliceAxis(image);
  return isBytes(array) ? maskFromVoxels(array) : toVolume(array);
}

function finiteEnds(window: DisplayWindow): readonly [number, number] {
  const ends = findWindowEnds(window);
  requireRange(ends);
  return ends;
}

function takeSlice(source: Volume | Mask, slice: number): Volume | Mask {
  return isMask(source) ? sliceOf(source, slice) : sliceOf(source, slice);
}

function takeOverlaySlice(overlay: SliceOverlay, slice: number): SliceOverlay {
  const image = toVolumeOrMask(overlay.image);
  return image.geometry.shape[0] === 1 ? overlay : { ...overlay, image: takeSlice(image, slice) };
}
