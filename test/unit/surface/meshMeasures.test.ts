import { describe, expect, test } from "vitest";
import { createMesh, type Mesh } from "../../../kernel-lib/src/surface/mesh";
import { isClosed, meshArea, meshCentroid, meshVolume } from "../../../kernel-lib/src/surface/meshMeasures";
import { triIndices } from "../../../kernel-lib/src/surface/triIndices";
import { vertexNormals } from "../../../kernel-lib/src/surface/vertexNormals";
import { boxMesh } from "../../makers/boxMesh";

/** A box of 2 x 3 x 5 mm from a corner, faces outward. */
const box = (corner?: readonly [number, number, number]): Mesh => boxMesh([2, 3, 5], corner);

const turned = (mesh: Mesh): Mesh => createMesh(mesh.positions, mesh.triangles.slice().reverse());
const without = (mesh: Mesh, triangle: number): Mesh =>
  createMesh(
    mesh.positions,
    mesh.triangles.filter((_, at) => Math.floor(at / 3) !== triangle),
  );

describe("a box", () => {
  test("has its volume, negative with its faces turned", () => {
    expect(meshVolume(box())).toBeCloseTo(30, 10);
    expect(meshVolume(turned(box()))).toBeCloseTo(-30, 10);
  });

  test("has its area and its centre", () => {
    expect(meshArea(box())).toBeCloseTo(2 * (6 + 10 + 15), 10);
    expect(meshCentroid(box())).toEqual([1, 1.5, 2.5].map((mm) => expect.closeTo(mm, 10)));
  });

  test("keeps volume and centre far from the origin", () => {
    const far = box([-1000, 2000, 4000]);
    expect(meshVolume(far)).toBeCloseTo(30, 10);
    expect(meshCentroid(far)).toEqual([-999, 2001.5, 4002.5].map((mm) => expect.closeTo(mm, 9)));
  });

  test("is closed, and open with any triangle missing or turned", () => {
    expect(isClosed(box())).toBe(true);
    expect(isClosed(turned(box()))).toBe(true);
    for (let triangle = 0; triangle < 12; triangle++) {
      expect(isClosed(without(box(), triangle))).toBe(false);
      const { positions, triangles } = box();
      triangles.subarray(3 * triangle, 3 * triangle + 3).reverse();
      expect(isClosed(createMesh(positions, triangles))).toBe(false);
    }
  });

  test("has normals that point away from its centre", () => {
    const normals = vertexNormals(box());
    for (let v = 0; v < 24; v += 3) {
      const [x, y, z] = normals.subarray(v, v + 3);
      expect(Math.hypot(x, y, z)).toBeCloseTo(1, 6);
      for (let axis = 0; axis < 3; axis++) expect(normals[v + axis] > 0).toBe(box().positions[v + axis] > 0);
    }
  });
});

test("nothing is closed, without volume, area and centre", () => {
  const nothing = createMesh(new Float32Array(0), new Uint32Array(0));
  expect(isClosed(nothing)).toBe(true);
  expect([meshVolume(nothing), meshArea(nothing), meshCentroid(nothing)]).toEqual([0, 0, null]);
});

test("vertexNormals weighs triangles by their area and leaves a lone vertex without a normal", () => {
  const positions = Float32Array.of(0, 0, 0, 3, 0, 0, 0, 1, 0, 0, 0, 1, 9, 9, 9);
  // Area 1.5 towards +z and 0.5 towards +x meet at the first vertex.
  const normals = vertexNormals(createMesh(positions, Uint32Array.of(0, 1, 2, 0, 2, 3)));
  expect([...normals.subarray(0, 3)]).toEqual(
    [0.1, 0, 0.3].map((n) => expect.closeTo(n / Math.sqrt(0.1), 6)),
  );
  expect([...normals.subarray(12)]).toEqual([0, 0, 0]);
});

test("triIndices gives one list for each corner", () => {
  const lists = { i: Uint32Array.of(0, 3), j: Uint32Array.of(1, 4), k: Uint32Array.of(2, 5) };
  expect(triIndices(Uint32Array.of(0, 1, 2, 3, 4, 5))).toEqual(lists);
});
