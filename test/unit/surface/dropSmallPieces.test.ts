import { describe, expect, test } from "vitest";
import { dropSmallPieces } from "../../../kernel-lib/src/surface/dropSmallPieces";
import { createMesh } from "../../../kernel-lib/src/surface/mesh";
import { meshArea, meshVolume } from "../../../kernel-lib/src/surface/meshMeasures";
import { surfaceOf } from "../../makers/surfaceOf";

const ball = (centre: number, radius: number) => (s: number, r: number, c: number) =>
  Math.hypot(s - centre, r - centre, c - centre) < radius;
const large = ball(12, 6);
const small = ball(3, 2);
const speck = (s: number, r: number, c: number) => s === 20 && r === 20 && c === 20;
const mesh = surfaceOf(24, (...voxel) => [large, small, speck].some((inside) => inside(...voxel)));

describe("dropSmallPieces", () => {
  test("leaves out the pieces of less area and says so", () => {
    const speckArea = meshArea(surfaceOf(24, speck));
    const {
      mesh: left,
      kept,
      dropped,
      droppedArea,
      note,
    } = dropSmallPieces(mesh, { minArea: 1.01 * speckArea });
    expect([kept, dropped]).toEqual([2, 1]);
    expect(droppedArea).toBeCloseTo(speckArea, 6);
    expect(meshArea(left)).toBeCloseTo(meshArea(mesh) - speckArea, 3);
    const share = ((100 * 8 * 3) / mesh.triangles.length).toFixed(1);
    expect(note).toBe(`1 small piece left out (${share} % of the triangles)`);
  });

  test("leaves out the pieces of fewer triangles, with their vertices", () => {
    const { mesh: left, dropped } = dropSmallPieces(mesh, { minFaces: 200 });
    expect(dropped).toBe(2);
    expect(meshVolume(left)).toBeCloseTo(meshVolume(surfaceOf(24, large)), 3);
    expect(new Set(left.triangles).size).toBe(left.positions.length / 3);
  });

  test("keeps a piece of exactly the least number of triangles", () => {
    expect(dropSmallPieces(mesh, { minFaces: 8 })).toMatchObject({ mesh, kept: 3, dropped: 0, note: "" });
    expect(dropSmallPieces(mesh, { minFaces: 9 }).dropped).toBe(1);
  });

  test("may leave nothing, and takes nothing", () => {
    const { mesh: nothing, kept, note } = dropSmallPieces(mesh, { minArea: 1e6 });
    expect([nothing.positions.length, nothing.triangles.length, kept]).toEqual([0, 0, 0]);
    expect(note).toBe("3 small pieces left out (100.0 % of the triangles)");
    const empty = createMesh(new Float32Array(0), new Uint32Array(0));
    expect(dropSmallPieces(empty, { minFaces: 5 })).toMatchObject({ kept: 0, dropped: 0, note: "" });
  });

  test.each([-1, Number.NaN, Number.POSITIVE_INFINITY])("refuses a least size of %s", (least) => {
    expect(() => dropSmallPieces(mesh, { minArea: least })).toThrow("minArea must be 0 or a positive number");
    expect(() => dropSmallPieces(mesh, { minFaces: least })).toThrow(
      "minFaces must be 0 or a positive number",
    );
  });
});
