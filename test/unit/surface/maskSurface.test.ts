import { inspect } from "node:util";
import fc from "fast-check";
import ndarray, { type NdArray } from "ndarray";
import { describe, expect, test } from "vitest";
import { interactive3dPlot } from "../../../kernel-lib/src/kernel/interactive3dPlot";
import { maskSurface } from "../../../kernel-lib/src/surface/maskSurface";
import type { Mesh } from "../../../kernel-lib/src/surface/mesh";
import { isClosed, meshCentroid, meshVolume } from "../../../kernel-lib/src/surface/meshMeasures";
import type { AxisOrder } from "../../../kernel-lib/src/surface/rasterGrid";
import { simplifyMesh } from "../../../kernel-lib/src/surface/simplifyMesh";
import { vertexNormals } from "../../../kernel-lib/src/surface/vertexNormals";
import { createGeometry, patientPoint, voxelVolume } from "../../../kernel-lib/src/volume/geometry";
import { countVoxels, createMask, maskFromVoxels } from "../../../kernel-lib/src/volume/mask";
import { ballGrid, ballMask, OBLIQUE } from "../../makers/ball";
import { maskFrom } from "../../makers/maskFrom";
import { plainMarching } from "../../reference/plainMarching";

const ALL_AXES: AxisOrder[] = ["slice-row-column", "column-row-slice", "column-row-reversedSlice"];

/** Random masks with rows on both sides of a word's end. */
const masks = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 67 }))
  .chain((shape) => {
    const voxels = shape[0] * shape[1] * shape[2];
    return fc
      .uint8Array({ minLength: voxels, maxLength: voxels, max: 1 })
      .map((bytes): NdArray<Uint8Array> => ndarray(bytes, [...shape]));
  });

function inOrder(mask: NdArray<Uint8Array>, axes: AxisOrder): NdArray<Uint8Array> {
  if (axes === "slice-row-column") return mask;
  return mask.transpose(2, 1, 0).step(1, 1, axes === "column-row-slice" ? 1 : -1);
}

const triangleSet = ({ positions, triangles }: Mesh, digits = 4): string[] =>
  Array.from({ length: triangles.length / 3 }, (_, t) => {
    const corners = [0, 1, 2].map((k) =>
      [0, 1, 2].map((axis) => positions[3 * triangles[3 * t + k] + axis].toFixed(digits)).join(),
    );
    const first = corners.indexOf([...corners].sort()[0]);
    return [...corners.slice(first), ...corners.slice(0, first)].join(" ");
  }).sort();

describe("a 20 mm ball on 0.7 x 0.8 x 3 mm voxels", () => {
  test.each([
    ["axial", {}, [0, 0, 0]],
    ["axial, away from the origin", {}, [-175.5, 212.25, -1034.5]],
    ["oblique", OBLIQUE, [31, -7, 405]],
    ["coronal", { columnDirection: [0, 0, -1] }, [-10, 20, 30]],
  ] as const)("%s: centroid, volume and normals", (_, directions, origin) => {
    const { geometry, middle } = ballGrid(directions, origin);
    for (const axes of ALL_AXES) {
      const ball = ballMask(geometry, middle, 20);
      const mesh = maskSurface(ball, { axes });
      expect(isClosed(mesh)).toBe(true);

      const voxels = countVoxels(ball) * voxelVolume(geometry);
      expect(Math.abs(meshVolume(mesh) / voxels - 1)).toBeLessThan(0.005);
      const centroid = meshCentroid(mesh) ?? [];
      expect(Math.hypot(...middle.map((mm, axis) => mm - centroid[axis]))).toBeLessThan(0.1);

      const normals = vertexNormals(mesh);
      let leastOutward = Number.POSITIVE_INFINITY;
      for (let v = 0; v < normals.length; v += 3) {
        const outward = [0, 1, 2].map((axis) => mesh.positions[v + axis] - middle[axis]);
        const along = outward.reduce((sum, mm, axis) => sum + mm * normals[v + axis], 0);
        leastOutward = Math.min(leastOutward, along);
      }
      expect(leastOutward).toBeGreaterThan(0);
      expect(mesh.positions.length / 3 - mesh.triangles.length / 6).toBe(2); // Euler number of a sphere
    }
  });

  test("keeps its volume within 5 % with a step of 2, through the centres of the same voxels", () => {
    const { geometry, middle } = ballGrid();
    const ball = ballMask(geometry, middle, 20);
    const coarse = maskSurface(ball, { stepSize: 2 });
    expect(isClosed(coarse)).toBe(true);
    expect(Math.abs(meshVolume(coarse) / meshVolume(maskSurface(ball)) - 1)).toBeLessThan(0.05);
  });
});

test("one voxel is an octahedron around its place in the patient", () => {
  const geometry = createGeometry([3, 3, 3], { spacing: [3, 2, 1], origin: [10, 20, 30] });
  const voxel = maskFrom(`
    ...
    ...
    ...

    ...
    .#.
    ...

    ...
    ...
    ...`);
  const mesh = maskSurface(maskFromVoxels(voxel, geometry));
  expect(mesh.triangles).toHaveLength(8 * 3);
  expect(meshVolume(mesh)).toBeCloseTo((3 * 2 * 1) / 6, 6);
  expect(meshCentroid(mesh)).toEqual([11, 22, 33]);
});

describe("against plain marching", () => {
  test("vertices, faces and their order are the same in every axis order and step", () => {
    const choices = fc.tuple(masks, fc.constantFrom(...ALL_AXES), fc.integer({ min: 1, max: 3 }));
    fc.assert(
      fc.property(choices, ([mask, axes, stepSize]) => {
        const mesh = maskSurface(mask, { axes, stepSize, coordinates: "voxel" });
        const expected = plainMarching(inOrder(mask, axes).step(stepSize, stepSize, stepSize));
        expect([...mesh.positions]).toEqual(expected.positions.map((index) => index * stepSize));
        expect([...mesh.triangles]).toEqual(expected.triangles);
      }),
      { seed: 1, numRuns: 150 },
    );
  });

  test("patient coordinates are the voxel ones through the affine, whatever the axis order", () => {
    const axial = { spacing: [2.5, 0.7, 0.8], origin: [-100, 50, -300], ...OBLIQUE } as const;
    fc.assert(
      fc.property(masks, fc.constantFrom(...ALL_AXES), (bytes, axes) => {
        const [slices, rows, columns] = bytes.shape;
        const geometry = createGeometry([slices, rows, columns], axial);
        const mask = maskFromVoxels(bytes, geometry);
        const voxel = maskSurface(mask, { axes, coordinates: "voxel" });
        const { positions } = maskSurface(mask, { axes });
        let farthest = 0;
        for (let v = 0; v < positions.length; v += 3) {
          const [a, b, c] = voxel.positions.subarray(v, v + 3);
          const slice = axes === "column-row-slice" ? c : slices - 1 - c;
          const [x, y, z] = axes === "slice-row-column" ? [a, b, c] : [slice, b, a];
          const expected = patientPoint(geometry, x, y, z);
          farthest = Math.max(farthest, ...expected.map((mm, axis) => Math.abs(positions[v + axis] - mm)));
        }
        expect(farthest).toBeLessThan(1e-3);
      }),
      { seed: 2, numRuns: 60 },
    );
  });
});

describe("with a closed border", () => {
  test("every mask's surface is closed, encloses a volume and has an even Euler number", () => {
    fc.assert(
      fc.property(
        masks,
        fc.constantFrom(...ALL_AXES),
        fc.integer({ min: 1, max: 2 }),
        (mask, axes, stepSize) => {
          const mesh = maskSurface(mask, { border: "closed", axes, stepSize });
          expect(isClosed(mesh)).toBe(true);
          const sampled = inOrder(mask, axes).step(stepSize, stepSize, stepSize);
          let any = false;
          for (let i = 0; i < sampled.shape[0]; i++)
            for (let j = 0; j < sampled.shape[1]; j++)
              for (let k = 0; k < sampled.shape[2]; k++) any ||= sampled.get(i, j, k) !== 0;
          if (any) expect(meshVolume(mesh)).toBeGreaterThan(0);
          else expect(mesh.triangles).toHaveLength(0);
          expect(Math.abs(mesh.positions.length / 3 - mesh.triangles.length / 6) % 2).toBe(0);
        },
      ),
      { seed: 3, numRuns: 150 },
    );
  });

  test("the open surface is a part of it", () => {
    fc.assert(
      fc.property(masks, (mask) => {
        const closed = new Set(triangleSet(maskSurface(mask, { border: "closed" })));
        expect(triangleSet(maskSurface(mask)).filter((triangle) => !closed.has(triangle))).toEqual([]);
      }),
      { seed: 4, numRuns: 50 },
    );
  });

  test("a full block is as large as its voxels, but for the edges and corners cut off", () => {
    const geometry = createGeometry([20, 30, 40], { spacing: [2, 1, 0.5] });
    const full = maskFromVoxels(ndarray(new Uint8Array(24000).fill(1), [20, 30, 40]), geometry);
    expect(meshVolume(maskSurface(full, { border: "closed" })) / 24000).toBeGreaterThan(0.98);
    expect(maskSurface(full).triangles).toHaveLength(0);
  });
});

describe("what has no surface or no place", () => {
  test("an empty mask gives an empty mesh, also of one slice whose spacing is not known", () => {
    const unknown = createGeometry([1, 4, 4], { spacing: [null, 1, 1] });
    for (const geometry of [createGeometry([3, 4, 5]), createGeometry([0, 4, 5]), unknown]) {
      const mesh = maskSurface(createMask(geometry), { border: "closed" });
      expect([mesh.positions.length, mesh.triangles.length]).toEqual([0, 0]);
    }
  });

  test("a mask of one slice is open on both sides, or a closed box", () => {
    const slice = maskFrom(`
      ....
      .##.
      ....`);
    expect(maskSurface(slice).triangles).toHaveLength(0);
    const box = maskSurface(slice, { border: "closed" });
    expect(isClosed(box)).toBe(true);
    expect(meshVolume(box)).toBeGreaterThan(0);
  });

  test("patient mm need the slice spacing, voxel indices do not", () => {
    const unknown = createGeometry([1, 1, 1], { spacing: [null, 1, 1] });
    const mask = maskFromVoxels(maskFrom("#"), unknown);
    expect(() => maskSurface(mask)).toThrow("a mesh in patient mm needs the distance between slices");
    expect(maskSurface(mask, { coordinates: "voxel", border: "closed" }).triangles).toHaveLength(24);
  });

  test.each([
    [{}, "voxels of unit size, place unknown", "a notch every 1 voxels", []],
    [{ spacing: [2, 1, 0.5] }, "mm, place unknown", "a notch every 2 mm", []],
    [{ origin: [0, 0, 0] }, "patient mm (LPS)", "a notch every 1 mm", ["R", "L", "A", "P", "F", "H"]],
  ] as const)("of a geometry with %j a mesh is in %s, simplified too", (options, words, notches, letters) => {
    const voxels = ndarray(new Uint8Array(1000).fill(1), [10, 10, 10]);
    const mask = maskFromVoxels(voxels, createGeometry([10, 10, 10], options));
    const mesh = maskSurface(mask, { border: "closed" });
    const few = simplifyMesh(mesh, { faces: 100 }).mesh;
    for (const each of [mesh, few, maskSurface(createMask(mask.geometry))]) {
      expect(inspect(each)).toMatch(new RegExp(`triangles, in ${words.replace(/[()]/g, "\\$&")}$`));
    }
    const { layout, data } = interactive3dPlot(mesh).figure;
    expect(layout.title).toMatchObject({ subtitle: { text: notches } });
    expect(data.flatMap(({ mode, text }) => (mode === "text" ? text : []))).toEqual(letters);
    expect(inspect(maskSurface(mask, { coordinates: "voxel" }))).toMatch(/in voxel indices$/);
  });

  test.each([0, -1, 1.5, Number.NaN])("a step of %s is refused", (stepSize) => {
    expect(() => maskSurface(maskFrom("#"), { stepSize })).toThrow("stepSize must be a whole number");
  });
});
