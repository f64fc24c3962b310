import ndarray from "ndarray";
import { describe, expect, test } from "vitest";
import { maskSurface } from "../../../kernel-lib/src/surface/maskSurface";
import { createMesh, type Mesh } from "../../../kernel-lib/src/surface/mesh";
import { meshDistance } from "../../../kernel-lib/src/surface/meshDistance";
import { isClosed, meshCentroid, meshVolume } from "../../../kernel-lib/src/surface/meshMeasures";
import { meshQuality } from "../../../kernel-lib/src/surface/meshQuality";
import { simplifyMesh } from "../../../kernel-lib/src/surface/simplifyMesh";
import { smoothMesh } from "../../../kernel-lib/src/surface/smoothMesh";
import { ballGrid, ballMask } from "../../makers/ball";
import { surfaceOf } from "../../makers/surfaceOf";

/** Least and largest of a coordinate. */
const extent = (positions: Float32Array, axis: number): readonly number[] => {
  const values = positions.filter((_, i) => i % 3 === axis);
  return [Math.min(...values), Math.max(...values)];
};

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

/** A frame of beams two voxels thick: a net of many handles, and a speck in each of its cells. */
const frame = smoothMesh(
  surfaceOf(26, (...voxel) => {
    const beams = voxel.filter((at) => at % 8 === 2 || at % 8 === 3).length;
    return voxel.every((at) => at > 1 && at < 22) && (beams > 1 || voxel.every((at) => at % 8 === 6));
  }),
);
/** Vertices less edges plus faces: 2 a piece, less 2 a handle. */
const eulerNumber = (mesh: Mesh): number =>
  mesh.positions.length / 3 - meshQuality(mesh).edges + mesh.triangles.length / 3;

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

  test("keeps pieces, handles and volume of a net of beams, without folds", () => {
    const { mesh, facesBefore, facesAfter, topology } = simplifyMesh(frame, { faces: 600 });
    expect(facesBefore).toBeGreaterThan(10 * 600);
    expect(facesAfter).toBeGreaterThan(590);
    expect(topology).toBe("kept");
    expect(eulerNumber(mesh)).toBe(eulerNumber(frame));
    expect(eulerNumber(frame)).toBeLessThan(-10);
    expect(isClosed(mesh)).toBe(true);
    expect(Math.abs(meshVolume(mesh) / meshVolume(frame) - 1)).toBeLessThan(1e-4);
    const { pieces } = meshQuality(frame);
    expect(meshQuality(mesh)).toMatchObject({ folds: 0, nonManifoldEdges: 0, facesWithoutArea: 0, pieces });
  });

  test("cuts handles and leaves out specks where there are too many for the number, and stays whole", () => {
    const { mesh, facesAfter, topology } = simplifyMesh(frame, { faces: 400 });
    expect(topology).toBe("cut");
    expect(facesAfter).toBeLessThanOrEqual(400);
    expect(facesAfter).toBeGreaterThan(350);
    expect(eulerNumber(mesh)).toBeGreaterThan(eulerNumber(frame));
    expect(isClosed(mesh)).toBe(true);
    expect(meshQuality(mesh)).toMatchObject({ nonManifoldEdges: 0, facesWithoutArea: 0 });
    expect(meshQuality(mesh).foldShare).toBeLessThan(0.02);
  });

  test("mends the folds that a mesh has", () => {
    // One vertex of the ball is pulled through the ball's surface.
    const positions = smoothMesh(ball).positions.slice();
    for (let axis = 0; axis < 3; axis++)
      positions[3000 + axis] += 0.2 * (middle[axis] - positions[3000 + axis]);
    const pulled = createMesh(positions, ball.triangles);
    expect(meshQuality(pulled).folds).toBeGreaterThan(0);
    expect(meshQuality(simplifyMesh(pulled, { faces: 5000 }).mesh).folds).toBe(0);
  });

  test("leaves edges of more than two faces, and the border of an open mesh, as they are", () => {
    // Two boxes of voxels that touch along an edge; the volume's end cuts them open.
    const touching = maskSurface(
      ndarray(
        Uint8Array.from({ length: 16 ** 3 }, (_, i) =>
          Number(Math.floor(i / 16) % 16 < 8 === i % 16 < 8 && i % 16 > 1 && i % 16 < 14),
        ),
        [16, 16, 16],
      ),
    );
    const before = meshQuality(touching);
    expect(before.borderEdges).toBeGreaterThan(0);
    const { mesh } = simplifyMesh(touching, { faces: 300 });
    const after = meshQuality(mesh);
    expect(after.nonManifoldEdges).toBe(before.nonManifoldEdges);
    const ends = ({ positions }: Mesh) => [0, 1, 2].map((axis) => extent(positions, axis));
    expect(ends(mesh).flat()).toEqual(
      ends(touching)
        .flat()
        .map((mm) => expect.closeTo(mm, 2)),
    );
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

  test("moves no fold farther than it may either", () => {
    const positions = smoothMesh(ball).positions.slice();
    for (let axis = 0; axis < 3; axis++) positions[3000 + axis] += axis === 0 ? 3 : 0;
    const spiked = createMesh(positions, ball.triangles);
    expect(meshQuality(spiked).folds).toBeGreaterThan(0);
    const { mesh } = simplifyMesh(spiked, { faces: 10, maxError: 0.001 });
    expect(meshDistance(spiked, mesh).max).toBeLessThan(0.05);
  });

  test("leaves a flat tetrahedron beside a ball in place, where the number is reached without it", () => {
    const { positions, triangles } = smoothMesh(ball);
    const at = positions.length / 3;
    const flat = [0, 0, 0, 2, 0, 0, 0, 2, 0, 0.7, 0.7, 0.01];
    const both = createMesh(
      Float32Array.of(...positions, ...flat),
      Uint32Array.of(...triangles, ...[0, 2, 1, 0, 1, 3, 1, 2, 3, 2, 0, 3].map((corner) => at + corner)),
    );
    expect(meshQuality(both).pieces).toBe(2);
    const { mesh, topology } = simplifyMesh(both, { faces: triangles.length / 6 });
    expect([meshQuality(mesh).pieces, topology]).toEqual([2, "kept"]);
  });

  test("says how many triangles are gone of those that have to go", () => {
    const told: [number, number][] = [];
    const size = frame.triangles.length / 3;
    simplifyMesh(frame, { faces: 1000, onProgress: (...amounts) => told.push(amounts) });
    expect(told.length).toBeGreaterThan(0);
    expect(told.every(([gone, total]) => gone > 0 && gone <= total && total === size - 1000)).toBe(true);
    expect(told.map(([gone]) => gone)).toEqual(told.map(([gone]) => gone).sort((a, b) => a - b));
  });

  test("returns a mesh that is small enough as it is", () => {
    expect(simplifyMesh(ball, { faces: 1e6 }).mesh).toBe(ball);
  });

  test("reaches the number even where collapsing edges cannot", () => {
    const sponge = maskSurface(speckled(14, 0.5));
    const { facesAfter, topology } = simplifyMesh(sponge, { faces: 120 });
    expect(topology).toBe("merged");
    expect(facesAfter).toBeGreaterThan(0);
    expect(facesAfter).toBeLessThanOrEqual(120);
    const limited = simplifyMesh(sponge, { faces: 120, maxError: 1e6 });
    expect(limited.topology).toBe("kept");
    expect(limited.facesAfter).toBeGreaterThan(120);
  });

  test.each([0, -5, 2.5, Number.NaN])("refuses %s faces", (faces) => {
    expect(() => simplifyMesh(ball, { faces })).toThrow("faces must be a positive whole number");
  });

  test("refuses a largest error that is not positive", () => {
    expect(() => simplifyMesh(ball, { faces: 5, maxError: 0 })).toThrow(
      "maxError must be a positive distance",
    );
  });
});
