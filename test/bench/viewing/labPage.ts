import type { Page } from "playwright-core";

/** More of JupyterLab's page than tests use. */
export interface LabPage {
  readonly jupyterapp: {
    readonly commands: { execute(id: string, args?: object): Promise<unknown> };
    readonly shell: {
      readonly currentWidget: {
        readonly content: { activeCellIndex: number };
        readonly context: { readonly model: { toJSON(): Notebook } };
        readonly sessionContext: {
          readonly session: { readonly kernel: { readonly status: string } | null } | null;
        };
      };
    };
  };
}

/** What is read of a notebook's file. */
export interface Notebook {
  readonly cells: readonly {
    readonly outputs?: readonly { readonly data?: Readonly<Record<string, unknown>> }[];
  }[];
}

/** Runs one cell of the open notebook; false when it failed. */
export function runCell(page: Page, index: number): Promise<boolean> {
  return page.evaluate(async (cell) => {
    const { commands, shell } = (window as unknown as LabPage).jupyterapp;
    shell.currentWidget.content.activeCellIndex = cell;
    return (await commands.execute("notebook:run-cell")) !== false;
  }, index);
}

/** Empties the output of one cell of the open notebook. */
export async function clearCell(page: Page, index: number): Promise<void> {
  await page.evaluate(async (cell) => {
    const { commands, shell } = (window as unknown as LabPage).jupyterapp;
    shell.currentWidget.content.activeCellIndex = cell;
    await commands.execute("notebook:clear-cell-output");
  }, index);
}

/** Waits until the open notebook's kernel has nothing to do. */
export async function kernelIdle(page: Page): Promise<void> {
  await page.waitForFunction(
    () =>
      (window as unknown as LabPage).jupyterapp.shell.currentWidget.sessionContext.session?.kernel?.status ===
      "idle",
  );
}

/** The MIME bundle that a cell of the open notebook shows, as it would be saved; null for none. */
export function shownBundle(page: Page, index: number): Promise<Readonly<Record<string, unknown>> | null> {
  return page.evaluate((cell) => {
    const { model } = (window as unknown as LabPage).jupyterapp.shell.currentWidget.context;
    return model.toJSON().cells[cell].outputs?.find(({ data }) => data)?.data ?? null;
  }, index);
}
