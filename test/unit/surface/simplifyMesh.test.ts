import ndarray from "ndarray";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { maskSurface } from "../../../kernel-lib/src/surface/maskSurface";
import { isClosed, meshCentroid, meshVolume } from "../../../kernel-lib/src/surface/meshMeasures";
import { ready, simplifyMesh } from "../../../kernel-lib/src/surface/simplifyMesh";
import { ballGrid, ballMask } from "../../makers/ball";

const { geometry, middle } = ballGrid();
const ball = maskSurface(ballMask(geometry, middle, 20));

/** Voxels that are set or not as a linear congruential generator says. */
function speckled(size: number, density: number) {
  let state = 1;
  const bytes = Uint8Array.from({ length: size ** 3 }, () => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return Number(state / 0x7fffffff < density);
  });
  return ndarray(bytes, [size, size, size]);
}

beforeAll(() => ready);

describe("simplifyMesh", () => {
  test("reaches the number of faces and keeps the ball closed, outward and in place", () => {
    const { mesh, facesBefore, facesAfter, error } = simplifyMesh(ball, { faces: 2000 });
    expect(facesBefore).toBe(ball.triangles.length / 3);
    expect(facesAfter).toBe(mesh.triangles.length / 3);
    expect(facesAfter).toBeLessThanOrEqual(2000);
    expect(facesAfter).toBeGreaterThan(1900);
    expect(isClosed(mesh)).toBe(true);
    expect(Math.abs(meshVolume(mesh) / meshVolume(ball) - 1)).toBeLessThan(0.01);
    const centroid = meshCentroid(mesh) ?? [];
    expect(Math.hypot(...middle.map((mm, axis) => mm - centroid[axis]))).toBeLessThan(0.1);
    expect(error).toBeGreaterThan(0);
    expect(error).toBeLessThan(3);
  });

  test("keeps exactly the vertices that its triangles use", () => {
    const { mesh } = simplifyMesh(ball, { faces: 500 });
    expect(new Set(mesh.triangles).size).toBe(mesh.positions.length / 3);
    expect(Math.max(...mesh.triangles)).toBe(mesh.positions.length / 3 - 1);
    expect(mesh.coordinates).toBe("patient");
  });

  test("gives the same mesh every time and leaves its input as it is", () => {
    const before = structuredClone({ ...ball });
    const first = simplifyMesh(ball, { faces: 1000 });
    expect(simplifyMesh(ball, { faces: 1000 })).toEqual(first);
    expect({ ...ball }).toEqual(before);
  });

  test("stops where the surface would move farther than it may", () => {
    const { facesAfter, error } = simplifyMesh(ball, { faces: 10, maxError: 0.5 });
    expect(error).toBeLessThanOrEqual(0.5);
    expect(facesAfter).toBeGreaterThan(10);
  });

  test("returns a mesh that is small enough as it is", () => {
    expect(simplifyMesh(ball, { faces: 1e6 }).mesh).toBe(ball);
  });

  test("reaches the number even where collapsing edges cannot", () => {
    const sponge = maskSurface(speckled(24, 0.5));
    const { facesAfter } = simplifyMesh(sponge, { faces: 470 });
    expect(facesAfter).toBeGreaterThan(0);
    expect(facesAfter).toBeLessThanOrEqual(470);
    expect(simplifyMesh(sponge, { faces: 470, maxError: 1e6 }).facesAfter).toBeGreaterThan(470);
  });

  test.each([0, -5, 2.5, Number.NaN])("refuses %s faces", (faces) => {
    expect(() => simplifyMesh(ball, { faces })).toThrow("faces must be a positive whole number");
  });

  test("refuses a largest error that is not positive", () => {
    expect(() => simplifyMesh(ball, { faces: 5, maxError: 0 })).toThrow(
      "maxError must be a positive distance",
    );
  });

  test("says what to do when it is called before the module is loaded", async () => {
    vi.resetModules();
    vi.doMock("meshoptimizer/simplifier", () => ({
      MeshoptSimplifier: { ready: new Promise(() => undefined) },
    }));
    const loading = await import("../../../kernel-lib/src/surface/simplifyMesh");
    vi.doUnmock("meshoptimizer/simplifier");
    expect(() => loading.simplifyMesh(ball, { faces: 10 })).toThrow("write `await ready` once before it");
    expect(loading.simplifyMesh(ball, { faces: 1e6 }).mesh).toBe(ball);
  });
});
