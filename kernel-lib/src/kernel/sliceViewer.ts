import { VIEWER_MIME } from "../contract";
import { nameSubject, toVolumeOrMask } from "../display/figure/sliceImage";
import { DEFAULT_BUDGET, requireBudget } from "../display/payload/budget";
import { resolveVolume, SHOW_VOLUME_KINDS, type ShowVolumeOptions } from "../display/payload/shownVolume";
import { createSlicesPayload } from "../display/payload/slicesPayload";
import { type OptionKinds, requireOptions } from "../options";
import { isMask, type MaskLike } from "../volume/mask";
import type { VolumeLike } from "../volume/volume";
import { volumeOfMask } from "../volume/volumeOfMask";
import { createSliceViewer } from "./createSliceViewer";
import { offerLiveOutput } from "./live/offerLiveOutput";
import { LONG_VOXELS, sayLong } from "./sayLong";
import { showWork } from "./show";
import type { SliceViewer } from "./sliceViewerHandle";
import { drawViewer } from "./viewer/drawViewer";
import { measureInVolume } from "./viewer/measureMarks";
import { resolveVoxel } from "./viewer/resolveVoxel";
import { createViewerModel } from "./viewer/viewerModel";
import { resolveSettings, VIEWER_SETTING_KINDS, type ViewerSettings } from "./viewer/viewerSettings";

export interface SliceViewerOptions extends ShowVolumeOptions, ViewerSettings {
  /** @default none */
  title?: string;
  /** Bytes of the output in the notebook; more than that is reduced, and the viewer says so. @default 4000000 */
  budget?: number;
}

const KINDS: OptionKinds<SliceViewerOptions> = {
  ...SHOW_VOLUME_KINDS,
  ...VIEWER_SETTING_KINDS,
  title: "text",
  budget: "number",
};

/**
 * Shows a volume in three planes with windows, keys, coloured masks and measuring, and gives a handle that reads and sets
 * what its reader does: `viewer.slice = 130`, `await viewer.state()`, `viewer.onChange(listener)`. While the kernel runs
 * every plane is exact; without one the viewer works from the slices in the notebook, exact where they fit, else 8-bit
 * previews.
 *
 * Options: `slice` (the middle one), `window` (the first of the tags, else lung), `overlays` (none; one or a list, each a
 * mask, a label map, { mask, name, color, alpha, outline } or { labels, name, alpha, outline, colors }), `second` (none; { volume, name,
 * window, colorMap, alpha }), `plane` (the slices; "axial", "coronal", "sagittal" or "three", of a volume without a place
 * "slices", "rows", "columns" or "three"), `voxel` (the middle one), `colorMap` ("gray"), `smooth` (true), `convention`
 * ("radiological"), `slab` (null; { mode: "max" | "min" | "mean", thickness }), `marks` (none), `link` (none; viewers with
 * the same word move together), `title` (none), `budget` (4000000 bytes).
 *
 * @param volume - a volume, a bare array, or a mask, which is shown as 1 inside and 0 outside.
 * @throws InvalidArgumentError for a slice, voxel, plane, window, colour map, convention, slab, mark or alpha that does
 * not exist, a link of more than 100 letters, or a budget under 300 kB.
 * @throws ShapeMismatchError for a mask, label map or second volume of another shape.
 * @example
 *     const viewer = sliceViewer(volume, { plane: "three", overlays: [{ mask: lungs, name: "lungs" }] });
 */
export function sliceViewer(volume: VolumeLike | MaskLike, options: SliceViewerOptions = {}): SliceViewer {
  requireOptions(options, KINDS);
  const { title = "", budget = DEFAULT_BUDGET, slice, voxel } = options;
  requireBudget(budget);
  const given = toVolumeOrMask(volume);
  const source = isMask(given) ? volumeOfMask(given) : given;
  const { shape } = source.geometry;
  const middle = [shape[0] >> 1, shape[1] >> 1, shape[2] >> 1] as const;
  const place = resolveVoxel({ slice, voxel }, shape, middle) ?? { voxel: middle };
  const shown = resolveVolume(source, { ...options, slice: place.voxel[0] });
  const model = createViewerModel(shown, { ...resolveSettings(shown, options), ...place });
  const state = model.state();
  const output = showWork("Preparing the slices", (work) => {
    sayLong(work, "the first", shape[0] * shape[1] * shape[2], LONG_VOXELS);
    const { picture, alt } = drawViewer(shown, state, { title, what: nameSubject(given) });
    return work.show({
      picture,
      alt,
      rich: (pictureBytes) => {
        const payload = createSlicesPayload(shown, {
          title,
          alt,
          budget: budget - pictureBytes,
          outputBudget: budget,
          state,
          results: state.marks.map((mark) => measureInVolume(shown.volume, mark).result),
          onProgress: work.update,
        });
        // Offered once there is an output to open it from: a payload that cannot be made leaves none behind.
        const { id } = offerLiveOutput(model.source);
        return { [VIEWER_MIME]: { ...payload, ...(id !== null && { live: { id } }) } };
      },
    });
  });
  return createSliceViewer(model, output);
}
