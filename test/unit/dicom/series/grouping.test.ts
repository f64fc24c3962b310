import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { TAGS } from "../../../../kernel-lib/src/dicom/elements/tags";
import type { Frame } from "../../../../kernel-lib/src/dicom/image/frame";
import { type SplitVolumesOptions, splitVolumes } from "../../../../kernel-lib/src/dicom/series/splitVolumes";
import type { VolumeCandidate } from "../../../../kernel-lib/src/dicom/series/volumeCandidate";
import { countSteps } from "../../../drivers/countSteps";
import {
  CORONAL,
  ctFrame,
  ctFrames,
  type FrameSpec,
  pixelDigest,
  shuffled,
  type Values,
} from "../../../makers/frames";

const split = (frames: readonly Frame[], options: Partial<SplitVolumesOptions> = {}) =>
  splitVolumes(frames, { pixelDigest, ...options });
const slicesOf = (volumes: readonly VolumeCandidate[]) => volumes.map(({ slices }) => slices);
const indexesOf = (frames: readonly Frame[]) => frames.map(({ file }) => file.index);
const codesOf = ({ warnings }: VolumeCandidate) => warnings.map(({ code }) => code);

/** So many volumes of so many slices at the same places, their files taking turns. */
const volumesOf = (volumes: number, slices: number, elements: (volume: number, slice: number) => Values) =>
  ctFrames(volumes * slices, (i) => {
    const [slice, volume] = [Math.floor(i / volumes), i % volumes];
    return { position: [-10, -20, 3 * slice], elements: { x00200013: "1", ...elements(volume, slice) } };
  });

describe("what is one stack to a radiographer is one volume", () => {
  const half = (i: number) => i >= 6;
  const someOf = (i: number) => i === 2 || i === 3 || i === 9;
  const everySecond = (i: number) => i % 2 === 1;

  test.each<[string, (i: number) => boolean, Values]>([
    ["Image Type missing in half of the slices", half, { x00080008: null }],
    ["Image Type missing in every second slice", everySecond, { x00080008: null }],
    ["Image Type without its third value in some", someOf, { x00080008: "ORIGINAL\\PRIMARY" }],
    ["some slices that were edited", someOf, { x00080008: "DERIVED\\PRIMARY\\AXIAL" }],
    ["half of the slices edited", half, { x00080008: "DERIVED\\SECONDARY\\AXIAL" }],
    ["other private values of Image Type", someOf, { x00080008: "ORIGINAL\\PRIMARY\\AXIAL\\CT_SOM5 SPI" }],
    ["Image Type in small letters", half, { x00080008: "original\\primary\\axial" }],
    ["a kernel missing on some", someOf, { x00181210: null }],
    ["a kernel missing on half", half, { x00181210: "" }],
    ["modality missing on some", someOf, { x00080060: null }],
    ["SOP class missing on some", someOf, { x00080016: null }],
    ["a frame of reference missing on some", someOf, { x00200052: null }],
    ["a frame of reference missing on half", half, { x00200052: "" }],
    ["a study missing on some", someOf, { x0020000d: null }],
    ["a patient missing on half", half, { x00100020: "" }],
    ["two of them missing", someOf, { x00080008: null, x00181210: null }],
  ])("%s", async (_name, which, elements) => {
    const whole = { x0020000d: "1.2.826.20", x00100020: "MRN-4711" };
    const frames = ctFrames(12, (i) => ({ elements: which(i) ? { ...whole, ...elements } : whole }));
    const volumes = await split(frames);
    expect(slicesOf(volumes)).toEqual([12]);
    expect(volumes[0]).toMatchObject({ problem: null, differs: [], spacing: [3, 0.8, 0.7], kernel: "B30f" });
    expect(volumes[0].imageType).toEqual(["ORIGINAL", "PRIMARY", "AXIAL"]);
  });

  test("and says what is missing", async () => {
    const [volume] = await split(ctFrames(12, (i) => ({ elements: half(i) ? { x00080008: null } : {} })));
    expect(volume.warnings).toEqual([
      {
        code: "SLICES_JOINED",
        message:
          "Image Type (0008,0008) is missing in 6 of 12 slices, which complete the stack of the others and were taken as its slices",
      },
    ]);
  });

  test("each frame with a frame of reference of its own is no patient placed anew", async () => {
    const frames = ctFrames(12, (i) => ({ elements: { x00200052: `1.2.826.9.${i}` } }));
    expect(slicesOf(await split(frames))).toEqual([12]);
    // Nor with one of the files twice, and two that say nothing.
    const elements = (i: number): Values =>
      i < 2 ? { x00200052: null } : { x00200052: `1.2.826.9.${i % 12}` };
    const copied = ctFrames(13, (i) => ({
      position: [-10, -20, 3 * (i % 12)],
      elements: { x00080018: `1.2.826.1.${i % 12}`, ...elements(i) },
      pixelsAre: String(i % 12),
    }));
    expect(slicesOf(await split(copied))).toEqual([12]);
  });

  test.each<[string, (i: number) => FrameSpec]>([
    ["at the same places", (i) => ({ position: [-10, -20, 3 * i] })],
    ["beyond a gap", (i) => ({ position: [-10, -20, 100 + 3 * i] })],
    ["between the others, at another distance", (i) => ({ position: [-10, -20, 3 * i + 1] })],
    ["in another matrix", (i) => ({ position: [-10, -20, 36 + 3 * i], rows: 64, columns: 64 })],
    ["in another direction", (i) => ({ position: [-10, 3 * i, 0], orientation: CORONAL })],
  ])("frames without an Image Type %s are a volume of their own", async (_name, spec) => {
    const other = ctFrames(12, (i) => ({ file: 101 + i, ...spec(i), elements: { x00080008: null } }));
    const volumes = await split([...ctFrames(12), ...other]);
    expect(slicesOf(volumes)).toEqual([12, 12]);
    expect(volumes[1].differs).toContainEqual({ tag: "Image Type", value: "missing" });
  });

  test("frames that complete two stacks are given to neither", async () => {
    const kernel = (name: string | null) => ({ x00181210: name });
    const withHole = (name: string, file: number) =>
      ctFrames(12, (i) => ({ file: file + i, elements: kernel(name) })).filter((_, i) => i !== 4 && i !== 5);
    const silent = [4, 5].map((i) => ctFrame(i, { file: 90 + i, elements: kernel(null) }));
    expect(slicesOf(await split([...withHole("B30f", 1), ...withHole("B70f", 21), ...silent]))).toEqual([
      10, 10, 2,
    ]);
  });
});

describe("what differs is named", () => {
  test.each<[string, Values, Values, readonly unknown[]]>([
    ["kernels", {}, { x00181210: "B70f" }, [{ tag: "Convolution Kernel", value: "B70f" }]],
    [
      "image types",
      {},
      { x00080008: "DERIVED\\SECONDARY\\MPR" },
      [{ tag: "Image Type", value: "DERIVED SECONDARY MPR" }],
    ],
    [
      "image types that may be a name",
      {},
      { x00080008: "ORIGINAL\\PRIMARY\\JANE DOE" },
      [{ tag: "Image Type", value: "ORIGINAL PRIMARY" }],
    ],
    [
      "frames of reference",
      {},
      { x00200052: "1.2.826.10" },
      [{ tag: "Frame of Reference UID", value: null }],
    ],
    ["series numbers", {}, { x00200011: "3" }, [{ tag: "Series Number", value: "3" }]],
    [
      "series numbers that may be a date",
      {},
      { x00200011: "19620323" },
      [{ tag: "Series Number", value: null }],
    ],
    [
      "series descriptions",
      {},
      { x0008103e: "Lung of Jane Doe" },
      [{ tag: "Series Description", value: null }],
    ],
    ["filters", {}, { x00181160: "WEDGE" }, [{ tag: "Filter Type", value: null }]],
    ["times", { x00080031: "101500" }, { x00080031: "101600" }, [{ tag: "Series Time", value: null }]],
    ["any tag", { x00181151: "200" }, { x00181151: "300" }, [{ tag: "XRayTubeCurrent", value: "300" }]],
    [
      "private tags",
      { x00191111: "Jane" },
      { x00191111: "Doe" },
      [{ tag: "private tag (0019,1111)", value: null }],
    ],
  ])("two reconstructions of other %s can be chosen", async (_name, first, second, differs) => {
    const volumes = await split(volumesOf(2, 6, (volume) => (volume === 0 ? first : second)));
    expect(slicesOf(volumes)).toEqual([6, 6]);
    const [, other] = [...volumes].sort((a, b) => a.frames[0].file.index - b.frames[0].file.index);
    expect(other.frames.map(({ file }) => file.index % 2)).toEqual(Array(6).fill(1));
    expect(other).toMatchObject({ problem: null, warnings: [], differs });
    expect(volumes.map((volume) => JSON.stringify(volume.differs)).join()).not.toMatch(/Jane|Doe|1962/);
  });

  test("ranges of other series numbers that do not meet are two volumes", async () => {
    const far = ctFrames(12, (i) => ({
      file: 101 + i,
      position: [-10, -20, 100 + 3 * i],
      elements: { x00200011: "3" },
    }));
    const volumes = await split([...ctFrames(12), ...far]);
    expect(volumes.map(({ slices, problem, phase, differs }) => [slices, problem, phase, differs])).toEqual([
      [12, null, null, [{ tag: "Series Number", value: "2" }]],
      [12, null, null, [{ tag: "Series Number", value: "3" }]],
    ]);
  });

  test("two series that would read the same differ in what their rows do not show", async () => {
    const other = ctFrames(12, (i) => ({
      file: 101 + i,
      elements: { x0020000e: "1.2.826.2", x0008103e: "Lung", x00180060: "120" },
    }));
    const volumes = await split([...ctFrames(12, () => ({ elements: { x00180060: "80" } })), ...other]);
    expect(volumes.map(({ differs }) => differs)).toEqual(
      ["80", "120"].map((value) => [
        { tag: "Series Description", value: null },
        { tag: "KVP", value },
        { tag: "Series Instance UID", value: null },
      ]),
    );
  });

  test("a volume alone in its series differs in nothing", async () => {
    const localizer = ctFrame(0, {
      file: 40,
      orientation: CORONAL,
      elements: { x00080008: "A\\B\\LOCALIZER" },
    });
    expect((await split([...ctFrames(12), localizer]))[0].differs).toEqual([]);
  });
});

describe("missing slices that lie in another volume", () => {
  const kernel = (name: string) => ({ elements: { x00181210: name } });

  test("are counted by volume", async () => {
    const frames = ctFrames(12, (i) => kernel([3, 4, 8].includes(i) ? "B70f" : "B30f"));
    const volumes = await split(frames);
    expect(volumes.map(({ slices, elsewhere }) => [slices, elsewhere])).toEqual([
      [9, [{ volume: 1, slices: 3 }]],
      [3, []],
    ]);
  });

  test("are not looked for in another patient, or in another plane", async () => {
    const gap = ctFrames(12).filter((_, i) => i !== 5);
    const stranger = ctFrame(5, { file: 40, elements: { x00100020: "MRN-1", x0020000e: "1.2.826.3" } });
    const turned = ctFrames(6, (i) => ({
      file: 50 + i,
      orientation: CORONAL,
      elements: { x0020000e: "1.2.826.4" },
    }));
    for (const { elsewhere } of await split([...gap, stranger, ...turned])) expect(elsewhere).toEqual([]);
  });
});

describe("pitfall 34: several slices at each place, without a tag of time or phase", () => {
  test("weighting and direction of diffusion, one after the other", async () => {
    const direction = (volume: number) => (volume < 2 ? null : `d${volume}`);
    const frames = volumesOf(7, 5, (volume) => ({
      x00180024: volume === 0 ? "ep_b0" : volume === 1 ? "ep_b50" : "ep_b1000",
      x0019100e: direction(volume),
    }));
    const volumes = await split(frames);
    expect(slicesOf(volumes)).toEqual(Array(7).fill(5));
    expect(volumes.map(({ phase }) => phase?.by)).toEqual(
      Array(7).fill("SequenceName, private tag (0019,100E)"),
    );
    for (const { frames, problem, warnings } of volumes) {
      expect(new Set(frames.map(({ file }) => file.index % 7)).size).toBe(1);
      expect([problem, warnings]).toEqual([null, []]);
    }
  });

  test("b-values are named, ascending", async () => {
    const frames = volumesOf(3, 5, (volume) => ({ x00189087: [800, 0, 400][volume] }));
    const volumes = await split(frames);
    expect(volumes.map(({ phase, differs }) => [phase?.by, differs])).toEqual(
      ["0", "400", "800"].map((value) => ["diffusion b-value", [{ tag: "Diffusion b-value", value }]]),
    );
  });

  test("cardiac CT that is numbered slice by slice, by rank at each place, with a warning", async () => {
    const frames = volumesOf(10, 8, (volume, slice) => ({ x00200013: String(10 * slice + volume + 1) }));
    const volumes = await split(shuffled(80, 3).map((i) => frames[i]));
    expect(slicesOf(volumes)).toEqual(Array(10).fill(8));
    for (const [i, volume] of volumes.entries()) {
      expect(volume.frames.map(({ file }) => file.index % 10)).toEqual(Array(8).fill(i));
      expect(volume).toMatchObject({ phase: { number: i + 1, of: 10 }, problem: null });
      expect(codesOf(volume)).toEqual(["PHASES_BY_RANK"]);
    }
    expect(volumes[0].warnings[0].message).toBe(
      "10 slices lie at each place, and no tag tells all of them apart: they are numbered at each place in the order of Instance Number (0020,0013), or of the frames of a file, which may mix volumes",
    );
  });

  test("nothing is ranked by Instance Numbers that cannot be read", async () => {
    const frames = volumesOf(2, 3, () => ({ x00200013: "NA" }));
    const [volume, ...others] = await split(frames);
    expect([others, codesOf(volume)]).toEqual([[], []]);
  });

  test("a number of the patient or of a private element tells volumes apart and is not shown", async () => {
    const weights = volumesOf(2, 4, (volume) => ({ x00101030: String(80 + volume) }));
    for (const volume of await split(weights, {
      splitBy: [{ number: 0x00101030, vr: "DS", name: "Weight" }],
    })) {
      expect(volume.differs).toEqual([{ tag: "Weight", value: null }]);
    }
  });

  test("repetitions of one weighting, by rank within it", async () => {
    const frames = volumesOf(4, 5, (volume, slice) => ({
      x0019100c: volume < 3 ? "0" : "1000",
      x00200013: String(4 * slice + volume + 1),
    }));
    const volumes = await split(frames);
    expect(volumes.map(({ frames: [first] }) => first.file.index % 4)).toEqual([0, 1, 2, 3]);
    expect(volumes[0].phase?.by).toBe("private tag (0019,100C), order at each place");
  });

  test.each<[string, readonly Frame[]]>([
    ["Instance Numbers that are the same", volumesOf(2, 6, () => ({}))],
    [
      "places with different numbers of slices",
      volumesOf(2, 6, (volume, slice) => ({ x00200013: String(2 * slice + volume) })).slice(1),
    ],
    ["one place alone", volumesOf(6, 1, () => ({}))],
  ])("%s stay a problem: a guess would mix the volumes", async (_name, frames) => {
    const [volume, ...others] = await split(frames);
    expect([volume.slices, others]).toEqual([frames.length, []]);
    expect(volume.problem).toMatch(/at the position of another$/);
  });

  test("one slice of other tags at the place of another is damage, and no volume", async () => {
    const other = ctFrame(4, { file: 40, elements: { x00181151: "300" } });
    expect(
      slicesOf(await split([...ctFrames(12, () => ({ elements: { x00181151: "200" } })), other])),
    ).toEqual([13]);
  });
});

describe("join and splitBy", () => {
  const kernels = ctFrames(12, (i) => ({ elements: { x00181210: i < 6 ? "B30f" : "B70f" } }));

  test("joined tags do not split", async () => {
    expect(slicesOf(await split(kernels))).toEqual([6, 6]);
    const [volume, ...others] = await split(kernels, { join: [TAGS.ConvolutionKernel] });
    expect([volume.slices, volume.problem, others]).toEqual([12, null, []]);
  });

  test.each<[string, keyof typeof TAGS, (i: number) => Values]>([
    ["series", "SeriesInstanceUID", (i) => ({ x0020000e: `1.2.826.${i}` })],
    ["study", "StudyInstanceUID", (i) => ({ x0020000d: `1.2.826.${i % 2}` })],
    ["patient", "PatientID", (i) => ({ x00100020: `MRN-${i % 2}` })],
    ["frame of reference", "FrameOfReferenceUID", (i) => ({ x00200052: `1.2.826.${i % 2}` })],
    [
      "image type",
      "ImageType",
      (i) => ({ x00080008: i % 2 ? "ORIGINAL\\PRIMARY\\MPR" : "ORIGINAL\\PRIMARY\\AXIAL" }),
    ],
    ["modality", "Modality", (i) => ({ x00080060: i % 2 ? "PT" : "CT" })],
    ["SOP class", "SOPClassUID", (i) => ({ x00080016: `1.2.840.10008.5.1.4.1.1.${2 + (i % 2)}` })],
    ["stack", "StackID", (i) => ({ x00209056: String(i % 2) })],
    ["acquisition", "AcquisitionNumber", (i) => ({ x00200012: String(i % 2) })],
  ])("slices of other %s are one volume when joined", async (name, keyword, elements) => {
    // Acquisitions that take turns are split where they lie unevenly.
    const offset = name === "acquisition" ? 1 : 0;
    const frames = ctFrames(12, (i) => ({
      position: [-10, -20, 3 * i - offset * (i % 2)],
      elements: elements(i),
    }));
    expect((await split(frames)).length).toBeGreaterThan(1);
    expect(slicesOf(await split(frames, { join: [TAGS[keyword]] }))).toEqual([12]);
  });

  test("a localizer is no slice even when Image Type is joined", async () => {
    const scout = ctFrame(0, { file: 40, orientation: CORONAL, elements: { x00080008: "A\\B\\LOCALIZER" } });
    const [volume] = await split([...ctFrames(12), scout], { join: [TAGS.ImageType] });
    expect([volume.slices, volume.excluded.length]).toEqual([12, 1]);
  });

  test("splitBy makes a volume of each value, first of all, and says so", async () => {
    const frames = ctFrames(12, (i) => ({ elements: { x00200011: String(1 + Math.floor(i / 4)) } }));
    expect(slicesOf(await split(frames))).toEqual([12]);
    const volumes = await split(frames, { splitBy: [TAGS.SeriesNumber] });
    expect(volumes.map(({ slices, differs }) => [slices, differs])).toEqual(
      ["1", "2", "3"].map((value) => [4, [{ tag: "Series Number", value }]]),
    );
  });

  test("splitBy of a text does not print it", async () => {
    const frames = ctFrames(12, (i) => ({ elements: { x0008103e: i < 6 ? "Jane" : "Doe" } }));
    const volumes = await split(frames, { splitBy: [TAGS.SeriesDescription] });
    expect(volumes.map(({ differs }) => differs)).toEqual(
      Array(2).fill([{ tag: "Series Description", value: null }]),
    );
  });
});

/** Frames of which any may lack or change any tag that is split by, at a few places. */
const anyFrames = fc
  .array(
    fc.record({
      place: fc.integer({ min: 0, max: 7 }),
      type: fc.constantFrom(
        null,
        "ORIGINAL\\PRIMARY\\AXIAL",
        "DERIVED\\PRIMARY\\AXIAL",
        "DERIVED\\PRIMARY\\MPR",
      ),
      kernel: fc.constantFrom(null, "B30f", "B70f"),
      reference: fc.constantFrom(null, "1", "2"),
      acquisition: fc.constantFrom("1", "2"),
      number: fc.constantFrom("1", "2", "3"),
      series: fc.constantFrom("1", "1", "2"),
      turned: fc.boolean(),
      lost: fc.boolean(),
      pixels: fc.integer({ min: 0, max: 3 }),
    }),
    { minLength: 1, maxLength: 24 },
  )
  .map((specs) =>
    specs.map((spec, i) =>
      ctFrame(spec.place, {
        file: i + 1,
        pixelsAre: String(spec.pixels),
        ...(spec.turned && i % 5 === 0 ? { orientation: CORONAL } : {}),
        ...(spec.lost && i % 7 === 0 ? { position: null } : {}),
        elements: {
          x00080008: spec.type,
          x00181210: spec.kernel,
          x00200052: spec.reference,
          x00200012: spec.acquisition,
          x00200013: spec.number,
          x00200011: spec.series,
        },
      }),
    ),
  );

const JOINABLE = [
  TAGS.ImageType,
  TAGS.ConvolutionKernel,
  TAGS.FrameOfReferenceUID,
  TAGS.AcquisitionNumber,
  TAGS.SeriesNumber,
];

/** The files of each candidate, and of all lists of a split. */
const filesIn = (volumes: readonly VolumeCandidate[]) => volumes.map(({ frames }) => indexesOf(frames));
const everyFile = (volumes: readonly VolumeCandidate[]) => {
  const used = volumes.flatMap(({ frames, duplicates }) => indexesOf([...frames, ...duplicates]));
  const excluded = new Set(volumes.flatMap(({ excluded }) => indexesOf(excluded)));
  return [...used, ...excluded].sort((a, b) => a - b);
};

describe("properties", () => {
  const options = fc.record({
    join: fc.subarray(JOINABLE.slice(0, 4)),
    splitBy: fc.subarray([TAGS.SeriesNumber]),
  });

  test("the order of the files never changes the grouping", async () => {
    await fc.assert(
      fc.asyncProperty(anyFrames, options, fc.nat(), async (frames, choice, seed) => {
        const expected = filesIn(await split(frames, choice));
        const order = shuffled(frames.length, seed).map((i) => frames[i]);
        expect(filesIn(await split(order, choice))).toEqual(expected);
      }),
      { seed: 43, numRuns: 400 },
    );
  });

  test("every frame is in exactly one candidate, duplicate or excluded list", async () => {
    await fc.assert(
      fc.asyncProperty(anyFrames, options, async (frames, choice) => {
        expect(everyFile(await split(frames, choice))).toEqual(indexesOf(frames));
      }),
      { seed: 44, numRuns: 400 },
    );
  });

  test("joining all that was split gives back the frames as one volume", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7, 8], { minLength: 3 }),
        fc.infiniteStream(fc.nat()),
        async (places, random) => {
          const pick = <T>(values: readonly T[]): T => values[Number(random.next().value) % values.length];
          const frames = ctFrames(places.length, (i) => ({
            position: [-10, -20, 3 * places[i]],
            elements: {
              x00080008: pick([null, "ORIGINAL\\PRIMARY\\AXIAL", "DERIVED\\PRIMARY\\MPR"]),
              x00181210: pick([null, "B30f", "B70f"]),
              x00200052: pick([null, "1", "2"]),
              x00200012: pick(["1", "2"]),
              x00200011: pick(["1", "2"]),
            },
          }));
          const volumes = await split(frames, { join: JOINABLE });
          expect(slicesOf(volumes)).toEqual([places.length]);
          expect(everyFile(volumes)).toEqual(indexesOf(frames));
        },
      ),
      { seed: 45, numRuns: 200 },
    );
  });
});

describe("twice as many frames take twice the steps", () => {
  async function expectLinear(
    count: number,
    prepare: (count: number) => () => Promise<unknown>,
  ): Promise<void> {
    const once = await countSteps(prepare(count));
    const twice = await countSteps(prepare(2 * count));
    expect(twice.steps / once.steps).toBeLessThan(2.2);
  }

  test("that lack tags, complete each other and lack slices", async () => {
    await expectLinear(2000, (count) => {
      const types = [null, "ORIGINAL\\PRIMARY\\AXIAL", "DERIVED\\PRIMARY\\AXIAL"];
      const frames = ctFrames(count, (i) => ({
        elements: {
          x00080008: types[Math.floor((8 * i) / count) % 3],
          x00181210: i % 10 === 7 ? "B70f" : "B30f",
        },
      }));
      return async () => expect(slicesOf(await split(frames))).toEqual([(9 * count) / 10, count / 10]);
    });
  });

  test("of volumes that any tag, or rank alone, tells apart", async () => {
    await expectLinear(2000, (count) => {
      const frames = volumesOf(10, count / 10, (volume, slice) => ({
        x0019100c: String(volume % 5),
        x00200013: String(10 * slice + volume),
      }));
      return async () => expect(slicesOf(await split(frames))).toEqual(Array(10).fill(count / 10));
    });
  });
});
