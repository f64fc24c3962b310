import { describe, expect, test } from "vitest";
import { maskSurface } from "../../../kernel-lib/src/surface/maskSurface";
import { createMesh, type Mesh } from "../../../kernel-lib/src/surface/mesh";
import { isClosed, meshArea, meshCentroid, meshVolume } from "../../../kernel-lib/src/surface/meshMeasures";
import { smoothMesh } from "../../../kernel-lib/src/surface/smoothMesh";
import { ballGrid, ballMask } from "../../makers/ball";
import { surfaceOf } from "../../makers/surfaceOf";

const { geometry, middle } = ballGrid();
const RADIUS = 20;
const ball = maskSurface(ballMask(geometry, middle, RADIUS));

/** Root of the mean squared difference of the vertices' distances to a centre from a radius. */
const roughness = ({ positions }: Mesh, centre: readonly number[], radius: number): number => {
  let sum = 0;
  for (let v = 0; v < positions.length; v += 3) {
    const distance = Math.hypot(...centre.map((mm, axis) => positions[v + axis] - mm));
    sum += (distance - radius) ** 2;
  }
  return Math.sqrt((3 * sum) / positions.length);
};

describe("smoothMesh", () => {
  test("takes the steps off a ball and keeps its volume, place and triangles", () => {
    const smooth = smoothMesh(ball);
    expect(smooth.triangles).toEqual(ball.triangles);
    expect(isClosed(smooth)).toBe(true);
    expect(Math.abs(meshVolume(smooth) / meshVolume(ball) - 1)).toBeLessThan(1e-3);
    const centroid = meshCentroid(smooth) ?? [];
    expect(Math.hypot(...middle.map((mm, axis) => mm - centroid[axis]))).toBeLessThan(0.05);
    expect(roughness(smooth, middle, RADIUS)).toBeLessThan(0.8 * roughness(ball, middle, RADIUS));
    // The slices of 3 mm leave ledges: what steps added to the area is halved.
    const exact = 4 * Math.PI * RADIUS ** 2;
    expect(meshArea(smooth) - exact).toBeLessThan(0.5 * (meshArea(ball) - exact));
  });

  test("flattens the steps of a slanted plate", () => {
    // Steps of one voxel at every third column are up to 0.25 mm off the plane through their middles.
    const plate = surfaceOf(
      48,
      (s, r, c) => r > 3 && r < 44 && c > 3 && c < 44 && Math.abs(s - 8 - c / 3) < 4,
    );
    const smooth = smoothMesh(plate);
    const offPlane = ({ positions }: Mesh): number => {
      let sum = 0;
      let count = 0;
      for (let v = 0; v < positions.length; v += 3) {
        const [x, y, z] = plate.positions.subarray(v, v + 3);
        if (z < 8 + x / 3 || x < 12 || x > 36 || y < 12 || y > 36) continue;
        const [sx, , sz] = positions.subarray(v, v + 3);
        sum += sz - sx / 3;
        count++;
      }
      const mean = sum / count;
      let squares = 0;
      for (let v = 0; v < positions.length; v += 3) {
        const [x, y, z] = plate.positions.subarray(v, v + 3);
        if (z < 8 + x / 3 || x < 12 || x > 36 || y < 12 || y > 36) continue;
        const [sx, , sz] = positions.subarray(v, v + 3);
        squares += (sz - sx / 3 - mean) ** 2;
      }
      return Math.sqrt(squares / count);
    };
    expect(offPlane(smooth)).toBeLessThan(0.4 * offPlane(plate));
  });

  test.each([1, 2, 3])(
    "keeps the volume of a rod %s voxels thick, which a filter alone would thin",
    (thick) => {
      const rod = surfaceOf(
        20,
        (s, r, c) => s > 1 && s < 18 && r > 5 && r <= 5 + thick && c > 5 && c <= 5 + thick,
      );
      expect(Math.abs(meshVolume(smoothMesh(rod)) / meshVolume(rod) - 1)).toBeLessThan(0.005);
    },
  );

  test("keeps the volume of each piece, and of a cavity", () => {
    const small = (s: number, r: number, c: number) => Math.hypot(s - 4, r - 4, c - 4) < 2.5;
    const shell = (s: number, r: number, c: number) => {
      const distance = Math.hypot(s - 15, r - 15, c - 15);
      return distance < 9 && distance > 4;
    };
    const alone = surfaceOf(26, small);
    const both = smoothMesh(surfaceOf(26, (s, r, c) => small(s, r, c) || shell(s, r, c)));
    expect(meshVolume(both)).toBeCloseTo(meshVolume(alone) + meshVolume(surfaceOf(26, shell)), 0);
    expect(Math.abs(meshVolume(smoothMesh(alone)) / meshVolume(alone) - 1)).toBeLessThan(0.005);
  });

  test("leaves the border of an open mesh in place", () => {
    // The ball is cut off by the end of the volume.
    const open = maskSurface(ballMask(geometry, [middle[0], middle[1], 0], RADIUS));
    expect(isClosed(open)).toBe(false);
    const smooth = smoothMesh(open);
    const lowest = open.positions.reduce((least, mm, i) => (i % 3 === 2 ? Math.min(least, mm) : least), 1e9);
    let border = 0;
    for (let v = 0; v < open.positions.length; v += 3) {
      if (open.positions[v + 2] !== lowest) continue;
      border++;
      expect(smooth.positions.subarray(v, v + 3)).toEqual(open.positions.subarray(v, v + 3));
    }
    expect(border).toBeGreaterThan(50);
  });

  test("keeps more of the steps with fewer iterations, and all with none", () => {
    const rough = [0, 1, 3, 10].map((iterations) =>
      roughness(smoothMesh(ball, { iterations }), middle, RADIUS),
    );
    expect(rough.toSorted((a, b) => b - a)).toEqual(rough);
    expect(smoothMesh(ball, { iterations: 0 })).toBe(ball);
  });

  test("gives the same mesh every time and leaves its input as it is", () => {
    const before = structuredClone({ ...ball });
    expect(smoothMesh(ball)).toEqual(smoothMesh(ball));
    expect({ ...ball }).toEqual(before);
  });

  test("takes a mesh without triangles, and vertices without any", () => {
    const nothing = createMesh(new Float32Array(0), new Uint32Array(0));
    expect(smoothMesh(nothing)).toEqual(nothing);
    const lone = createMesh(Float32Array.of(1, 2, 3), new Uint32Array(0));
    expect(smoothMesh(lone).positions).toEqual(lone.positions);
  });

  test.each([-1, 0.5, 1001, Number.NaN])("refuses %s iterations", (iterations) => {
    expect(() => smoothMesh(ball, { iterations })).toThrow(
      "iterations must be a whole number from 0 to 1000",
    );
  });

  test.each([0, -0.1, 1.1, Number.NaN])("refuses a pass band of %s", (passBand) => {
    expect(() => smoothMesh(ball, { passBand })).toThrow("passBand must be a frequency above 0 and up to 1");
  });
});
