import { Clipboard } from "@jupyterlab/apputils";
import type { KeyAction } from "../viewer/state/keyTable";
import type { OpenViewer } from "./openViewers";

/** Something that a reader asks of a viewer by name, from the palette or a menu. */
export interface ViewerCommand {
  /** After the extension's name and a colon. */
  readonly name: string;
  readonly label: string;
  /** Whether it is in the menu of the right button. */
  readonly inMenu: boolean;
  /** Whether it is of use for pictures without a volume too. */
  readonly forFrames: boolean;
  readonly run: (viewer: OpenViewer) => void | Promise<void>;
}

/** The commands of viewers, in the order of the menu. */
export const VIEWER_COMMANDS: readonly ViewerCommand[] = [
  act("next-plane", "Next plane", "next", false),
  act("previous-plane", "Previous plane", "previous", false),
  {
    name: "three-planes",
    label: "Show three planes",
    inMenu: true,
    forFrames: false,
    run: ({ handle }) => handle?.change({ layout: "three" }),
  },
  act("next-layout", "Show other planes", "layout", false),
  act("reset-window", "Reset window", "resetWindow", true),
  act("automatic-window", "Automatic window", "autoWindow", true),
  act("switch-convention", "Switch left and right", "convention", true),
  act("switch-interpolation", "Switch interpolation", "smooth", false),
  act("switch-slab", "Next slab mode", "slab", false),
  act("switch-crosshair", "Show or hide the crosshair", "crosshair", false),
  act("switch-overlays", "Show or hide overlays", "overlays", true),
  act("fit", "Fit the picture", "fit", true),
  act("one-to-one", "Show one to one", "oneToOne", false),
  act("full-screen", "Full screen", "fullScreen", true),
  act("play", "Play or stop", "play", false),
  {
    name: "copy-voxel",
    label: "Copy voxel position",
    inMenu: true,
    forFrames: false,
    run: ({ handle }) => {
      if (handle?.state) Clipboard.copyToSystem(`[${handle.state.voxel.join(", ")}]`);
    },
  },
  act("save-picture", "Save view as PNG", "save", true),
  {
    name: "keep-view",
    label: "Keep this view in the notebook",
    inMenu: true,
    forFrames: true,
    run: (viewer) => viewer.keep(),
  },
];

/** A command that does what a key does. */
function act(name: string, label: string, action: KeyAction, inMenu: boolean): ViewerCommand {
  return { name, label, inMenu, forFrames: false, run: ({ handle }) => handle?.act(action) };
}
