import { type MeshPayload, readMeshPayload } from "tslab-dicom/contract";
import { describe, expect, test } from "vitest";

const coded = {
  vertices: 3,
  triangles: 1,
  positions: "AA==",
  positionBytes: 1,
  indices: "AA==",
  indexBytes: 1,
};
const payload: MeshPayload = {
  version: 1,
  title: "",
  note: "",
  alt: "A surface",
  scene: {
    width: 640,
    height: 500,
    low: [0, 0, 0],
    high: [1, 1, 1],
    scale: 1,
    azimuth: 0,
    elevation: 0,
    ends: ["", "", "", "", "", ""],
    notch: 0,
  },
  still: { left: 14, top: 30, width: 668 },
  origin: [0, 0, 0],
  step: 0.01,
  surfaces: [{ name: "a", color: "RdBu", alpha: 1, flat: false, edges: false, fine: coded, coarse: null }],
};
const [surface] = payload.surfaces;

describe("readMeshPayload", () => {
  test("takes what the kernel writes", () => {
    expect(readMeshPayload(payload)).toEqual({ payload });
  });

  test.each<[string, unknown, string]>([
    ["text", "mesh", "expected an object"],
    ["a newer version", { ...payload, version: 2 }, "update jupyterlab-tslab-dicom"],
    ["no surface", { ...payload, surfaces: [] }, "there is no surface"],
    [
      "a colour that is a style",
      { ...payload, surfaces: [{ ...surface, color: "rgb(1, 2, 3);x" }] },
      '"surfaces"',
    ],
    ["an alpha above 1", { ...payload, surfaces: [{ ...surface, alpha: 1.5 }] }, '"surfaces"'],
    [
      "a mesh that would fill the memory",
      { ...payload, surfaces: [{ ...surface, fine: { ...coded, vertices: 1e12 } }] },
      '"surfaces"',
    ],
    ["a scene without a size", { ...payload, scene: { ...payload.scene, width: 0 } }, '"scene"'],
    [
      "notches that would never be drawn",
      { ...payload, scene: { ...payload.scene, notch: 1e-9 } },
      "the notches of its box are too many",
    ],
    ["a step of 0", { ...payload, step: 0 }, '"step"'],
    ["a cut payload", { ...payload, origin: undefined }, '"origin"'],
  ])("refuses %s", (_, value, problem) => {
    expect(readMeshPayload(value)).toEqual({ problem: expect.stringContaining(problem) });
  });
});
