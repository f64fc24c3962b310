import { readViewerPayload } from "tslab-dicom/contract";
import { describe, expect, test } from "vitest";
import { framesPayload, slicesPayload } from "../lab/payloads";

const preview = { rows: 1, columns: 1, low: 0, high: 1, mime: "image/jpeg" as const, slices: ["", ""] };
const second = {
  name: "Share of air",
  units: "",
  range: [0, 1] as const,
  window: { centre: 0.5, width: 1 },
  colorMap: "viridis" as const,
  alpha: 0.5,
  exact: [],
  preview,
};
const overlay = { name: "Lung", color: [1, 2, 3] as const, alpha: 0.5, rows: 2, columns: 3, data: "" };

describe("readViewerPayload", () => {
  test.each([
    ["exact slices", slicesPayload()],
    ["a preview and one exact slice", slicesPayload({ preview, exact: [slicesPayload().exact[1]] })],
    [
      "overlays and a window from the tags",
      slicesPayload({ overlays: [overlay], tagWindow: { centre: 0, width: 1 } }),
    ],
    [
      "windows of other shapes",
      slicesPayload({
        tagWindow: { centre: 0, width: 0.5, shape: "sigmoid" },
        window: { centre: 0, width: 1, shape: "linear-exact" },
      }),
    ],
    ["an unknown slice spacing", slicesPayload({ spacing: [null, 1, 1] })],
    ["voxels of unknown place", slicesPayload({ placed: false })],
    ["voxels of known size at an unknown place", slicesPayload({ placed: false, measured: true })],
    ["values whose windows are exact", slicesPayload({ ownShape: "linear-exact" })],
    ["a second volume, as older outputs hold it", slicesPayload({ second })],
    [
      "a second volume and what lies outside it",
      slicesPayload({ second: { ...second, padding: { rows: 1, columns: 2, data: "" } } }),
    ],
    ["frames", framesPayload()],
    ["frames of JPEG", framesPayload({ mime: "image/jpeg" })],
    ["frames of WebP", framesPayload({ mime: "image/webp" })],
  ])("accepts %s after a journey as JSON", (_, payload) => {
    expect(readViewerPayload(JSON.parse(JSON.stringify(payload)))).toEqual({ payload });
  });

  test.each([
    ["text", "slices", "expected an object, found string"],
    ["nothing", null, "expected an object, found object"],
    ["another kind", { kind: "volume" }, 'expected kind "slices", "frames" or "controls", found "volume"'],
    ["a missing field", { ...slicesPayload(), affine: undefined }, 'the field "affine" is missing'],
    ["a short affine", slicesPayload({ affine: [1] }), 'the field "affine"'],
    ["a size that is no yes or no", { ...slicesPayload(), measured: 1 }, 'the field "measured"'],
    ["a place that is no yes or no", { ...slicesPayload(), placed: "no" }, 'the field "placed"'],
    ["typed windows of a sigmoid", { ...slicesPayload(), ownShape: "sigmoid" }, 'the field "ownShape"'],
    ["no rows", slicesPayload({ shape: [2, 0, 3] }), 'the field "shape"'],
    ["a window of no width", slicesPayload({ window: { centre: 0, width: 0 } }), 'the field "window"'],
    [
      "a window of another shape",
      slicesPayload({ tagWindow: { centre: 0, width: 1, shape: "cubic" as "sigmoid" } }),
      'the field "tagWindow"',
    ],
    ["a slice outside", slicesPayload({ slice: 2 }), "slice 2 is not among the 2 slices"],
    ["an exact slice outside", slicesPayload({ exact: [{ slice: 5, dtype: "int16", data: "" }] }), "outside"],
    [
      "a preview of too few slices",
      slicesPayload({ preview: { ...preview, slices: [""] } }),
      "expected 2 preview",
    ],
    [
      "too few exact slices",
      slicesPayload({ exact: [] }),
      "expected 2 exact slices without a preview, found 0",
    ],
    [
      "a second volume's padding of no rows",
      slicesPayload({ second: { ...second, padding: { rows: 0, columns: 2, data: "" } } }),
      'the field "second"',
    ],
    [
      "a second volume's padding without bits",
      { ...slicesPayload(), second: { ...second, padding: { rows: 1, columns: 2 } } },
      'the field "second"',
    ],
    ["no frame", framesPayload({ frames: [], values: [], alts: [], frame: 0 }), "there is no frame"],
    ["a frame outside", framesPayload({ frame: 2 }), "frame 2 is not among the 2 frames"],
    ["fewer values than frames", framesPayload({ values: [1] }), "found 2, 1 and 2"],
    ["frames of another type", { ...framesPayload(), mime: "image/svg+xml" }, 'the field "mime"'],
  ])("refuses %s and says why", (_, value, problem) => {
    expect(readViewerPayload(value)).toEqual({ problem: expect.stringContaining(problem) });
  });
});
