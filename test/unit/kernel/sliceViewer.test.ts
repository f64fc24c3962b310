import { inflateSync } from "node:zlib";
import ndarray from "ndarray";
import {
  createLabelMap,
  createVolume,
  cropImage,
  linkViews,
  type SliceViewer,
  sliceViewer,
} from "tslab-dicom";
import {
  describeMarkBox,
  findInitialState,
  readViewerPayload,
  type SlicesPayload,
  VIEWER_MIME,
} from "tslab-dicom/contract";
import { describe, expect, test, vi } from "vitest";
import { resolveVolume } from "../../../kernel-lib/src/display/payload/shownVolume";
import { answerPage } from "../../../kernel-lib/src/kernel/live/answerPage";
import { createViewerModel, type ViewerModel } from "../../../kernel-lib/src/kernel/viewer/viewerModel";
import { openFakeComm } from "../../drivers/fakeComm";
import { maskOf, noisyVolume, volumeOf } from "../../makers/volumes";

const volume = volumeOf([6, 20, 30], (s, r, c) => 100 * s + r - c);
const mask = maskOf(volume, (s, r) => s === 2 && r < 4);

function payloadOf({ bundle }: SliceViewer): SlicesPayload {
  const reading = readViewerPayload(JSON.parse(JSON.stringify(bundle.data[VIEWER_MIME])));
  if ("problem" in reading || reading.payload.kind !== "slices") throw new Error("no slices");
  return reading.payload;
}

/** A page that is connected to the model: what it heard, and how it asks. */
function openPage(model: ViewerModel) {
  const page = openFakeComm();
  const hear = answerPage(page.comm, model.source);
  return {
    ...page,
    say: async (data: object) => {
      await hear({ data, buffers: [] });
      return page.sent[page.sent.length - 1];
    },
  };
}
const modelOf = (options: object = {}) => createViewerModel(resolveVolume(volume, options), {});
const window = { centre: 0, width: 9 };
const planeRequest = {
  kind: "plane",
  request: 1,
  layer: 0,
  axis: 1,
  planes: { first: 3, last: 3 },
  mode: "max",
  overlays: true,
};

describe("what a viewer begins with", () => {
  test("is in its payload where it is not as usual, and nothing else", () => {
    expect(payloadOf(sliceViewer(volume))).not.toHaveProperty("state");
    const viewer = sliceViewer(volume, {
      plane: "coronal",
      voxel: [1, 2, 3],
      slab: { mode: "mean", thickness: 5 },
      overlays: [{ mask, style: "outline" }],
      marks: [
        {
          kind: "ellipse",
          axis: 0,
          points: [
            [1, 2, 2],
            [1, 6, 8],
          ],
        },
      ],
    });
    const payload = payloadOf(viewer);
    expect(payload.slice).toBe(1);
    expect(Object.keys(payload.state as object).sort()).toEqual([
      "layout",
      "marks",
      "overlays",
      "slab",
      "voxel",
    ]);
    expect(payload.results).toEqual([expect.objectContaining({ kind: "ellipse" })]);
    expect(findInitialState(payload)).toMatchObject({ layout: "coronal", voxel: [1, 2, 3] });
    expect(findInitialState(payload).overlays[0].style).toBe("outline");
    expect(String(viewer.bundle.data["text/plain"])).toContain("coronal plane 3 of 20");
    expect(String(viewer.bundle.data["text/plain"])).toMatch(/^Coronal plane 3 of 20, mean over 5 mm\. /);
  });

  test.each([
    [{ plane: "rows" }, 'plane must be "axial", "coronal", "sagittal" or "three"'],
    [{ voxel: [1, 2, 30] }, "voxel must be [slice, row, column]"],
    [{ voxel: [1, 2, 3], slice: 2 }, "slice must be the voxel's, 1"],
    [{ slab: { mode: "max", thickness: 0 } }, "slab.thickness must be"],
    [{ window: { percentiles: [9, 1] } }, "percentiles must be"],
    [
      {
        marks: [
          {
            kind: "distance",
            axis: 0,
            points: [
              [0, 1, 2],
              [1, 1, 2],
            ],
          },
        ],
      },
      "marks must be",
    ],
    [{ second: { volume: volumeOf([6, 20, 31], () => 0) } }, "second.volume must have the shape [6, 20, 30]"],
    [
      {
        overlays: [
          maskOf(
            volumeOf([5, 20, 30], () => 0),
            () => true,
          ),
        ],
      },
      "must have the shape [6, 20, 30]",
    ],
  ])("%j is refused", (options, sentence) => {
    expect(() => sliceViewer(volume, options as never)).toThrow(sentence);
  });

  test("holds label maps, a second volume and the padding, voxel by voxel", () => {
    const bytes = Uint8Array.from({ length: 3600 }, (_, i) => i % 3);
    const labels = createLabelMap(ndarray(bytes, [6, 20, 30]), { names: { 1: "left", 2: "right" } });
    const padded = createVolume(volume.voxels, { geometry: volume.geometry, padding: mask });
    const second = volumeOf([6, 20, 30], (s) => s);
    const payload = payloadOf(
      sliceViewer(padded, { overlays: [labels], second: { volume: second, alpha: 0.2 } }),
    );
    const bytesIn = (data = "") => [...inflateSync(Buffer.from(data, "base64"))];
    expect(bytesIn(payload.labelMaps?.[0].data)).toEqual([...bytes]);
    expect(payload.labelMaps?.[0].labels.map(({ label, name }) => [label, name])).toEqual([
      [1, "left"],
      [2, "right"],
    ]);
    expect(bytesIn(payload.padding?.data).reduce((sum, byte) => sum + (byte ? 1 : 0), 0)).toBe(4 * 4);
    expect([payload.second?.exact.length, payload.second?.alpha]).toEqual([6, 0.2]);
  });

  test("the budget's rest is exact slices around the first, within it", () => {
    const shown = sliceViewer(noisyVolume([40, 64, 64]), { budget: 400_000, slice: 20 });
    const exact = payloadOf(shown).exact.map(({ slice }) => slice);
    expect(exact.length).toBeGreaterThan(2);
    expect(exact).toEqual(exact.map((_, i) => exact[0] + i));
    expect(Math.abs(exact[0] + exact[exact.length - 1] - 40)).toBeLessThanOrEqual(1);
    expect(JSON.stringify(shown.bundle.data).length).toBeLessThan(400_000);
    expect(payloadOf(shown).note).toMatch(/^Slices \d+ to \d+ are exact; the others are 8-bit previews/);
  });

  test("auto leaves the few lowest and highest values out", () => {
    const ramp = volumeOf([1, 10, 100], (_s, r, c) => (r === 0 && c === 0 ? 30_000 : r * 100 + c));
    const { centre, width } = sliceViewer(ramp, { window: "auto" }).window;
    expect([centre - 0.5 - (width - 1) / 2, centre - 0.5 + (width - 1) / 2]).toEqual([10, 990]);
  });
});

describe("a page of a viewer", () => {
  test("gets the state first, the plane that it asks for, and the overlays in it", async () => {
    const model = modelOf({ overlays: [mask] });
    const page = openPage(model);
    expect(page.sent[0].data).toEqual({ kind: "set", state: model.state() });
    const { data, buffers } = await page.say(planeRequest);
    expect(data).toEqual({ kind: "plane", request: 1, rows: 6, columns: 30, dtype: "int16", padding: false });
    const [values, bits] = buffers;
    const wanted = Array.from({ length: 180 }, (_, i) => volume.voxels.get(Math.floor(i / 30), 3, i % 30));
    expect([...new Int16Array(values.buffer, values.byteOffset, 180)]).toEqual(wanted);
    expect([...bits]).toEqual(
      Array.from({ length: 24 }, (_, i) => (i >> 2 === 2 ? [255, 255, 255, 63][i & 3] : 0)),
    );
  });

  test.each([
    [{ ...planeRequest, planes: { first: 3, last: 20 } }, 1, "planes must be within 0 to 19"],
    [{ ...planeRequest, layer: 1 }, 1, "there is no second volume"],
    [{ kind: "state", state: { voxel: [0, 0, 99] } }, null, "outside the volume"],
    [{ kind: "state", state: { layout: "rows" } }, null, "the volume has no rows planes"],
    [{ kind: "state", state: { second: { window, colorMap: "gray" } } }, null, "there is no second volume"],
    [{ kind: "values", request: 7, values: {} }, 7, '"plane" or "state"'],
  ])("is told what it cannot have: %j", async (message, request, sentence) => {
    const { data } = await openPage(modelOf()).say(message);
    expect(data).toEqual({ kind: "error", request, message: expect.stringContaining(sentence) });
  });

  test("changes the state for the kernel, and not for other pages", async () => {
    const model = modelOf();
    const [one, other] = [openPage(model), openPage(model)];
    let changes = 0;
    const stop = model.onChange(() => changes++);
    await one.say({ kind: "state", state: { voxel: [5, 1, 2] } });
    expect([model.state().voxel, changes, other.sent.length]).toEqual([[5, 1, 2], 1, 1]);
    model.set({ voxel: [5, 1, 2] });
    expect([changes, other.sent[1].data]).toEqual([1, { kind: "set", state: { voxel: [5, 1, 2] } }]);
    stop();
    other.end();
    model.set({ link: "a" });
    expect([changes, one.sent.length, other.sent.length]).toEqual([1, 3, 2]);
  });
});

test("a live viewer holds the padding bits of its volumes too", () => {
  const padded = createVolume(volume.voxels, { geometry: volume.geometry, padding: mask });
  const second = createVolume(volumeOf([6, 20, 30], () => 0).voxels);
  const { source } = createViewerModel(resolveVolume(padded, { second: { volume: second } }), {});
  expect(source.holds).toEqual(expect.arrayContaining([mask.bits.buffer, second.padding.bits.buffer]));
  expect(new Set(source.holds).size).toBe(4);
});

describe("a viewer's handle", () => {
  test("copies what it is given into plain lists and records", async () => {
    const [voxel, points] = [Int16Array.of(1, 2, 3), [Float32Array.of(1, 2, 2), Float32Array.of(1, 6, 8)]];
    const choice = { centre: 40, width: 400, note: "mine" };
    const marks = [{ kind: "ellipse", axis: 0, points }] as never;
    const viewer = sliceViewer(volume, { voxel: voxel as never, marks, window: choice, overlays: [mask] });
    const hidden = [1];
    viewer.set({ overlays: [{ hidden, alpha: undefined }] } as never);
    voxel[0] = 5;
    choice.centre = 0;
    hidden.push(2);
    const state = await viewer.state();
    expect(JSON.parse(JSON.stringify(state))).toEqual(state);
    expect(state).toMatchObject({ voxel: [1, 2, 3], overlays: [{ hidden: [1], alpha: expect.any(Number) }] });
    expect(state.window).toEqual({ centre: 40, width: 400 });
    expect(state.marks[0].points).toEqual([
      [1, 2, 2],
      [1, 6, 8],
    ]);
  });

  test("calls every listener with one report, whatever others throw, and says what they threw", async () => {
    const viewer = sliceViewer(volume);
    const heard: unknown[] = [];
    viewer.onChange(() => {
      throw new RangeError("no such row");
    });
    viewer.onChange(async () => Promise.reject(new Error("later")));
    viewer.onChange((state) => heard.push(state));
    viewer.onChange((state) => heard.push(state));
    const { stdout } = process;
    const before = stdout.write;
    const printed: string[] = [];
    stdout.write = ((text: string) => printed.push(text) > 0) as typeof stdout.write;
    viewer.slice = 4;
    await new Promise(setImmediate);
    stdout.write = before;
    expect(heard).toHaveLength(2);
    expect(heard[0]).toBe(heard[1]);
    expect(printed).toEqual([
      "A listener of the viewer failed: no such row\n",
      "A listener of the viewer failed: later\n",
    ]);
  });

  test("sets what it is told, checked as options are, and reads it back", async () => {
    const viewer = sliceViewer(volume);
    const heard: number[] = [];
    viewer.onChange(({ slice }) => heard.push(slice));
    viewer.slice = 4;
    viewer.set({ window: "bone", plane: "three" });
    expect(() => {
      viewer.slice = 6;
    }).toThrow("slice must be a whole number from 0 to 5; received 6");
    expect(() => viewer.set({ slize: 3 } as never)).toThrow('did you mean "slice"');
    const state = await viewer.state();
    expect(state).toMatchObject({
      slice: 4,
      voxel: [4, 10, 15],
      plane: "three",
      window: { centre: 400, width: 1800 },
    });
    viewer.set(state);
    expect([heard, await viewer.state()]).toEqual([[4, 4], state]);
  });

  test("measures marks from the volume, and hands their box to cropImage", async () => {
    const viewer = sliceViewer(volume, {
      marks: [
        {
          kind: "ellipse",
          axis: 0,
          points: [
            [1, 2, 2],
            [1, 6, 8],
          ],
        },
        {
          kind: "distance",
          axis: 0,
          points: [
            [1, 0, 0],
            [1, 3, 4],
          ],
        },
      ],
    });
    const [ellipse, distance] = (await viewer.state()).marks;
    expect(ellipse.result).toMatchObject({ kind: "ellipse", mean: 100 + 4 - 5 });
    expect(distance.result).toEqual({
      kind: "distance",
      length: expect.closeTo(Math.hypot(3 * 0.8, 4 * 0.7), 9),
    });
    expect(ellipse.box).toEqual([
      [1, 2],
      [2, 7],
      [2, 9],
    ]);
    const cropped = cropImage(volume, ellipse);
    expect([cropped.shape, cropped.voxels.get(0, 0, 0)]).toEqual([[1, 5, 7], 100]);
    expect(
      cropImage(mask, {
        box: [
          [1, 4],
          [0, 4],
          [0, 3],
        ],
      }).shape,
    ).toEqual([3, 4, 3]);
    expect(() =>
      cropImage(volume, {
        box: [
          [6, 9],
          [0, 4],
          [0, 3],
        ],
      }),
    ).toThrow("three ranges [start, end)");
    const border = {
      points: [
        [0, 4.5, 4.5],
        [0, 4.5, 7.5],
      ],
    } as const;
    const line = sliceViewer(volume, { marks: [{ kind: "distance", axis: 0, ...border }] }).marks[0];
    expect(line.box).toEqual(describeMarkBox(border, volume.shape));
    expect(cropImage(volume, line).shape).toEqual([1, 2, 3]);
  });

  test("linked with others has their word in its output", () => {
    const [one, other] = [sliceViewer(volume), sliceViewer(volume)];
    linkViews(one, other);
    expect(one.link).toMatch(/^[0-9a-f]{16}$/);
    expect([one, other].map((viewer) => findInitialState(payloadOf(viewer)).link)).toEqual([
      one.link,
      one.link,
    ]);
    expect(() => linkViews(one, {} as never)).toThrow("viewer 2 must be what sliceViewer gives");
  });

  test("linked when a notebook is executed again have the same word, and other groups have others", async () => {
    /** Links viewers that begin at these slices, in a kernel of their own; gives the words of the groups. */
    const execute = async (...groups: readonly (readonly number[])[]) => {
      vi.resetModules();
      Reflect.deleteProperty(globalThis, Symbol.for("tslab-dicom.groups.v1"));
      const kernel = await import("tslab-dicom");
      return groups.map((slices) => {
        const viewers = slices.map((slice) => kernel.sliceViewer(volume, { slice }));
        kernel.linkViews(...viewers);
        return viewers[0].link;
      });
    };
    const words = await execute([1, 2], [1, 2]);
    expect(await execute([1, 2], [1, 2])).toEqual(words);
    // Of another notebook, or of a cell that runs alone after a restart.
    const alone = await execute([1, 3]);
    expect(new Set([...words, ...alone]).size).toBe(3);
  });
});
