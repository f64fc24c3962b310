import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";

const extension = join(import.meta.dirname, "../../lab-extension");

test("the built bundle installs whole: with what it loads, and the licences of what is in it", () => {
  const prefix = mkdtempSync(join(tmpdir(), "tslab-dicom-bundle-"));
  onTestFinished(() => rmSync(prefix, { recursive: true, force: true }));
  execFileSync(process.execPath, [join(extension, "bin/install.js"), "install", "--prefix", prefix]);
  const target = join(prefix, "share/jupyter/labextensions/jupyterlab-tslab-dicom");
  const { load } = JSON.parse(readFileSync(join(target, "package.json"), "utf8")).jupyterlab._build;
  expect(existsSync(join(target, load))).toBe(true);
  const licences = readFileSync(join(target, "static/third-party-licenses.json"), "utf8");
  expect(licences).toContain("plotly.js-gl3d-dist-min");
});
