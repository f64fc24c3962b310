import { copyFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { root } from "../notebook/executedNotebook";
import { findViolations } from "./findViolations";
import { execute, type Lab, openNotebook, startLab } from "./lab";

const NOTEBOOKS = ["loading", "lungs", "plots", "tutorial", "viewer"] as const;

interface Cell {
  readonly outputs?: readonly { readonly data?: object }[];
}

/** Outputs that show something, in a notebook as it is saved. */
function countOutputs(file: string): number {
  const { cells }: { readonly cells: readonly Cell[] } = JSON.parse(readFileSync(file, "utf8"));
  const shown = cells.flatMap(({ outputs = [] }) => outputs).filter(({ data }) => data);
  return shown.filter(({ data = {} }) => Object.keys(data).length > 0).length;
}

describe("the notebooks as they are delivered", () => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await startLab();
    for (const name of NOTEBOOKS) {
      copyFileSync(join(root, "notebooks", `${name}.ipynb`), join(lab.folder, `${name}.ipynb`));
    }
  });
  afterAll(() => lab?.stop());

  test.each(NOTEBOOKS)("%s: axe finds nothing to mend in any output, in either theme", async (name) => {
    const { page, context, problems } = await openNotebook(lab, `${name}.ipynb`);
    const outputs = page.locator(".jp-Notebook .jp-OutputArea-output");
    const saved = countOutputs(join(lab.folder, `${name}.ipynb`));
    expect(saved).toBeGreaterThanOrEqual(3);
    await expect.poll(() => outputs.count()).toBeGreaterThanOrEqual(saved);
    const viewers = page.locator(".jp-Notebook .tsd-viewer[data-ready]");
    await expect.poll(() => viewers.and(page.locator('[data-ready="false"]')).count()).toBe(0);
    for (const theme of ["Light", "Dark"]) {
      await execute(page, "apputils:change-theme", { theme: `JupyterLab ${theme}` });
      await page.locator(`body[data-jp-theme-light="${theme === "Light"}"]`).waitFor({ state: "attached" });
      expect(await findViolations(page, ".jp-OutputArea")).toEqual([]);
    }
    expect(problems).toEqual([]);
    await context.close();
  });
});
