import { makeMesh } from "tslab-dicom";
import { describe, expect, test } from "vitest";
import { layScene } from "../../../../kernel-lib/src/display/mesh/layScene";
import { createPlotlyPayload } from "../../../../kernel-lib/src/display/payload/plotlyPayload";
import type { ShownSurface } from "../../../../kernel-lib/src/display/payload/sceneSurfaces";
import { maskOf, noisyVolume } from "../../../makers/volumes";

const noise = noisyVolume([24, 40, 40]);
const mesh = makeMesh(maskOf(noise, (s, r, c) => noise.voxels.get(s, r, c) > 300));
const all = mesh.triangles.length / 3;
const scene = layScene([mesh], { azimuth: 18, elevation: 15 });
const surface = (changes: Partial<ShownSurface> = {}): ShownSurface => ({
  mesh,
  name: "noise",
  color: "RdBu",
  alpha: 1,
  flat: false,
  edges: false,
  ...changes,
});
const payload = (surfaces: readonly ShownSurface[], budget = 20_000_000) =>
  createPlotlyPayload(surfaces, scene, { title: "Noise", note: "", all, budget });
const subtitleOf = ({ layout }: ReturnType<typeof payload>) =>
  (layout.title as { subtitle?: { text: string } }).subtitle?.text ?? "";

describe("createPlotlyPayload", () => {
  test("keeps the whole mesh where it may, and says nothing then", () => {
    expect(subtitleOf(payload([surface()]))).toBe("");
    expect(payload([surface()]).data.map(({ type }) => type)).toEqual(["mesh3d", "scatter3d", "scatter3d"]);
  });

  test("draws the edges of its triangles as lines", () => {
    const [, edges] = payload([surface({ edges: true })]).data;
    expect(edges).toMatchObject({ type: "scatter3d", mode: "lines", line: { width: 1.5 } });
  });

  test("has several surfaces by name, each with its colour and a place in the legend", () => {
    const { data, layout } = payload([
      surface({ name: "lungs", color: [1, 2, 3], alpha: 0.2 }),
      surface({ name: "vessels", color: [4, 5, 6] }),
    ]);
    expect(data.slice(0, 2)).toEqual([
      expect.objectContaining({ name: "lungs", color: "rgb(1, 2, 3)", opacity: 0.2, showlegend: true }),
      expect.objectContaining({ name: "vessels", color: "rgb(4, 5, 6)", opacity: 1, showlegend: true }),
    ]);
    expect(layout.showlegend).toBe(true);
  });

  test.each([1_000_000, 500_000, 250_000])("stays within %d bytes and says what it reduced", (budget) => {
    for (const edges of [true, false]) {
      const figure = payload([surface({ edges })], budget);
      expect(JSON.stringify(figure).length).toBeLessThanOrEqual(budget);
      expect(subtitleOf(figure)).toMatch(/^simplified from [\d,]+ to [\d,]+ triangles$/);
    }
  });
});
