import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const bundle = fileURLToPath(new URL("../../lab-extension/labextension/", import.meta.url));

/** What a file of JSON in the bundle holds. */
function readJson(path: string) {
  return JSON.parse(readFileSync(bundle + path, "utf8"));
}

test("the bundle loads, and holds Plotly, the decoder of meshes and of the library the contract alone", () => {
  expect(existsSync(bundle + readJson("package.json").jupyterlab._build.load)).toBe(true);
  // Anything more of the library would bring ndarray, and Node's own modules fail the build.
  const { packages } = readJson("static/third-party-licenses.json");
  const names: string[] = packages.map(({ name }: { name: string }) => name);
  const ours = names.filter((name) => !["css-loader", "style-loader", "process"].includes(name));
  expect(ours).toEqual(["meshoptimizer", "plotly.js-dist-min", "plotly.js-gl3d-dist-min", "tslab-dicom"]);
});
