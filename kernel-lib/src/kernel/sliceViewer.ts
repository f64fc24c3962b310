import { VIEWER_MIME } from "../contract";
import { drawFigure } from "../display/figure/drawFigure";
import { createSlicePanel } from "../display/figure/slicePanel";
import { DEFAULT_BUDGET, requireBudget } from "../display/payload/budget";
import { resolveVolume, SHOW_VOLUME_KINDS, type ShowVolumeOptions } from "../display/payload/shownVolume";
import { createSlicesPayload } from "../display/payload/slicesPayload";
import { type OptionKinds, requireOptions } from "../options";
import type { VolumeLike } from "../volume/volume";
import { type Shown, show } from "./show";

export interface SliceViewerOptions extends ShowVolumeOptions {
  /** @default none */
  title?: string;
  /** Bytes of the output in the notebook; more than that is reduced, and the viewer says so. @default 4000000 */
  budget?: number;
}

const KINDS: OptionKinds<SliceViewerOptions> = { ...SHOW_VOLUME_KINDS, title: "text", budget: "number" };

/**
 * Shows a volume with a slider through its slices, windows, keys and coloured masks. It works without a kernel: the
 * slices are in the notebook, exactly where they fit, else as 8-bit previews beside the exact first one.
 *
 * Options: `slice` (the middle one), `window` (the first of the tags, else lung), `overlays` (none; each a mask or {
 * mask, name, color, alpha }), `title` (none), `budget` (4000000 bytes).
 *
 * @throws InvalidArgumentError for a slice, window or alpha that does not exist, or a budget under 300 kB.
 * @throws ShapeMismatchError for a mask of another shape.
 * @example
 *     sliceViewer(volume, { window: "lung", overlays: [{ mask: lungs, name: "lungs" }] });
 */
export function sliceViewer(volume: VolumeLike, options: SliceViewerOptions = {}): Shown {
  requireOptions(options, KINDS);
  const { title = "", budget = DEFAULT_BUDGET } = options;
  requireBudget(budget);
  const shown = resolveVolume(volume, options);
  const { slice, window, overlays } = shown;
  const { panel, alt } = createSlicePanel(shown.volume, {
    slice,
    window,
    title: title || `Slice ${slice + 1} of ${shown.volume.geometry.shape[0]}`,
    overlays: overlays.map(({ mask, color, alpha }) => ({ image: mask, color, alpha })),
  });
  const picture = drawFigure({ panels: [panel] });
  return show({
    picture,
    alt,
    rich: (pictureBytes) => ({
      mime: VIEWER_MIME,
      payload: createSlicesPayload(shown, {
        title,
        alt,
        budget: budget - pictureBytes,
        outputBudget: budget,
      }),
    }),
  });
}
