import type { Locator, Page } from "playwright-core";
import { LIVE_TARGET } from "tslab-dicom/contract";
import { drawn, execute, kernelAnswers } from "./lab";

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
      widgets(area: "main"): Iterable<{
        readonly id: string;
        readonly node: HTMLElement;
        readonly context?: { readonly path: string };
        close(): void;
      }>;
      activateById(id: string): void;
      readonly currentWidget: {
        readonly node: HTMLElement;
        readonly context: { readonly path: string; save(): Promise<void> };
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

/** Runs one cell of the open notebook and waits until it has run. */
export async function runCell(page: Page, index: number): Promise<void> {
  await kernelAnswers(page);
  await page.evaluate((at) => {
    (window as unknown as LabPage).jupyterapp.shell.currentWidget.content.activeCellIndex = at;
  }, index);
  await execute(page, "notebook:run-cell");
}

export const save = (page: Page): Promise<void> =>
  page.evaluate(() => (window as unknown as LabPage).jupyterapp.shell.currentWidget.context.save());

/** The kernel of the notebook on top. */
export const kernelId = (page: Page): Promise<string> =>
  page.evaluate(
    () => (window as unknown as LabPage).jupyterapp.shell.currentWidget.sessionContext.session.kernel.id,
  );

/** Opens another notebook in the page, with a kernel of its own or one that runs, and waits until it is on top. */
export async function openNotebookIn(
  page: Page,
  path: string,
  kernel?: { readonly id: string },
): Promise<void> {
  await execute(page, "docmanager:open", { path, ...(kernel && { kernel }) });
  await isOnTop(page, path);
}

/** Shows an open notebook in front of the others; what is focused is what commands act on. */
export async function bringForward(page: Page, path: string): Promise<void> {
  await page.evaluate((wanted) => {
    const { shell } = (window as unknown as LabPage).jupyterapp;
    const panel = [...shell.widgets("main")].find(({ context }) => context?.path === wanted);
    if (panel === undefined) throw new Error(`${wanted} is not open`);
    shell.activateById(panel.id);
  }, path);
  await isOnTop(page, path);
}

const isOnTop = async (page: Page, path: string): Promise<void> => {
  await page.waitForFunction(
    (wanted) => (window as unknown as LabPage).jupyterapp.shell.currentWidget?.context?.path === wanted,
    path,
  );
};

/** Waits until the panel that matches is what commands act on. */
export const isInFront = async (page: Page, selector: string): Promise<void> => {
  await page.waitForFunction((wanted) => {
    const { currentWidget } = (window as unknown as LabPage).jupyterapp.shell;
    return currentWidget?.node.matches(wanted);
  }, selector);
};

/** Closes the panel that matches, and waits until it is gone. */
export async function close(page: Page, selector: string): Promise<void> {
  const id = await page.evaluate((wanted) => {
    const panels = [...(window as unknown as LabPage).jupyterapp.shell.widgets("main")];
    const panel = panels.find(({ node }) => node.matches(wanted) || node.querySelector(`:scope > ${wanted}`));
    if (panel === undefined) throw new Error(`no panel is ${wanted}`);
    panel.close();
    return panel.id;
  }, selector);
  await page.locator(`[id="${id}"]`).waitFor({ state: "detached" });
}

/** Saves the notebook on top, so that Lab asks nothing, and closes it. */
export async function closeNotebook(page: Page): Promise<void> {
  await save(page);
  await close(page, ".jp-NotebookPanel:not(.lm-mod-hidden)");
}

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
