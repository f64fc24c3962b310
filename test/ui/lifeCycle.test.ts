import { writeFileSync } from "node:fs";
import { join } from "node:path";
import ndarray from "ndarray";
import type { Locator, Page } from "playwright-core";
import { createVolume, sliceViewer } from "tslab-dicom";
import { LIVE_TARGET, type SlicesPayload, VIEWER_MIME } from "tslab-dicom/contract";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { pythonLiveCell } from "../makers/pythonLiveKernel";
import { drawn, type Lab, openNotebook, runAll, startLab } from "./lab";

const SHAPE = [12, 160, 160] as const;
const OUTPUT = "life-cycle";

let lab: Lab;
let opened: Awaited<ReturnType<typeof openNotebook>>;
let page: Page;
let notebooks = 0;
let name = "";

/** A volume of which the output holds previews alone but for a few slices. */
function makePayload(): SlicesPayload {
  const values = Int16Array.from(
    { length: SHAPE[0] * SHAPE[1] * SHAPE[2] },
    (_, voxel) => (((voxel * voxel) % 65521) % 2003) - 1000,
  );
  const shown = sliceViewer(createVolume(ndarray(values, [...SHAPE])), { slice: 0, budget: 300_000 });
  const payload = shown.bundle.data[VIEWER_MIME] as SlicesPayload;
  return { ...payload, exact: payload.exact.filter(({ slice }) => slice === 0) };
}

/** What the page has of JupyterLab. */
interface LabPage {
  readonly jupyterapp: {
    readonly commands: { execute(id: string, args?: object): Promise<unknown> };
    readonly shell: {
      readonly currentWidget: {
        readonly context: { save(): Promise<void> };
        readonly sessionContext: {
          restartKernel(): Promise<void>;
          shutdown(): Promise<void>;
          readonly session: {
            readonly kernel: {
              requestCommInfo(content: object): Promise<{ content: { comms?: Record<string, unknown> } }>;
            };
          };
        };
      };
    };
  };
}

const execute = (command: string, args: object = {}) =>
  page.evaluate(
    async ([id, more]) => {
      await (window as unknown as LabPage).jupyterapp.commands.execute(id, more);
    },
    [command, args] as const,
  );

/** Comms that pages have open to live outputs, as the kernel counts them. */
const countComms = () =>
  page.evaluate(
    async ([target, output]) => {
      const { kernel } = (window as unknown as LabPage).jupyterapp.shell.currentWidget.sessionContext.session;
      const { content } = await kernel.requestCommInfo({ target_name: target });
      return Object.keys(content.comms ?? {}).filter((id) => id !== output).length;
    },
    [LIVE_TARGET, OUTPUT] as const,
  );

const withLink = (status: string): Locator => page.locator(`.tsd-viewer[data-link="${status}"]`);

/** Waits until the viewer shows a slice that only the kernel has exactly. */
async function showsExactly(viewer: Locator): Promise<void> {
  await viewer.locator("input[type=range]").first().focus();
  await page.keyboard.press("End");
  await drawn(viewer, SHAPE[0] - 1);
  await viewer.and(page.locator('[data-kind="exact"]')).waitFor();
}

beforeAll(async () => {
  lab = await startLab();
});

afterAll(() => lab?.stop());

beforeEach(async () => {
  name = `life${notebooks++}.ipynb`;
  const cells = [
    {
      cell_type: "code",
      id: "cell",
      metadata: {},
      source: pythonLiveCell(makePayload(), OUTPUT),
      outputs: [],
      execution_count: null,
    },
  ];
  const metadata = { kernelspec: { name: "python3", display_name: "Python 3", language: "python" } };
  writeFileSync(join(lab.folder, name), JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 5 }));
  opened = await openNotebook(lab, name);
  page = opened.page;
  await runAll(page);
  await withLink("live").waitFor();
});

afterEach(async () => {
  // Lab's own, for a kernel with a debugger that is restarted.
  const others = opened.problems.filter((problem) => !problem.includes("debug_request"));
  expect(others).toEqual([]);
  await opened.context.close();
});

describe("a live output", () => {
  test("shows exactly what only the kernel has, and is live again after a save and a reload", async () => {
    await showsExactly(withLink("live"));
    await page.evaluate(() => (window as unknown as LabPage).jupyterapp.shell.currentWidget.context.save());
    await page.reload();
    await withLink("live").waitFor();
    await showsExactly(withLink("live"));
  });

  test("keeps its picture when the kernel is restarted, says so, and is live when the cell runs again", async () => {
    await showsExactly(withLink("live"));
    await page.evaluate(() =>
      (window as unknown as LabPage).jupyterapp.shell.currentWidget.sessionContext.restartKernel(),
    );
    const gone = withLink("gone");
    await gone.waitFor();
    await gone.locator(".tsd-gone").waitFor();
    await drawn(gone, SHAPE[0] - 1);
    await page.keyboard.press("PageDown");
    await drawn(gone);
    await runAll(page);
    await withLink("live").waitFor();
    await expect.poll(countComms).toBe(1);
  });

  test("keeps its picture when the kernel is shut down", async () => {
    await page.evaluate(() =>
      (window as unknown as LabPage).jupyterapp.shell.currentWidget.sessionContext.shutdown(),
    );
    await withLink("gone").waitFor();
    await drawn(withLink("gone"));
  });

  test("has a comm for each of its views, and none when it is cleared", async () => {
    await execute("notebook:create-output-view");
    await expect.poll(() => withLink("live").count()).toBe(2);
    await page.locator(".jp-LinkedOutputView").waitFor();
    await execute("application:close");
    await expect.poll(countComms).toBe(1);
    await execute("notebook:clear-all-cell-outputs");
    await expect.poll(countComms).toBe(0);
  });
});
