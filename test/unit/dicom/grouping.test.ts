import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { type LoadScanOptions, loadScan } from "../../../kernel-lib/src/dicom/loadScan";
import { scanFolder } from "../../../kernel-lib/src/dicom/scanFolder";
import { isTslabDicomError } from "../../../kernel-lib/src/errors";
import { expectVolume } from "../../drivers/loadFiles";
import { folderOf } from "../../makers/ctSeries";
import { type Elements, IMPLICIT_LITTLE } from "../../makers/dicomFile";
import { AXIAL, latticeSlice, STEP, sliceOrigin } from "../../makers/latticeSlices";
import { PHASE_SLICES, phaseFiles, phaseHu, seriesFiles, shuffledName } from "../../makers/seriesFiles";

type Files = Record<string, Uint8Array>;

const load = (files: Files, options: LoadScanOptions = {}) => loadScan(folderOf(files), options);

async function errorOf(work: Promise<unknown>): Promise<Error & { readonly tag: string }> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!isTslabDicomError(error))
    throw new Error(`expected an error of the library; received ${String(error)}`);
  return error;
}

/** Two reconstructions at the same places, with equal Instance Numbers. */
const reconstructions = (tags: (phase: number, slice: number) => Elements) =>
  phaseFiles((phase, slice) => ({ "00200013": ["IS", String(slice + 1)], ...tags(phase, slice) }));

describe("two reconstructions under one Series Instance UID", () => {
  test.each<[string, (phase: number, slice: number) => Elements, RegExp]>([
    [
      "Series Number",
      (phase) => ({ "00200011": ["IS", String(phase + 2)] }),
      /differs in Series Number \(2\).*differs in Series Number \(3\)/,
    ],
    [
      "Series Description",
      (phase) => ({ "0008103E": ["LO", ["Lung of Doe", "Soft of Doe"][phase]] }),
      /differs in Series Description;/,
    ],
    ["Filter Type", (phase) => ({ "00181160": ["SH", ["BODY", "WEDGE"][phase]] }), /differs in Filter Type;/],
    ["Series Time", (phase) => ({ "00080031": ["TM", `1015${phase}0`] }), /differs in Series Time;/],
    [
      "times of each slice",
      (phase, slice) => ({ "00080033": ["TM", `10${phase}50${slice}`] }),
      /differs in Content Time;/,
    ],
    [
      "a tag nobody thought of",
      (phase) => ({ "00189345": ["FD", 3 + phase] }),
      /differs in CTDIvol \(3\).*differs in CTDIvol \(4\)/,
    ],
    [
      "a private tag",
      (phase) => ({ "00191001": ["LO", ["Doe", "Jane"][phase]] }),
      /differs in private tag \(0019,1001\);/,
    ],
  ])("can be chosen by what differs: %s", async (_name, tags, says) => {
    const files = reconstructions(tags);
    const error = await errorOf(load(files));
    expect(error.tag).toBe("MultipleVolumesError");
    expect(error.message).toMatch(says);
    expect(error.message).not.toMatch(/Doe|Jane/);
    expect(inspect(await scanFolder(folderOf(files)))).not.toMatch(/Doe|Jane/);
    for (const phase of [0, 1]) {
      expectVolume(await load(files, { volume: phase }), { slices: PHASE_SLICES, hu: phaseHu(phase) });
    }
  });

  test("of which a tag without a VR in the file tells", async () => {
    const files = Object.fromEntries(
      Array.from({ length: 12 }, (_, i) => {
        const [phase, slice] = [i % 2, Math.floor(i / 2)];
        return [
          shuffledName(i),
          latticeSlice(i, {
            transferSyntax: IMPLICIT_LITTLE,
            hu: phaseHu(phase),
            position: sliceOrigin(AXIAL, STEP.slices * slice),
            elements: { "00200013": ["IS", "1"], "00181151": ["IS", String(200 + 100 * phase)] },
          }),
        ];
      }),
    );
    expect((await errorOf(load(files))).message).toContain("differs in XRayTubeCurrent (200)");
    expectVolume(await load(files, { volume: 1 }), { slices: 6, hu: phaseHu(1) });
  });
});

describe("Image Type missing in half of the slices", () => {
  const files = seriesFiles(8, (i) => (i < 4 ? {} : { elements: { "00080008": ["CS", null] } }));

  test("is one volume, with a warning", async () => {
    const scan = await load(files);
    expectVolume(scan, { slices: 8 });
    expect(scan.report.warnings.map(({ code }) => code)).toEqual(["SLICES_JOINED"]);
  });

  test("is two when it is asked for", async () => {
    const { volumes } = await scanFolder(folderOf(files), { splitBy: ["ImageType"] });
    expect(volumes.map(({ slices }) => slices)).toEqual([4, 4]);
    expectVolume(await load(files, { splitBy: ["ImageType"], volume: 0 }), { slices: 4 });
  });
});

describe("join", () => {
  const kernel = (name: string): Elements => ({ "00181210": ["SH", name] });
  /** Slices 3 and 4 were reconstructed with another kernel. */
  const mixed = seriesFiles(8, (i) => ({ elements: kernel(i === 3 || i === 4 ? "B70f" : "B30f") }));

  test("takes as one stack what is split by default", async () => {
    expect((await errorOf(load(mixed))).message).toMatch(
      /Convolution Kernel \(B30f\).*Convolution Kernel \(B70f\)/,
    );
    expectVolume(await load(mixed, { join: ["ConvolutionKernel"] }), { slices: 8 });
    expectVolume(await load(mixed, { join: ["0018,1210"] }), { slices: 8 });
  });

  test("is what an error of missing slices points to when another volume holds them", async () => {
    const error = await errorOf(load(mixed, { volume: 0 }));
    expect(error.tag).toBe("GeometryError");
    expect(error.message).toContain("2 missing slices lie in volume 1");
    expect(error.message).toContain("{ join }");
    const { volumes } = await scanFolder(folderOf(mixed));
    expect(volumes[0].problem).toContain("2 missing slices lie in volume 1");
    expect(volumes[1].problem).toBeNull();
    const { report, syntheticSlices } = await load(mixed, { volume: 0, geometry: "repair" });
    expect(syntheticSlices).toEqual([3, 4]);
    const said = report.warnings.map(({ code, message }) => `${code}: ${message}`).join("\n");
    expect(said).toContain("SLICES_ELSEWHERE: 2 missing slices lie in volume 1");
    expect(said).not.toContain("in no file");
  });

  test("of the frame of reference is no longer held against the stack", async () => {
    const files = seriesFiles(8, (i) => ({ elements: { "00200052": ["UI", `1.2.3.${i % 2}`] } }));
    expect((await errorOf(load(files))).tag).toBe("MultipleVolumesError");
    expectVolume(await load(files, { join: ["FrameOfReferenceUID"] }), { slices: 8 });
  });

  test("is not needed where each file has a frame of reference of its own", async () => {
    const files = seriesFiles(8, (i) => ({ elements: { "00200052": ["UI", `1.2.3.${i}`] } }));
    const scan = await load(files);
    expectVolume(scan, { slices: 8 });
    expect(scan.report.warnings.map(({ code }) => code)).toEqual(["SLICES_JOINED"]);
    expect((await scanFolder(folderOf(files))).volumes[0].problem).toBeNull();
  });

  test("of the series puts together files that were each given their own", async () => {
    const files = seriesFiles(8, (i) => ({ elements: { "0020000E": ["UI", `1.2.3.${i}`] } }));
    expect((await errorOf(load(files))).tag).toBe("MultipleVolumesError");
    expectVolume(await load(files, { join: ["SeriesInstanceUID"] }), { slices: 8 });
  });
});

describe("splitBy", () => {
  test("makes two volumes of one stack", async () => {
    const files = seriesFiles(8, (i) => ({ elements: { "00200011": ["IS", i < 4 ? "1" : "2"] } }));
    expectVolume(await load(files), { slices: 8 });
    const { volumes } = await scanFolder(folderOf(files), { splitBy: ["SeriesNumber"] });
    expect(volumes.map(({ slices, seriesNumber }) => [slices, seriesNumber])).toEqual([
      [4, 1],
      [4, 2],
    ]);
    expectVolume(await load(files, { splitBy: ["SeriesNumber"], volume: 0 }), { slices: 4 });
  });
});

describe("names that are no tags", () => {
  test.each<[string, object, string]>([
    ["a misspelt one", { join: ["ImageTyp"] }, "join"],
    ["a sequence", { splitBy: ["ModalityLUTSequence"] }, "splitBy"],
    ["a text for a list", { splitBy: "SeriesNumber" }, "splitBy"],
    ["a number", { join: [12] }, "join"],
    ["one in both", { join: ["KVP"], splitBy: ["0018,0060"] }, "splitBy"],
  ])("%s is an error of the argument", async (_name, options, argument) => {
    const folder = folderOf(seriesFiles(2));
    for (const work of [loadScan(folder, options), scanFolder(folder, options)]) {
      expect(await errorOf(work)).toMatchObject({ tag: "InvalidArgumentError", argument });
    }
  });
});

describe("pitfall 34: 4-D without a tag of time", () => {
  test("loads by rank at each place, with a warning", async () => {
    const files = Object.fromEntries(
      Array.from({ length: 12 }, (_, i) => {
        const [slice, phase] = [Math.floor(i / 2), i % 2];
        const position = sliceOrigin(AXIAL, STEP.slices * slice);
        return [shuffledName(i), latticeSlice(i, { hu: phaseHu(phase), position })];
      }),
    );
    for (const phase of [0, 1]) {
      const scan = await load(files, { volume: phase });
      expectVolume(scan, { slices: 6, hu: phaseHu(phase) });
      expect(scan.report.warnings.map(({ code }) => code)).toContain("PHASES_BY_RANK");
    }
  });
});

describe("a Siemens mosaic", () => {
  test.each<[string, Elements, string]>([
    ["by its Image Type", { "00080008": ["CS", "ORIGINAL\\PRIMARY\\M\\ND\\MOSAIC"] }, "several slices"],
    ["by its private tag", { "00190010": ["LO", "SIEMENS MR HEADER"], "0019100A": ["US", 36] }, "36 slices"],
  ])("%s is refused by name, and says what to do", async (_name, elements, tiles) => {
    const one = { mosaic: latticeSlice(0, { elements: { "00080060": ["CS", "MR"], ...elements } }) };
    const says = `it is a Siemens mosaic, ${tiles} as tiles of one image, which is not unpacked`;
    for (const geometry of ["strict", "repair", "loose"] as const) {
      const error = await errorOf(load(one, { geometry }));
      expect([error.tag, error.message]).toEqual(["DicomFileError", expect.stringContaining(says)]);
      expect(error.message).toContain("dcm2niix");
    }
    expect((await scanFolder(folderOf(one))).volumes[0].problem).toBe(`file 1 of 1 (by name): ${says}`);
  });

  test("is no slice of the stack beside it, and a private tag of another maker is none", async () => {
    const other: Elements = { "00190010": ["LO", "GEMS_ACQU_01"], "0019100A": ["US", 36] };
    expectVolume(await load(seriesFiles(6, () => ({ elements: other }))), { slices: 6 });
    const mosaic = latticeSlice(6, { elements: { "00080008": ["CS", "ORIGINAL\\PRIMARY\\AXIAL\\MOSAIC"] } });
    expectVolume(await load({ ...seriesFiles(6), mosaic }, { volume: 0 }), { slices: 6 });
  });
});
