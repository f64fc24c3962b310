import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { gkSegment } from "../../kernel-lib/src/clustering/gkSegment";
import { getPixelsHu } from "../../kernel-lib/src/dicom/getPixelsHu";
import { loadScan } from "../../kernel-lib/src/dicom/loadScan";
import { applyMask } from "../../kernel-lib/src/segmentation/applyMask";
import { segmentLungMask } from "../../kernel-lib/src/segmentation/segmentLungMask";
import { andNot } from "../../kernel-lib/src/segmentation/setAlgebra";
import { makeMesh } from "../../kernel-lib/src/surface/makeMesh";
import { maskSurface } from "../../kernel-lib/src/surface/maskSurface";
import type { Mesh } from "../../kernel-lib/src/surface/mesh";
import type { AxisOrder } from "../../kernel-lib/src/surface/rasterGrid";
import { cropImage } from "../../kernel-lib/src/volume/cropImage";
import type { Mask } from "../../kernel-lib/src/volume/mask";
import { slicesOf } from "../../kernel-lib/src/volume/slicesOf";
import { type Packed, unpackNdArray } from "../makers/packed";

interface GoldenSurface {
  axes: AxisOrder;
  stepSize: number;
  threshold: number;
  vertices: number;
  faces: number;
  verticesSha256: string;
  facesSha256: string;
}

interface Fixture {
  cases: { mask: Packed; surfaces: GoldenSurface[] }[];
  grey: { volume: Packed; surfaces: GoldenSurface[] };
}

const fixture: Fixture = JSON.parse(
  readFileSync(fileURLToPath(new URL("../fixtures/meshes.json", import.meta.url)), "utf8"),
);

const sha256 = (array: NodeJS.ArrayBufferView) => createHash("sha256").update(array).digest("hex");
const summary = ({ positions, triangles }: Mesh) => ({
  vertices: positions.length / 3,
  faces: triangles.length / 3,
  verticesSha256: sha256(positions),
  facesSha256: sha256(triangles),
});

describe("maskSurface gives scikit-image's vertices and faces in their order", () => {
  for (const { mask, surfaces } of fixture.cases) {
    for (const { axes, stepSize, ...expected } of surfaces) {
      test(`on ${mask.shape.join(" x ")} random voxels, ${axes}, step ${stepSize}`, () => {
        const mesh = maskSurface(unpackNdArray(mask, "uint8"), { axes, stepSize, coordinates: "voxel" });
        expect(summary(mesh)).toEqual(expected);
      });
    }
  }
});

describe("isoSurface gives scikit-image's vertices and faces where no cell is ambiguous", () => {
  for (const { axes, stepSize, threshold, ...expected } of fixture.grey.surfaces) {
    test(`at ${threshold}, ${axes}, step ${stepSize}`, () => {
      const volume = unpackNdArray(fixture.grey.volume, "int16");
      expect(summary(makeMesh(volume, { axes, stepSize, threshold, coordinates: "voxel" }))).toEqual(
        expected,
      );
    });
  }
});

const data = fileURLToPath(new URL("../../../shared/data/", import.meta.url));
const goldenFile = `${data}golden-lidc-idri-0002.json`;

// Skipped where ../shared/data is absent.
describe.skipIf(!existsSync(goldenFile))("lidc-idri-0002 gives the meshes of the tutorial's Python", () => {
  const golden = existsSync(goldenFile) ? JSON.parse(readFileSync(goldenFile, "utf8")).mesh : {};
  let internal: Mask;
  let crop: Mask;

  beforeAll(async () => {
    const volume = getPixelsHu(await loadScan(`${data}lidc-idri-0002`));
    const filled = segmentLungMask(volume);
    internal = andNot(filled, segmentLungMask(volume, { fillLungStructures: false }));
    const { smallest } = gkSegment(slicesOf(applyMask(volume, filled), 150, 155));
    crop = cropImage(smallest, [250, 150]);
  });

  const expected = (name: string) => ({
    vertices: golden[name].vertices,
    faces: golden[name].faces,
    verticesSha256: golden[name].vertices_sha256_f32,
    facesSha256: golden[name].faces_sha256_i32,
  });

  test.each([
    ["internal, axes as stored", { axes: "slice-row-column" }],
    ["internal, plot_3d order transpose(2,1,0)", { axes: "column-row-slice" }],
    ["internal, make_mesh order transpose(2,1,0)[:,:,::-1]", {}],
  ] as const)("%s", (name, options) => {
    expect(summary(makeMesh(internal, { coordinates: "voxel", ...options }))).toEqual(expected(name));
  });

  test("gk crop, make_mesh order", () => {
    const mesh = makeMesh(crop, { coordinates: "voxel" });
    expect(summary(mesh)).toEqual(expected("gk crop, make_mesh order"));
  });
});
