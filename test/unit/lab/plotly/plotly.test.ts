import { describe, expect, test, vi } from "vitest";
import { findUpAxis, moveCamera, moveEye, readCamera } from "../../../../lab-extension/src/plotly/camera";
import {
  type FigurePayload,
  fitFigure,
  fitPlot,
  readFigure,
} from "../../../../lab-extension/src/plotly/figure";
import { LiveContexts } from "../../../../lab-extension/src/plotly/liveContexts";

const look = { width: 1000, color: "rgb(200, 200, 200)" };
const figure = (changes: Partial<FigurePayload> = {}): FigurePayload => ({
  data: [{ type: "mesh3d", x: { dtype: "f4", bdata: "AAAA" } }],
  layout: { width: 800, height: 800 },
  config: {},
  frames: [],
  ...changes,
});

describe("readFigure", () => {
  test("accepts a figure and fills what it leaves out", () => {
    const data = [{ type: "mesh3d" }, { type: "scatter3d" }];
    expect(readFigure({ data })).toEqual({ payload: { data, layout: {}, config: {}, frames: [] } });
  });

  test("accepts traces of every kind", () => {
    const data = [{ type: "bar" }, { type: "histogram" }, { type: "heatmap" }, {}];
    expect(readFigure({ data })).toMatchObject({ payload: { data } });
  });

  test.each([
    ["text", "figure", "no list of traces"],
    ["traces that are no records", { data: [1] }, "no list of traces"],
    ["a layout that is a list", { data: [], layout: [] }, "layout"],
    [
      "a trace over a map, which would be loaded",
      { data: [{ type: "scattermap" }] },
      '"scattermap" is drawn over',
    ],
  ])("refuses %s", (_, value, problem) => {
    expect(readFigure(value)).toEqual({ problem: expect.stringContaining(problem) });
  });
});

describe("fitFigure", () => {
  test("sends nothing anywhere, whatever the payload says", () => {
    const config = { showSendToCloud: true, plotlyServerURL: "https://example.org", scrollZoom: true };
    expect(fitFigure(figure({ config }), look).config).toMatchObject({
      showSendToCloud: false,
      plotlyServerURL: "",
      scrollZoom: false,
      displaylogo: false,
    });
  });

  test("takes the page's colours only where the payload sets none", () => {
    expect(fitFigure(figure(), look).layout).toMatchObject({
      font: { color: look.color },
      paper_bgcolor: "rgba(0,0,0,0)",
      modebar: { bgcolor: "rgba(0,0,0,0)", color: "rgba(200, 200, 200, 0.6)", activecolor: look.color },
    });
    const layout = { paper_bgcolor: "white", font: { color: "black", size: 9 } };
    const fitted = fitFigure(figure({ layout }), look).layout;
    expect(fitted).toMatchObject(layout);
    expect(fitted).not.toHaveProperty("modebar");
  });

  test("leaves the payload alone, arrays in base64 included", () => {
    const original = figure();
    const copy = structuredClone(original);
    const { data } = fitFigure(original, look);
    expect(original).toEqual(copy);
    expect(data[0]).toEqual(original.data[0]);
    expect(data[0]).not.toBe(original.data[0]);
  });

  test("drops the labels that Plotly would get wrong on meshes coloured by face", () => {
    const hoverOf = (trace: Record<string, unknown>) =>
      fitFigure(figure({ data: [trace] }), look).data[0] as { hoverinfo?: string };
    expect(hoverOf({ type: "mesh3d", intensitymode: "cell" }).hoverinfo).toBe("skip");
    expect(hoverOf({ type: "mesh3d", facecolor: [] }).hoverinfo).toBe("skip");
    expect(hoverOf({ type: "mesh3d" }).hoverinfo).toBeUndefined();
  });
});

describe("fitPlot", () => {
  test("keeps the figure's size, reduced in proportion where there is less room", () => {
    expect(fitPlot({ width: 800, height: 800 }, 1000)).toEqual({ width: 800, height: 800 });
    expect(fitPlot({ width: 800, height: 600 }, 400)).toEqual({ width: 400, height: 300 });
    expect(fitPlot({}, 700)).toEqual({ width: 700, height: 450 });
  });
});

describe("moveEye", () => {
  const eye = { x: 1.25, y: 1.25, z: 1.25 };
  const distance = ({ x, y, z }: typeof eye) => Math.hypot(x, y, z);
  const press = (from: typeof eye, ...keys: string[]) =>
    keys.reduce((at, key) => moveEye(key, at, "z") ?? at, from);

  test("turns about the up axis, back to the start after a round", () => {
    const once = press(eye, "ArrowRight");
    expect(once.z).toBeCloseTo(eye.z, 10);
    expect(Math.atan2(once.y, once.x) - Math.PI / 4).toBeCloseTo(Math.PI / 18, 10);
    const round = press(eye, ...Array<string>(36).fill("ArrowRight"));
    expect(round.x).toBeCloseTo(eye.x, 10);
    expect(round.y).toBeCloseTo(eye.y, 10);
  });

  test("keeps its distance in turns and never passes the poles", () => {
    const top = press(eye, ...Array<string>(30).fill("ArrowUp"));
    expect(distance(top)).toBeCloseTo(distance(eye), 10);
    expect(top.z / distance(top)).toBeCloseTo(1, 3);
    expect(Math.hypot(top.x, top.y)).toBeGreaterThan(0.01);
  });

  test("comes nearer and goes back", () => {
    expect(distance(press(eye, "+"))).toBeLessThan(distance(eye));
    expect(distance(press(eye, "+", "-"))).toBeCloseTo(distance(eye), 10);
  });

  test("turns in the same sense about each up axis", () => {
    expect(moveEye("ArrowRight", { x: 0, y: 1, z: 0 }, "x")?.z).toBeGreaterThan(0);
    expect(moveEye("ArrowRight", { x: 0, y: 0, z: 1 }, "y")?.x).toBeGreaterThan(0);
  });

  test("is null for other keys", () => {
    expect(moveEye("x", eye, "z")).toBeNull();
  });
});

describe("moveCamera", () => {
  const scene = { aspectratio: { x: 1, y: 2, z: 3 }, camera: { projection: { type: "orthographic" } } };

  test("makes a scene of parallel lines of sight larger, where the eye's distance means nothing", () => {
    expect(moveCamera("+", { scene })).toEqual({ "scene.aspectratio": { x: 1.15, y: 2.3, z: 3 * 1.15 } });
    const { "scene.aspectratio": smaller } = moveCamera("-", { scene }) as Record<string, { x: number }>;
    expect(smaller.x).toBeCloseTo(1 / 1.15, 10);
  });

  test("brings the eye nearer to any other, and turns both", () => {
    expect(Object.keys(moveCamera("+", {}) ?? {})).toEqual(["scene.camera.eye"]);
    expect(Object.keys(moveCamera("ArrowLeft", { scene }) ?? {})).toEqual(["scene.camera.eye"]);
    expect(moveCamera("x", { scene })).toBeNull();
  });
});

describe("readCamera and findUpAxis", () => {
  test("read what a layout says and take Plotly's defaults for the rest", () => {
    const layout = { scene: { camera: { eye: { x: 0, y: -2 } } } };
    expect(readCamera(layout)).toEqual({
      eye: { x: 0, y: -2, z: 1.25 },
      up: { x: 0, y: 0, z: 1 },
      parallel: false,
    });
    expect(readCamera({}).eye).toEqual({ x: 1.25, y: 1.25, z: 1.25 });
    expect(findUpAxis({ x: 0, y: -1, z: 0.2 })).toBe("y");
  });
});

describe("LiveContexts", () => {
  test("retires the oldest beyond the limit, and only that", () => {
    const contexts = new LiveContexts(2);
    const [a, b, c] = [1, 2, 3].map(() => ({ retire: vi.fn() }));
    contexts.enter(a);
    contexts.enter(b);
    contexts.enter(a); // used again: now b is the oldest
    contexts.enter(c);
    expect([a, b, c].map(({ retire }) => retire.mock.calls.length)).toEqual([0, 1, 0]);
    expect(contexts.size).toBe(2);
  });

  test("has room again after one left", () => {
    const contexts = new LiveContexts(1);
    const [a, b] = [1, 2].map(() => ({ retire: vi.fn() }));
    contexts.enter(a);
    contexts.leave(a);
    contexts.enter(b);
    expect(a.retire).not.toHaveBeenCalled();
  });
});
