import { makeMesh, ready } from "tslab-dicom";
import { beforeAll, describe, expect, test } from "vitest";
import {
  createPlotlyPayload,
  type PlotlyPayloadOptions,
} from "../../../../kernel-lib/src/display/payload/plotlyPayload";
import { maskOf, noisyVolume } from "../../../makers/volumes";

const noise = noisyVolume([24, 40, 40]);
const mesh = makeMesh(maskOf(noise, (s, r, c) => noise.voxels.get(s, r, c) > 300));
const whole = mesh.triangles.length / 3;
const payload = (options: Partial<PlotlyPayloadOptions>) =>
  createPlotlyPayload(mesh, {
    title: "Noise",
    colorMap: "RdBu",
    singleColor: null,
    plotEdges: true,
    faces: whole,
    budget: 20_000_000,
    ...options,
  });
const subtitleOf = ({ layout }: ReturnType<typeof payload>) =>
  (layout.title as { subtitle?: { text: string } }).subtitle?.text ?? "";

beforeAll(() => ready);

describe("createPlotlyPayload", () => {
  test("keeps the whole mesh where it may, without edges where they are too many", () => {
    expect(whole).toBeGreaterThan(20_000);
    expect(subtitleOf(payload({}))).toBe("edges left out above 20,000 triangles");
    expect(subtitleOf(payload({ plotEdges: false }))).toBe("");
    expect(payload({}).data.map(({ type }) => type)).toEqual(["mesh3d"]);
  });

  test("simplifies to the triangles that are wanted, and draws their edges", () => {
    const { data, ...rest } = payload({ faces: 15_000 });
    expect(data.map(({ type }) => type)).toEqual(["mesh3d", "scatter3d"]);
    expect(subtitleOf({ data, ...rest })).toMatch(/^simplified from [\d,]+ to 1[45],\d{3} triangles$/);
  });

  test.each([1_000_000, 500_000, 250_000])("stays within %d bytes and says what it reduced", (budget) => {
    for (const plotEdges of [true, false]) {
      const figure = payload({ budget, faces: 19_000, plotEdges });
      expect(JSON.stringify(figure).length).toBeLessThanOrEqual(budget);
      expect(subtitleOf(figure)).toMatch(/^simplified from /);
    }
  });
});
