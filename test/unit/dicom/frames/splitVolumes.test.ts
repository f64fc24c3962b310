import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Frame } from "../../../../kernel-lib/src/dicom/frames/frame";
import { splitVolumes } from "../../../../kernel-lib/src/dicom/frames/splitVolumes";
import type { VolumeCandidate } from "../../../../kernel-lib/src/dicom/frames/volumeCandidate";
import {
  AXIAL,
  CORONAL,
  ctFrame,
  ctFrames,
  type FrameSpec,
  SAGITTAL,
  samePixels,
  shuffled,
  type Values,
} from "../../../builders/frames";

const split = (frames: readonly Frame[]) => splitVolumes(frames, { samePixels });
const slicesOf = (volumes: readonly VolumeCandidate[]) => volumes.map(({ slices }) => slices);
/** Numbers of the files that a candidate is made of. */
const filesOf = (frames: readonly Frame[]) =>
  frames.map(({ file }) => Number(/\d+/.exec(file.label)?.[0] ?? 0));
/** The same slices again, as later files of the folder. */
const again = (count: number, spec: (number: number) => FrameSpec) =>
  ctFrames(count, (i) => ({ file: 101 + i, ...spec(i) }));

describe("one series", () => {
  test("is one volume, ascending along the normal", () => {
    const heights = shuffled(12, 3).map((i) => 3 * i);
    const [volume, ...others] = split(ctFrames(12, (i) => ({ position: [-10, -20, heights[i]] })));
    expect(others).toEqual([]);
    expect(filesOf(volume.frames).map((file) => heights[file - 1])).toEqual(
      [...heights].sort((a, b) => a - b),
    );
    expect(volume).toMatchObject({
      kind: "volume",
      duplicates: [],
      excluded: [],
      warnings: [],
      seriesKey: "1.2.826.1",
      seriesNumber: 2,
      description: "Thorax of Jane Doe",
      slices: 12,
      rows: 40,
      columns: 32,
      spacing: [3, 0.8, 0.7],
      orientation: "axial",
      modality: "CT",
      imageType: ["ORIGINAL", "PRIMARY", "AXIAL"],
      kernel: "B30f",
      phase: null,
      transferSyntax: "Explicit VR Little Endian",
      problem: null,
    });
  });

  test("no frames, no volumes", () => {
    expect(split([])).toEqual([]);
  });

  test("pitfall 30: positions off by 0.01 mm and directions by 1e-5 stay one volume", () => {
    const noise = (i: number) => (i % 2 === 0 ? 1e-5 : -1e-5);
    const frames = ctFrames(12, (i) => ({
      position: [-10, -20, 3 * i + 1000 * noise(i)],
      orientation: [1, noise(i), 0, -noise(i), 1, 0],
    }));
    expect(slicesOf(split(frames))).toEqual([12]);
  });

  test.each([
    ["axial", AXIAL],
    ["coronal", CORONAL],
    ["sagittal", SAGITTAL],
    ["axial", [1, 0, 0, 0, Math.cos(0.32), Math.sin(0.32)]], // a gantry tilted by 18.5 degrees
    ["oblique", [1, 0, 0, 0, Math.SQRT1_2, Math.SQRT1_2]],
    ["unknown", null],
  ])("is called %s when its orientation is %j", (name, orientation) => {
    expect(split([ctFrame(0, { orientation })])[0].orientation).toBe(name);
  });

  test("a missing slice does not change its spacing", () => {
    const frames = ctFrames(12).filter((_, i) => i !== 5);
    expect(split(frames)[0].spacing).toEqual([3, 0.8, 0.7]);
  });
});

describe("pitfall 16: several series", () => {
  test("two series are two volumes, by series number", () => {
    const other = again(12, () => ({ elements: { x0020000e: "1.2.826.2", x00200011: "1" } }));
    const volumes = split([...ctFrames(12), ...other]);
    expect(volumes.map(({ seriesKey, slices }) => [seriesKey, slices])).toEqual([
      ["1.2.826.2", 12],
      ["1.2.826.1", 12],
    ]);
  });

  test("of one number the larger comes first, then the one whose file does; without a number last", () => {
    const series = (uid: string, number: string, file: number, count: number) =>
      ctFrames(count, (i) => ({ file: file + i, elements: { x0020000e: uid, x00200011: number } }));
    const volumes = split([
      ...series("none", "", 2, 30),
      ...series("late", "5", 50, 6),
      ...series("early", "5", 40, 6),
      ...series("large", "5", 60, 7),
    ]);
    expect(volumes.map(({ seriesKey }) => seriesKey)).toEqual(["large", "early", "late", "none"]);
  });

  test("images without a series say so", () => {
    const lost = again(3, () => ({ elements: { x0020000e: "" } }));
    const volumes = split([...ctFrames(12), ...lost]);
    expect(volumes.map(({ slices, warnings }) => [slices, warnings.map(({ code }) => code)])).toEqual([
      [12, []],
      [3, ["SERIES_UID_MISSING"]],
    ]);
  });
});

describe("pitfall 17: several stacks in one series", () => {
  test.each<[string, Values]>([
    ["kernel", { x00181210: "B70f" }],
    ["image type", { x00080008: "DERIVED\\SECONDARY\\MPR" }],
    ["frame of reference (pitfall 33)", { x00200052: "1.2.826.10" }],
    ["modality", { x00080060: "PT" }],
    ["SOP class", { x00080016: "1.2.840.10008.5.1.4.1.1.7" }],
    ["stack", { x00209056: "2" }],
  ])("another %s is another volume, whatever its places", (_name, elements) => {
    for (const height of [0, 100]) {
      const other = again(12, (i) => ({ position: [-10, -20, height + 3 * i], elements }));
      const volumes = split([...ctFrames(12), ...other]);
      expect(slicesOf(volumes)).toEqual([12, 12]);
      expect(filesOf(volumes[1].frames)).toEqual(filesOf(other));
      expect(volumes.map(({ problem, phase }) => [problem, phase])).toEqual([
        [null, null],
        [null, null],
      ]);
    }
  });

  test("reformats of four slices and more are volumes", () => {
    const coronal = again(4, (i) => ({ position: [-10, 2 * i, 40], orientation: CORONAL }));
    const volumes = split([...ctFrames(12), ...coronal]);
    expect(volumes.map(({ slices, orientation, spacing }) => [slices, orientation, spacing[0]])).toEqual([
      [12, "axial", 3],
      [4, "coronal", 2],
    ]);
  });

  test("a few turned slices stay, as a problem", () => {
    const tilted = [1, 0, 0, 0, Math.cos(0.1), Math.sin(0.1)];
    const frames = ctFrames(12, (i) => (i > 9 ? { orientation: tilted } : {}));
    const [volume, ...others] = split(frames);
    expect([volume.slices, volume.problem, others]).toEqual([12, "slices in several orientations", []]);
  });
});

describe("pitfall 18: localizers", () => {
  const scout = (spec: FrameSpec) =>
    ctFrame(12, { rows: 64, columns: 64, position: [-30, 0, 60], orientation: CORONAL, ...spec });

  test.each<[string, FrameSpec]>([
    ["that says so", { elements: { x00080008: "ORIGINAL\\PRIMARY\\LOCALIZER" } }],
    ["that says so in its fourth value", { elements: { x00080008: "ORIGINAL\\PRIMARY\\AXIAL\\SCOUT" } }],
    ["that does not say so", {}],
    [
      "that says so and lies among the slices",
      { orientation: AXIAL, elements: { x00080008: "A\\B\\LOCALIZER" } },
    ],
  ])("a 64 x 64 scout %s is left out of 12 slices of 40 x 32, with a warning", (_name, spec) => {
    const [volume, ...others] = split([...ctFrames(12), scout(spec)]);
    expect(others).toEqual([]);
    expect([volume.slices, volume.rows, volume.columns, volume.spacing[0]]).toEqual([12, 40, 32, 3]);
    expect([volume.problem, filesOf(volume.excluded)]).toEqual([null, [13]]);
    expect(volume.warnings).toEqual([
      {
        code: "LOCALIZER_EXCLUDED",
        message: "localizers of the series left out: 1 (file 13 of 2000 (by name))",
      },
    ]);
  });

  test("a series of localizers alone is a candidate for each side, marked as such", () => {
    const elements = { x00080008: "ORIGINAL\\PRIMARY\\LOCALIZER" };
    const volumes = split([scout({ elements }), scout({ file: 14, orientation: SAGITTAL, elements })]);
    expect(volumes.map(({ kind, slices, orientation }) => [kind, slices, orientation])).toEqual([
      ["localizer", 1, "coronal"],
      ["localizer", 1, "sagittal"],
    ]);
  });

  test("a localizer of another series excludes nothing", () => {
    const other = scout({ elements: { x0020000e: "1.2.826.2", x00080008: "ORIGINAL\\PRIMARY\\LOCALIZER" } });
    const volumes = split([...ctFrames(12), other]);
    expect(volumes.map(({ kind, excluded }) => [kind, excluded])).toEqual([
      ["volume", []],
      ["localizer", []],
    ]);
  });

  test("three axial and three coronal slices are no localizers of each other, but a problem", () => {
    const coronal = again(3, (i) => ({ position: [-10, 2 * i, 40], orientation: CORONAL }));
    const [volume, ...others] = split([...ctFrames(3), ...coronal]);
    expect([volume.slices, volume.problem, others]).toEqual([6, "slices in several orientations", []]);
  });
});

describe("pitfall 19: duplicates", () => {
  test.each<[string, Values]>([
    ["under a new name", { x00080018: "1.2.3.5" }],
    ["under a new UID", { x00080018: "9.9" }],
    ["without a UID", { x00080018: "" }],
  ])("a copy of a file %s is removed, with a warning", (_name, elements) => {
    const copy = ctFrame(4, { file: 40, pixelsAre: "5", elements });
    const [volume, ...others] = split([copy, ...ctFrames(12)]);
    expect([volume.slices, others, volume.problem]).toEqual([12, [], null]);
    expect([filesOf(volume.frames), filesOf(volume.duplicates)]).toEqual([
      [...Array(12).keys()].map((i) => i + 1),
      [40],
    ]);
    expect(volume.warnings).toEqual([
      {
        code: "DUPLICATE_REMOVED",
        message:
          "copies with the same place and pixels as another slice left out: 1 (file 40 of 2000 (by name))",
      },
    ]);
  });

  test("a folder copied into itself gives the series once", () => {
    const copies = again(12, (i) => ({
      pixelsAre: String(i + 1),
      elements: { x00080018: `1.2.3.${i + 1}` },
    }));
    const [volume, ...others] = split([...copies, ...ctFrames(12)]);
    expect([volume.slices, volume.duplicates.length, others]).toEqual([12, 12, []]);
  });

  test("other pixels at one place and nothing to tell them apart stay, as a problem", () => {
    const other = ctFrame(4, { file: 40 });
    const [volume, ...others] = split([...ctFrames(12), other]);
    expect([volume.slices, volume.duplicates, others]).toEqual([13, [], []]);
    expect(volume.problem).toBe("1 slice at the position of another");
  });

  test("equal pixels with another rescale, or at another place, are no copies", () => {
    const rescaled = ctFrame(4, { file: 40, pixelsAre: "5", elements: { x00281052: "-2048" } });
    const moved = ctFrame(12, { file: 41, pixelsAre: "5", elements: { x00080018: "1.2.3.5" } });
    expect(slicesOf(split([...ctFrames(12), rescaled, moved]))).toEqual([14]);
  });

  test("a copied slice does not hide that there are two phases", () => {
    const phase = (n: number) => ({ x00200012: String(n), x00200013: "" });
    const frames = [
      ...ctFrames(6, () => ({ elements: phase(1) })),
      ...again(6, () => ({ elements: phase(2) })),
      ctFrame(4, { file: 200, pixelsAre: "5", elements: phase(1) }),
    ];
    const volumes = split(frames);
    expect(volumes.map(({ slices, duplicates }) => [slices, filesOf(duplicates)])).toEqual([
      [6, [200]],
      [6, []],
    ]);
  });

  test("500 different images at one place are not all compared with each other", () => {
    let compared = 0;
    const frames = ctFrames(500, () => ({ position: [0, 0, 0], elements: { x00200013: "" } }));
    const [volume] = splitVolumes(frames, { samePixels: () => ++compared < 0 });
    expect([volume.slices, volume.problem]).toEqual([500, "499 slices at the position of another"]);
    expect(compared).toBeLessThan(500 * 9);
  });
});

describe("pitfall 20: pictures", () => {
  test("a colour screen save in the series of a stack is a picture of its own", () => {
    const save = ctFrame(12, {
      position: null,
      orientation: null,
      elements: { x00280002: 3, x00280004: "RGB", x00080016: "1.2.840.10008.5.1.4.1.1.7" },
    });
    const volumes = split([...ctFrames(12), save]);
    expect(volumes.map(({ kind, slices, problem }) => [kind, slices, problem])).toEqual([
      ["volume", 12, null],
      ["picture", 1, "colour"],
    ]);
  });

  test("a secondary capture that lies among the slices is not one of them", () => {
    const capture = ctFrame(12, { elements: { x00080016: "1.2.840.10008.5.1.4.1.1.7" } });
    expect(slicesOf(split([...ctFrames(12), capture]))).toEqual([12, 1]);
  });

  test("an unread transfer syntax is a problem with a name", () => {
    const [video] = split(ctFrames(2, () => ({ transferSyntax: "1.2.840.10008.1.2.4.102" })));
    expect(video.problem).toMatch(/^stored as MPEG-4 .*, which is not read$/);
  });
});

describe("pitfall 21: missing attributes", () => {
  test("a series without places is a picture, told as such", () => {
    const [volume, ...others] = split(ctFrames(3, () => ({ position: null, orientation: null })));
    expect([volume.kind, volume.problem, others]).toEqual(["picture", "no place in the patient", []]);
  });

  test.each<[string, FrameSpec]>([
    ["position", { position: null }],
    ["orientation", { orientation: null }],
    ["pixel spacing", { elements: { x00280030: null } }],
    ["any geometry", { position: null, orientation: null, elements: { x00280030: null, x00200052: null } }],
    ["readable position", { elements: { x00200032: "1\\2\\here" } }],
  ])("a slice without %s stays in its stack, as a problem", (_name, spec) => {
    const [volume, ...others] = split(ctFrames(12, (i) => (i === 5 ? spec : {})));
    expect([volume.kind, volume.slices, others]).toEqual(["volume", 12, []]);
    expect(volume.problem).toBe("1 of 12 slices without position, orientation or pixel spacing");
  });

  test("pitfall 44: a slice without instance number or slice location is a slice like any other", () => {
    const bare = { x00200013: "", x00201041: null };
    const [volume] = split(
      ctFrames(12, (i) => ({ elements: i === 5 ? bare : { x00201041: String(3 * i) } })),
    );
    expect([volume.slices, volume.problem]).toEqual([12, null]);
  });
});

describe("pitfall 31: mixed matrix and pixel spacing", () => {
  test.each<[string, FrameSpec, string]>([
    ["matrix", { rows: 64, columns: 64 }, "2 matrix sizes"],
    [
      "pixel spacing",
      { elements: { x00280030: "0.9\\0.9" } },
      "6 slices with another pixel spacing than the first",
    ],
  ])("half a series of another %s is one damaged volume, not two", (_name, spec, problem) => {
    const [volume, ...others] = split(ctFrames(12, (i) => (i > 5 ? spec : {})));
    expect([volume.slices, volume.problem, others]).toEqual([12, problem, []]);
  });

  test.each<[string, FrameSpec]>([
    ["matrix", { rows: 64, columns: 64 }],
    ["pixel spacing", { elements: { x00280030: "0.9\\0.9" } }],
    ["slice thickness", { elements: { x00180050: "5" } }],
    ["tube voltage", { elements: { x00180060: "140" } }],
  ])("the same places in another %s are two volumes", (name, spec) => {
    const same = { x00200013: "1", x00180050: "3", x00180060: "80" };
    const frames = [
      ...ctFrames(12, () => ({ elements: same })),
      ...again(12, () => ({ ...spec, elements: { ...same, ...spec.elements } })),
    ];
    const volumes = split(frames);
    expect(volumes.map(({ slices, phase, problem }) => [slices, phase?.by, problem])).toEqual([
      [12, name, null],
      [12, name, null],
    ]);
  });
});

describe("pitfall 34: two phases", () => {
  const clock = (minutes: number) =>
    `10${String(Math.floor(minutes)).padStart(2, "0")}00.${(minutes % 1) * 10}`;

  /** Elements by phase, 0 or 1, and slice, 0 to 5; nothing else tells the phases apart. */
  test.each<[string, (phase: number, slice: number) => Values]>([
    ["temporal position", (phase) => ({ x00200100: String(phase + 1) })],
    ["temporal position", (phase) => ({ x00209128: phase + 1 })],
    ["cardiac phase", (phase) => ({ x00209241: 40 + 35 * phase })],
    ["acquisition", (phase) => ({ x00200012: String(phase + 3) })],
    ["acquisition", (phase, slice) => ({ x00200012: String(6 * phase + slice) })],
    ["trigger time", (phase, slice) => ({ x00181060: String(300 + 400 * phase + 7 * slice) })],
    ["contrast agent", (phase) => (phase === 0 ? {} : { x00180010: "Iopromide" })],
    ["contrast phase", (phase) => ({ x00189344: phase === 0 ? "PRE_CONTRAST" : "POST_CONTRAST" })],
    ["image type", (phase) => ({ x00080008: `ORIGINAL\\PRIMARY\\AXIAL\\ENERGY ${phase}` })],
    ["acquisition time", (phase) => ({ x00080032: clock(5 + 30 * phase) })],
    ["acquisition time", (phase, slice) => ({ x00080032: clock(5 + 30 * phase + slice / 2) })],
    [
      "acquisition time",
      (phase, slice) => ({
        x00080022: `2020010${phase + 1}`,
        x00080032: phase === 0 ? `23:59:5${slice}` : `00:00:0${slice}`,
      }),
    ],
    ["acquisition time", (phase, slice) => ({ x0008002a: `20200101${clock(5 + 30 * phase + slice / 2)}` })],
    ["reference time", (phase, slice) => ({ x00189151: `20200101${clock(5 + 30 * phase + slice / 2)}` })],
    ["content time", (phase, slice) => ({ x00080033: clock(5 + 30 * phase + slice / 2) })],
    ["instance number", (phase, slice) => ({ x00200013: String(6 * phase + slice + 1) })],
    ["instance number", (phase, slice) => ({ x00200013: String(6 * phase + 6 - slice) })],
  ])("are told apart by %s (%#)", (by, elements) => {
    const made = (phase: number) =>
      ctFrames(6, (slice) => ({
        file: 2 * slice + phase + 1,
        elements: { x00200013: "", ...elements(phase, slice) },
      }));
    const volumes = split(shuffled(12, 7).map((i) => [...made(0), ...made(1)][i]));
    expect(volumes.map(({ phase }) => phase)).toEqual([
      { by, number: 1, of: 2 },
      { by, number: 2, of: 2 },
    ]);
    expect(volumes.map(({ frames }) => filesOf(frames))).toEqual([
      [1, 3, 5, 7, 9, 11],
      [2, 4, 6, 8, 10, 12],
    ]);
    expect(volumes.map(({ spacing, problem }) => [spacing[0], problem])).toEqual([
      [3, null],
      [3, null],
    ]);
  });

  test("pitfall 30: table positions that differ by 0.02 mm between phases are one place", () => {
    const frames = [0, 1].flatMap((phase) =>
      ctFrames(8, (i) => ({
        file: 8 * phase + i + 1,
        position: [-10, -20, 3 * i + 0.02 * phase],
        elements: { x00200012: String(phase + 1) },
      })),
    );
    expect(split(frames).map(({ slices, phase }) => [slices, phase?.by])).toEqual([
      [8, "acquisition"],
      [8, "acquisition"],
    ]);
  });

  test("a phase of fewer slices is a volume as well", () => {
    const frames = [
      ...ctFrames(12, () => ({ elements: { x00200012: "1", x00200013: "" } })),
      ...again(7, () => ({ elements: { x00200012: "2", x00200013: "" } })),
    ];
    expect(split(frames).map(({ slices, phase }) => [slices, phase?.number])).toEqual([
      [12, 1],
      [7, 2],
    ]);
  });

  test("instance numbers that alternate between passes tell nothing", () => {
    const frames = [0, 1].flatMap((phase) =>
      ctFrames(6, (i) => ({ file: 6 * phase + i + 1, elements: { x00200013: String(2 * i + phase) } })),
    );
    const [volume, ...others] = split(frames);
    expect([volume.slices, volume.problem, others]).toEqual([12, "6 slices at the position of another", []]);
  });

  test("a value on both sides of the cut tells nothing", () => {
    const times = [1, 2, 3, 4, 5, 6, 6, 7, 8, 9, 10, 11];
    const frames = ctFrames(12, (i) => ({
      position: [-10, -20, 3 * (i % 6)],
      elements: { x00200013: "", x00080032: `10${String(times[i]).padStart(2, "0")}00` },
    }));
    expect(slicesOf(split(frames))).toEqual([12]);
  });

  test("ten phases by trigger time come in the order of the heart beat", () => {
    const frames = ctFrames(200, (i) => ({
      position: [-10, -20, 3 * (i % 20)],
      elements: { x00181060: String(90 * ((7 * Math.floor(i / 20)) % 10)), x00200013: "" },
    }));
    const volumes = split(frames);
    expect(slicesOf(volumes)).toEqual(Array(10).fill(20));
    expect(volumes.map(({ frames: [first] }) => first.elements.decimals("x00181060")?.[0])).toEqual(
      [...Array(10).keys()].map((i) => 90 * i),
    );
  });
});

test("pixels are not compared where attributes tell frames apart", () => {
  const frames = [...ctFrames(12), ...again(12, (i) => ({ elements: { x00200013: String(13 + i) } }))];
  const volumes = splitVolumes(frames, {
    samePixels: () => {
      throw new Error("compared");
    },
  });
  expect(slicesOf(volumes)).toEqual([12, 12]);
});

/** A folder with everything in it: phases, kernels, a localizer, copies, a screen save, a damaged series. */
function mixedFolder(): Frame[] {
  const series = (uid: number, elements: Values = {}): Values => ({
    x0020000e: `1.2.826.${uid}`,
    x00200011: String(uid),
    ...elements,
  });
  const at = (file: number, spec: (i: number) => FrameSpec) => (i: number) => ({
    file: file + i,
    ...spec(i),
  });
  return [
    ...ctFrames(
      6,
      at(1, (i) => ({ elements: series(1, { x00200013: String(i) }) })),
    ),
    ...ctFrames(
      6,
      at(11, (i) => ({ elements: series(1, { x00200013: String(10 + i) }) })),
    ),
    ...ctFrames(
      8,
      at(21, () => ({ elements: series(2) })),
    ),
    ...ctFrames(
      8,
      at(31, () => ({ elements: series(2, { x00181210: "B70f" }) })),
    ),
    ctFrame(3, { file: 41, orientation: CORONAL, elements: series(2) }),
    ctFrame(3, { file: 42, pixelsAre: "24", elements: series(2, { x00080018: "1.2.3.24" }) }),
    ctFrame(3, { file: 43, pixelsAre: "24", elements: series(2) }),
    ctFrame(3, { file: 44, elements: series(2, { x00280002: 3, x00280004: "RGB" }) }),
    ...ctFrames(
      5,
      at(51, (i) => ({ rows: i === 2 ? 64 : 40, elements: series(3) })),
    ),
  ];
}

describe("properties", () => {
  const frames = mixedFolder();
  const shown = (volumes: readonly VolumeCandidate[]) =>
    volumes.map((volume) => ({
      ...volume,
      frames: filesOf(volume.frames),
      duplicates: filesOf(volume.duplicates),
      excluded: filesOf(volume.excluded),
    }));
  const expected = shown(split(frames));

  test("a folder with everything in it", () => {
    expect(
      expected.map(({ slices, kernel, phase, duplicates, excluded, problem }) => [
        slices,
        kernel,
        phase?.number,
        duplicates,
        excluded,
        problem,
      ]),
    ).toEqual([
      [6, "B30f", 1, [], [], null],
      [6, "B30f", 2, [], [], null],
      [8, "B30f", undefined, [42, 43], [41], null],
      [8, "B70f", undefined, [], [41], null],
      [1, "B30f", undefined, [], [], "colour"],
      [5, "B30f", undefined, [], [], "2 matrix sizes"],
    ]);
  });

  test("the order of the files does not matter", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(frames, { minLength: frames.length }), (order) => {
        expect(shown(split(order))).toEqual(expected);
      }),
      { seed: 41, numRuns: 60 },
    );
  });

  test("every frame is in one candidate, as a slice or a copy, or excluded", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(frames), (some) => {
        const volumes = split(some);
        const used = volumes.flatMap(({ frames, duplicates }) => [...frames, ...duplicates]);
        const excluded = new Set(volumes.flatMap(({ excluded }) => excluded));
        expect(used.length + excluded.size).toBe(some.length);
        expect(new Set([...used, ...excluded]).size).toBe(some.length);
      }),
      { seed: 42, numRuns: 200 },
    );
  });
});

/** Milliseconds of the fastest of three runs: what the machine does besides is not measured. */
function fastest(run: () => void): number {
  const times = [0, 1, 2].map(() => {
    const start = performance.now();
    run();
    return performance.now() - start;
  });
  return Math.min(...times);
}

test("2,000 frames in 12 series are split in well under a second", () => {
  const frames = ctFrames(2004, (i) => ({
    position: [-10, -20, 1.25 * (i % 167)],
    elements: { x0020000e: `1.2.826.${Math.floor(i / 167)}` },
  }));
  expect(slicesOf(split(frames))).toEqual(Array(12).fill(167));
  expect(fastest(() => split(frames))).toBeLessThan(500);
});

test("20,000 frames that all differ in orientation and lie at few places are split in seconds", () => {
  const frames = ctFrames(20_000, (i) => ({
    position: [0, 0, i % 3],
    orientation: [Math.cos(i), Math.sin(i), 0, -Math.sin(i), Math.cos(i), 0],
  }));
  const start = performance.now();
  expect(slicesOf(split(frames))).toEqual([20_000]);
  expect(performance.now() - start).toBeLessThan(5000);
});
