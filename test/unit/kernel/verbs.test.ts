import { inspect } from "node:util";
import { inflateSync } from "node:zlib";
import ndarray from "ndarray";
import { PNG } from "pngjs";
import {
  curve,
  figure,
  histogram,
  imshow,
  interact,
  interactive3dPlot,
  largestComponent,
  type MimeBundle,
  makeMesh,
  plot,
  plot3d,
  profile,
  type Shown,
  scatter,
  sliceViewer,
} from "tslab-dicom";
import {
  MESH_MIME,
  PLOTLY_MIME,
  readMeshPayload,
  readViewerPayload,
  VIEWER_MIME,
  type ViewerPayload,
} from "tslab-dicom/contract";
import { describe, expect, test } from "vitest";
import { maskOf, noisyVolume, volumeOf } from "../../makers/volumes";

const ball = (radius: number) => {
  const volume = volumeOf([24, 40, 40], () => 0);
  return maskOf(
    volume,
    (s, r, c) => ((s - 12) * 2.5) ** 2 + ((r - 20) * 0.8) ** 2 + ((c - 20) * 0.7) ** 2 < radius ** 2,
  );
};

const bytesOf = ({ data }: MimeBundle) => JSON.stringify(data).length;

function payloadOf({ bundle }: Shown): ViewerPayload {
  const reading = readViewerPayload(JSON.parse(JSON.stringify(bundle.data[VIEWER_MIME])));
  if ("problem" in reading) throw new Error(reading.problem);
  return reading.payload;
}

function slicesOf(shown: Shown): Extract<ViewerPayload, { kind: "slices" }> {
  const payload = payloadOf(shown);
  if (payload.kind !== "slices") throw new Error(payload.kind);
  return payload;
}

function framesOf(shown: Shown): Extract<ViewerPayload, { kind: "frames" }> {
  const payload = payloadOf(shown);
  if (payload.kind !== "frames") throw new Error(payload.kind);
  return payload;
}

describe("every verb", () => {
  const volume = volumeOf([6, 20, 30], (s, r, c) => 100 * s + r - c);
  const verbs: readonly [string, () => Shown][] = [
    ["imshow", () => imshow(volume, { title: "One slice" })],
    ["figure", () => figure([{ image: volume }, { image: ball(8) }], { title: "Two slices" })],
    ["histogram", () => histogram(volume, { title: "Values" })],
    ["profile", () => profile(volume, [0, 0, 0], [5, 19, 29])],
    ["curve", () => curve([1, 2, 3, 4, 5, 6], { along: volume })],
    ["scatter", () => scatter([1, 2, 3], [3, 1, 2])],
    ["plot", () => plot([3, 1, 2])],
    ["sliceViewer", () => sliceViewer(volume, { title: "All slices" })],
    ["interact", () => interact((x) => imshow(volume, { slice: x }), { x: [0, 5] })],
    [
      "precomputed interact",
      () => interact((x) => imshow(volume, { slice: x }), { x: [0, 5] }, { precompute: true }),
    ],
    ["plot3d", () => plot3d(ball(8), { title: "A ball" })],
    ["interactive3dPlot", () => interactive3dPlot(ball(8), { title: "A ball" })],
  ];
  test.each(verbs)("%s gives a PNG with alt text and plain text, outside a notebook too", (_name, verb) => {
    const { bundle, displayId } = verb();
    expect(displayId).toBeNull();
    const alt = bundle.data["text/plain"];
    expect(alt).toEqual(expect.stringMatching(/\w+/));
    const picture = PNG.sync.read(Buffer.from(String(bundle.data["image/png"]), "base64"));
    expect(bundle.metadata["image/png"]).toEqual({ width: picture.width, height: picture.height, alt });
    expect(bundle.data).not.toHaveProperty("text/html");
  });

  test("the same input gives the same output", () => {
    for (const [, verb] of verbs) expect(verb().bundle).toEqual(verb().bundle);
  });

  test("an image of two axes is a slice, values and masks alike", () => {
    const values = ndarray(
      Int16Array.from({ length: 12 }, (_, i) => i),
      [3, 4],
    );
    const bytes = ndarray(
      Uint8Array.from({ length: 12 }, (_, i) => i % 2),
      [3, 4],
    );
    const shown = imshow(values, { overlays: [{ image: bytes }] });
    expect(shown.bundle.data["text/plain"]).toBe(
      "CT, slice 1 of 1 slice of 3 x 4, voxels of unit size, place unknown",
    );
    expect(imshow(bytes).bundle.data["text/plain"]).toMatch(/^Mask, slice 1 of 1/);
  });

  test("outside a notebook a handle prints what it would show", () => {
    expect(inspect(imshow(volume, { title: "One slice" }))).toMatch(
      /^One slice\. CT, slice 4 of 6 slices of 20 x 30/,
    );
  });
});

describe("sliceViewer", () => {
  test("embeds every slice exactly where they fit", () => {
    const volume = volumeOf([6, 20, 30], (s, r, c) => 100 * s + r - c);
    const { exact, preview, note, slice, window, range } = slicesOf(sliceViewer(volume));
    expect([preview, note, slice, window]).toEqual([null, "", 3, { centre: -600, width: 1500 }]);
    expect(range).toEqual([-29, 519]);
    for (const [i, each] of exact.entries()) {
      const bytes = inflateSync(Buffer.from(each.data, "base64"));
      const values = new Int16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2);
      expect([each.slice, each.dtype]).toEqual([i, "int16"]);
      expect([...values]).toEqual([...volume.voxels.data.subarray(i * 600, (i + 1) * 600)]);
    }
  });

  test("beyond the budget keeps the first slice exact, previews all, says so, and stays within", () => {
    const shown = sliceViewer(noisyVolume([20, 150, 150]), { budget: 320_000, slice: 7 });
    const { exact, preview, note } = slicesOf(shown);
    expect(exact.map(({ slice }) => slice)).toEqual([7]);
    expect(preview?.slices).toHaveLength(20);
    expect(note).toMatch(
      /^Slice 8 is exact; the others are 8-bit previews of \d+ x \d+ over -1350 to 1000 HU/,
    );
    expect(bytesOf(shown.bundle)).toBeLessThan(320_000);
  });

  test("room that is left beyond good previews goes to exact slices, in turn above and below the first", () => {
    const noisy = noisyVolume([20, 150, 150]);
    const places = (slice: number) => {
      const shown = sliceViewer(noisy, { budget: 750_000, slice });
      expect(bytesOf(shown.bundle)).toBeLessThan(750_000);
      expect(slicesOf(shown).preview).toMatchObject({ rows: 150, columns: 150 });
      return slicesOf(shown).exact.map((exact) => exact.slice);
    };
    const inside = places(9);
    expect(inside.length).toBeGreaterThan(2);
    expect(inside).toEqual(inside.map((_, i) => 10 - (inside.length >> 1) + i - (inside.length % 2)));
    const first = places(0);
    expect(first).toEqual(first.map((_, i) => i));
    // The pictures beside them may differ in size by what a slice takes.
    expect(Math.abs(first.length - inside.length)).toBeLessThan(2);
  });

  test("an overlay keeps its voxels, bit by bit", () => {
    const volume = volumeOf([3, 5, 19], () => 0);
    const mask = maskOf(volume, (s, r, c) => (s + r + c) % 3 === 0);
    const [overlay] = slicesOf(sliceViewer(volume, { overlays: [{ mask, name: "every third" }] })).overlays;
    const bytes = inflateSync(Buffer.from(overlay.data, "base64"));
    expect([overlay.name, overlay.rows, overlay.columns, bytes.length]).toEqual([
      "every third",
      5,
      19,
      3 * 5 * 3,
    ]);
    const bits = Array.from({ length: 3 * 5 * 19 }, (_, i) => {
      const column = i % 19;
      return (bytes[Math.floor(i / 19) * 3 + (column >> 3)] >> (column & 7)) & 1;
    });
    expect(bits).toEqual([...mask.voxels.data]);
  });

  test("starts with the tags' window and its shape where they have one, and refuses a window that does not exist", () => {
    const tagged = volumeOf([2, 4, 4], () => 0, { window: { centre: 40, width: 350 } });
    expect(slicesOf(sliceViewer(tagged)).window).toEqual({ centre: 40, width: 350 });
    expect(slicesOf(sliceViewer(tagged, { window: "bone" })).window).toEqual({ centre: 400, width: 1800 });
    const sigmoid = { centre: 40, width: 350, shape: "sigmoid" } as const;
    const shaped = slicesOf(sliceViewer(volumeOf([2, 4, 4], () => 0, { window: sigmoid })));
    expect([shaped.window, shaped.tagWindow]).toEqual([sigmoid, sigmoid]);
    const said = slicesOf(sliceViewer(tagged, { window: { ...sigmoid, shape: "linear" } }));
    expect(said.window).toEqual({ centre: 40, width: 350 });
    expect(() => sliceViewer(tagged, { window: "liver" as "lung" })).toThrow(
      "window must be one of lung, mediastinum",
    );
    expect(() => sliceViewer(tagged, { slice: 2 })).toThrow(
      "slice must be a whole number from 0 to 1; received 2",
    );
  });
});

describe("precomputed interact", () => {
  const volume = volumeOf([6, 20, 30], (s, r, c) => 100 * s + r - c);
  const frame = (x: number) => imshow(volume, { slice: x });

  test("keeps one frame a value, starting in the middle", () => {
    const {
      values,
      frames,
      frame: start,
      name,
      alts,
    } = framesOf(interact(frame, { slice: [1, 5, 2] }, { precompute: true }));
    expect([values, frames.length, start, name]).toEqual([[1, 3, 5], 3, 1, "slice"]);
    expect(alts[2]).toMatch(/slice 6 of 6/);
  });

  test("steps of a tenth are the values they look like", () => {
    const tenths = interact(
      (x) => imshow(volume, { slice: Math.round(x * 10) }),
      { x: [0, 0.4, 0.1] },
      { start: 0.3, precompute: true },
    );
    expect(framesOf(tenths).values).toEqual([0, 0.1, 0.2, 0.3, 0.4]);
    expect(framesOf(tenths).frame).toBe(3);
  });

  test("stays within its budget and says what it reduced", () => {
    const noise = noisyVolume([30, 120, 120]);
    const shown = interact(
      (x) => imshow(noise, { slice: x }),
      { x: [0, 29] },
      { budget: 300_000, precompute: true },
    );
    expect(framesOf(shown).note).toMatch(/WebP pictures of/);
    expect(bytesOf(shown.bundle)).toBeLessThan(320_000);
  });

  const now = { precompute: true };
  const refused: readonly [string, () => unknown, string][] = [
    [
      "two sliders",
      () => interact(({ x }) => frame(x), { x: [0, 1], y: [0, 1] }, now),
      "controls must be one slider to precompute, as { x: [0, 10] }; received x: a slider, y: a slider",
    ],
    ["a range that descends", () => interact(frame, { x: [3, 0] }, now), "ascending"],
    ["too many values", () => interact(frame, { x: [0, 5000] }, now), "at most 1000 values"],
    [
      "a function that shows nothing",
      () => interact(() => 1, { x: [0, 1] }, now),
      "one that shows one picture",
    ],
    [
      "a function that answers later",
      () => interact(async (x) => frame(x), { x: [0, 1] }, now),
      "one that returns at once",
    ],
    [
      "a budget of controls that ask the kernel",
      () => interact(frame, { x: [0, 1] }, { budget: 900_000 }),
      "budget must be given with { precompute: true }, for whose pictures it is, or left out; received 900000",
    ],
    ["a budget for nothing", () => interact(frame, { x: [0, 1] }, { ...now, budget: 9 }), "at least 300000"],
    [
      "a start off the slider",
      () => interact(frame, { x: [0, 1] }, { start: 7, precompute: true }),
      "start must be",
    ],
  ];
  test.each(refused)("%s is refused", (_name, run, message) => {
    expect(run).toThrow(message);
  });

  test("shows again after a function that threw", () => {
    expect(() => interact(() => imshow(volume, { slice: 99 }), { x: [0, 1] }, now)).toThrow("slice must be");
    expect(imshow(volume).bundle.data).toHaveProperty("image/png");
  });
});

describe("3-D", () => {
  test("a Mesh3d carries the whole small mesh, its edges, and keeps to itself", () => {
    const { figure: plot, vertices, faces, bundle } = interactive3dPlot(ball(8));
    expect(bundle.data[PLOTLY_MIME]).toBe(plot);
    const [surface, edges] = plot.data;
    expect([surface.type, edges.type, edges.mode]).toEqual(["mesh3d", "scatter3d", "lines"]);
    expect(edges.line).toEqual({ color: "rgb(50, 50, 50)", width: 1.5 });
    const x = Buffer.from((surface.x as { bdata: string }).bdata, "base64");
    expect(x.length).toBe((vertices.length / 3) * 4);
    expect(x.readFloatLE(4)).toBe(vertices[3]);
    // A closed mesh has three edges for every two faces; each is two points and a gap.
    const lines = Buffer.from((edges.x as { bdata: string }).bdata, "base64");
    expect(lines.length / 12).toBe((faces.length / 3) * 1.5);
    expect(plot.config).toMatchObject({ showSendToCloud: false, plotlyServerURL: "", scrollZoom: false });
    expect(plot.layout).toMatchObject({ width: 640, scene: { aspectmode: "manual" } });
  });

  test("the form for our page comes first, with the same surface in fewer bytes, and where its picture shows it", () => {
    const { bundle, faces } = interactive3dPlot(ball(12), { title: "A ball", plotEdges: false });
    const [first] = Object.keys(bundle.data);
    expect(first).toBe(MESH_MIME);
    const reading = readMeshPayload(bundle.data[MESH_MIME]);
    if ("problem" in reading) throw new Error(reading.problem);
    const { title, surfaces, still, scene } = reading.payload;
    expect([title, surfaces.length, surfaces[0].fine.triangles]).toEqual(["A ball", 1, faces.length / 3]);
    const { width } = bundle.metadata["image/png"] as { width: number };
    expect([still.width, still.left * 2 + scene.width]).toEqual([width, width]);
  });

  test("colours run through the whole colour map by height", () => {
    const { figure: plot, vertices } = interactive3dPlot(ball(12));
    const [{ intensity, cmin, cmax, colorscale, z }] = plot.data;
    const heights = vertices.filter((_, i) => i % 3 === 2);
    expect(intensity).toEqual(z);
    expect([cmin, cmax]).toEqual([Math.min(...heights), Math.max(...heights)]);
    expect((colorscale as [number, string][])[0]).toEqual([0, "rgb(103,0,31)"]);
  });

  test("several surfaces have their names, colours and alphas, and one numbering of their vertices", () => {
    const sources = [
      { surface: ball(12), name: "outer", alpha: 0.2 },
      { surface: ball(5), color: [213, 94, 0] as const },
    ];
    const { figure: plot, faces, vertices, bundle } = interactive3dPlot(sources, { title: "Two" });
    expect(plot.data.filter(({ type }) => type === "mesh3d")).toEqual([
      expect.objectContaining({ name: "outer", color: "rgb(86, 180, 233)", opacity: 0.2 }),
      expect.objectContaining({ name: "surface 2", color: "rgb(213, 94, 0)", opacity: 1 }),
    ]);
    expect(bundle.data["text/plain"]).toMatch(/^Two. 3-D surface of [\d,]+ triangles: outer, surface 2$/);
    const alone = sources.map(({ surface }) => interactive3dPlot(surface));
    expect(vertices.length).toBe(alone[0].vertices.length + alone[1].vertices.length);
    const first = faces[alone[0].faces.length];
    expect(first).toBe(alone[0].vertices.length / 3 + alone[1].faces[0]);
    expect(plot3d(sources).bundle.data["text/plain"]).toContain("outer, surface 2");
  });

  test.each<[string, () => unknown, string]>([
    ["an empty list", () => plot3d([]), "at least one surface"],
    ["nothing", () => plot3d(undefined as never), "surface must be a mesh, a mask or a volume, or a list"],
    [
      "a name alone",
      () => plot3d([ball(5), { name: "lungs" } as never]),
      "surfaces[1].surface must be a mesh, a mask or a volume; received undefined",
    ],
    ["null in a list", () => plot3d([null as never]), "surfaces[0] must be an object such as"],
    [
      "a colour from 0 to 1 in a list",
      () => plot3d([{ surface: ball(5), color: [0.9, 0.2, 0.2] }]),
      "color must be [red, green, blue] from 0 to 255, and not to 1; received [0.9, 0.2, 0.2]",
    ],
    [
      "a colour from 0 to 1 alone",
      () => plot3d(ball(5), { color: [0.9, 0.2, 0.2] }),
      "color must be [red, green, blue] from 0 to 255, and not to 1; received [0.9, 0.2, 0.2]",
    ],
    [
      "a colour from 0 to 255 with the tutorial's look",
      () => plot3d(ball(5), { color: [200, 9, 9], tutorial: true }),
      "color must be [red, green, blue] from 0 to 1 with tutorial: true",
    ],
    ["an alpha of 2", () => plot3d([{ surface: ball(5), alpha: 2 }]), "alpha must be a number from 0 to 1"],
    ["a colour by name", () => plot3d([{ surface: ball(5), color: "red" as never }]), "color must be"],
    [
      "surfaces of different spaces",
      () =>
        interactive3dPlot([
          { surface: ball(5), name: "a" },
          { surface: makeMesh(ball(5), { coordinates: "voxel" }), name: "b" },
        ]),
      'surfaces must be meshes of one space: "a" is in',
    ],
  ])("%s is refused", (_, run, message) => {
    expect(run).toThrow(message);
  });

  test("a list takes meshes and masks as they are", () => {
    const named = [ball(12), makeMesh(ball(5))].map((surface) => ({ surface }));
    expect(plot3d([ball(12), makeMesh(ball(5))]).bundle).toEqual(plot3d(named).bundle);
  });

  test("a single surface has the colour that it has in a list", () => {
    const color = [200, 40, 40] as const;
    expect(plot3d(ball(5), { color }).bundle).toEqual(plot3d([{ surface: ball(5), color }]).bundle);
    expect(plot3d(ball(5), { color: [0, 0, 0] })).toBeDefined();
  });

  test("says that what it shows was smoothed, and what simplifying cut", () => {
    const noteOf = ({ bundle }: Shown) => (bundle.data[MESH_MIME] as { note: string }).note;
    const bare = { plotEdges: false };
    expect(noteOf(interactive3dPlot(ball(8), bare))).toBe("Smoothed; a notch every 2 mm");
    expect(noteOf(interactive3dPlot(ball(8), { ...bare, smooth: false }))).toBe("A notch every 2 mm");
    const noise = noisyVolume([20, 40, 40]);
    const mask = maskOf(noise, (s, r, c) => noise.voxels.get(s, r, c) > 300);
    const cut = interactive3dPlot(mask, { ...bare, faces: 900 });
    expect(noteOf(cut)).toMatch(
      /triangles; (handles cut and small pieces left out|vertices merged on a grid); smoothed;/,
    );
    const { title } = cut.figure.layout as { title: { subtitle: { text: string } } };
    expect(title.subtitle.text).toMatch(/; (handles cut|vertices merged)/);
  });

  test("one colour instead, the tutorial's or another", () => {
    const colorOf = (singleColor: boolean | string) =>
      interactive3dPlot(ball(8), { singleColor }).figure.data[0].color;
    expect([colorOf(true), colorOf("rgb(1, 2, 3)")]).toEqual(["rgb(20, 61, 34)", "rgb(1, 2, 3)"]);
    expect(() => colorOf("green")).toThrow('singleColor must be true or "rgb(r, g, b)"');
  });

  test("a mesh too large for the budget is simplified, says so and stays within", () => {
    const noise = noisyVolume([20, 40, 40]);
    const mask = maskOf(noise, (s, r, c) => noise.voxels.get(s, r, c) > 300);
    const shown = interactive3dPlot(mask, { budget: 300_000 });
    const { title } = shown.figure.layout as { title: { subtitle: { text: string } } };
    const whole = (shown.faces.length / 3).toLocaleString("en-US");
    expect(title.subtitle.text).toContain(`simplified from ${whole} to `);
    expect(bytesOf(shown.bundle)).toBeLessThan(320_000);
  });

  test("a threshold beside all values is refused with what they are", () => {
    const volume = volumeOf([3, 8, 8], (slice, row) => 100 * slice - row);
    for (const show of [plot3d, interactive3dPlot]) {
      expect(() => show(volume, { threshold: 99_999 })).toThrow(
        "threshold must be between values of the volume: -7 to 200 HU; received 99999",
      );
    }
  });

  test("nothing to show is said, not an empty picture", () => {
    const empty = maskOf(
      volumeOf([3, 8, 8], () => 0),
      () => false,
    );
    for (const shown of [
      plot3d(empty),
      interactive3dPlot(empty),
      imshow(empty),
      imshow(largestComponent(empty)),
    ]) {
      expect(shown.bundle.data["text/plain"]).toMatch(/Empty m(esh|ask)/);
    }
    expect(makeMesh(empty).triangles).toHaveLength(0);
    // A live figure would stand in the place of the picture's words.
    const { bundle, figure } = interactive3dPlot(empty);
    expect(Object.keys(bundle.data)).toEqual(["image/png", "text/plain"]);
    expect(figure.layout.annotations).toEqual([
      expect.objectContaining({ text: "No surface: the mesh has no triangle" }),
    ]);
    expect(figure.data.map(({ type }) => type)).toContain("mesh3d");
  });
});
