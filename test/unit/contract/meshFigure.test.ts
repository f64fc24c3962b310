import {
  layOutScene,
  listFrameLines,
  listFrameWords,
  type MeshScene,
  traceFrame,
  traceSurface,
} from "tslab-dicom/contract";
import { describe, expect, test } from "vitest";

const scene: MeshScene = {
  width: 640,
  height: 500,
  low: [-130, -100, -300],
  high: [130, 80, -20],
  scale: 1.5,
  azimuth: 18,
  elevation: 15,
  ends: ["R", "L", "A", "P", "F", "H"],
  notch: 50,
};

type Vector = [number, number, number];
const axes = ["x", "y", "z"] as const;

/**
 * Where Plotly's scene puts a point, pixels from the middle of the view to the right and up: shares of the axes' ranges times
 * the aspect ratio, seen from the eye; the view is 2 high.
 */
function placeByPlotly(layout: ReturnType<typeof layOutScene>, point: Vector): [number, number] {
  const read = (name: string) => layout[name] as never as Record<string, number>;
  const ranged = axes.map((axis, k) => {
    const [from, to] = (layout[`${axis}axis`] as { range: [number, number] }).range;
    return ((point[k] - (from + to) / 2) / (to - from)) * read("aspectratio")[axis];
  });
  const { eye, up } = layout.camera as { eye: Record<string, number>; up: Record<string, number> };
  const back = normalise(axes.map((axis) => eye[axis]));
  const right = normalise(
    cross(
      axes.map((axis) => up[axis]),
      back,
    ),
  );
  const upward = cross(back, right);
  const half = scene.height / 2;
  return [dot(right, ranged) * half, dot(upward, ranged) * half];
}

const dot = (a: number[], b: number[]) => a.reduce((sum, v, i) => sum + v * b[i], 0);
const cross = ([a, b, c]: number[], [d, e, f]: number[]) => [b * f - c * e, c * d - a * f, a * e - b * d];
const normalise = (v: number[]) => v.map((x) => x / Math.hypot(...v));

describe("layOutScene", () => {
  test.each([
    [0, 0],
    [18, 15],
    [-100, 60],
  ])("has Plotly put every point where the picture has it, from %d and %d degrees", (azimuth, elevation) => {
    const layout = layOutScene({ ...scene, azimuth, elevation });
    const [a, e] = [(azimuth * Math.PI) / 180, (elevation * Math.PI) / 180];
    for (const point of [scene.low, scene.high, [12, -40, -77]] as Vector[]) {
      const [x, y, z] = point.map((v, k) => v - (scene.low[k] + scene.high[k]) / 2);
      const across = Math.cos(a) * x + Math.sin(a) * y;
      const away = -Math.sin(a) * x + Math.cos(a) * y;
      const upward = Math.sin(e) * away + Math.cos(e) * z;
      const [px, py] = placeByPlotly(layout, point);
      expect(px).toBeCloseTo(across * scene.scale, 1);
      expect(py).toBeCloseTo(upward * scene.scale, 1);
    }
  });

  test("gives all axes ranges of one length, in which alone Plotly's light falls right, with room for the words", () => {
    const layout = layOutScene(scene);
    const ranges = axes.map((axis) => (layout[`${axis}axis`] as { range: [number, number] }).range);
    const lengths = ranges.map(([from, to]) => to - from);
    expect(lengths[1]).toBeCloseTo(lengths[0], 9);
    expect(lengths[2]).toBeCloseTo(lengths[0], 9);
    for (const { at } of listFrameWords(scene)) {
      for (const [k, [from, to]] of ranges.entries()) expect(at[k] > from && at[k] < to).toBe(true);
    }
  });
});

describe("the frame", () => {
  test("has the twelve edges of the box, and two notches at each round distance along each", () => {
    const lines = listFrameLines(scene);
    const notches = [5, 3, 5]; // 260, 180 and 280 mm at 50 mm
    expect(lines).toHaveLength(12 + 4 * 2 * notches.reduce((sum, n) => sum + n));
    const edges = lines.filter(([from, to]) => Math.hypot(...from.map((v, k) => v - to[k])) > 100);
    expect(edges).toHaveLength(12);
    for (const end of lines.flat()) {
      for (const k of [0, 1, 2]) expect(end[k] >= scene.low[k] && end[k] <= scene.high[k]).toBe(true);
    }
  });

  test("has no notch and no word where there is none to have", () => {
    const bare = { ...scene, notch: 0, ends: ["", "", "", "", "", ""] };
    expect(listFrameLines(bare)).toHaveLength(12);
    expect(traceFrame(bare)).toHaveLength(1);
  });
});

describe("traceSurface", () => {
  const arrays = { x: [0], y: [0], z: [7], i: [0], j: [0], k: [0] };

  test("colours by height from the box' foot to its head, or all alike", () => {
    const look = { name: "lungs", alpha: 0.2, flat: false };
    const byHeight = traceSurface(scene, { ...look, color: "RdBu" }, arrays);
    expect(byHeight).toMatchObject({ intensity: [7], cmin: -300, cmax: -20, opacity: 0.2, name: "lungs" });
    expect((byHeight.colorscale as unknown[]).length).toBe(256);
    const plain = traceSurface(scene, { ...look, color: "rgb(1, 2, 3)" }, arrays);
    expect(plain.color).toBe("rgb(1, 2, 3)");
    expect(plain).not.toHaveProperty("intensity");
  });

  test("lights small triangles too", () => {
    const { lighting } = traceSurface(scene, { name: "", color: "RdBu", alpha: 1, flat: true }, arrays);
    expect(lighting).toMatchObject({ facenormalsepsilon: 0, vertexnormalsepsilon: 0 });
  });
});
