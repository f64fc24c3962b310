import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
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
    const paths = files.map(({ path }) => path).filter((path) => !path.startsWith("labextension/"));
    expect(paths.sort()).toEqual(["LICENSE", "README.md", "bin/install.js", "package.json"]);
  });

  test("need no other package when installed, and keep Plotly to themselves", () => {
    expect(manifest.dependencies).toEqual({});
    expect(manifest.jupyterlab.sharedPackages).toEqual({ "plotly.js-gl3d-dist-min": false });
  });
});

describe("jupyterlab-tslab-dicom install", () => {
  const script = join(extension, "bin/install.js");
  let prefix = "";
  beforeEach(() => {
    prefix = mkdtempSync(join(tmpdir(), "tslab-dicom-install-"));
  });
  afterEach(() => rmSync(prefix, { recursive: true, force: true }));

  test("prints how it is used when told nothing", () => {
    const { status, stdout } = spawnSync("node", [script], { encoding: "utf8" });
    expect(status).toBe(2);
    expect(stdout).toContain("install [--prefix DIR | --user]");
  });

  test("refuses two places at once", () => {
    const { status, stderr } = spawnSync("node", [script, "install", "--user", "--prefix", prefix], {
      encoding: "utf8",
    });
    expect(status).toBe(1);
    expect(stderr).toContain("choose one of --prefix and --user");
  });

  test.skipIf(!existsSync(join(extension, "labextension/package.json")))(
    "copies the bundle below the prefix (skipped where the bundle is not built)",
    () => {
      const said = execFileSync("node", [script, "install", "--prefix", prefix], { encoding: "utf8" });
      const target = join(prefix, "share/jupyter/labextensions", manifest.name);
      expect(said).toContain(target);
      const { load } = JSON.parse(readFileSync(join(target, "package.json"), "utf8")).jupyterlab._build;
      expect(existsSync(join(target, load))).toBe(true);
      // Of the library the contract alone: anything more would bring ndarray, and Node's own modules fail the build.
      const licences = JSON.parse(readFileSync(join(target, "static/third-party-licenses.json"), "utf8"));
      const names: string[] = licences.packages.map(({ name }: { name: string }) => name);
      const own = names.filter((name) => !["css-loader", "style-loader", "process"].includes(name));
      expect(own).toEqual(["plotly.js-gl3d-dist-min", "tslab-dicom"]);
    },
  );
});
