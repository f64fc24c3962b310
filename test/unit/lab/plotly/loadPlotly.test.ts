import { beforeEach, expect, test, vi } from "vitest";
import { loadPlotly } from "../../../../lab-extension/src/plotly/loadPlotly";

const loaded: string[] = vi.hoisted(() => []);
vi.mock("plotly.js-gl3d-dist-min", () => {
  loaded.push("gl3d");
  return { default: "the small one" };
});
vi.mock("plotly.js-dist-min", () => {
  loaded.push("whole");
  return { default: "the whole" };
});

const figure = (type: string) => ({ data: [{ type }], layout: {}, config: {}, frames: [] });

beforeEach(() => {
  loaded.length = 0;
});

test("the whole of Plotly is loaded with the first figure that needs it, the small one alone before", async () => {
  expect(await loadPlotly(figure("scatter"))).toBe("the small one");
  expect(await loadPlotly(figure("mesh3d"))).toBe("the small one");
  expect(loaded).toEqual(["gl3d"]);
  expect(await loadPlotly(figure("heatmap"))).toBe("the whole");
  expect(await loadPlotly(figure("bar"))).toBe("the whole");
  expect(loaded).toEqual(["gl3d", "whole"]);
});
