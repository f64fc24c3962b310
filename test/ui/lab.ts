import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from "playwright-core";
import { expect } from "vitest";
import { firstKernelPort } from "../drivers/firstKernelPort";

const root = fileURLToPath(new URL("../..", import.meta.url));
const python = process.platform === "win32" ? "Scripts/python.exe" : "bin/python";

/** A JupyterLab that serves one folder. */
export interface LabServer {
  readonly url: string;
  /** Folder that Lab shows; notebooks in it find the library. */
  readonly folder: string;
  readonly stop: () => Promise<void>;
}

/** A JupyterLab, and a browser to look at it. */
export interface Lab extends LabServer {
  readonly browser: Browser;
}

/** Ends a wait for what never comes; a busy machine needs a while for a page. */
const WAIT_MS = 120_000;

const OWN_PROBLEMS = [
  // Lab's own, for every kernel without a debugger,
  "No active debugger session",
  // and for a console that is closed, with a kernel that has no history.
  "Canceled future for history_request message before replies were done",
  // Notebook 7's own, when it loads its settings and its files.
  "Cannot read properties of undefined (reading 'schema')",
  "Command 'filebrowser:open-path' not registered.",
];

/** Without WebGL: half of the work where no mesh is drawn. */
const NO_WEBGL = ["--disable-gpu"];

/** WebGL in software. */
export const SOFTWARE_WEBGL: readonly string[] = [
  "--use-gl=angle",
  "--use-angle=swiftshader",
  "--enable-unsafe-swiftshader",
];

/** No sandbox, which root has none of, and nothing that calls home. */
const CHROMIUM_ARGUMENTS = [
  "--no-sandbox",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** @param graphics - what draws: the flags of the browser. @default no WebGL */
export async function startLab(graphics: readonly string[] = NO_WEBGL): Promise<Lab> {
  const server = await startServer();
  try {
    const browser = await launchBrowser(graphics);
    const stop = async () => {
      await browser.close();
      await server.stop();
    };
    return { ...server, browser, stop };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** @param graphics - what draws: the flags of the browser. @default no WebGL */
export function launchBrowser(graphics: readonly string[] = NO_WEBGL): Promise<Browser> {
  return chromium.launch({
    ...(process.env.TSLAB_DICOM_CHROMIUM && { executablePath: process.env.TSLAB_DICOM_CHROMIUM }),
    args: [...CHROMIUM_ARGUMENTS, ...graphics],
  });
}

/** @param outputs - where the folder that Lab shows is made: somewhere inside the working copy */
export async function startServer(outputs: string = join(root, "test", ".output")): Promise<LabServer> {
  // Inside the working copy: a cell resolves the library from the notebook's folder upwards.
  mkdirSync(outputs, { recursive: true });
  const folder = mkdtempSync(join(outputs, "lab-"));
  const settings = mkdtempSync(join(tmpdir(), "lab-settings-"));
  writeWithoutAutosave(settings);
  const server = spawn(
    join(root, ".venv", python),
    [
      "-m",
      "jupyterlab",
      "--no-browser",
      "--allow-root",
      // Any that is free.
      "--ServerApp.port=0",
      "--IdentityProvider.token=",
      `--ServerApp.root_dir=${folder}`,
      `--config=${join(root, "test", "ui", "kernelPorts.py")}`,
      "--LabApp.expose_app_in_browser=True",
      "--JupyterNotebookApp.expose_app_in_browser=True",
    ],
    {
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        ...process.env,
        JUPYTERLAB_SETTINGS_DIR: settings,
        JUPYTERLAB_WORKSPACES_DIR: settings,
        TSLAB_DICOM_TESTS: join(root, "test"),
        FIRST_KERNEL_PORT: String(firstKernelPort()),
      },
    },
  );
  const stop = async () => {
    await ended(server);
    for (const made of [folder, settings]) rmSync(made, { recursive: true, force: true });
  };
  try {
    return { url: await addressOf(server), folder, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * JupyterLab saves by itself after two minutes, which a slow machine needs for a file of tests: a save that a test asks for
 * meanwhile finds the file changed, and a dialog that asks what to do takes all keys from then on.
 */
function writeWithoutAutosave(settings: string): void {
  const folder = join(settings, "@jupyterlab", "docmanager-extension");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "plugin.jupyterlab-settings"), JSON.stringify({ autosave: false }));
}

/** A page of its own, with every address it asks for. */
export async function openNotebook(
  lab: Lab,
  name: string,
  options: {
    theme?: "light" | "dark";
    path?: "lab" | "notebooks";
    /** Before the page asks for anything. */
    prepare?: (context: BrowserContext) => Promise<void>;
  } = {},
): Promise<{ page: Page; context: BrowserContext; addresses: string[]; problems: string[] }> {
  const { theme = "light", path = "lab", prepare } = options;
  const context = await lab.browser.newContext({ viewport: { width: 1400, height: 1100 } });
  context.setDefaultTimeout(WAIT_MS);
  await prepare?.(context);
  const page = await context.newPage();
  const addresses: string[] = [];
  const problems: string[] = [];
  page.on("request", (request) => addresses.push(request.url()));
  page.on("websocket", (socket) => addresses.push(socket.url()));
  page.on("pageerror", ({ message }) => {
    if (!OWN_PROBLEMS.includes(message)) problems.push(message);
  });
  await page.goto(path === "lab" ? `${lab.url}/lab/tree/${name}?reset` : `${lab.url}/notebooks/${name}`);
  await page.locator(".jp-Notebook").first().waitFor();
  if (theme === "dark") {
    await execute(page, "apputils:change-theme", { theme: "JupyterLab Dark" });
    await page.locator('body[data-jp-theme-light="false"]').waitFor({ state: "attached" });
  }
  return { page, context, addresses, problems };
}

/** What JupyterLab offers when it is started with `expose_app_in_browser`. */
export interface LabWindow {
  readonly jupyterapp: {
    readonly commands: { execute(id: string, args?: object): Promise<unknown> };
    readonly shell: {
      readonly currentWidget: {
        readonly context: { readonly model: { dirty: boolean } };
        readonly sessionContext: {
          readonly ready: Promise<void>;
          readonly session: { readonly kernel: { readonly info: Promise<unknown> } | null } | null;
        };
      };
    };
  };
}

/** Does what a command of JupyterLab does; false when the command says that it failed. */
export function execute(page: Page, command: string, args: object = {}): Promise<boolean> {
  return page.evaluate(
    async ([id, more]) =>
      (await (window as unknown as LabWindow).jupyterapp.commands.execute(id, more)) !== false,
    [command, args] as const,
  );
}

/** Writes a notebook of these cells into Lab's folder, for the tslab kernel or another. */
export function writeNotebook(
  lab: Pick<LabServer, "folder">,
  name: string,
  sources: readonly string[],
  kernelspec: { readonly name: string; readonly display_name: string; readonly language: string } = {
    name: "tslab",
    display_name: "TypeScript",
    language: "typescript",
  },
): void {
  const cells = sources.map((source, i) => ({
    cell_type: "code",
    id: `cell-${i}`,
    metadata: {},
    source,
    outputs: [],
    execution_count: null,
  }));
  const notebook = { cells, metadata: { kernelspec }, nbformat: 4, nbformat_minor: 5 };
  writeFileSync(join(lab.folder, name), JSON.stringify(notebook));
}

/** Waits until the open notebook's kernel answers. */
export function kernelAnswers(page: Page): Promise<void> {
  return page.evaluate(async () => {
    const { sessionContext } = (window as unknown as LabWindow).jupyterapp.shell.currentWidget;
    // Asked before the kernel has answered, Lab offers a choice of kernels, or forgets the cells after the first.
    await sessionContext.ready;
    await sessionContext.session?.kernel?.info;
  });
}

/** Runs every cell of the open notebook in its kernel and waits until the last has run. */
export async function runAll(page: Page): Promise<void> {
  await kernelAnswers(page);
  if (!(await execute(page, "notebook:run-all-cells"))) throw new Error("a cell failed");
}

/** The viewer of an output, once its slice is on the canvas. */
export async function viewerAt(page: Page, index: number): Promise<Locator> {
  const viewer = page.locator(".tsd-viewer").nth(index);
  await viewer.scrollIntoViewIfNeeded();
  await drawn(viewer);
  return viewer;
}

/** Waits until the viewer shows its current slice, or the given one. */
export async function drawn(viewer: Locator, slice?: number): Promise<void> {
  const at = slice === undefined ? "" : `[data-slice="${slice}"]`;
  await viewer.and(viewer.page().locator(`[data-ready="true"]${at}`)).waitFor();
}

/** What is shown, if anything, is shown anew by what `act` does: waits until none of it is on the page any more. */
export async function replaced(shown: Locator, act: () => Promise<void>): Promise<void> {
  await shown.evaluateAll((before) => {
    for (const each of before) each.classList.add("shown-before");
  });
  await act();
  await expect.poll(() => shown.page().locator(".shown-before").count()).toBe(0);
}

/** Whether the open notebook has changes that are not saved. */
export const isDirty = (page: Page): Promise<boolean> =>
  page.evaluate(() => (window as unknown as LabWindow).jupyterapp.shell.currentWidget.context.model.dirty);

/** As after an edit. */
export const setDirty = (page: Page): Promise<void> =>
  page.evaluate(() => {
    (window as unknown as LabWindow).jupyterapp.shell.currentWidget.context.model.dirty = true;
  });

/**
 * Asks to save the open notebook until it is saved: JupyterLab passes over what is asked while it still writes a
 * checkpoint of the last.
 */
export const saved = (page: Page, ask: () => Promise<unknown>): Promise<void> =>
  expect
    .poll(async () => {
      await ask();
      return isDirty(page);
    })
    .toBe(false);

/** Grey levels of the viewer's canvas, row by row: the red channel. */
export async function canvasLevels(
  viewer: Locator,
): Promise<{ width: number; height: number; levels: number[] }> {
  return viewer.locator("canvas.tsd-canvas").evaluate((canvas: HTMLCanvasElement) => {
    const { width, height } = canvas;
    const pixels = canvas.getContext("2d")?.getImageData(0, 0, width, height).data ?? [];
    return { width, height, levels: Array.from({ length: width * height }, (_, i) => pixels[i * 4]) };
  });
}

/** Where the server says that it listens. */
function addressOf(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let log = "";
    const fail = () => reject(new Error(`JupyterLab did not start:\n${log}`));
    const deadline = setTimeout(fail, WAIT_MS);
    server.once("exit", fail);
    server.stdout?.resume();
    server.stderr?.on("data", (text) => {
      log += text;
      const [address] = /http:\/\/127\.0\.0\.1:\d+(?=\/)/.exec(log) ?? [];
      if (address === undefined) return;
      clearTimeout(deadline);
      resolve(address);
    });
  });
}

async function ended(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return;
  const exit = new Promise((resolve) => server.once("exit", resolve));
  server.kill("SIGTERM");
  await exit;
}
