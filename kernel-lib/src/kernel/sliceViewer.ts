import { VIEWER_MIME } from "../contract";
import { displayWindow, type WindowChoice } from "../display/colour/windows";
import { drawFigure } from "../display/figure/drawFigure";
import { slicePanel } from "../display/figure/slicePanel";
import { DEFAULT_BUDGET, requireBudget } from "../display/payload/budget";
import { slicesPayload, type ViewerOverlay } from "../display/payload/slicesPayload";
import type { Rgb } from "../display/raster/picture";
import { type MaskLike, toMask } from "../volume/mask";
import { toVolume, type VolumeLike } from "../volume/volume";
import { type Shown, show } from "./show";

/** A mask in colour over the slices. */
export interface ViewerMask {
  readonly mask: MaskLike;
  /** What the legend calls it. @default "mask 1", "mask 2", ... */
  readonly name?: string;
  /** [red, green, blue], 0 to 255. @default one that the others have not */
  readonly color?: Rgb;
  /** 0 transparent to 1 opaque. @default 0.35 */
  readonly alpha?: number;
}

export interface SliceViewerOptions {
  /** Slice to start with, from 0. @default the middle one */
  slice?: number;
  /** Window to start with, by name or as { centre, width, shape }. @default the first of the tags, else lung */
  window?: WindowChoice;
  /** Masks in colour over the slices, the first at the bottom. @default none */
  overlays?: readonly (MaskLike | ViewerMask)[];
  /** @default none */
  title?: string;
  /** Bytes of the output in the notebook; more than that is reduced, and the viewer says so. @default 4000000 */
  budget?: number;
}

/** Colours that stay apart for most people who see few: Okabe and Ito, Color Universal Design, 2008. */
const COLORS: readonly Rgb[] = [
  [86, 180, 233],
  [230, 159, 0],
  [0, 158, 115],
  [204, 121, 167],
  [240, 228, 66],
  [213, 94, 0],
];

/**
 * Shows a volume with a slider through its slices, windows, keys and coloured masks. It works without a kernel: the
 * slices are in the notebook, exactly where they fit, else as 8-bit previews beside the exact first one.
 *
 * @throws InvalidArgumentError for a slice, window or alpha that does not exist, or a budget under 300 kB.
 * @throws ShapeMismatchError for a mask of another shape.
 * @example
 *     sliceViewer(volume, { window: "lung", overlays: [{ mask: lungs, name: "lungs" }] });
 */
export function sliceViewer(volume: VolumeLike, options: SliceViewerOptions = {}): Shown {
  const { title = "", budget = DEFAULT_BUDGET } = options;
  requireBudget(budget);
  const source = toVolume(volume);
  const slice = options.slice ?? source.geometry.shape[0] >> 1;
  const window = displayWindow(source, options.window);
  const overlays = (options.overlays ?? []).map(viewerOverlay);
  const { panel, alt } = slicePanel(source, {
    slice,
    window,
    title: title || `Slice ${slice + 1} of ${source.geometry.shape[0]}`,
    overlays: overlays.map(({ mask, color, alpha }) => ({ image: mask, color, alpha })),
  });
  const picture = drawFigure({ panels: [panel] });
  return show({
    picture,
    alt,
    rich: (pictureBytes) => ({
      mime: VIEWER_MIME,
      payload: slicesPayload(source, {
        title,
        alt,
        slice,
        window,
        overlays,
        budget: budget - pictureBytes,
        outputBudget: budget,
      }),
    }),
  });
}

function viewerOverlay(given: MaskLike | ViewerMask, i: number): ViewerOverlay {
  const { mask, name, color, alpha }: ViewerMask = "mask" in given ? given : { mask: given };
  return {
    mask: toMask(mask),
    name: name ?? `mask ${i + 1}`,
    color: color ?? COLORS[i % COLORS.length],
    alpha: alpha ?? 0.35,
  };
}
