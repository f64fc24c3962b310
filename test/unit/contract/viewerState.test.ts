import { findInitialState, readViewerPayload, readViewerState, type ViewerState } from "tslab-dicom/contract";
import { describe, expect, test } from "vitest";
import { slicesPayload } from "../lab/payloads";

const SHAPE = [20, 40, 50];
const distance = {
  id: "a",
  kind: "distance" as const,
  axis: 0 as const,
  points: [
    [3, -0.5, 0],
    [3, 39.5, 49.25],
  ] as const,
};
const overlay = { shown: true, alpha: 0.5, style: "outline" as const, hidden: [2, 3] };
const STATE: ViewerState = {
  layout: "three",
  voxel: [19, 39, 0],
  window: { centre: -600, width: 1500 },
  colorMap: "gray",
  smooth: false,
  convention: "neurological",
  slab: { mode: "mean", thickness: 10 },
  overlays: [overlay],
  second: { window: { centre: 0, width: 0.5, shape: "linear-exact" }, colorMap: "gray" },
  marks: [distance],
  link: "baseline",
};
const read = (value: unknown, overlays = 1) => readViewerState(value, SHAPE, overlays);
const journey = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const marks = (change: object) => [{ ...distance, ...change }];

describe("readViewerState", () => {
  test("takes a whole state after a journey as JSON, and each field alone", () => {
    expect(read(journey(STATE))).toEqual({ payload: STATE });
    for (const [name, value] of Object.entries(STATE)) {
      expect(read(journey({ [name]: value }))).toEqual({ payload: { [name]: value } });
    }
  });

  test("leaves out what it does not know, and takes nothing for nothing", () => {
    expect(read({ zoom: 3, link: "a", slab: undefined })).toEqual({ payload: { link: "a" } });
    expect(read({})).toEqual({ payload: {} });
    expect(read(JSON.parse('{"__proto__": {"link": 5}, "constructor": 1}'))).toEqual({ payload: {} });
  });

  test("holds nothing that came along in its records", () => {
    const more = (value: object) => ({ ...value, more: "x".repeat(9) });
    const { window, slab, second, overlays, marks } = STATE;
    const given = {
      window: more(window),
      slab: more(slab ?? {}),
      second: more({ ...second, window: more(second?.window ?? {}) }),
      overlays: overlays.map(more),
      marks: marks.map(more),
    };
    expect(read(given)).toEqual({ payload: { window, slab, second, overlays, marks } });
  });

  test.each([
    ["planes of another volume", { layout: "rows" }, { planes: ["axial", "coronal", "sagittal"] }],
    ["a second volume where there is none", { second: STATE.second }, { second: false }],
    ["no second volume where there is one", { second: null }, { second: true }],
  ])("refuses %s", (_, value, extent) => {
    expect(readViewerState(value, SHAPE, 1, extent)).toHaveProperty("problem");
    expect(readViewerState({ ...value, layout: "three" }, SHAPE, 1)).toHaveProperty("payload");
  });

  test.each([
    ["text", "three"],
    ["nothing", null],
    ["a list", [STATE]],
  ])("refuses %s", (_, value) => {
    expect(read(value)).toEqual({ problem: "a viewer's state must be an object" });
  });

  test.each<[keyof ViewerState, string, unknown]>([
    ["layout", "of another name", "oblique"],
    ["layout", "of a name that every object has", "constructor"],
    ["voxel", "between voxels", [0.5, 0, 0]],
    ["voxel", "before the first", [-1, 0, 0]],
    ["voxel", "of two numbers", [0, 0]],
    ["voxel", "of NaN", [Number.NaN, 0, 0]],
    ["window", "without width", { centre: 0, width: 0 }],
    ["window", "narrower than LINEAR allows", { centre: 0, width: 0.5 }],
    ["window", "of infinite width", { centre: 0, width: Number.POSITIVE_INFINITY }],
    ["window", "without centre", { width: 100 }],
    ["window", "of another shape", { centre: 0, width: 9, shape: "cubic" }],
    ["colorMap", "of another name", "toString"],
    ["smooth", "as text", "yes"],
    ["convention", "of another name", "surgical"],
    ["slab", "of another mode", { mode: "median", thickness: 3 }],
    ["slab", "without thickness", { mode: "max", thickness: 0 }],
    ["slab", "of infinite thickness", { mode: "max", thickness: Number.POSITIVE_INFINITY }],
    ["overlays", "that are more than opaque", [{ ...overlay, alpha: 1.5 }]],
    ["overlays", "of another style", [{ ...overlay, style: "dots" }]],
    ["overlays", "hiding a broken label", [{ ...overlay, hidden: [1.5] }]],
    ["overlays", "shown by a number", [{ ...overlay, shown: 1 }]],
    ["second", "without a colour map", { window: STATE.window }],
    ["overlays", "hiding a label of three bytes", [{ ...overlay, hidden: [65_536] }]],
    ["overlays", "hiding more labels than there are", [{ ...overlay, hidden: new Array(65_537).fill(1) }]],
    ["link", "by a number", 5],
    ["link", "by a page", "a".repeat(101)],
    ["marks", "that are no list", distance],
    ["marks", "of another kind", marks({ kind: "volume" })],
    ["marks", "of a kind that every object has", marks({ kind: "constructor" })],
    ["marks", "without an id", marks({ id: undefined })],
    ["marks", "with an id of a page", marks({ id: "a".repeat(101) })],
    ["marks", "with one id for two", [distance, distance]],
    ["marks", "on a fourth axis", marks({ axis: 3 })],
    ["marks", "with too few points", marks({ points: [[3, 0, 0]] })],
    ["marks", "with too many points", marks({ points: [...distance.points, [3, 1, 1]] })],
    [
      "marks",
      "in two planes",
      marks({
        points: [
          [3, 0, 0],
          [4, 0, 0],
        ],
      }),
    ],
    [
      "marks",
      "between two planes",
      marks({
        points: [
          [3.5, 0, 0],
          [3.5, 1, 0],
        ],
      }),
    ],
    [
      "marks",
      "at NaN",
      marks({
        points: [
          [3, Number.NaN, 0],
          [3, 1, 0],
        ],
      }),
    ],
    [
      "marks",
      "at null, as which JSON writes NaN",
      marks({
        points: [
          [3, null, 0],
          [3, 1, 0],
        ],
      }),
    ],
  ])("refuses the field %s %s", (name, _, value) => {
    expect(read({ [name]: value })).toEqual({
      problem: `the field "${name}" of a viewer's state is not as expected`,
    });
  });

  test.each([
    ["voxel beyond the last", { voxel: [0, 0, 50] }, "the voxel of a viewer's state is outside the volume"],
    [
      "mark outside",
      {
        marks: marks({
          points: [
            [3, 0, 0],
            [3, 39.6, 0],
          ],
        }),
      },
      "a mark of a viewer's state is outside the volume",
    ],
    [
      "mark on a slice that is not there",
      {
        marks: marks({
          points: [
            [20, 0, 0],
            [20, 1, 0],
          ],
        }),
      },
      "a mark of a viewer's state is outside the volume",
    ],
    ["wrong number of overlays", { overlays: [] }, "expected the state of 1 overlays, found 0"],
  ])("refuses a %s", (_, value, problem) => {
    expect(read(value)).toEqual({ problem });
  });

  test("takes as many marks as anybody places, and refuses a list of millions without reading it", () => {
    const many = Array.from({ length: 1000 }, (_, i) => ({ ...distance, id: String(i) }));
    expect(read({ marks: many })).toEqual({ payload: { marks: many } });
    let looks = 0;
    const watched = new Proxy(distance, {
      get: (target, name) => {
        looks++;
        return Reflect.get(target, name);
      },
    });
    expect(read({ marks: new Array(2_000_000).fill(watched) })).toHaveProperty("problem");
    expect(looks).toBe(0);
  });
});

describe("findInitialState", () => {
  const payload = slicesPayload({
    shape: [20, 40, 50],
    slice: 7,
    overlays: [{ name: "Lung", color: [1, 2, 3], alpha: 1.5, rows: 1, columns: 1, data: "" }],
  });

  test("is the usual one where the payload says nothing", () => {
    expect(findInitialState(payload)).toEqual({
      layout: "axial",
      voxel: [7, 20, 25],
      window: payload.window,
      colorMap: "gray",
      smooth: true,
      convention: "radiological",
      slab: null,
      overlays: [{ shown: true, alpha: 1, style: "fill", hidden: [] }],
      second: null,
      marks: [],
      link: "",
    });
    expect(findInitialState({ ...payload, placed: false }).layout).toBe("slices");
  });

  test("is read again by its own guard", () => {
    const state = findInitialState(payload);
    expect(readViewerState(journey(state), payload.shape, 1)).toEqual({ payload: state });
  });

  test("takes over what the payload says", () => {
    const state = { marks: [distance], layout: "coronal", slab: STATE.slab };
    expect(findInitialState({ ...payload, state })).toEqual({ ...findInitialState(payload), ...state });
  });

  test.each([
    ["of another volume", { voxel: [99, 0, 0], link: "a" }],
    ["of planes that the voxels do not have", { layout: "slices", link: "a" }],
    ["that is none", 5],
  ])("takes nothing of a state %s", (_, state) => {
    expect(findInitialState({ ...payload, state })).toEqual(findInitialState(payload));
  });
});

describe("results in a payload", () => {
  const ellipse = {
    kind: "ellipse" as const,
    area: 5,
    pixels: 0,
    mean: null,
    sd: null,
    min: null,
    max: null,
  };
  const results = [
    { kind: "distance" as const, length: 3.5 },
    { kind: "angle" as const, degrees: 180 },
    ellipse,
    { ...ellipse, pixels: 3, mean: -850.5, sd: 0, min: -851, max: -850 },
    null,
  ];

  test("are read after a journey as JSON", () => {
    const payload = slicesPayload({ results });
    expect(readViewerPayload(journey(payload))).toEqual({ payload });
  });

  test.each([
    ["of another kind", { kind: "volume" }],
    ["without a length", { kind: "distance" }],
    ["of negative length", { kind: "distance", length: -1 }],
    ["of too wide an angle", { kind: "angle", degrees: 181 }],
    ["with a mean as text", { ...ellipse, mean: "<b>" }],
    ["of part of a pixel", { ...ellipse, pixels: 0.5 }],
    ["as text", "3.5 mm"],
  ])("are refused %s", (_, result) => {
    expect(readViewerPayload({ ...slicesPayload(), results: [result] })).toEqual({
      problem: 'the field "results" is missing or has the wrong type',
    });
  });
});
