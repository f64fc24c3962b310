import { deflateSync } from "node:zlib";
import { Notification } from "@jupyterlab/apputils";
import type { IRenderMime } from "@jupyterlab/rendermime-interfaces";
import { VIEWER_MIME } from "tslab-dicom/contract";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { renderStill } from "../../../../lab-extension/src/controls/renderOutput";
import { inEnglish } from "../../../../lab-extension/src/dom/translate";
import { OpenViewers } from "../../../../lab-extension/src/lab/openViewers";
import { SettingsWatch } from "../../../../lab-extension/src/lab/settingsWatch";
import { ViewerOutput } from "../../../../lab-extension/src/lab/viewerOutput";
import { FakeElement, openFakePage, pressKey } from "../../../drivers/fakePage";
import { slicesPayload } from "../payloads";

// Of JupyterLab's own parts these need a browser, and the output no more than their names.
vi.mock("@jupyterlab/apputils", () => ({ Notification: { error: vi.fn() } }));
vi.mock("@lumino/widgets", () => ({ Widget: class {} }));

beforeEach(openFakePage);
afterEach(() => {
  vi.unstubAllGlobals();
  vi.mocked(Notification.error).mockClear();
});

/** An output of two slices, the second of which is damaged. */
async function open() {
  const whole = deflateSync(new Uint8Array(12)).toString("base64");
  const payload = slicesPayload({
    exact: [
      { slice: 0, dtype: "int16", data: whole },
      { slice: 1, dtype: "int16", data: whole.slice(0, -8) },
    ],
  });
  let writes = 0;
  const model = {
    trusted: true,
    metadata: {},
    data: { [VIEWER_MIME]: payload },
    setData: () => void writes++,
  } as unknown as IRenderMime.IMimeModel;
  const node = new FakeElement("div");
  const place = { node: node as unknown as HTMLElement, attached: Promise.resolve(), widget: {} as never };
  const output = new ViewerOutput(place, () => null, renderStill, {
    translate: inEnglish,
    settings: new SettingsWatch(null, ""),
    viewers: new OpenViewers(),
  });
  await output.show(model);
  return { output, root: node.children[0], countWrites: () => writes };
}

describe("a view that is to be kept", () => {
  test("is written, and nobody is told", async () => {
    const { output, countWrites } = await open();
    await output.keep();
    expect(countWrites()).toBe(1);
    expect(Notification.error).not.toHaveBeenCalled();
    output.dispose();
  });

  test("and cannot be drawn is not written, and the reader is told", async () => {
    const { output, root, countWrites } = await open();
    pressKey(root, "End");
    await output.keep();
    expect(Notification.error).toHaveBeenCalledExactlyOnceWith("The view could not be kept in the notebook.");
    expect(countWrites()).toBe(0);
    output.dispose();
  });
});
