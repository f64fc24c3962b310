import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { TAGS } from "../../../../kernel-lib/src/dicom/elements/tags";
import type { Frame } from "../../../../kernel-lib/src/dicom/image/frame";
import { splitVolumes } from "../../../../kernel-lib/src/dicom/series/splitVolumes";
import type { VolumeCandidate } from "../../../../kernel-lib/src/dicom/series/volumeCandidate";
import { countSteps } from "../../../drivers/countSteps";
import {
  AXIAL,
  CORONAL,
  ctFrame,
  ctFrames,
  type FrameSpec,
  pixelDigest,
  SAGITTAL,
  shuffled,
  type Values,
} from "../../../makers/frames";

const split = (frames: readonly Frame[]) => splitVolumes(frames, { pixelDigest });
const slicesOf = (volumes: readonly VolumeCandidate[]) => volumes.map(({ slices }) => slices);
/** Numbers of the files that a candidate is made of. */
const filesOf = (frames: readonly Frame[]) =>
  frames.map(({ file }) => Number(/\d+/.exec(file.label)?.[0] ?? 0));
/** The same slices again, as later files of the folder. */
const again = (count: number, spec: (number: number) => FrameSpec) =>
  ctFrames(count, (i) => ({ file: 101 + i, ...spec(i) }));

describe("one series", () => {
  test("is one volume, ascending along the normal", async () => {
    const heights = shuffled(12, 3).map((i) => 3 * i);
    const [volume, ...others] = await split(ctFrames(12, (i) => ({ position: [-10, -20, heights[i]] })));
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

  test("no frames, no volumes", async () => {
    expect(await split([])).toEqual([]);
  });

  test("pitfall 30: positions off by 0.01 mm and directions by 1e-5 stay one volume", async () => {
    const noise = (i: number) => (i % 2 === 0 ? 1e-5 : -1e-5);
    const frames = ctFrames(12, (i) => ({
      position: [-10, -20, 3 * i + 1000 * noise(i)],
      orientation: [1, noise(i), 0, -noise(i), 1, 0],
    }));
    expect(slicesOf(await split(frames))).toEqual([12]);
  });

  test.each([
    ["axial", AXIAL],
    ["coronal", CORONAL],
    ["sagittal", SAGITTAL],
    ["axial", [1, 0, 0, 0, Math.cos(0.32), Math.sin(0.32)]], // a gantry tilted by 18.5 degrees
    ["oblique", [1, 0, 0, 0, Math.SQRT1_2, Math.SQRT1_2]],
    ["unknown", null],
  ])("is called %s when its orientation is %j", async (name, orientation) => {
    expect((await split([ctFrame(0, { orientation })]))[0].orientation).toBe(name);
  });

  test("a missing slice does not change its spacing", async () => {
    const frames = ctFrames(12).filter((_, i) => i !== 5);
    expect((await split(frames))[0].spacing).toEqual([3, 0.8, 0.7]);
  });
});

test("the files' places order them, whatever their names say", async () => {
  const misnamed = (frame: Frame): Frame => {
    const file = { ...frame.file, label: `file ${100 - frame.file.index} of 2000 (by name)` };
    return { ...frame, file };
  };
  const unplaced = ctFrames(12, () => ({ position: null, orientation: null })).map(misnamed);
  const [volume] = await split([...unplaced].reverse());
  expect(volume.frames.map(({ file }) => file.index)).toEqual(unplaced.map(({ file }) => file.index));
});

describe("pitfall 16: several series", () => {
  test("two series are two volumes, by series number", async () => {
    const other = again(12, () => ({ elements: { x0020000e: "1.2.826.2", x00200011: "1" } }));
    const volumes = await split([...ctFrames(12), ...other]);
    expect(volumes.map(({ seriesKey, slices }) => [seriesKey, slices])).toEqual([
      ["1.2.826.2", 12],
      ["1.2.826.1", 12],
    ]);
  });

  test("of one number the larger comes first, then the one whose file does; without a number last", async () => {
    const series = (uid: string, number: string, file: number, count: number) =>
      ctFrames(count, (i) => ({ file: file + i, elements: { x0020000e: uid, x00200011: number } }));
    const volumes = await split([
      ...series("none", "", 2, 30),
      ...series("late", "5", 50, 6),
      ...series("early", "5", 40, 6),
      ...series("large", "5", 60, 7),
    ]);
    expect(volumes.map(({ seriesKey }) => seriesKey)).toEqual(["large", "early", "late", "none"]);
  });

  test.each<[string, Values]>([
    ["study", { x0020000d: "1.2.826.20" }],
    ["patient", { x00100020: "MRN-4712" }],
    ["study, without a series UID", { x0020000d: "1.2.826.20", x0020000e: "" }],
    ["patient, without a series UID", { x00100020: "MRN-4712", x0020000e: "" }],
    ["series number, without a series UID", { x00200011: "3", x0020000e: "" }],
    ["series description, without a series UID", { x0008103e: "Abdomen", x0020000e: "" }],
  ])("another %s is another volume, though the slices would be one stack", async (_name, elements) => {
    const lost = "x0020000e" in elements ? { x0020000e: "" } : {};
    const common = { x0020000d: "1.2.826.21", x00100020: "MRN-4711", ...lost };
    const frames = ctFrames(12, (i) => ({ elements: i < 6 ? common : { ...common, ...elements } }));
    const volumes = await split(frames);
    expect(volumes.map(({ frames }) => filesOf(frames))).toEqual([
      [1, 2, 3, 4, 5, 6],
      [7, 8, 9, 10, 11, 12],
    ]);
  });

  test("images without a series say so", async () => {
    const lost = again(3, () => ({ elements: { x0020000e: "" } }));
    const volumes = await split([...ctFrames(12), ...lost]);
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
  ])("another %s is another volume, whatever its places", async (_name, elements) => {
    for (const height of [0, 100]) {
      const other = again(12, (i) => ({ position: [-10, -20, height + 3 * i], elements }));
      const volumes = await split([...ctFrames(12), ...other]);
      expect(slicesOf(volumes)).toEqual([12, 12]);
      expect(filesOf(volumes[1].frames)).toEqual(filesOf(other));
      expect(volumes.map(({ problem, phase }) => [problem, phase])).toEqual([
        [null, null],
        [null, null],
      ]);
    }
  });

  test("reformats of four slices and more are volumes", async () => {
    const coronal = again(4, (i) => ({ position: [-10, 2 * i, 40], orientation: CORONAL }));
    const volumes = await split([...ctFrames(12), ...coronal]);
    expect(volumes.map(({ slices, orientation, spacing }) => [slices, orientation, spacing[0]])).toEqual([
      [12, "axial", 3],
      [4, "coronal", 2],
    ]);
  });

  test("a few turned slices stay, as a problem", async () => {
    const tilted = [1, 0, 0, 0, Math.cos(0.1), Math.sin(0.1)];
    const frames = ctFrames(12, (i) => (i > 9 ? { orientation: tilted } : {}));
    const [volume, ...others] = await split(frames);
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
  ])("a 64 x 64 scout %s is left out of 12 slices of 40 x 32, with a warning", async (_name, spec) => {
    const [volume, ...others] = await split([...ctFrames(12), scout(spec)]);
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

  test("a series of localizers alone is a candidate for each side, marked as such", async () => {
    const elements = { x00080008: "ORIGINAL\\PRIMARY\\LOCALIZER" };
    const volumes = await split([scout({ elements }), scout({ file: 14, orientation: SAGITTAL, elements })]);
    expect(volumes.map(({ kind, slices, orientation }) => [kind, slices, orientation])).toEqual([
      ["localizer", 1, "coronal"],
      ["localizer", 1, "sagittal"],
    ]);
  });

  test("a localizer of another series excludes nothing", async () => {
    const other = scout({ elements: { x0020000e: "1.2.826.2", x00080008: "ORIGINAL\\PRIMARY\\LOCALIZER" } });
    const volumes = await split([...ctFrames(12), other]);
    expect(volumes.map(({ kind, excluded }) => [kind, excluded])).toEqual([
      ["volume", []],
      ["localizer", []],
    ]);
  });

  test("three axial and three coronal slices are no localizers of each other, but a problem", async () => {
    const coronal = again(3, (i) => ({ position: [-10, 2 * i, 40], orientation: CORONAL }));
    const [volume, ...others] = await split([...ctFrames(3), ...coronal]);
    expect([volume.slices, volume.problem, others]).toEqual([6, "slices in several orientations", []]);
  });
});

describe("pitfall 19: duplicates", () => {
  test.each<[string, Values]>([
    ["under a new name", { x00080018: "1.2.3.5" }],
    ["under a new UID", { x00080018: "9.9" }],
    ["without a UID", { x00080018: "" }],
  ])("a copy of a file %s is removed, with a warning", async (_name, elements) => {
    const copy = ctFrame(4, { file: 40, pixelsAre: "5", elements });
    const [volume, ...others] = await split([copy, ...ctFrames(12)]);
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

  test("a folder copied into itself gives the series once", async () => {
    const copies = again(12, (i) => ({
      pixelsAre: String(i + 1),
      elements: { x00080018: `1.2.3.${i + 1}` },
    }));
    const [volume, ...others] = await split([...copies, ...ctFrames(12)]);
    expect([volume.slices, volume.duplicates.length, others]).toEqual([12, 12, []]);
  });

  test("other pixels at one place and nothing to tell them apart stay, as a problem", async () => {
    const other = ctFrame(4, { file: 40 });
    const [volume, ...others] = await split([...ctFrames(12), other]);
    expect([volume.slices, volume.duplicates, others]).toEqual([13, [], []]);
    expect(volume.problem).toBe("1 slice at the position of another");
  });

  test("equal pixels with another rescale, or at another place, are no copies", async () => {
    const rescaled = ctFrame(4, { file: 40, pixelsAre: "5", elements: { x00281052: "-2048" } });
    const moved = ctFrame(12, { file: 41, pixelsAre: "5", elements: { x00080018: "1.2.3.5" } });
    expect(slicesOf(await split([...ctFrames(12), rescaled, moved]))).toEqual([14]);
  });

  test("a copied slice does not hide that there are two phases", async () => {
    const phase = (n: number) => ({ x00200012: String(n), x00200013: "" });
    const frames = [
      ...ctFrames(6, () => ({ elements: phase(1) })),
      ...again(6, () => ({ elements: phase(2) })),
      ctFrame(4, { file: 200, pixelsAre: "5", elements: phase(1) }),
    ];
    const volumes = await split(frames);
    expect(volumes.map(({ slices, duplicates }) => [slices, filesOf(duplicates)])).toEqual([
      [6, [200]],
      [6, []],
    ]);
  });

  test("of 500 different images at one place the pixels of each are read once", async () => {
    let read = 0;
    const frames = ctFrames(500, () => ({ position: [0, 0, 0], elements: { x00200013: "" } }));
    const [volume] = await splitVolumes(frames, { pixelDigest: () => String(read++) });
    expect([volume.slices, volume.problem]).toEqual([500, "499 slices at the position of another"]);
    expect(read).toBe(500);
  });

  test("pixels that cannot be read are nobody's copy", async () => {
    const copy = ctFrame(4, { file: 40, pixelsAre: "5", elements: { x00080018: "1.2.3.5" } });
    const [volume] = await splitVolumes([copy, ...ctFrames(12)], { pixelDigest: () => null });
    expect([volume.slices, volume.duplicates]).toEqual([13, []]);
  });

  test.each<[string, Values]>([
    ["sign", { x00280103: 1 }],
    ["bits stored", { x00280101: 12 }],
    ["bits allocated", { x00280100: 32 }],
    ["rescale slope", { x00281053: "2" }],
    ["rescale type", { x00281054: "US" }],
    ["padding value", { x00280120: 63_536 }],
    ["padding range", { x00280121: 63_537 }],
    ["modality table", { x00283000: [{ x00283002: 4, x00283006: "abcd" }] }],
    ["table of other values", { x00283000: [{ x00283002: 4, x00283006: "abce" }] }],
    ["photometric interpretation", { x00280004: "MONOCHROME1" }],
  ])("equal bytes with another %s are no copies, whatever their UIDs", async (_name, elements) => {
    const table = { x00283000: [{ x00283002: 4, x00283006: "abdc" }] };
    const base = { x00280100: 16, x00280101: 16, x00280102: 15, x00280103: 0, ...table };
    const series = ctFrames(12, () => ({ elements: base }));
    for (const uid of ["1.2.3.5", "9.9"]) {
      const spec = { file: 40, pixelsAre: "5", elements: { ...base, x00080018: uid } };
      const same = await split([...series, ctFrame(4, spec)]);
      expect(same.map(({ slices, duplicates }) => [slices, duplicates.length])).toEqual([[12, 1]]);
      const [other] = await split([
        ...series,
        ctFrame(4, { ...spec, elements: { ...spec.elements, ...elements } }),
      ]);
      expect([other.slices, other.duplicates]).toEqual([13, []]);
    }
  });

  describe("the same image in another transfer syntax", () => {
    const JPEG_LS = "1.2.840.10008.1.2.4.80";
    const JPEG_2000_LOSSY = "1.2.840.10008.1.2.4.91";
    /** Each slice again, its pixels in other bytes. */
    const encoded = (transferSyntax: string, file: number, elements: (i: number) => Values = () => ({})) =>
      ctFrames(4, (i) => ({
        file: file + i,
        transferSyntax,
        elements: { x00080018: `1.2.3.${i + 1}`, ...elements(i) },
      }));

    test("counts once: uncompressed before lossless before lossy, without a look at the pixels", async () => {
      const copies = [...encoded(JPEG_2000_LOSSY, 21), ...encoded(JPEG_LS, 31)];
      const pixels = () => {
        throw new Error("read");
      };
      const [volume, ...others] = await splitVolumes(
        [...copies, ...ctFrames(4, (i) => ({ file: 41 + i, elements: { x00080018: `1.2.3.${i + 1}` } }))],
        { pixelDigest: pixels },
      );
      expect([volume.slices, others, volume.problem]).toEqual([4, [], null]);
      expect(filesOf(volume.frames)).toEqual([41, 42, 43, 44]);
      expect(volume.duplicates).toHaveLength(8);
      expect(volume.warnings).toEqual([
        {
          code: "DUPLICATE_REMOVED",
          message: expect.stringMatching(/^the same images in another transfer syntax left out: 8 \(file /),
        },
      ]);
      const [compressed] = await splitVolumes(copies, { pixelDigest: pixels });
      expect(filesOf(compressed.frames)).toEqual([31, 32, 33, 34]);
    });

    test("an uncompressed image that was lossy once comes after a lossless one", async () => {
      const lossy = ctFrames(4, () => ({ elements: { x00282110: "01" } }));
      const [volume] = await split([...lossy, ...encoded(JPEG_LS, 21)]);
      expect(filesOf(volume.frames)).toEqual([21, 22, 23, 24]);
    });

    test.each<[string, (i: number) => Values]>([
      ["under another UID", (i) => ({ x00080018: `9.9.${i}` })],
      ["with the same slices in other bits", () => ({ x00280101: 8 })],
      ["with the same slices of another rescale", () => ({ x00281052: "0" })],
    ])("%s is another image", async (name, elements) => {
      const [volume] = await split([
        ...ctFrames(4, () => ({ elements: { x00200013: "" } })),
        ...encoded(JPEG_LS, 21, (i) => ({ x00200013: "", ...elements(i) })),
      ]);
      expect([volume.slices, volume.duplicates]).toEqual([name.includes("same slices") ? 4 : 8, []]);
    });

    test("beside two different images of one UID is neither's copy", async () => {
      const twice = ctFrame(1, { file: 30, elements: { x00080018: "1.2.3.2" } });
      const [volume] = await split([...ctFrames(4), twice, ...encoded(JPEG_LS, 21)]);
      expect([volume.slices, filesOf(volume.duplicates)]).toEqual([6, [21, 23, 24]]);
      expect(volume.problem).toBe("2 slices at the position of another");
    });
  });

  test("the frames of a file of very many at one place are no copies of another, and quickly told", async () => {
    const [one] = ctFrames(1, () => ({ elements: { x00280008: "100000" } }));
    await expectLinear(10_000, (count) => {
      const frames = Array.from({ length: count }, (_, index) => ({ ...one, index, frames: 100_000 }));
      return async () => {
        const [volume] = await splitVolumes(frames, {
          pixelDigest: () => {
            throw new Error("read");
          },
        });
        expect(volume.problem).toBe(`${count - 1} slices at the position of another`);
      };
    });
  });

  test("a signal stops the reading of pixels, and the event loop is heard meanwhile", async () => {
    const controller = new AbortController();
    const copies = again(200, (i) => ({ elements: { x00080018: `1.2.3.${i + 1}` } }));
    let read = 0;
    setImmediate(() => controller.abort(new Error("enough")));
    const split = splitVolumes([...ctFrames(200), ...copies], {
      pixelDigest: () => String(read++),
      signal: controller.signal,
    });
    await expect(split).rejects.toThrow("enough");
    expect(read).toBeLessThan(100);
  });
});

describe("pitfall 20: pictures", () => {
  test("a colour screen save in the series of a stack is a picture of its own", async () => {
    const save = ctFrame(12, {
      position: null,
      orientation: null,
      elements: { x00280002: 3, x00280004: "RGB", x00080016: "1.2.840.10008.5.1.4.1.1.7" },
    });
    const volumes = await split([...ctFrames(12), save]);
    expect(volumes.map(({ kind, slices, problem }) => [kind, slices, problem])).toEqual([
      ["volume", 12, null],
      ["picture", 1, "colour"],
    ]);
  });

  test("a secondary capture that lies among the slices is not one of them", async () => {
    const capture = ctFrame(12, { elements: { x00080016: "1.2.840.10008.5.1.4.1.1.7" } });
    expect(slicesOf(await split([...ctFrames(12), capture]))).toEqual([12, 1]);
  });

  test("an unread transfer syntax is a problem with a name", async () => {
    const [video] = await split(ctFrames(2, () => ({ transferSyntax: "1.2.840.10008.1.2.4.102" })));
    expect(video.problem).toMatch(/^stored as MPEG-4 .*, which is not read$/);
  });
});

describe("pitfall 21: missing attributes", () => {
  test("a series that lost all its places is a volume that does not load, and says so", async () => {
    const [volume, ...others] = await split(ctFrames(3, () => ({ position: null, orientation: null })));
    expect([volume.kind, volume.placed, others]).toEqual(["volume", false, []]);
    expect(volume.problem).toBe(
      "no place in the patient: image position or orientation is missing in every slice",
    );
  });

  test.each<[string, number, FrameSpec]>([
    ["a single image", 1, {}],
    ["secondary captures", 3, { elements: { x00080016: "1.2.840.10008.5.1.4.1.1.7" } }],
    ["multi-frame secondary captures", 3, { elements: { x00080016: "1.2.840.10008.5.1.4.1.1.7.3" } }],
  ])("%s without a place is a picture", async (_name, count, spec) => {
    const [volume] = await split(ctFrames(count, () => ({ position: null, orientation: null, ...spec })));
    expect([volume.kind, volume.problem]).toEqual(["picture", "no place in the patient"]);
  });

  test.each<[string, FrameSpec]>([
    ["position", { position: null }],
    ["orientation", { orientation: null }],
    ["pixel spacing", { elements: { x00280030: null } }],
    ["any geometry", { position: null, orientation: null, elements: { x00280030: null, x00200052: null } }],
    ["readable position", { elements: { x00200032: "1\\2\\here" } }],
  ])("a slice without %s stays in its stack, as a problem", async (_name, spec) => {
    const [volume, ...others] = await split(ctFrames(12, (i) => (i === 5 ? spec : {})));
    expect([volume.kind, volume.slices, others]).toEqual(["volume", 12, []]);
    expect(volume.problem).toBe("1 of 12 slices without position, orientation or pixel spacing");
  });

  test("pitfall 44: a slice without instance number or slice location is a slice like any other", async () => {
    const bare = { x00200013: "", x00201041: null };
    const [volume] = await split(
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
  ])("half a series of another %s is one damaged volume, not two", async (_name, spec, problem) => {
    const [volume, ...others] = await split(ctFrames(12, (i) => (i > 5 ? spec : {})));
    expect([volume.slices, volume.problem, others]).toEqual([12, problem, []]);
  });

  test.each<[string, FrameSpec]>([
    ["matrix", { rows: 64, columns: 64 }],
    ["pixel spacing", { elements: { x00280030: "0.9\\0.9" } }],
    ["slice thickness", { elements: { x00180050: "5" } }],
    ["tube voltage", { elements: { x00180060: "140" } }],
  ])("the same places in another %s are two volumes", async (name, spec) => {
    const same = { x00200013: "1", x00180050: "3", x00180060: "80" };
    const frames = [
      ...ctFrames(12, () => ({ elements: same })),
      ...again(12, () => ({ ...spec, elements: { ...same, ...spec.elements } })),
    ];
    const volumes = await split(frames);
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
  ])("are told apart by %s (%#)", async (by, elements) => {
    const made = (phase: number) =>
      ctFrames(6, (slice) => ({
        file: 2 * slice + phase + 1,
        elements: { x00200013: "", ...elements(phase, slice) },
      }));
    const volumes = await split(shuffled(12, 7).map((i) => [...made(0), ...made(1)][i]));
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

  test("pitfall 30: table positions that differ by 0.02 mm between phases are one place", async () => {
    const frames = [0, 1].flatMap((phase) =>
      ctFrames(8, (i) => ({
        file: 8 * phase + i + 1,
        position: [-10, -20, 3 * i + 0.02 * phase],
        elements: { x00200012: String(phase + 1) },
      })),
    );
    expect((await split(frames)).map(({ slices, phase }) => [slices, phase?.by])).toEqual([
      [8, "acquisition"],
      [8, "acquisition"],
    ]);
  });

  test("a phase of fewer slices is a volume as well", async () => {
    const frames = [
      ...ctFrames(12, () => ({ elements: { x00200012: "1", x00200013: "" } })),
      ...again(7, () => ({ elements: { x00200012: "2", x00200013: "" } })),
    ];
    expect((await split(frames)).map(({ slices, phase }) => [slices, phase?.number])).toEqual([
      [12, 1],
      [7, 2],
    ]);
  });

  test("instance numbers that alternate between passes number the slices of each place, with a warning", async () => {
    const frames = [0, 1].flatMap((phase) =>
      ctFrames(6, (i) => ({ file: 6 * phase + i + 1, elements: { x00200013: String(2 * i + phase) } })),
    );
    const volumes = await split(frames);
    expect(volumes.map(({ frames }) => filesOf(frames))).toEqual([
      [1, 2, 3, 4, 5, 6],
      [7, 8, 9, 10, 11, 12],
    ]);
    expect(volumes.map(({ phase, warnings }) => [phase?.by, warnings.map(({ code }) => code)])).toEqual([
      ["order at each place", ["PHASES_BY_RANK"]],
      ["order at each place", ["PHASES_BY_RANK"]],
    ]);
  });

  test("a value on both sides of the cut tells nothing", async () => {
    const times = [1, 2, 3, 4, 5, 6, 6, 7, 8, 9, 10, 11];
    const frames = ctFrames(12, (i) => ({
      position: [-10, -20, 3 * (i % 6)],
      elements: { x00200013: "", x00080032: `10${String(times[i]).padStart(2, "0")}00` },
    }));
    expect(slicesOf(await split(frames))).toEqual([12]);
  });

  test("ten phases by trigger time come in the order of the heart beat", async () => {
    const frames = ctFrames(200, (i) => ({
      position: [-10, -20, 3 * (i % 20)],
      elements: { x00181060: String(90 * ((7 * Math.floor(i / 20)) % 10)), x00200013: "" },
    }));
    const volumes = await split(frames);
    expect(slicesOf(volumes)).toEqual(Array(10).fill(20));
    expect(volumes.map(({ frames: [first] }) => first.elements.decimals(TAGS.TriggerTime)?.[0])).toEqual(
      [...Array(10).keys()].map((i) => 90 * i),
    );
  });
});

describe("pitfall 34: passes that lie between each other", () => {
  /** Two scans of ten slices every 3 mm, the second so many mm further; files alternate. */
  const twoScans = (offset: number, elements: (scan: number, slice: number) => Values, slices = 10) =>
    [0, 1].flatMap((scan) =>
      ctFrames(slices, (i) => ({
        file: 2 * i + scan + 1,
        position: [-10, -20, 3 * i + scan * offset],
        elements: elements(scan, i),
      })),
    );
  const acquisitions = (scan: number) => ({ x00200012: String(scan + 1) });

  test.each<[string, (scan: number) => Values]>([
    ["temporal position", (scan) => ({ x00200100: String(scan + 1) })],
    ["temporal position", (scan) => ({ x00209128: scan + 1 })],
    ["cardiac phase", (scan) => ({ x00209241: 40 + 35 * scan })],
    ["acquisition", acquisitions],
    ["acquisition", (scan) => ({ x00209156: scan + 1 })],
    ["trigger time", (scan) => ({ x00181060: String(300 + 400 * scan) })],
    ["contrast agent", (scan) => (scan === 0 ? {} : { x00180010: "Iopromide" })],
    ["tube voltage", (scan) => ({ x00180060: scan === 0 ? "80" : "140" })],
    ["slice thickness", (scan) => ({ x00180050: scan === 0 ? "3" : "1" })],
  ])("told apart by %s (%#) are two volumes", async (by, elements) => {
    for (const offset of [0.5, 1, 1.5, 2.9]) {
      const volumes = await split(shuffled(20, 5).map((i) => twoScans(offset, elements)[i]));
      expect(
        volumes.map(({ phase, slices, spacing, problem }) => [phase, slices, spacing[0], problem]),
      ).toEqual([
        [{ by, number: 1, of: 2 }, 10, 3, null],
        [{ by, number: 2, of: 2 }, 10, expect.closeTo(3, 9), null],
      ]);
      expect(filesOf(volumes[0].frames)).toEqual([1, 3, 5, 7, 9, 11, 13, 15, 17, 19]);
    }
  });

  test("stay apart when each lacks a slice", async () => {
    const frames = twoScans(1.5, acquisitions).filter((_, i) => i !== 4 && i !== 16);
    expect(slicesOf(await split(frames))).toEqual([9, 9]);
  });

  test("stay apart when one is shorter, or reaches further", async () => {
    const [first, second] = [twoScans(1.5, acquisitions).slice(0, 10), twoScans(1.5, acquisitions).slice(10)];
    expect(slicesOf(await split([...first, ...second.slice(3, 7)]))).toEqual([10, 4]);
    const further = twoScans(13.5, acquisitions);
    expect(slicesOf(await split(further))).toEqual([10, 10]);
  });

  test("a copy in one of them is removed", async () => {
    const copy = ctFrame(4, { file: 40, pixelsAre: "9", elements: { ...acquisitions(0), x00080018: "9.9" } });
    const volumes = await split([...twoScans(1.5, acquisitions), copy]);
    expect(volumes.map(({ slices, duplicates }) => [slices, filesOf(duplicates)])).toEqual([
      [10, [40]],
      [10, []],
    ]);
  });

  test("three of them come in the order of their acquisitions", async () => {
    const frames = ctFrames(30, (i) => ({
      position: [-10, -20, i],
      elements: { x00200012: String([7, 9, 8][i % 3]) },
    }));
    const volumes = await split(frames);
    expect(
      volumes.map(({ frames: [first] }) => first.elements.decimals(TAGS.AcquisitionNumber)?.[0]),
    ).toEqual([7, 8, 9]);
  });

  /** Regular stacks, each slice with what its number says. */
  test.each<[string, (i: number) => Values]>([
    ["two ranges, one after the other", (i) => ({ x00200012: i < 9 ? "1" : "2" })],
    ["a range taken again in the middle of another", (i) => ({ x00200012: i < 6 || i > 13 ? "1" : "2" })],
    ["four rotations of five slices", (i) => ({ x00200012: String(1 + Math.floor(i / 5)) })],
    ["acquisitions without an order", (i) => ({ x00200012: String(1 + (shuffled(20, 9)[i] % 2)) })],
    ["acquisitions that change with every slice", (i) => ({ x00200012: String(i) })],
    ["trigger times that change with every slice", (i) => ({ x00181060: String(37 * i) })],
    ["two slices of another voltage", (i) => ({ x00180060: i === 5 || i === 7 ? "140" : "80" })],
    ["times that take turns", (i) => ({ x00080032: i % 2 === 0 ? "100000" : "100500" })],
    ["a missing acquisition number", (i) => ({ x00200012: i === 3 ? "" : String(1 + (i % 2)) })],
  ])("%s are one volume", async (_name, elements) => {
    const volumes = await split(ctFrames(20, (i) => ({ elements: elements(i) })));
    expect(volumes.map(({ slices, phase }) => [slices, phase])).toEqual([[20, null]]);
  });

  test("ranges that meet, with a slice or two in common, are one stack with uneven gaps", async () => {
    const frames = twoScans(25.5, acquisitions);
    expect(slicesOf(await split(frames))).toEqual([20]);
  });
});

test("pixels are not compared where attributes tell frames apart", async () => {
  const frames = [...ctFrames(12), ...again(12, (i) => ({ elements: { x00200013: String(13 + i) } }))];
  const volumes = await splitVolumes(frames, {
    pixelDigest: () => {
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

describe("properties", async () => {
  const frames = mixedFolder();
  const shown = (volumes: readonly VolumeCandidate[]) =>
    volumes.map((volume) => ({
      ...volume,
      frames: filesOf(volume.frames),
      duplicates: filesOf(volume.duplicates),
      excluded: filesOf(volume.excluded),
    }));
  const expected = shown(await split(frames));

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

  test("the order of the files does not matter", async () => {
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(frames, { minLength: frames.length }), async (order) => {
        expect(shown(await split(order))).toEqual(expected);
      }),
      { seed: 41, numRuns: 60 },
    );
  });

  test("every frame is in one candidate, as a slice or a copy, or excluded", async () => {
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(frames), async (some) => {
        const volumes = await split(some);
        const used = volumes.flatMap(({ frames, duplicates }) => [...frames, ...duplicates]);
        const excluded = new Set(volumes.flatMap(({ excluded }) => excluded));
        expect(used.length + excluded.size).toBe(some.length);
        expect(new Set([...used, ...excluded]).size).toBe(some.length);
      }),
      { seed: 42, numRuns: 200 },
    );
  });
});

/** Holds that twice as many frames take no more than twice the steps, and a little. */
async function expectLinear(count: number, prepare: (count: number) => () => Promise<void>): Promise<void> {
  const once = await countSteps(prepare(count));
  const twice = await countSteps(prepare(2 * count));
  expect(twice.steps / once.steps).toBeLessThan(2.2);
}

test("twice as many frames in six series take twice the steps to split", async () => {
  await expectLinear(1002, (count) => {
    const slices = count / 6;
    const frames = ctFrames(count, (i) => ({
      position: [-10, -20, 1.25 * (i % slices)],
      elements: { x0020000e: `1.2.826.${Math.floor(i / slices)}` },
    }));
    return async () => expect(slicesOf(await split(frames))).toEqual(Array(6).fill(slices));
  });
});

test("so do frames that all differ in orientation and lie at few places", async () => {
  await expectLinear(2500, (count) => {
    const frames = ctFrames(count, (i) => ({
      position: [0, 0, i % 3],
      orientation: [Math.cos(i), Math.sin(i), 0, -Math.sin(i), Math.cos(i), 0],
    }));
    return async () => expect(slicesOf(await split(frames))).toEqual([count]);
  });
});
