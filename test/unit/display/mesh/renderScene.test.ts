import { describe, expect, test, vi } from "vitest";
import { createLayers } from "../../../../kernel-lib/src/display/mesh/depthLayers";
import { layScene } from "../../../../kernel-lib/src/display/mesh/layScene";
import { renderScene, type SceneSurface } from "../../../../kernel-lib/src/display/mesh/renderScene";
import { createMesh } from "../../../../kernel-lib/src/surface/mesh";
import { boxMesh } from "../../../makers/boxMesh";

vi.mock("../../../../kernel-lib/src/display/mesh/depthLayers", async (importOriginal) => {
  const original =
    await importOriginal<typeof import("../../../../kernel-lib/src/display/mesh/depthLayers")>();
  return { ...original, createLayers: vi.fn(original.createLayers) };
});

const surface = (changes: Partial<SceneSurface> = {}): SceneSurface => ({
  mesh: boxMesh([80, 40, 100]),
  color: [200, 100, 0],
  shading: "flat",
  edges: false,
  alpha: 1,
  ...changes,
});

const front = { azimuth: 0, elevation: 0 };

function pixelsOf(surfaces: readonly SceneSurface[], view: { azimuth: number; elevation: number } = front) {
  const scene = layScene(
    surfaces.map(({ mesh }) => mesh),
    view,
  );
  const { width, height, rgba } = renderScene(scene, surfaces);
  return {
    scene,
    width,
    height,
    at: (x: number, y: number) => [...rgba.subarray(4 * (y * width + x), 4 * (y * width + x) + 4)],
  };
}

describe("layScene", () => {
  test("spans the box of all meshes, with a notch at round distances and the patient's letters", () => {
    const scene = layScene([boxMesh([80, 40, 100]), boxMesh([10, 10, 130])], front);
    expect([scene.low, scene.high]).toEqual([
      [0, 0, 0],
      [80, 40, 130],
    ]);
    expect(scene.notch).toBe(20); // 130 / 12 = 10.8, and the next round distance
    expect(scene.ends).toEqual(["R", "L", "A", "P", "F", "H"]);
  });

  test("names no side of a mesh whose place nobody knows", () => {
    const { positions, triangles } = boxMesh([80, 40, 100]);
    for (const mesh of [
      createMesh(positions, triangles, "patient", "spacing"),
      createMesh(positions, triangles, "voxel"),
    ]) {
      expect(layScene([boxMesh([80, 40, 100]), mesh], front).ends.join("")).toBe("");
    }
  });

  test.each([
    [0, 0],
    [18, 15],
    [120, -40],
    [45, 90],
  ])(
    "keeps the box in the view from %d and %d degrees, and while it turns about the upright axis",
    (azimuth, elevation) => {
      const scene = layScene([boxMesh([80, 40, 100])], { azimuth, elevation });
      const [dx, dy, dz] = [80, 40, 100].map((mm) => mm * scale(scene));
      const e = (elevation * Math.PI) / 180;
      const across = Math.hypot(dx, dy);
      expect(across).toBeLessThanOrEqual(scene.width);
      expect(Math.abs(Math.sin(e)) * across + Math.abs(Math.cos(e)) * dz).toBeLessThanOrEqual(scene.height);
    },
  );

  const scale = (scene: { scale: number }) => scene.scale;

  test("is a flat field where there is nothing", () => {
    const scene = layScene([createMesh(new Float32Array(0), new Uint32Array(0))], front);
    expect(scene.height).toBeGreaterThan(100);
    expect([scene.scale, scene.notch]).toEqual([1, 0]);
  });
});

describe("renderScene", () => {
  test("shows a box as large as its scale says, in the middle, and nothing beyond its frame", () => {
    const { scene, width, height, at } = pixelsOf([surface()]);
    const isSurface = (x: number, y: number) => at(x, y)[3] === 255 && at(x, y)[0] > at(x, y)[2] + 20;
    const middle = Math.floor(height / 2) + 3;
    const columns = Array.from({ length: width }, (_, x) => x).filter((x) => isSurface(x, middle));
    expect(Math.abs(columns.length - 80 * scene.scale)).toBeLessThan(5); // less the frame's lines
    expect(Math.abs((columns[0] + columns[columns.length - 1]) / 2 - (width - 1) / 2)).toBeLessThan(2);
    expect(at(2, 2)).toEqual([0, 0, 0, 0]);
  });

  test("lights a face by the cosine between it and the light beside the viewer", () => {
    const { width, height, at } = pixelsOf([surface()]);
    const [red, green, blue, alpha] = at(Math.floor(width / 2) - 20, Math.floor(height / 2) - 20);
    const bright = 0.38 + 0.62 * 0.792;
    expect([red, green, blue, alpha]).toEqual([Math.round(200 * bright), Math.round(100 * bright), 0, 255]);
  });

  test("is the same from the other side, for light stands still beside the viewer", () => {
    const [x, y] = [250, 300];
    expect(pixelsOf([surface()], { azimuth: 180, elevation: 0 }).at(x, y)).toEqual(
      pixelsOf([surface()]).at(x, y),
    );
  });

  test("colours by height between the heights of the colours", () => {
    const colors = Uint8Array.from({ length: 768 }, (_, i) => (i % 3 === 0 ? Math.floor(i / 3) : 0));
    const { scene, width, height, at } = pixelsOf([surface({ color: { colors, low: 0, high: 100 } })]);
    const redAt = (share: number) =>
      at(width / 2 - 20, Math.round(height / 2 + (0.5 - share) * 100 * scene.scale))[0];
    const bright = 0.38 + 0.62 * 0.792;
    for (const share of [0.2, 0.43, 0.8])
      expect(Math.abs(redAt(share) - 255 * share * bright)).toBeLessThan(3);
  });

  test("shows one surface through another, each as much as its alpha says", () => {
    const inner = surface({ mesh: boxMesh([80, 40, 100]), color: [0, 0, 250] });
    const { positions, triangles } = boxMesh([80, 40, 100]);
    const nearer = createMesh(
      positions.map((v, i) => (i % 3 === 1 ? v - 50 : v)),
      triangles,
    );
    const glass = surface({ mesh: nearer, color: [240, 0, 0], alpha: 0.25 });
    const at = [260, 260] as const;
    const bright = 0.38 + 0.62 * 0.792;
    // The glass' far side is lit on its seen side, as its near one: both are turned to the viewer as planes.
    const [red, , blue] = pixelsOf([inner, glass]).at(...at);
    const seen = 1 - (1 - 0.25) ** 2;
    expect(Math.abs(red - 240 * bright * seen)).toBeLessThan(3);
    expect(Math.abs(blue - 250 * bright * (1 - seen))).toBeLessThan(3);
  });

  test("draws all that is opaque into one layer, which a picture of 2048 pixels has 134 MB of", () => {
    const surfaces = [surface(), surface({ color: [0, 9, 9] }), surface({ alpha: 0.3 }), surface()];
    vi.mocked(createLayers).mockClear();
    pixelsOf(surfaces);
    expect(vi.mocked(createLayers).mock.calls.map(([, , layers]) => layers)).toEqual([1, 5]);
  });

  test("shows the nearer of two opaque surfaces, and the later where both are in one place", () => {
    const red = surface({ color: [255, 0, 0] });
    const blue = surface({ color: [0, 0, 255] });
    const middle = (surfaces: SceneSurface[]) => {
      const { width, height, at } = pixelsOf(surfaces);
      return at(width >> 1, height >> 1);
    };
    expect(middle([blue, red])).toEqual(middle([red]));
    expect(middle([red, blue])).toEqual(middle([blue]));
    const behind = { ...red, mesh: boxMesh([80, 20, 100]) };
    const { positions, triangles } = behind.mesh;
    const shifted = positions.map((at, i) => (i % 3 === 1 ? at + 10 : at));
    expect(middle([blue, { ...red, mesh: createMesh(shifted, triangles) }])).toEqual(middle([blue]));
  });

  test("is transparent by what a glass covers", () => {
    const { at } = pixelsOf([surface({ alpha: 0.5 })]);
    expect(at(260, 260)[3]).toBe(191); // two sides: 1 - 0.5 ** 2
  });

  test("gives the same pixels again", () => {
    const scene = layScene([boxMesh([80, 40, 100])], { azimuth: 18, elevation: 15 });
    const [once, again] = [0, 1].map(() => Buffer.from(renderScene(scene, [surface()]).rgba));
    expect(once.equals(again)).toBe(true);
  });
});
