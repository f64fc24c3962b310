import { type Mesh, makeMesh } from "tslab-dicom";
import { describe, expect, test } from "vitest";
import { layScene } from "../../../../kernel-lib/src/display/mesh/layScene";
import { codeSurfaces } from "../../../../kernel-lib/src/display/payload/meshPayload";
import { createPlotlyPayload } from "../../../../kernel-lib/src/display/payload/plotlyPayload";
import {
  countFaces,
  describeLook,
  type ShownSurface,
  simplifySurfaces,
} from "../../../../kernel-lib/src/display/payload/sceneSurfaces";
import { createMesh } from "../../../../kernel-lib/src/surface/mesh";
import { meshQuality } from "../../../../kernel-lib/src/surface/meshQuality";
import { smoothMesh } from "../../../../kernel-lib/src/surface/smoothMesh";
import { decodeMesh } from "../../../../lab-extension/src/mesh/decodeMesh";
import { surfaceOf } from "../../../makers/surfaceOf";
import { maskOf, volumeOf } from "../../../makers/volumes";

const ball = (mm: number) =>
  makeMesh(
    maskOf(
      volumeOf([12, 30, 34], () => 0),
      (s, r, c) => Math.hypot((s - 6) * 2.5, (r - 15) * 0.8, (c - 17) * 0.7) < mm,
    ),
  );
const tetrahedron = createMesh(
  Float32Array.of(0, 0, 0, 9, 0, 0, 0, 9, 0, 0, 0, 9),
  Uint32Array.of(0, 2, 1, 0, 1, 3, 0, 3, 2, 1, 2, 3),
);
const surfacesOf = (meshes: readonly Mesh[]): ShownSurface[] =>
  meshes.map((mesh, i) => ({
    mesh,
    name: `${i}`,
    color: [0, 0, 0],
    alpha: 1,
    flat: false,
    edges: false,
  }));
const nodules = surfacesOf(Array.from({ length: 40 }, () => ball(8)));
const scene = layScene([ball(8)], {});

describe("more surfaces than the budget holds", () => {
  test("each have fewer triangles, until they fit", () => {
    const all = countFaces(nodules);
    const figure = createPlotlyPayload(nodules, scene, { title: "", note: "", all, budget: 150_000 });
    expect(JSON.stringify(figure).length).toBeLessThanOrEqual(150_000);
    const coded = codeSurfaces(nodules, scene, 40_000);
    expect(coded?.faces).toBeLessThan(all);
    expect(JSON.stringify(coded?.surfaces).length).toBeLessThanOrEqual(40_000);
  });

  test("are shown as they are where none has a triangle to spare", () => {
    const all = 4 * 600;
    const many = surfacesOf(Array.from({ length: 600 }, () => tetrahedron));
    const figure = createPlotlyPayload(many, scene, { title: "", note: "", all, budget: 10_000 });
    expect(figure.layout).not.toHaveProperty("title.subtitle");
    expect(codeSurfaces(many, scene, 10_000)?.faces).toBe(all);
  });

  test("stay whole, without the folds and edges of more than two faces that a quick collapse makes", async () => {
    // A net of beams two voxels thick, with specks in its cells.
    const smooth = smoothMesh(
      surfaceOf(26, (...voxel) => {
        const beams = voxel.filter((at) => at % 8 === 2 || at % 8 === 3).length;
        return voxel.every((at) => at > 1 && at < 22) && (beams > 1 || voxel.every((at) => at % 8 === 6));
      }),
    );
    const coded = codeSurfaces(surfacesOf([smooth]), layScene([smooth], {}), 9_000);
    expect(coded.topology).toBe("kept");
    const [{ fine }] = coded.surfaces;
    expect(fine.triangles).toBeLessThan(smooth.triangles.length / 3);
    const { x, y, z, i, j, k } = await decodeMesh(fine, coded.grid, "The ball");
    const positions = Float32Array.from(
      { length: 3 * x.length },
      (_, at) => [x, y, z][at % 3][Math.floor(at / 3)],
    );
    const triangles = Uint32Array.from(
      { length: 3 * i.length },
      (_, at) => [i, j, k][at % 3][Math.floor(at / 3)],
    );
    const { folds, nonManifoldEdges } = meshQuality(createMesh(positions, triangles));
    expect([folds, nonManifoldEdges]).toEqual([0, 0]);
  });
});

test("a colour between whole levels is one that the page reads", () => {
  expect(describeLook({ ...nodules[0], color: [114.75, 0.2, 254.6] }).color).toBe("rgb(115, 0, 255)");
});

describe("simplified surfaces", () => {
  test.each([6000, 20_000])("have %d triangles in all at most", (faces) => {
    const { surfaces: simple } = simplifySurfaces(nodules, faces);
    expect(countFaces(simple)).toBeLessThanOrEqual(faces);
    expect(countFaces(simple)).toBeGreaterThan(0.9 * faces);
  });

  test("keep their shares when they are simplified once more, glass too", () => {
    const [glass, solid] = surfacesOf([ball(12), ball(12)]);
    const first = simplifySurfaces([{ ...glass, alpha: 0.3 }, solid], 4000, { glassWeight: 0.3 }).surfaces;
    const again = simplifySurfaces(first, 3000).surfaces;
    const share = ([one, other]: readonly ShownSurface[]) =>
      one.mesh.triangles.length / other.mesh.triangles.length;
    expect(share(first)).toBeCloseTo(0.3, 1);
    expect(share(again)).toBeCloseTo(share(first), 1);
  });

  test("keep 500 triangles of a small one beside a large one", () => {
    const [small, large] = simplifySurfaces(surfacesOf([ball(5.5), ball(11)]), 1200).surfaces;
    expect(small.mesh.triangles.length / 3).toBeGreaterThan(450);
    expect(small.mesh.triangles.length / 3).toBeLessThanOrEqual(500);
    expect(countFaces([small, large])).toBeLessThanOrEqual(1200);
  });
});
