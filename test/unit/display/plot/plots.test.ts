import ndarray from "ndarray";
import { PNG } from "pngjs";
import {
  areaPerSlice,
  createGeometry,
  createLabelMap,
  createVolume,
  curve,
  histogram,
  histogramOf,
  InvalidArgumentError,
  interact,
  plot,
  profile,
  profileOf,
  ShapeMismatchError,
  type Shown,
  scatter,
} from "tslab-dicom";
import { PLOTLY_MIME } from "tslab-dicom/contract";
import { describe, expect, test } from "vitest";
import { layOutPlot } from "../../../../kernel-lib/src/display/plot/layOutPlot";
import { SERIES_COLORS } from "../../../../kernel-lib/src/display/plot/plotLook";
import { measureText } from "../../../../kernel-lib/src/display/raster/text";
import { createRandom } from "../../../../kernel-lib/src/random";
import { wrong } from "../../../checks/publicDoors";
import { maskOf, noisyVolume, volumeOf } from "../../../makers/volumes";

const volume = noisyVolume([6, 30, 40]);
const left = maskOf(volume, (_s, _r, c) => c < 20);
const right = maskOf(volume, (_s, _r, c) => c >= 30);

interface Figure {
  readonly data: readonly Readonly<Record<string, unknown>>[];
  readonly layout: Readonly<Record<string, never>>;
  readonly config: Readonly<Record<string, unknown>>;
}
const figureOf = ({ bundle }: Shown) => bundle.data[PLOTLY_MIME] as Figure;
const pictureOf = ({ bundle }: Shown) =>
  PNG.sync.read(Buffer.from(String(bundle.data["image/png"]), "base64"));
const altOf = ({ bundle }: Shown) => String(bundle.data["text/plain"]);

function numbersOf(value: unknown): number[] {
  const { dtype, bdata } = value as { dtype: string; bdata: string };
  expect(dtype).toBe("f8");
  const bytes = Uint8Array.from(Buffer.from(bdata, "base64"));
  return [...new Float64Array(bytes.buffer)];
}

const plots: readonly [string, (size?: object) => Shown][] = [
  ["histogram", (size) => histogram(volume, { mask: [left, right], thresholds: [-950], ...size })],
  ["profile", (size) => profile(volume, [0, 0, 0], [5, 29, 39], { title: "Across", ...size })],
  ["curve", (size) => curve(areaPerSlice(left), { along: left, ...size })],
  ["scatter", (size) => scatter([1, 2, 3], [3, 1, 2], { ...size })],
  ["plot", (size) => plot([3, 1, Number.NaN, 2], { ...size })],
];

describe.each(plots)("%s", (_name, show) => {
  test("has a picture and a live form of one size", () => {
    const size = { width: 500, height: 300 };
    const { layout } = figureOf(show(size));
    const { width, height } = pictureOf(show(size));
    expect([layout.width, layout.height]).toEqual([500, 300]);
    expect([width, height]).toEqual([500, 300]);
  });

  test("is drawn by the smallest Plotly, sends nothing and takes the page's colours", () => {
    const { data, layout, config } = figureOf(show());
    expect(new Set(data.map(({ type }) => type))).toEqual(new Set(["scatter"]));
    expect(config).toMatchObject({ showSendToCloud: false, plotlyServerURL: "", scrollZoom: false });
    expect(Object.keys(layout)).not.toContain("paper_bgcolor");
    expect(Object.keys(layout)).not.toContain("font");
  });

  test("is said in words, with its axes", () => {
    const { layout } = figureOf(show());
    const axes = layout as unknown as Record<"xaxis" | "yaxis", { title: { text: string } }>;
    const [up, across] = [axes.yaxis.title.text, axes.xaxis.title.text];
    expect(altOf(show())).toContain(across === "" ? up : `${up} against ${across}`.trim());
  });

  test("refuses a size that is none", () => {
    for (const size of [{ width: 239 }, { width: 4097 }, { height: 0 }, { width: 500.5 }]) {
      expect(() => show(size)).toThrow(InvalidArgumentError);
    }
  });
});

describe("histogram", () => {
  test("shows the counts, held from edge to edge", () => {
    const shown = histogram(volume, { bins: 3, range: [-900, 900] });
    const { counts, edges } = histogramOf(volume, { bins: 3, range: [-900, 900] });
    const [trace] = figureOf(shown).data;
    expect(shown.histograms[0].counts).toEqual(counts);
    expect(numbersOf(trace.x)).toEqual([edges[0], ...edges]);
    expect(numbersOf(trace.y)).toEqual([0, ...counts, 0]);
    expect((trace.line as { shape: string }).shape).toBe("hv");
  });

  test("of several masks has the edges of all of them, names and colours that stay apart", () => {
    const shown = histogram(volume, { mask: [{ mask: left, name: "left" }, right], counts: "percent" });
    const [first, second] = shown.histograms;
    expect(first.edges).toEqual(second.edges);
    const { data } = figureOf(shown);
    expect(data.map(({ name }) => name)).toEqual(["left", "mask 2"]);
    for (const trace of data) {
      expect(numbersOf(trace.y).reduce((sum, share) => sum + share, 0)).toBeCloseTo(100, 9);
    }
    const colors = data.map(({ line }) => (line as { color: string }).color);
    expect(colors).toEqual(SERIES_COLORS.slice(0, 2).map((color) => `rgb(${color.join(", ")})`));
  });

  test("of a label map has a trace for each label that occurs", () => {
    const labels = Uint8Array.from(volume.voxels.data, (_, i) => [0, 1, 3][i % 3]);
    const map = createLabelMap(ndarray(labels, [...volume.shape]), {
      geometry: volume.geometry,
      names: { 1: "lung", 2: "nowhere" },
    });
    const shown = histogram(volume, { mask: map, bins: 20, range: [-1000, 1000] });
    expect(figureOf(shown).data.map(({ name }) => name)).toEqual(["lung", "label 3"]);
    const mask = maskOf(volume, (s, r, c) => (s * 1200 + r * 40 + c) % 3 === 2);
    const wanted = histogramOf(volume, { mask, bins: 20, range: [-1000, 1000] });
    expect(shown.histograms[1].counts).toEqual(wanted.counts);
    const empty = createLabelMap(ndarray(new Uint8Array(4), [1, 2, 2]));
    expect(() => histogram(volume, { mask: empty })).toThrow("mask must be at least one mask or label");
  });

  test("says the share below thresholds and the percentiles, in the picture's words and in the live form's", () => {
    const ramp = volumeOf([1, 10, 100], (_s, r, c) => -1000 + 100 * r + c);
    const shown = histogram(ramp, { thresholds: [-950], percentiles: [15] });
    expect(altOf(shown)).toContain("< \u2212950 HU: 5.0 %. Perc15: \u2212851 HU");
    const { annotations, shapes } = figureOf(shown).layout as unknown as Record<
      "annotations" | "shapes",
      Record<string, unknown>[]
    >;
    expect(annotations.map(({ text }) => text)).toEqual(
      expect.arrayContaining(["&lt; \u2212950 HU: 5.0 %", "Perc15: \u2212851 HU"]),
    );
    expect(shapes.map(({ x0 }) => x0).sort()).toEqual([-851, -950]);
  });

  describe("of five lobes, with thresholds and percentiles", () => {
    const lobes = [
      "right upper lobe",
      "right middle lobe",
      "right lower lobe",
      "left upper lobe",
      "left lower",
    ];
    const mask = lobes.map((name, i) => ({ name, mask: maskOf(volume, (_s, _r, c) => c % 5 === i) }));
    const boxHeightOf = (shown: Shown) => {
      const { margin, height } = figureOf(shown).layout as unknown as {
        margin: { t: number; b: number };
        height: number;
      };
      return height - margin.t - margin.b;
    };
    const notesOf = (shown: Shown) =>
      (figureOf(shown).layout.annotations as unknown as { text: string; x: number }[]).map((note) => ({
        ...note,
        lines: note.text.replaceAll("&lt;", "<").split("<br>"),
      }));

    test("has the words of a threshold in lines within the plot, of which none is left out", () => {
      const shown = histogram(volume, { mask, thresholds: [-900] });
      const [{ lines, x }] = notesOf(shown);
      const { margin } = figureOf(shown).layout as unknown as { margin: { l: number; r: number } };
      const left = margin.l + x * (720 - margin.l - margin.r);
      for (const line of lines) expect(left + measureText(line, 12).width).toBeLessThanOrEqual(720);
      expect(lines.length).toBeGreaterThan(1);
      expect(altOf(shown)).toContain(lines.join(" "));
      for (const name of lobes) expect(lines.join(" ")).toContain(name);
    });

    test("keeps room for its axes, says all in words, and thresholds first in the picture", () => {
      const shown = histogram(volume, {
        mask,
        thresholds: [-950, -910, -856],
        percentiles: [5, 15, 50, 85, 95],
      });
      expect(boxHeightOf(shown)).toBeGreaterThan(120);
      const { shapes } = figureOf(shown).layout as unknown as { shapes: object[] };
      expect(shapes).toHaveLength(3 + 5 * 5);
      expect(notesOf(shown).map(({ text }) => text)).toEqual(
        expect.arrayContaining([expect.stringMatching(/^&lt; \u2212950 HU/)]),
      );
      for (const name of lobes) expect(altOf(shown)).toMatch(new RegExp(`Perc15 of ${name}: .?\\d+ HU`));
    });
  });

  test("says of a threshold beyond its axis in words, and draws no line there", () => {
    const shown = histogram(volume, { thresholds: [-950], xRange: [-500, 500] });
    expect(altOf(shown)).toMatch(/< \u2212950 HU: \d+\.\d %/);
    expect(figureOf(shown).layout).toMatchObject({ shapes: [], annotations: [] });
  });

  test.each<[string, object]>([
    ["mask must be at least one mask", { mask: [] }],
    ["mask must be a mask, or { mask, name, color }", { mask: { mask: {} } }],
    ["mask[1] must be made of mask, name, color", { mask: [left, { msk: left }] }],
    ["counts must be", { counts: "share" }],
    ["color must be", { mask: { mask: left, color: [300, 0, 0] } }],
    ["xRange must be two ascending numbers", { xRange: [1, 1] }],
  ])("%s", (message, options) => {
    expect(() => histogram(volume, wrong(options))).toThrow(InvalidArgumentError);
    expect(() => histogram(volume, wrong(options))).toThrow(message);
  });

  test("refuses a mask of another shape, and one without a voxel", () => {
    const other = maskOf(
      volumeOf([6, 30, 41], () => 0),
      () => true,
    );
    expect(() => histogram(volume, { mask: other })).toThrow(ShapeMismatchError);
    expect(() => histogram(volume, { mask: [left, maskOf(volume, () => false)] })).toThrow(
      "mask must be around at least one voxel",
    );
  });
});

describe("profile", () => {
  test("shows the numbers of profileOf, and a line outside the scan is refused", () => {
    const shown = profile(volume, [0, 0, 0], [5, 29, 39]);
    expect(shown.profile).toEqual(profileOf(volume, [0, 0, 0], [5, 29, 39]));
    const [trace] = figureOf(shown).data;
    expect(numbersOf(trace.y)).toEqual([...shown.profile.values]);
    expect(altOf(shown)).toMatch(/^Profile: CT number \(HU\) against distance \(mm\)/);
    expect(() => profile(volume, [9, 0, 0], [9, 9, 9])).toThrow("ends of a line through the scan");
  });
});

describe("curve", () => {
  test("goes along the slices in mm", () => {
    const { series, bundle } = curve([1, 2, 3, 4, 5, 6], { along: volume });
    expect([...series[0].x]).toEqual([40, 42.5, 45, 47.5, 50, 52.5]);
    expect(bundle.data["text/plain"]).toContain("z (mm), to the head");
  });

  test.each([
    [0, "z (mm), to the head"],
    [0.001, "z (mm), to the head"], // as the digits of a file turn it
    [2.5, "position along the slices (mm)"],
  ])("of slices tilted by %d degrees has the axis %s", (degrees, axis) => {
    const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
    const geometry = createGeometry([3, 2, 2], { spacing: [2, 1, 1], columnDirection: [0, cos, sin] });
    expect(altOf(curve([1, 2, 3], { along: { geometry } }))).toContain(axis);
  });

  test("goes by numbers where nobody stated millimetres, or nobody was asked", () => {
    const bare = createVolume(volumeOf([3, 2, 2], () => 0).voxels);
    expect(altOf(curve([1, 2, 3], { along: bare }))).toContain("against slice");
    expect([...curve([5, 6]).series[0].x]).toEqual([0, 1]);
  });

  test("needs one value a slice", () => {
    expect(() => curve([1, 2, 3], { along: volume })).toThrow(
      "values must be 6 values, one for each x; received 3",
    );
    expect(() => curve([1], wrong({ along: {} }))).toThrow("along must be a volume, mask or label map");
  });
});

describe("plot", () => {
  test("is said without the axes that have no title, from end to end of its numbers", () => {
    expect(altOf(plot([1, 2, 3]))).toBe("Lines: 0 to 2. 3 points, 1 to 3");
    expect(altOf(plot([1, 2, 3], { xTitle: "visit" }))).toBe(
      "Lines: against visit, 0 to 2. 3 points, 1 to 3",
    );
  });

  test("takes lists, typed arrays, names, colours, and several of them", () => {
    const { series, bundle } = plot([
      [1, 2],
      { x: Float64Array.of(5, 9), y: Int16Array.of(3, 4), name: "second" },
    ]);
    expect(series.map(({ name, x, y }) => [name, ...x, ...y])).toEqual([
      ["", 0, 1, 1, 2],
      ["second", 5, 9, 3, 4],
    ]);
    expect(bundle.data["text/plain"]).toContain("second: 2 points, 3 to 4");
  });

  test("shows words as they are: they are no markup", () => {
    const { data, layout } = figureOf(plot({ y: [1, 2], name: "<b>a</b> & %{y}" }, { title: "a < b" }));
    expect(data[0].name).toBe("&lt;b&gt;a&lt;/b&gt; &amp; %&#123;y}");
    expect((layout.title as { text: string }).text).toBe("a &lt; b");
  });

  test("of very many points is a picture alone", () => {
    const { bundle } = plot(new Float64Array(100_001));
    expect(Object.keys(bundle.data)).toEqual(["image/png", "text/plain"]);
  });

  test.each<[string, unknown]>([
    ["series must be at least one series of numbers", []],
    ["series must be a list of numbers", [1, "2"]],
    ["series must be a list of numbers", { y: [1, null] }.y],
    ["series[1] must be made of y, x, name, color", [[1], { z: [1] }]],
    ["series must be an object such as { y: ... }", 5],
    ["series.y must be a list of numbers; received undefined", { x: [1] }],
    ["series must be 1 values, one for each x; received 2", { x: [1], y: [1, 2] }],
    ["y must be with at least one finite number", [Number.NaN]],
    ["y must be of numbers up to 1e+300", [-1e308, 1e308]],
  ])("%s", (message, series) => {
    expect(() => plot(wrong(series))).toThrow(InvalidArgumentError);
    expect(() => plot(wrong(series))).toThrow(message);
  });

  test("of one value, of equal ones and of tiny differences has an axis", () => {
    for (const y of [[5], [0, 0], [1e-300, 2e-300], [1e15, 1e15 + 1], [-1e300, 1e300]]) {
      expect(altOf(plot(y))).toContain(`${y.length} point`);
    }
  });
});

test("what a function shows is kept from the cell, in the width that was asked for", () => {
  const shown = interact((bins) => histogram(volume, { bins }), { bins: [2, 4] });
  expect(pictureOf(shown).width).toBeGreaterThan(239);
  expect(altOf(shown)).toContain("Histogram");
});

describe("the words of marks", () => {
  test("lie within the plot, and no line crosses them", () => {
    const random = createRandom(6);
    for (let run = 0; run < 50; run++) {
      const marks = Array.from({ length: 1 + random.below(6) }, (_, i) => ({
        at: 100 * random.uniform(),
        label: `mark ${i} at a place`,
        color: null,
      }));
      const { box, marks: placed } = layOutPlot({
        title: "Title",
        x: { title: "x", range: [0, 100] },
        y: { title: "y", range: [0, 1] },
        series: [],
        marks,
        width: 720,
        height: 420,
      });
      const lines = placed.map(({ of, row }) => ({ at: box.x + (of.at / 100) * box.width, row }));
      for (const [i, { of, x, row }] of placed.entries()) {
        const end = x + measureText(of.label, 12).width;
        expect(x).toBeGreaterThanOrEqual(box.x);
        expect(end).toBeLessThanOrEqual(720);
        // A line reaches up to its own row: it crosses words of lower rows, those farther down.
        const crossed = lines.filter(
          (line, other) => other !== i && line.row < row && line.at > x && line.at < end,
        );
        // Words that had to move left of their line, for want of room, are the one exception.
        if (x > lines[i].at) expect(crossed).toEqual([]);
        const beside = placed.filter((other, j) => j !== i && other.row === row);
        for (const other of beside) {
          const otherEnd = other.x + measureText(other.of.label, 12).width;
          expect(other.x >= end || otherEnd <= x).toBe(true);
        }
      }
    }
  });
});
