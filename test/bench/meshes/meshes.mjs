import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { capture } from "../../../notebooks/.setup/childProcess.mjs";
import { ROOT, VENV_PYTHON } from "../../../notebooks/.setup/paths.mjs";
import { addRequirements, preparePython } from "../../../notebooks/.setup/pythonEnvironment.mjs";
import { setUpLibrary } from "../../../notebooks/.setup/setUp.mjs";
import { runMain, UserError } from "../../../notebooks/.setup/userError.mjs";

/**
 * `npm run bench:meshes -- FOLDER`: vessels and lungs of a CT series and of the synthetic chest, smoothed and simplified
 * by this library, by VTK and by meshoptimizer to the same number of triangles; folds, edges of more than two faces,
 * faces without area, volume, distance to the full mesh and seconds of the processor.
 *
 * @typedef {import("tslab-dicom").Mesh} Mesh
 */

const here = fileURLToPath(new URL(".", import.meta.url));
/** As many triangles as a figure has by default, half of them, and as many as fit into the tutorial's notebook. */
const FACES = { default: 300_000, half: 150_000, tutorial: 25_000 };

/** Most triangles of a mesh that distances are measured from. */
const SAMPLES = 30_000;

await runMain(async () => {
  const [named] = process.argv.slice(2);
  const folder = resolve(process.env.INIT_CWD ?? process.cwd(), named ?? "");
  if (named === undefined || !existsSync(folder)) {
    throw new UserError("Name a folder with the files of one CT series: npm run bench:meshes -- FOLDER");
  }
  await setUpLibrary();
  await preparePython();
  await addRequirements("Installing what meshes are measured against", join(here, "requirements.txt"));

  /** @type {typeof import("tslab-dicom")} */
  const ct = createRequire(import.meta.url)("../../../kernel-lib/lib/index.js");
  const { MeshoptSimplifier } = await import("meshoptimizer/simplifier");
  await MeshoptSimplifier.ready;

  console.log(
    `${"".padEnd(34)}faces     folds  non-manifold  no area  pieces  volume    mean mm   max mm   s\n`,
  );
  const phantom = await ct.thoraxSeries();
  for (const [name, path, faces] of /** @type {const} */ ([
    ["the synthetic chest", phantom.folder, FACES.tutorial],
    ["the synthetic chest", phantom.folder, FACES.default],
    ["the series", folder, FACES.half],
    ["the series", folder, FACES.default],
  ])) {
    const volume = ct.getPixelsHu(await ct.loadScan(path));
    const filled = ct.segmentLungMask(volume);
    const vessels = ct.andNot(filled, ct.segmentLungMask(volume, { fillLungStructures: false }));
    for (const [what, mask] of /** @type {const} */ ([
      ["vessels", vessels],
      ["lungs", filled],
    ])) {
      console.log(`${what} of ${name}, ${faces} triangles`);
      await compare(ct.makeMesh(mask), faces);
    }
  }
  return 0;

  /**
   * @param {Mesh} full
   * @param {number} faces
   */
  async function compare(full, faces) {
    const wholeVolume = ct.meshVolume(full);
    /**
     * @param {string} title
     * @param {Mesh} mesh
     * @param {number} [seconds]
     */
    const row = (title, mesh, seconds) => {
      const quality = ct.meshQuality(mesh);
      const [there, back] = [ct.meshDistance(sampled(full), mesh), ct.meshDistance(sampled(mesh), full)];
      const cells = [
        title.padEnd(32),
        String(quality.faces).padStart(8),
        `${(100 * quality.foldShare).toFixed(2)} %`.padStart(9),
        String(quality.nonManifoldEdges).padStart(12),
        String(quality.facesWithoutArea).padStart(9),
        String(quality.pieces).padStart(8),
        `${(100 * (ct.meshVolume(mesh) / wholeVolume - 1)).toFixed(2)} %`.padStart(9),
        ((there.mean + back.mean) / 2).toFixed(3).padStart(9),
        Math.max(there.max, back.max).toFixed(2).padStart(9),
        seconds === undefined ? "" : seconds.toFixed(2).padStart(7),
      ];
      console.log(`  ${cells.join(" ")}`);
    };
    row("full", full);
    const [smooth, smoothing] = timed(() => ct.smoothMesh(full));
    row("smoothMesh", smooth, smoothing);
    if (full.triangles.length <= 3 * faces) return; // nothing to simplify
    const [simple, simplifying] = timed(() => ct.simplifyMesh(smooth, { faces }));
    row("smoothMesh, simplifyMesh", simple.mesh, smoothing + simplifying);

    const [collapsed, collapsing] = timed(() => {
      const { positions, triangles } = full;
      return MeshoptSimplifier.simplify(triangles, positions, 3, 3 * faces, 1e30, ["ErrorAbsolute"])[0];
    });
    row("meshoptimizer alone", { ...full, triangles: collapsed }, collapsing);

    const temporary = mkdtempSync(join(tmpdir(), "meshes-"));
    try {
      writeFileSync(join(temporary, "full.positions"), full.positions);
      writeFileSync(join(temporary, "full.triangles"), full.triangles);
      const seconds = await runVtk(temporary, simple.facesAfter);
      /** @param {string} name */
      const result = (name) => ({
        ...full,
        positions: new Float32Array(bytesOf(join(temporary, `${name}.positions`))),
        triangles: new Uint32Array(bytesOf(join(temporary, `${name}.triangles`))),
      });
      row("vtkWindowedSinc", result("sinc"), seconds.sinc);
      row("  and vtkQuadricDecimation", result("quadric"), seconds.sinc + seconds.quadric);
      row("  and vtkDecimatePro", result("progressive"), seconds.sinc + seconds.progressive);
      row("  and that, keeping topology", result("kept"), seconds.sinc + seconds.kept);
    } finally {
      rmSync(temporary, { recursive: true });
    }
  }
});

/**
 * Triangles of a mesh at even steps: enough to measure from.
 *
 * @param {Mesh} mesh
 * @returns {Mesh}
 */
function sampled(mesh) {
  const step = Math.ceil(mesh.triangles.length / 3 / SAMPLES);
  return { ...mesh, triangles: mesh.triangles.filter((_, corner) => Math.floor(corner / 3) % step === 0) };
}

/**
 * @template T
 * @param {() => T} work
 * @returns {[result: T, seconds: number]} seconds of the processor, which another program beside it does not lengthen
 */
function timed(work) {
  const before = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(before);
  return [result, (user + system) / 1e6];
}

/**
 * @param {string} folder
 * @param {number} faces
 * @returns {Promise<Record<"sinc" | "quadric" | "progressive" | "kept", number>>}
 */
async function runVtk(folder, faces) {
  const { code, output } = await capture(VENV_PYTHON, [join(here, "vtk_meshes.py"), folder, String(faces)], {
    cwd: ROOT,
  });
  if (code !== 0) throw new UserError(`vtk_meshes.py failed:\n${output}`);
  return JSON.parse(output);
}

/**
 * @param {string} path
 * @returns {ArrayBuffer}
 */
function bytesOf(path) {
  const { buffer, byteOffset, byteLength } = readFileSync(path);
  return /** @type {ArrayBuffer} */ (buffer.slice(byteOffset, byteOffset + byteLength));
}
