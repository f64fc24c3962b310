import { describe, expect, test } from "vitest";
import { type RenderMeshOptions, renderMesh } from "../../../../kernel-lib/src/display/mesh/renderMesh";
import { maskSurface } from "../../../../kernel-lib/src/surface/maskSurface";
import { createMesh, type Mesh } from "../../../../kernel-lib/src/surface/mesh";
import { ballGrid, ballMask } from "../../../makers/ball";

const SIZE = 60;
const WHITE = [255, 255, 255];

/** A right triangle for each list of nine numbers. */
const meshOf = (...triangles: number[][]): Mesh =>
  createMesh(
    Float32Array.from(triangles.flat()),
    Uint32Array.from({ length: 3 * triangles.length }, (_, i) => i),
  );

/** A square of 2 x 2 mm across the viewer's line at a depth, seen from the front. */
const square = (y: number, size = 1): number[][] => [
  [-size, y, -size, size, y, -size, size, y, size],
  [-size, y, -size, size, y, size, -size, y, size],
];

const pictureOf = (mesh: Mesh, options: RenderMeshOptions = {}) =>
  renderMesh(mesh, { width: SIZE, height: SIZE, ...options });

/** The colour of a pixel, counted from the top left. */
function pixelsOf(mesh: Mesh, options: RenderMeshOptions = {}) {
  const { rgba, width } = pictureOf(mesh, options);
  return (x: number, y: number) => [...rgba.subarray(4 * (y * width + x), 4 * (y * width + x) + 3)];
}

/** Pixels that are not background. */
function covered(mesh: Mesh, options: RenderMeshOptions = {}) {
  const pixel = pixelsOf(mesh, options);
  const found: [number, number][] = [];
  for (let y = 0; y < (options.height ?? SIZE); y++)
    for (let x = 0; x < (options.width ?? SIZE); x++) {
      if (pixel(x, y).some((value, channel) => value !== WHITE[channel])) found.push([x, y]);
    }
  return found;
}

const brightness = ([r, g, b]: number[]) => r + g + b;

describe("where things are", () => {
  // A big square, and a small mark at its patient-right, upper end.
  const marked = meshOf(...square(0), [-0.9, -1, 0.9, -0.5, -1, 0.9, -0.9, -1, 0.5]);
  const color = Uint8Array.from([0, 0, 255, 0, 0, 255, 255, 0, 0]);
  const isRed = ([r, , b]: number[]) => r > 60 && b < 60;

  test("the patient's right is on the left, the head up", () => {
    const pixel = pixelsOf(marked, { color });
    expect(isRed(pixel(7, 7))).toBe(true);
    expect(isRed(pixel(52, 7))).toBe(false);
    expect(isRed(pixel(7, 52))).toBe(false);
  });

  test("from behind left and right change places and the mark is hidden", () => {
    const seen = (azimuth: number) => pixelsOf(marked, { color, view: { azimuth } })(52, 7);
    expect(isRed(seen(180))).toBe(false);
    const behind = meshOf(...square(0), [-0.9, 1, 0.9, -0.5, 1, 0.9, -0.9, 1, 0.5]);
    expect(isRed(pixelsOf(behind, { color, view: { azimuth: 180 } })(52, 7))).toBe(true);
  });

  test("from the patient's left the back is on the right; from the head the front is below", () => {
    // A long bar from front to back, broad at its front end.
    const bar = meshOf([-0.2, -1, 0, 0.2, -1, 0.4, 0, 1, 0.2]);
    const left = covered(bar, { view: { azimuth: 90 } });
    const heightAt = (column: number) => left.filter(([x]) => x === column).length;
    expect(heightAt(10)).toBeGreaterThan(heightAt(50));
    expect(heightAt(50)).toBeGreaterThan(0);
    const top = covered(bar, { view: { elevation: 90 } });
    const widthAt = (row: number) => top.filter(([, y]) => y === row).length;
    expect(widthAt(50)).toBeGreaterThan(widthAt(10));
    expect(widthAt(10)).toBeGreaterThan(0);
  });

  test("a whole turn changes nothing", () => {
    const once = pictureOf(marked, { view: { azimuth: 30, elevation: 20 } });
    expect(pictureOf(marked, { view: { azimuth: 390, elevation: -340 } })).toEqual(once);
  });
});

describe("size", () => {
  test("proportions are true and the mesh fills the picture but for its margin", () => {
    const wide = covered(meshOf([-2, 0, -1, 2, 0, -1, 2, 0, 1], [-2, 0, -1, 2, 0, 1, -2, 0, 1]));
    const columns = new Set(wide.map(([x]) => x)).size;
    const rows = new Set(wide.map(([, y]) => y)).size;
    expect(columns).toBe(56); // 0.94 of 60, and the samples at either end lie just outside
    expect(Math.abs(rows - columns / 2)).toBeLessThanOrEqual(1);
    expect(wide).toHaveLength(columns * rows); // no hole, no crack between the two triangles
  });

  test("a picture need not be square", () => {
    const { width, height, rgba } = renderMesh(meshOf(...square(0)), { width: 90, height: 31 });
    expect([width, height, rgba.length]).toEqual([90, 31, 90 * 31 * 4]);
    expect(
      new Set(covered(meshOf(...square(0)), { width: 90, height: 31 }).map(([x]) => x)).size,
    ).toBeLessThan(33);
  });

  test("nothing is drawn of an empty mesh, a point or a line", () => {
    const background = [1, 0.5, 0] as const;
    const line = [0, 0, 0, 1, 1, 1, 2, 2, 2];
    for (const mesh of [meshOf(), meshOf(new Array<number>(9).fill(3)), meshOf(line)]) {
      const { rgba } = renderMesh(mesh, { width: 8, height: 8, background });
      expect(rgba).toEqual(Uint8ClampedArray.from({ length: 256 }, (_, i) => [255, 128, 0, 255][i % 4]));
    }
  });
});

describe("what is in front", () => {
  const two = (near: number, far: number) => meshOf(...square(far), ...square(near, 0.5));
  const color = Uint8Array.from([255, 0, 0, 255, 0, 0, 0, 255, 0, 0, 255, 0]);

  test("hides what is behind, in whatever order the triangles come", () => {
    const [r, g] = pixelsOf(two(-1, 1), { color })(30, 30);
    expect([r < 60, g > 60]).toEqual([true, true]);
    const [r2, g2] = pixelsOf(two(1, -1), { color })(30, 30);
    expect([r2 > 60, g2 < 60]).toEqual([true, true]);
  });

  test("lets what is behind, and the background, show through below alpha 1", () => {
    const [near, far] = [two(-1, 1), meshOf(...square(1), ...square(-1, 0.001))];
    const front = pixelsOf(near, { color })(20, 30);
    const back = pixelsOf(far, { color })(20, 30);
    const mixed = front.map((value, c) => 0.7 * value + 0.3 * (0.7 * back[c] + 0.3 * 255));
    for (const [c, value] of pixelsOf(near, { color, alpha: 0.7 })(20, 30).entries()) {
      expect(Math.abs(value - mixed[c])).toBeLessThanOrEqual(1);
    }
    expect(pixelsOf(near, { alpha: 0 })(20, 30)).toEqual(WHITE);
  });
});

describe("light", () => {
  const { geometry, middle } = ballGrid();
  const ball = maskSurface(ballMask(geometry, middle, 20));

  test("comes from above the viewer's left shoulder", () => {
    const pixel = pixelsOf(ball);
    expect(brightness(pixel(20, 16))).toBeGreaterThan(brightness(pixel(42, 45)) + 60);
  });

  test("falls on the seen side, whichever way the faces are turned", () => {
    const turned = pictureOf(createMesh(ball.positions, ball.triangles.slice().reverse())).rgba;
    const most = pictureOf(ball).rgba.reduce(
      (max, value, i) => Math.max(max, Math.abs(value - turned[i])),
      0,
    );
    expect(most).toBeLessThanOrEqual(1); // sums in another order
  });

  test("is one for each triangle when flat, and runs on when smooth", () => {
    // Two sides of a roof that meet in the middle of the picture.
    const roof = createMesh(
      Float32Array.of(-1, 0, -1, -1, 0, 1, 0, -1, -1, 0, -1, 1, 1, 0, -1, 1, 0, 1),
      Uint32Array.of(0, 2, 3, 0, 3, 1, 2, 4, 5, 2, 5, 3),
    );
    const flat = pixelsOf(roof, { shading: "flat" });
    const smooth = pixelsOf(roof);
    const step = (pixel: typeof flat) => Math.abs(brightness(pixel(28, 30)) - brightness(pixel(32, 30)));
    expect(step(flat)).toBeGreaterThan(3 * step(smooth));
  });

  test("edges are drawn over it", () => {
    const mesh = meshOf(...square(0));
    const [plain, drawn] = [pixelsOf(mesh), pixelsOf(mesh, { edges: true })];
    expect(brightness(drawn(30, 29))).toBeLessThan(brightness(plain(30, 29)) - 60); // the square's diagonal
    expect(drawn(20, 50)).toEqual(plain(20, 50));
  });
});

describe("what is refused", () => {
  const mesh = meshOf(...square(0));
  test.each([
    [{ width: 0 }, "width must be"],
    [{ height: 2.5 }, "height must be"],
    [{ alpha: 1.5 }, "alpha must be"],
    [{ view: { azimuth: Number.NaN } }, "view.azimuth must be"],
    [{ color: new Uint8Array(3) }, "color must have the shape"],
  ] satisfies [RenderMeshOptions, string][])("%o", (options, message) => {
    expect(() => renderMesh(mesh, options)).toThrow(message);
  });
});
