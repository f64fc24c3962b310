import type { Locator, Page } from "playwright-core";
import { LIVE_TARGET } from "tslab-dicom/contract";
import { drawn } from "./lab";

/** Slices, rows and columns of the volume that `VOLUME_CELL` makes; the output holds its last slice as a preview alone. */
export const SHAPE = [12, 160, 160] as const;
export const LAST = SHAPE[0] - 1;

/** Values of a voxel are x * x % 65521 % 2003 - 1000 of its number x: noise, which a preview shows wrong. */
export const valueAt = (voxel: number): number => (((voxel * voxel) % 65521) % 2003) - 1000;

/** For the tslab kernel. */
export const VOLUME_CELL = `import * as ct from "tslab-dicom";
import * as fs from "fs";
import ndarray from "ndarray";
const volume = ct.createVolume(ndarray(Int16Array.from(
  { length: ${SHAPE[0] * SHAPE[1] * SHAPE[2]} },
  (_, voxel) => (((voxel * voxel) % 65521) % 2003) - 1000,
), [${SHAPE.join(", ")}]));`;
export const VIEWER_CELL = `const viewer = ct.sliceViewer(volume, { slice: 0, window: "lung", budget: 300_000 });`;

/** What the page has of JupyterLab. */
export interface LabPage {
  readonly jupyterapp: {
    readonly commands: { execute(id: string, args?: object): Promise<unknown> };
    readonly serviceManager: { readonly sessions: { shutdownAll(): Promise<void> } };
    readonly shell: {
      readonly currentWidget: {
        readonly context: { save(): Promise<void> };
        readonly content: { activeCellIndex: number };
        readonly sessionContext: {
          restartKernel(): Promise<void>;
          shutdown(): Promise<void>;
          readonly session: { readonly kernel: PageKernel };
        };
      };
    };
  };
}

export interface PageKernel {
  readonly id: string;
  requestCommInfo(content: object): Promise<{ content: { comms?: Record<string, unknown> } }>;
  /** Comms that this connection has open. */
  readonly _comms: ReadonlyMap<string, { readonly targetName: string }>;
  requestExecute(content: { code: string }): {
    onIOPub: (message: { readonly content: { readonly text?: string } }) => void;
    readonly done: Promise<unknown>;
  };
}

export function execute(page: Page, command: string, args: object = {}): Promise<void> {
  return page.evaluate(
    async ([id, more]) => {
      await (window as unknown as LabPage).jupyterapp.commands.execute(id, more);
    },
    [command, args] as const,
  );
}

/** Runs one cell of the open notebook and waits until it has run. */
export async function runCell(page: Page, index: number): Promise<void> {
  await page.evaluate((at) => {
    (window as unknown as LabPage).jupyterapp.shell.currentWidget.content.activeCellIndex = at;
  }, index);
  await execute(page, "notebook:run-cell");
}

export const save = (page: Page): Promise<void> =>
  page.evaluate(() => (window as unknown as LabPage).jupyterapp.shell.currentWidget.context.save());

/** How many outputs the open notebook's kernel offers, and how many comms it has open to them. */
export async function countComms(page: Page): Promise<{ readonly outputs: number; readonly comms: number }> {
  const ids = await page.evaluate(async (target) => {
    const { kernel } = (window as unknown as LabPage).jupyterapp.shell.currentWidget.sessionContext.session;
    const { content } = await kernel.requestCommInfo({ target_name: target });
    return Object.keys(content.comms ?? {});
  }, LIVE_TARGET);
  // An output's id is 32 digits, a comm's that JupyterLab opened has hyphens.
  const comms = ids.filter((id) => id.includes("-")).length;
  return { outputs: ids.length - comms, comms };
}

/** Comms that are open, for the open notebook's kernel. */
export const openComms = async (page: Page): Promise<number> => (await countComms(page)).comms;

/** The viewers on the page whose kernel is so. */
export const withLink = (page: Page, status: string): Locator =>
  page.locator(`.tsd-viewer[data-link="${status}"]`);

/** Goes to the last slice, of which the output holds a preview alone, by keys. */
export async function goToLast(viewer: Locator): Promise<void> {
  await viewer.locator("input[type=range]").first().focus();
  await viewer.page().keyboard.press("End");
  await drawn(viewer, LAST);
}

/** Waits until the viewer shows the kernel's own values. */
export const isExact = (viewer: Locator): Promise<void> =>
  viewer.and(viewer.page().locator('[data-kind="exact"]')).waitFor();
