import { describe, expect, test } from "vitest";
import { createRandom } from "../../../kernel-lib/src/random";
import { createMesh, type Mesh } from "../../../kernel-lib/src/surface/mesh";
import { meshDistance } from "../../../kernel-lib/src/surface/meshDistance";
import { createTriangleTree } from "../../../kernel-lib/src/surface/triangleTree";
import { surfaceOf } from "../../makers/surfaceOf";

const ball = surfaceOf(16, (s, r, c) => Math.hypot(s - 8, r - 8, c - 8) < 5);
const moved = ({ positions, triangles }: Mesh, by: readonly number[]): Mesh =>
  createMesh(
    positions.map((mm, i) => mm + by[i % 3]),
    triangles,
  );
/** A square of 10 x 10 mm in two triangles. */
const square = createMesh(
  Float32Array.of(0, 0, 0, 10, 0, 0, 10, 10, 0, 0, 10, 0),
  Uint32Array.of(0, 1, 2, 0, 2, 3),
);

describe("meshDistance", () => {
  test("is nothing from a mesh to itself", () => {
    const { mean, max } = meshDistance(ball, ball);
    expect(mean).toBeLessThan(1e-6);
    expect(max).toBeLessThan(1e-6);
  });

  test("of two parallel squares is what is between them", () => {
    expect(meshDistance(square, moved(square, [0, 0, 3]))).toEqual({
      mean: expect.closeTo(3, 12),
      max: expect.closeTo(3, 12),
    });
  });

  test("beyond a square's edge goes to the edge, beyond its corner to the corner", () => {
    expect(meshDistance(square, moved(square, [14, 0, 0])).max).toBeCloseTo(14, 12);
    expect(meshDistance(square, moved(square, [13, 14, 0])).max).toBeCloseTo(Math.hypot(13, 14), 12);
  });

  test("differs by direction where one surface has more", () => {
    const both = createMesh(
      Float32Array.of(...square.positions, ...moved(square, [0, 0, 5]).positions),
      Uint32Array.of(...square.triangles, ...square.triangles.map((vertex) => vertex + 4)),
    );
    expect(meshDistance(square, both).max).toBeCloseTo(0, 12);
    expect(meshDistance(both, square)).toEqual({ mean: expect.closeTo(2.5, 12), max: expect.closeTo(5, 12) });
  });

  test("weighs the mean by area", () => {
    // A slope from 0 to 6 mm over the square, in halves of different size.
    const slope = createMesh(
      Float32Array.of(0, 0, 0, 10, 0, 6, 10, 10, 6, 0, 10, 0, 2, 0, 1.2, 2, 10, 1.2),
      Uint32Array.of(0, 4, 5, 0, 5, 3, 4, 1, 2, 4, 2, 5),
    );
    expect(meshDistance(slope, square).mean).toBeCloseTo(3, 6);
  });

  test("is infinite to a mesh without triangles, and nothing from one", () => {
    const nothing = createMesh(new Float32Array(0), new Uint32Array(0));
    const infinite = Number.POSITIVE_INFINITY;
    expect(meshDistance(square, nothing)).toEqual({ mean: infinite, max: infinite });
    expect(meshDistance(nothing, square)).toEqual({ mean: 0, max: 0 });
  });
});

test("the tree finds what a look at every triangle finds", () => {
  const random = createRandom(7);
  const tree = createTriangleTree(ball);
  const single = (face: number) =>
    createTriangleTree({ positions: ball.positions, triangles: ball.triangles.slice(face, face + 3) });
  const each = Array.from({ length: ball.triangles.length / 3 }, (_, t) => single(3 * t));
  for (let i = 0; i < 300; i++) {
    const [x, y, z] = [0, 1, 2].map(() => 40 * random.uniform() - 12);
    const nearest = Math.min(...each.map((one) => one.nearestSquare(x, y, z)));
    expect(tree.nearestSquare(x, y, z)).toBeCloseTo(nearest, 10);
  }
});
