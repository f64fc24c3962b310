import { maskSurface } from "tslab-dicom";
import { describe, expect, test } from "vitest";
import { codeMesh, spanGrid } from "../../../../kernel-lib/src/display/payload/meshCoder";
import { PayloadError } from "../../../../lab-extension/src/decode/payloadError";
import { decodeMesh } from "../../../../lab-extension/src/mesh/decodeMesh";
import { ballGrid, ballMask } from "../../../makers/ball";

const { geometry, middle } = ballGrid();
const ball = maskSurface(ballMask(geometry, middle, 20));
const [low, high] = [0, 1].map((end) =>
  [0, 1, 2].map((axis) => {
    const values = ball.positions.filter((_, i) => i % 3 === axis);
    return end === 0 ? values.reduce((a, b) => Math.min(a, b)) : values.reduce((a, b) => Math.max(a, b));
  }),
) as [[number, number, number], [number, number, number]];
const grid = spanGrid(low, high);

/** Each triangle by its corners' places on the grid, the least first and the order round it kept, all in order. */
function listTriangles(corner: (t: number, k: number) => number[], count: number): string[] {
  const list = Array.from({ length: count }, (_, t) => {
    const places = [0, 1, 2].map((k) =>
      corner(t, k)
        .map((v, axis) => Math.round((v - grid.origin[axis]) / grid.step))
        .join(" "),
    );
    const first = places.indexOf([...places].sort()[0]);
    return [0, 1, 2].map((k) => places[(first + k) % 3]).join(", ");
  });
  return list.sort();
}

function code() {
  const coded = codeMesh(ball, grid);
  if (!coded) throw new Error("the encoder is not loaded");
  return coded;
}

describe("a coded mesh", () => {
  test("comes back with the same triangles, each corner within half a step of the grid", async () => {
    const coded = code();
    const { x, y, z, i, j, k } = await decodeMesh(coded, grid, "The mesh");
    expect([x.length, i.length]).toEqual([ball.positions.length / 3, ball.triangles.length / 3]);
    const corners = [i, j, k];
    const decoded = listTriangles((t, c) => [x, y, z].map((along) => along[corners[c][t]]), i.length);
    const given = listTriangles((t, c) => {
      const v = 3 * ball.triangles[3 * t + c];
      return [...ball.positions.subarray(v, v + 3)];
    }, i.length);
    expect(decoded).toEqual(given);
  });

  test("takes a small part of what its numbers would", () => {
    const { positions, indices } = code();
    const plain = ((ball.positions.byteLength + ball.triangles.byteLength) * 4) / 3;
    expect(positions.length + indices.length).toBeLessThan(plain / 6);
  });

  test.each<[string, (coded: ReturnType<typeof code>) => ReturnType<typeof code>]>([
    ["is cut", (coded) => ({ ...coded, positions: coded.positions.slice(0, 400) })],
    ["is no base64", (coded) => ({ ...coded, indices: "?" })],
    ["says other sizes", (coded) => ({ ...coded, positionBytes: coded.positionBytes + 1 })],
    ["has corners that it has not", (coded) => ({ ...coded, vertices: 16 })],
    ["has fewer triangles than it says", (coded) => ({ ...coded, triangles: coded.triangles + 8 })],
  ])("that %s is refused", async (_, damage) => {
    await expect(decodeMesh(damage(code()), grid, "The mesh")).rejects.toThrow(PayloadError);
  });
});
