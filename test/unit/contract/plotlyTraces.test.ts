import { choosePlotly, drawsWithWebgl, findMapTrace, isInSpace } from "tslab-dicom/contract";
import { describe, expect, test } from "vitest";

const figure = (...types: readonly (string | undefined)[]) => ({
  data: types.map((type) => (type === undefined ? {} : { type })),
});

describe("choosePlotly", () => {
  test.each([
    ["gl3d", ["mesh3d", "scatter3d"]],
    ["gl3d", ["scatter", undefined]],
    ["gl3d", []],
    ["whole", ["bar"]],
    ["whole", ["mesh3d", "histogram"]],
    ["whole", ["heatmap"]],
    ["whole", ["a trace of next year"]],
  ])("%s draws %j", (build, types) => {
    expect(choosePlotly(figure(...types))).toBe(build);
  });

  test.each([[null], ["text"], [{}], [{ data: 5 }], [{ data: [7, null] }]])("%j needs no more", (value) => {
    expect(choosePlotly(value)).toBe("gl3d");
  });
});

test("traces over maps are found, since their maps would be loaded", () => {
  expect(findMapTrace(figure("bar", "choropleth"))).toBe("choropleth");
  expect(findMapTrace(figure("bar", "heatmap"))).toBeNull();
});

test("figures in space can be turned and need WebGL, as do a few flat ones", () => {
  const told = (...types: string[]) => [isInSpace(figure(...types)), drawsWithWebgl(figure(...types))];
  expect(told("scatter", "mesh3d")).toEqual([true, true]);
  expect(told("scattergl")).toEqual([false, true]);
  expect(told("scatter", "bar")).toEqual([false, false]);
});
