import ndarray from "ndarray";
import { describe, expect, test } from "vitest";
import { isoSurface } from "../../../kernel-lib/src/surface/isoSurface";
import { makeMesh } from "../../../kernel-lib/src/surface/makeMesh";
import { maskSurface } from "../../../kernel-lib/src/surface/maskSurface";
import { isClosed, meshArea, meshCentroid, meshVolume } from "../../../kernel-lib/src/surface/meshMeasures";
import { createVolume } from "../../../kernel-lib/src/volume/volume";
import { ballDistance, ballGrid, OBLIQUE } from "../../makers/ball";
import { maskFrom } from "../../makers/maskFrom";

function ballVolume(directions = {}) {
  const { geometry, middle } = ballGrid(directions, [12, -40, 77]);
  const distance = ballDistance(geometry, middle, 20);
  return { volume: createVolume(ndarray(distance, [...geometry.shape]), { geometry }), middle };
}

describe("isoSurface", () => {
  test.each([
    ["axial", {}],
    ["oblique", OBLIQUE],
  ])("of the distance from a ball has its volume, area and centre, %s", (_, directions) => {
    const { volume, middle } = ballVolume(directions);
    const mesh = isoSurface(volume, { threshold: 0 });
    expect(isClosed(mesh)).toBe(true);
    expect(mesh.positions.length / 3 - mesh.triangles.length / 6).toBe(2);
    expect(Math.abs(meshVolume(mesh) / ((4 / 3) * Math.PI * 20 ** 3) - 1)).toBeLessThan(0.01);
    expect(Math.abs(meshArea(mesh) / (4 * Math.PI * 20 ** 2) - 1)).toBeLessThan(0.01);
    expect(meshCentroid(mesh)?.every((mm, axis) => Math.abs(mm - middle[axis]) < 0.02)).toBe(true);
    let farthest = 0;
    for (let v = 0; v < mesh.positions.length; v += 3) {
      const point = mesh.positions.subarray(v, v + 3);
      const radius = Math.hypot(point[0] - middle[0], point[1] - middle[1], point[2] - middle[2]);
      farthest = Math.max(farthest, Math.abs(radius - 20));
    }
    expect(farthest).toBeLessThan(0.15);
  });

  test("follows a plane exactly", () => {
    const voxels = ndarray(new Int16Array(4 * 5 * 6), [4, 5, 6]);
    for (let s = 0; s < 4; s++)
      for (let r = 0; r < 5; r++) for (let c = 0; c < 6; c++) voxels.set(s, r, c, 100 * s + 10 * c);
    const mesh = isoSurface(voxels, { threshold: 137, coordinates: "voxel" });
    expect(mesh.triangles.length).toBeGreaterThan(0);
    for (let v = 0; v < mesh.positions.length; v += 3) {
      expect(100 * mesh.positions[v] + 10 * mesh.positions[v + 2]).toBeCloseTo(137, 3);
    }
  });

  test("reads an array through its strides", () => {
    const { volume } = ballVolume();
    const [slices, rows, columns] = volume.geometry.shape;
    const turned = ndarray(new Float32Array(slices * rows * columns), [columns, rows, slices]).transpose(
      2,
      1,
      0,
    );
    for (let s = 0; s < slices; s++)
      for (let r = 0; r < rows; r++)
        for (let c = 0; c < columns; c++) turned.set(s, r, c, volume.voxels.get(s, r, c));
    expect(isoSurface(turned, { threshold: 3 })).toEqual(isoSurface(volume.voxels, { threshold: 3 }));
  });

  test("keeps a closed surface where patterns are ambiguous, with every centre inside its cell", () => {
    const random = Int16Array.from({ length: 12 ** 3 }, (_, i) => ((i * 7919) ^ (i * i * 31)) % 211);
    const noise = ndarray(random, [12, 12, 12]);
    const mesh = isoSurface(noise, { threshold: 60.5, border: "closed", coordinates: "voxel" });
    expect(isClosed(mesh)).toBe(true);
    const whole = [0, 0, 0, 0];
    for (let v = 0; v < mesh.positions.length; v += 3) {
      whole[[0, 1, 2].filter((axis) => Number.isInteger(mesh.positions[v + axis])).length]++;
    }
    expect(whole[0]).toBeGreaterThan(0); // centres
    expect(whole[2]).toBeGreaterThan(0); // on an edge
    expect(mesh.positions.every((index) => index >= -0.5 && index <= 11.5)).toBe(true);
  });

  test("of two values with no threshold given is the surface of the mask", () => {
    const mask = maskFrom(`
      ....
      .##.
      ....

      ....
      .#..
      ....`);
    const grey = ndarray(Int16Array.from(mask.data), mask.shape);
    expect(isoSurface(grey)).toEqual(maskSurface(mask));
  });

  test("cuts an edge to a value that is not a number in the middle", () => {
    const voxels = ndarray(Float32Array.of(10, 10, 10, 10, NaN, NaN, NaN, NaN), [2, 2, 2]);
    const { positions } = isoSurface(voxels, { threshold: 3, coordinates: "voxel" });
    expect([...positions].filter((_, at) => at % 3 === 0)).toEqual([0.5, 0.5, 0.5, 0.5]);
  });

  test("is empty when all values lie on one side", () => {
    const flat = ndarray(new Int16Array(27).fill(5), [3, 3, 3]);
    for (const threshold of [4, 5, 6]) expect(isoSurface(flat, { threshold }).triangles).toHaveLength(0);
    expect(isoSurface(flat).triangles).toHaveLength(0);
  });

  test("refuses a threshold that is not finite", () => {
    const flat = ndarray(new Int16Array(8), [2, 2, 2]);
    expect(() => isoSurface(flat, { threshold: Number.NaN })).toThrow("threshold must hold finite numbers");
  });
});

describe("makeMesh", () => {
  test("takes the tutorial's axis order, in voxel indices and in mm", () => {
    const mask = maskFrom(`
      ....
      .##.
      ....

      ....
      .#..
      ....

      ....
      ....
      ....`);
    const axes = "column-row-reversedSlice";
    expect(makeMesh(mask, { coordinates: "voxel" })).toEqual(
      maskSurface(mask, { axes, coordinates: "voxel" }),
    );
    expect(makeMesh(mask)).toEqual(maskSurface(mask, { axes }));
    expect(makeMesh(mask, { axes: "slice-row-column", stepSize: 1 })).toEqual(maskSurface(mask));
  });

  test("takes a grey volume at a threshold", () => {
    const { volume } = ballVolume();
    const sphere = makeMesh(volume, { threshold: 5 });
    expect(meshVolume(sphere)).toBeCloseTo(meshVolume(isoSurface(volume, { threshold: 5 })), 1);
    expect(Math.abs(meshVolume(sphere) / ((4 / 3) * Math.PI * 15 ** 3) - 1)).toBeLessThan(0.02);
  });

  test("refuses a threshold for a mask", () => {
    expect(() => makeMesh(maskFrom("#"), { threshold: 3 })).toThrow("threshold must be left out for a mask");
  });
});
