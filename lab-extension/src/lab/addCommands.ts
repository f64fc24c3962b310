import type { JupyterFrontEnd } from "@jupyterlab/application";
import type { ICommandPalette } from "@jupyterlab/apputils";
import type { Translate } from "../dom/translate";
import { type OpenViewer, OpenViewers } from "./openViewers";
import { VIEWER_COMMANDS } from "./viewerCommands";

/** Menu items are one group, after Lab's own for outputs (up to 12) and before those for the notebook (from 20). */
const RANK = 13;
/** Of the element that the menu of the right button belongs to. */
const SELECTOR = ".tsd-viewer";

/**
 * Gives the viewers' commands to the application, its palette and the menu of the right button. A command of the menu
 * is for the viewer that was clicked on, one of the palette for the viewer that had the focus last.
 *
 * @returns the viewers that the commands know.
 */
export function addCommands(
  app: JupyterFrontEnd,
  palette: ICommandPalette | null,
  translate: Translate,
): OpenViewers {
  const { commands, contextMenu } = app;
  const ids = VIEWER_COMMANDS.map(({ name }) => `jupyterlab-tslab-dicom:${name}`);
  const viewers: OpenViewers = new OpenViewers(() => {
    for (const id of ids) commands.notifyCommandChanged(id);
  });
  const find = (args: { readonly [key: string]: unknown }): OpenViewer | null => {
    if (args.clicked !== true) return viewers.findLast();
    const node = app.contextMenuHitTest((element) => element.matches(SELECTOR));
    return node ? viewers.findAround(node) : null;
  };
  const category = translate("Slice Viewer");
  contextMenu.addItem({ type: "separator", selector: SELECTOR, rank: RANK });
  for (const [i, { label, inMenu, forFrames, run }] of VIEWER_COMMANDS.entries()) {
    const command = ids[i];
    commands.addCommand(command, {
      label: translate(label),
      isEnabled: (args) => {
        const handle = find(args)?.handle;
        return handle != null && (forFrames || handle.state !== null);
      },
      execute: async (args) => {
        const viewer = find(args);
        if (viewer) await run(viewer);
      },
    });
    palette?.addItem({ command, category });
    if (inMenu) contextMenu.addItem({ command, args: { clicked: true }, selector: SELECTOR, rank: RANK });
  }
  return viewers;
}
