import { fitWindow, type SlicesPayload } from "tslab-dicom/contract";
import type { Translate } from "../dom/translate";
import { findPercentiles } from "../slice/percentiles";
import { listPresets } from "../slice/presets";
import { readPreviewLevel } from "../slice/valueText";
import { formatNumber, nameShape } from "../slice/window";
import type { ActionTarget } from "./keyActions";
import type { PlanePane } from "./panes/planePane";
import { download, drawPanes, nameFile } from "./savePng";
import type { SeenState, SeenStore } from "./state/seenState";

/** What automatic windows span, as shares of the picture's values. */
const AUTO_SHARES = [0.01, 0.99] as const;

export interface ActionOptions {
  readonly payload: SlicesPayload;
  readonly store: SeenStore;
  /** What a reset goes back to. */
  readonly firstWindow: SeenState["window"];
  readonly translate: Translate;
  readonly activePane: () => PlanePane;
  readonly visiblePanes: () => readonly PlanePane[];
  /** Resolves when the picture is of the state; rejects when it will not be. */
  readonly settle: () => Promise<void>;
  /** What is under the crosshair, in a sentence. */
  readonly describeCrosshair: () => string;
  /** Say something to those who listen to the page. */
  readonly announce: (sentence: string) => void;
  /** Rejects where the page does not allow it. */
  readonly toggleFullScreen: () => Promise<void>;
  readonly onLeave: () => void;
}

/** What keys, buttons and the pointer do to a viewer beyond a change of its state. */
export function createActions(options: ActionOptions): ActionTarget {
  const { payload, store, firstWindow, translate, activePane, visiblePanes, announce } = options;
  const chooseWindow = (window: SeenState["window"]) => {
    store.change({ window }, "reader");
    announce(describeWindow(window, translate));
  };
  return {
    store,
    shape: payload.shape,
    presets: listPresets(payload),
    activePane,
    chooseWindow,
    autoWindow: () => {
      const range = findAutoRange(activePane(), payload);
      if (range) chooseWindow(fitWindow(range, payload.ownShape));
    },
    resetWindow: () => chooseWindow(firstWindow),
    readCrosshair: () => announce(options.describeCrosshair()),
    fullScreen: () => {
      const say = () => announce(translate("This page allows no full screen."));
      options.toggleFullScreen().catch(say);
    },
    save: () => {
      const draw = async () => {
        await options.settle();
        const panes = visiblePanes();
        const name = nameFile(panes);
        download((await drawPanes(panes)).picture, name);
      };
      draw().catch(() => announce(translate("The picture could not be saved.")));
    },
    leave: options.onLeave,
  };
}

/** A window in a sentence for who listens. */
export function describeWindow(window: SeenState["window"], translate: Translate): string {
  const [centre, width] = [formatNumber(window.centre, window), formatNumber(window.width, window)];
  return `${translate("Window centre %1, width %2", centre, width)}${nameShape(window, translate)}`;
}

function findAutoRange(
  { pictures }: PlanePane,
  { preview }: SlicesPayload,
): readonly [number, number] | null {
  if (!pictures) return null;
  const { values, padding, quality } = pictures.first;
  const shares = findPercentiles(values, padding, AUTO_SHARES);
  if (!shares) return null;
  const [low, high] =
    quality === "preview" && preview ? shares.map((level) => readPreviewLevel(level, preview)) : shares;
  return [low, high];
}
