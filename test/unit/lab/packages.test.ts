import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

const extension = join(import.meta.dirname, "../../../lab-extension");
const read = (name: string) => readFileSync(join(extension, name), "utf8");
const manifest = JSON.parse(read("package.json"));

describe("the packages of lab-extension", () => {
  test("have one version", () => {
    expect(read("pyproject.toml")).toContain(`\nversion = "${manifest.version}"\n`);
  });

  test("install under the npm package's name", () => {
    expect(read("pyproject.toml")).toContain(`"share/jupyter/labextensions/${manifest.name}"`);
    expect(read("bin/install.js")).toContain(`const NAME = "${manifest.name}"`);
    expect(read("bin/main.js")).toContain(`const NAME = "${manifest.name}"`);
    expect(JSON.parse(read("install.json")).packageName).toBe("jupyterlab_tslab_dicom");
  });

  test("hold the bundle and what installs it, and no module whose imports are in the bundle alone", () => {
    const command = ["pack", "--dry-run", "--json", "--ignore-scripts", "--silent"];
    const packed = execFileSync("npm", command, {
      cwd: extension,
      encoding: "utf8",
      shell: process.platform === "win32",
    });
    const [{ files }]: [{ files: readonly { path: string }[] }] = JSON.parse(packed);
    const paths = files.map(({ path }) => path).filter((path) => !/^(labextension|dist)\//.test(path));
    const bin = ["bin/export.js", "bin/install.js", "bin/main.js"];
    expect(paths.sort()).toEqual(["LICENSE", "README.md", ...bin, "package.json"]);
  });

  test("need no other package when installed, and keep Plotly to themselves", () => {
    expect(manifest.dependencies).toEqual({});
    expect(manifest.jupyterlab.sharedPackages).toEqual({
      "plotly.js-dist-min": false,
      "plotly.js-gl3d-dist-min": false,
    });
  });
});

describe("jupyterlab-tslab-dicom install", () => {
  let folder = "";
  /** The installer, as in a package whose bundle is two small files. */
  let script = "";
  const install = (...options: readonly string[]) =>
    spawnSync(process.execPath, [script, ...options], { encoding: "utf8" });

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "tslab-dicom-install-"));
    script = join(folder, "package", "bin", "main.js");
    cpSync(join(extension, "bin"), join(script, ".."), { recursive: true });
    const bundle = join(folder, "package", "labextension");
    mkdirSync(join(bundle, "static"), { recursive: true });
    writeFileSync(join(bundle, "package.json"), JSON.stringify({ version: "1.2.3" }));
    writeFileSync(join(bundle, "static", "remoteEntry.js"), "new");
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test("prints how it is used when told nothing", () => {
    const { status, stdout } = install();
    expect(status).toBe(2);
    expect(stdout).toContain("usage: jupyterlab-tslab-dicom install [--prefix DIR | --user]");
    expect(stdout).toContain("usage: jupyterlab-tslab-dicom export NOTEBOOK PAGE");
  });

  test("prints how one command is used when asked, and knows no other commands", () => {
    const asked = install("install", "--help");
    expect([asked.status, asked.stdout]).toEqual([0, expect.stringMatching(/^usage: \S+ install /)]);
    expect(asked.stdout).not.toContain("export NOTEBOOK");
    expect(install("constructor").status).toBe(2);
  });

  test("refuses two places at once", () => {
    const { status, stderr } = install("install", "--user", "--prefix", folder);
    expect(status).toBe(1);
    expect(stderr).toContain("choose one of --prefix and --user");
  });

  test("says what to do when there is no bundle", () => {
    rmSync(join(folder, "package", "labextension"), { recursive: true });
    const { status, stderr } = install("install", "--prefix", folder);
    expect(status).toBe(1);
    expect(stderr).toMatch(/the bundle is missing from .*: run "npm run build" first/);
  });

  test("puts the bundle below the prefix, in the place of an older one", () => {
    const target = join(folder, "env", "share", "jupyter", "labextensions", manifest.name);
    mkdirSync(target, { recursive: true });
    writeFileSync(join(target, "old.js"), "old");
    const { status, stdout } = install("install", "--prefix", join(folder, "env"));
    expect(status).toBe(0);
    expect(stdout).toContain(`Replaced ${manifest.name} 1.2.3 in ${target}`);
    expect(readdirSync(target).sort()).toEqual(["package.json", "static"]);
    expect(readFileSync(join(target, "static", "remoteEntry.js"), "utf8")).toBe("new");
  });
});
