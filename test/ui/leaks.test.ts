import { afterAll, beforeAll, expect, test } from "vitest";
import { countLeaks } from "./countLeaks";
import { type Lab, SOFTWARE_WEBGL, startLab } from "./lab";
import { openComms, save } from "./liveNotebook";
import { openRerun } from "./rerunCell";

let lab: Lab;
beforeAll(async () => {
  lab = await startLab(SOFTWARE_WEBGL);
});
afterAll(() => lab?.stop());

test("five reruns of a cell leave no comm, widget, listener or WebGL context behind", async () => {
  const { opened, rerun } = await openRerun(lab);
  const { page, context, problems } = opened;
  // Of the first reruns JupyterLab keeps some things once.
  for (let run = 0; run < 2; run++) await rerun();
  // From the first save on JupyterLab has one listener more.
  await save(page);
  await expect.poll(() => openComms(page)).toBe(3);
  const before = await countLeaks(page);
  for (let run = 0; run < 5; run++) await rerun();
  await expect.poll(() => openComms(page)).toBe(3);
  // What is under way as it is counted is no leak: it ends.
  const left = async () => {
    const { pageComms, contexts, widgets, listeners } = await countLeaks(page);
    const more = [widgets - before.widgets, listeners - before.listeners];
    return { pageComms, contexts, more: more.map((count) => Math.max(count, 0)) };
  };
  await expect.poll(left, { timeout: 60_000 }).toEqual({ pageComms: 3, contexts: 1, more: [0, 0] });
  expect(problems).toEqual([]);
  await context.close();
});
