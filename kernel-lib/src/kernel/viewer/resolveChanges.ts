import {
  COLOR_MAP_NAMES,
  isHidden,
  MOST_LABEL,
  type OverlayState,
  type OverlayStyle,
  type SecondState,
  type ViewerState,
} from "../../contract";
import { chooseWindow, type WindowChoice } from "../../display/colour/windows";
import type { ShownSecond } from "../../display/payload/secondVolume";
import { InvalidArgumentError } from "../../errors";
import { type OptionKinds, requireChoice, requireOptions } from "../../options";
import { resolveVoxel } from "./resolveVoxel";
import type { ViewerModel } from "./viewerModel";
import { resolveSettings, VIEWER_SETTING_KINDS, type ViewerSettings } from "./viewerSettings";

/** What `viewer.set` takes: settings, the slice, the window, how overlays are seen. */
export interface ViewerChanges extends ViewerSettings {
  /** Slice under the crosshair, from 0. @default as it is */
  slice?: number;
  /** By name, as { centre, width, shape } or { percentiles: [1, 99] }. @default as it is */
  window?: WindowChoice;
  /** One for each overlay: masks, then label maps, then the second volume; each { shown, alpha, style, hidden }. @default as they are */
  overlays?: readonly Partial<OverlayState>[];
  /** Window and colour map of the second volume. @default as they are */
  second?: Partial<SecondState> | null;
}

const KINDS: OptionKinds<ViewerChanges> = {
  ...VIEWER_SETTING_KINDS,
  slice: "number",
  window: ["text", "record"],
  overlays: "list",
  second: ["record", "null"],
};

const OVERLAY_KINDS: OptionKinds<OverlayState> = {
  shown: "boolean",
  alpha: "number",
  style: "text",
  hidden: "list",
};

const SECOND_KINDS: OptionKinds<SecondState> = { window: "record", colorMap: "text" };
const STYLES: readonly OverlayStyle[] = ["fill", "outline"];

/**
 * The fields of the state that these changes of a cell say, checked as the viewer's options are.
 *
 * @throws InvalidArgumentError for what the volume, or the viewer, does not have.
 */
export function resolveChanges({ shown, state }: ViewerModel, changes: ViewerChanges): Partial<ViewerState> {
  requireOptions(changes, KINDS, "changes");
  const { slice, window, overlays, second, voxel, ...settings } = changes;
  const now = state();
  return {
    ...resolveSettings(shown, settings),
    ...resolveVoxel({ slice, voxel }, shown.volume.geometry.shape, now.voxel),
    ...(window !== undefined && { window: chooseWindow(shown.volume, window, () => shown.range) }),
    ...(overlays && { overlays: resolveOverlayStates(overlays, now.overlays) }),
    ...(second && { second: resolveSecondState(second, now.second, shown.second) }),
  };
}

function resolveOverlayStates(
  given: readonly Partial<OverlayState>[],
  now: readonly OverlayState[],
): readonly OverlayState[] {
  if (given.length > now.length) {
    throw new InvalidArgumentError("overlays", `a list of at most ${now.length}`, `${given.length}`);
  }
  return now.map((overlay, i) => {
    if (given[i] === undefined) return overlay;
    requireOptions(given[i], OVERLAY_KINDS, `overlays[${i}]`);
    const { shown = overlay.shown, alpha = overlay.alpha, style = overlay.style } = given[i];
    const hidden = Array.from(given[i].hidden ?? overlay.hidden);
    if (!(alpha >= 0 && alpha <= 1)) throw new InvalidArgumentError("alpha", "a number from 0 to 1", alpha);
    requireChoice("style", style, STYLES);
    if (!isHidden(hidden)) {
      throw new InvalidArgumentError("hidden", `a list of labels from 0 to ${MOST_LABEL}`, hidden);
    }
    return { shown, alpha, style, hidden };
  });
}

function resolveSecondState(
  given: Partial<SecondState>,
  now: SecondState | null,
  second: ShownSecond | null,
): SecondState {
  if (now === null || second === null) {
    throw new InvalidArgumentError("second", "left out: the viewer shows no second volume", "an object");
  }
  requireOptions(given, SECOND_KINDS, "second");
  const { window = now.window, colorMap = now.colorMap } = given;
  requireChoice("second.colorMap", colorMap, COLOR_MAP_NAMES);
  return { window: chooseWindow(second.volume, window), colorMap };
}
