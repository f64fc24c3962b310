import { describe, expect, test } from "vitest";
import { maskSurface } from "../../../kernel-lib/src/surface/maskSurface";
import { createMesh } from "../../../kernel-lib/src/surface/mesh";
import { meshQuality } from "../../../kernel-lib/src/surface/meshQuality";
import { ballGrid, ballMask } from "../../makers/ball";

/** Two triangles with a common edge of 2 mm along x; the second is turned about it by some degrees out of the plane. */
const bent = (degrees: number) => {
  const angle = (degrees * Math.PI) / 180;
  const positions = [0, 0, 0, 2, 0, 0, 1, -1, 0, 1, Math.cos(angle), Math.sin(angle)];
  return createMesh(Float32Array.from(positions), Uint32Array.of(0, 2, 1, 0, 1, 3));
};

describe("meshQuality", () => {
  test("finds nothing wrong with the surface of a ball", () => {
    const { geometry, middle } = ballGrid();
    const ball = maskSurface(ballMask(geometry, middle, 20));
    const faces = ball.triangles.length / 3;
    // Every face of a closed mesh has three halves of edges.
    expect(meshQuality(ball)).toEqual({
      faces,
      edges: 1.5 * faces,
      folds: 0,
      foldShare: 0,
      nonManifoldEdges: 0,
      borderEdges: 0,
      facesWithoutArea: 0,
      pieces: 1,
    });
  });

  test.each([
    [0, 0],
    [90, 0],
    [119.9, 0],
    [120.1, 1],
    [-150, 1],
    [180, 1],
  ])("counts an edge that turns by %s degrees as %s folds", (degrees, folds) => {
    const quality = meshQuality(bent(degrees));
    expect(quality).toMatchObject({ edges: 5, folds, borderEdges: 4, pieces: 1 });
    expect(quality.foldShare).toBeCloseTo(folds / 5, 12);
  });

  test.each([
    [0, 0],
    [150, 1],
  ])("sees a turn of %s degrees also where one face is turned over", (degrees, folds) => {
    const { positions } = bent(degrees);
    expect(meshQuality(createMesh(positions, Uint32Array.of(0, 2, 1, 0, 3, 1))).folds).toBe(folds);
  });

  test("counts an edge of three faces, and no fold there", () => {
    const { positions, triangles } = bent(170);
    const fin = Float32Array.of(...positions, 1, 0, 1);
    const quality = meshQuality(createMesh(fin, Uint32Array.of(...triangles, 0, 1, 4)));
    expect(quality).toMatchObject({ edges: 7, folds: 0, nonManifoldEdges: 1, borderEdges: 6 });
  });

  test("counts faces whose corners lie on a line or coincide, of any size", () => {
    for (const size of [1e-3, 1, 1e3]) {
      const positions = Float32Array.of(0, 0, 0, size, 0, 0, 2 * size, 0, 0, 0, size, 0);
      const triangles = Uint32Array.of(0, 1, 2, 1, 1, 3, 0, 1, 3);
      expect(meshQuality(createMesh(positions, triangles)).facesWithoutArea).toBe(2);
    }
  });

  test("counts pieces that touch nowhere", () => {
    const { positions, triangles } = bent(10);
    const apart = triangles.map((vertex) => vertex + 4);
    const both = createMesh(
      Float32Array.of(...positions, ...positions),
      Uint32Array.of(...triangles, ...apart),
    );
    expect(meshQuality(both)).toMatchObject({ faces: 4, edges: 10, pieces: 2 });
  });

  test("has no share of no edges", () => {
    const nothing = createMesh(new Float32Array(0), new Uint32Array(0));
    expect(meshQuality(nothing)).toMatchObject({ faces: 0, edges: 0, foldShare: 0, pieces: 0 });
  });
});
