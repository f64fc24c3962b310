import ndarray from "ndarray";
import { createLabelMap, type FigureOverlay, imshow, maskFromVoxels, sliceViewer } from "tslab-dicom";
import { describe, expect, test } from "vitest";
import { drawSlice } from "../../../../kernel-lib/src/display/figure/drawSlice";
import { takeOverlays } from "../../../../kernel-lib/src/display/figure/figureOverlays";
import { createSlicePanel } from "../../../../kernel-lib/src/display/figure/slicePanel";
import type { Picture } from "../../../../kernel-lib/src/display/raster/picture";
import { maskFrom } from "../../../makers/maskFrom";
import { maskOf, volumeOf } from "../../../makers/volumes";

/** Grey 100 of a window from 0 to 256 everywhere. */
const volume = volumeOf([3, 5, 7], () => 100);
const ball = maskOf(volume, (s, r, c) => s === 1 && Math.hypot(r - 2, c - 3) < 2);
const labels = createLabelMap(
  ndarray(
    Uint8Array.from(ball.voxels.data, (inside, i) => inside * (i % 7 < 3 ? 1 : 2)),
    [3, 5, 7],
  ),
  { geometry: volume.geometry, names: { 1: "left", 2: "right", 3: "nowhere" } },
);
const GREY = [100, 100, 100];
const RED = [255, 0, 0] as const;

/** The picture of slice 1 with these overlays, and whatever else. */
const picture = (overlays: FigureOverlay | readonly FigureOverlay[], options: object = {}): Picture => {
  const { panel } = createSlicePanel(volume, { slice: 1, range: [0, 256], overlays, ...options });
  if (panel.image === undefined) throw new Error("no image");
  return panel.image;
};
const colorsOf = ({ rgba }: Picture) =>
  Array.from({ length: rgba.length / 4 }, (_, i) => [...rgba.subarray(4 * i, 4 * i + 3)]);
const inside = [...ball.voxels.data.subarray(35, 70)].map(Boolean);

describe("overlays of a figure", () => {
  test("a mask alone, in a list, as bytes, or with its look covers its voxels and no other", () => {
    const slice = maskFromVoxels(ndarray(ball.voxels.data.slice(35, 70), [1, 5, 7]));
    const bytes = ndarray(ball.voxels.data.slice(35, 70), [5, 7]);
    const usual = colorsOf(picture(ball));
    expect(usual.map((color) => color.join() !== GREY.join())).toEqual(inside);
    for (const form of [[ball], ball.voxels, slice, bytes, { mask: ball }, [{ mask: bytes }]]) {
      expect(colorsOf(picture(form))).toEqual(usual);
    }
  });

  test("a mask by a colour map covers its voxels alone too, values by one every pixel", () => {
    const jet = colorsOf(picture({ image: ball, colorMap: "jet", alpha: 1 }));
    expect(jet.map((color) => color.join() !== GREY.join())).toEqual(inside);
    const asValues = volumeOf([3, 5, 7], (s, r, c) => ball.voxels.get(s, r, c));
    const all = colorsOf(picture({ image: asValues, colorMap: "jet", alpha: 1 }));
    expect(all.every((color) => color.join() !== GREY.join())).toBe(true);
    expect(colorsOf(picture({ image: ball, colorMap: "jet", alpha: 1, cover: "all" }))).toEqual(all);
  });

  test("colour and alpha are blended as they say, an outline leaves what is inside it", () => {
    const filled = colorsOf(picture({ mask: ball, color: RED, alpha: 1 }));
    expect(filled).toEqual(inside.map((is) => (is ? [...RED] : GREY)));
    const half = colorsOf(picture({ mask: ball, color: RED, alpha: 0.5 }));
    expect(half).toEqual(inside.map((is) => (is ? [178, 50, 50] : GREY)));
    const outlined = colorsOf(picture({ mask: ball, color: RED, alpha: 1, outline: true }));
    expect(outlined).toEqual(colorsOf(picture({ mask: ball, color: RED, alpha: 1, style: "outline" })));
    expect(outlined[2 * 7 + 3]).toEqual(GREY);
    expect(outlined.filter((color) => color[1] === 0)).toHaveLength(8);
  });

  test("a line is twice as opaque as an area, as in the viewer, also where nobody said how opaque", () => {
    const line = ([row, column]: readonly [number, number], look: object) =>
      colorsOf(picture({ mask: ball, color: RED, outline: true, ...look }))[row * 7 + column];
    expect(line([1, 3], {})).toEqual([100 * 0.3 + 255 * 0.7, 30, 30].map((level) => Math.floor(level + 0.5)));
    expect(line([1, 3], { alpha: 0.2 })).toEqual([162, 60, 60]);
    expect(line([1, 3], { alpha: 0.8 })).toEqual([...RED]);
    expect(line([2, 3], {})).toEqual(GREY);
  });

  test("each label of a map has a colour of its own, and those that are not in the slice have no line in the legend", () => {
    const { overlays, legend } = takeOverlays({ labels, alpha: 1 }, 1, volume.shape);
    const [left, right] = legend.map(({ color }) => color.join());
    expect(legend.map(({ name }) => name)).toEqual(["left", "right"]);
    const drawn = colorsOf(drawSlice(maskFrom(".......\n".repeat(5)), { overlays: [...overlays] }));
    const expected = inside.map((is, i) => (is ? (i % 7 < 3 ? left : right) : "0,0,0"));
    expect(drawn.map((color) => color.join())).toEqual(expected);
    expect(takeOverlays(labels, 0, volume.shape)).toEqual({ overlays: [], legend: [] });
  });

  test("names are in the legend and in the words, and a mask without one is in neither", () => {
    const named = [{ mask: ball, name: "nodule", color: RED }, ball, { mask: ball, name: "lungs" }];
    const { panel, alt } = createSlicePanel(volume, { slice: 1, overlays: named, title: "Both" });
    expect(panel.legend?.map(({ name }) => name)).toEqual(["nodule", "lungs"]);
    expect(alt).toMatch(/^Both\. CT, slice 2 of 3.*, with nodule and lungs in colour$/);
    expect(createSlicePanel(volume, { overlays: ball }).alt).not.toContain("in colour");
  });

  test("outside a mask the picture is black, and its values count for no range", () => {
    const ramp = volumeOf([3, 5, 7], (s, r, c) => (ball.voxels.get(s, r, c) ? 10 * c : 5000));
    const { panel } = createSlicePanel(ramp, {
      slice: 1,
      outside: ball,
      colorMap: "viridis",
      colorBar: true,
    });
    expect(panel.colorBar?.range).toEqual([20, 40]);
    const colors = panel.image ? colorsOf(panel.image) : [];
    expect(colors.map((color) => color.join() === "0,0,0")).toEqual(inside.map((is) => !is));
    expect(() => imshow(volume, { outside: maskFrom("##\n##") })).toThrow("outside must have the shape");
  });

  test("refuses what is none of the forms, and overlays of another shape, by their names", () => {
    const small = maskFrom(".#\n#.");
    const wrong = (overlays: unknown) => () => imshow(volume, { overlays: overlays as FigureOverlay });
    expect(wrong({ maks: ball })).toThrow("overlays[0] must be made of mask, color, name");
    expect(wrong({ maks: ball })).toThrow('did you mean "mask"?');
    expect(wrong([ball, { name: "lungs" }])).toThrow("overlays[1].mask must be a mask");
    expect(wrong([null])).toThrow("overlays[0] must be an object");
    expect(wrong([ball, { mask: 3 }])).toThrow("overlays[1].mask must be");
    expect(wrong({ mask: ball, style: "fill", outline: true })).toThrow('left out beside the style "fill"');
    expect(wrong({ mask: maskFromVoxels(ndarray(new Uint8Array(70), [2, 5, 7])), name: "two" })).toThrow(
      'the overlay "two" must have the shape [3, 5, 7]',
    );
    expect(wrong(small)).toThrow("must have the shape");
    const narrow = createLabelMap(ndarray(new Uint8Array(5 * 6).fill(1), [1, 5, 6]));
    expect(wrong({ labels: narrow, name: "narrow" })).toThrow(
      'the overlay "narrow" must have the shape [1, 5, 7]',
    );
  });
});

describe("the viewer takes the same", () => {
  const overlaysOf = (overlays: Parameters<typeof sliceViewer>[1]) => {
    const [payload] = Object.values(sliceViewer(volume, overlays).bundle.data) as [Record<string, unknown[]>];
    return payload.overlays.map((overlay) => ({ ...(overlay as object), name: "" }));
  };

  test("one mask needs no list, and the look goes by the same names", () => {
    const look = { color: RED, alpha: 0.5, outline: true } as const;
    const listed = overlaysOf({ overlays: [{ mask: ball, ...look }] });
    expect(overlaysOf({ overlays: { mask: ball, ...look } })).toEqual(listed);
    expect(overlaysOf({ overlays: ball })).toEqual(overlaysOf({ overlays: [ball] }));
    expect(sliceViewer(volume, { overlays: { mask: ball, outline: true } })).toBeDefined();
  });

  test("a mask alone is shown as 1 inside and 0 outside", () => {
    const [payload] = Object.values(sliceViewer(ball).bundle.data) as [Record<string, unknown>];
    expect(payload.range).toEqual([0, 1]);
    expect(payload.units).toBe("");
    expect(payload.alt).toMatch(/^Slice 2 of 3\. Mask, slice 2 of 3/);
    expect(payload.affine).toEqual(ball.geometry.affine);
    expect(imshow(ball, { slice: 1 }).bundle.data["text/plain"]).toMatch(/^Mask, slice 2 of 3/);
  });
});

describe("axes of a slice", () => {
  test("are in millimetres where the spacing is known, and in pixels for a bare array or as in the tutorial", () => {
    expect(createSlicePanel(volume).panel.pixelSize).toEqual([0.8, 0.7]);
    expect(createSlicePanel(ball).panel.pixelSize).toEqual([0.8, 0.7]);
    expect(createSlicePanel(volume, { tutorial: true }).panel.pixelSize).toBeUndefined();
    expect(createSlicePanel(volume.voxels).panel.pixelSize).toBeUndefined();
  });
});
