import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { getPixelsHu } from "../../../../kernel-lib/src/dicom/getPixelsHu";
import { scanFolder } from "../../../../kernel-lib/src/dicom/scanFolder";
import { segmentLungMask } from "../../../../kernel-lib/src/segmentation/segmentLungMask";
import { warningCodes } from "../../../checks/volumeProblems";
import { dispositions, expectVolume, loadError, loadFiles } from "../../../drivers/loadFiles";
import { folderOf } from "../../../makers/ctSeries";
import { DEFLATED, type Elements, EXPLICIT_BIG, IMPLICIT_LITTLE } from "../../../makers/dicomFile";
import { enhancedCt } from "../../../makers/enhancedCt";
import { PHASES } from "../../../makers/folderCases";
import { AXIAL, huOn, type LatticeSliceSpec, latticeSlice, sliceOrigin } from "../../../makers/latticeSlices";
import { PHASE_SLICES, phaseFiles, phaseHu, seriesFiles } from "../../../makers/seriesFiles";

describe("pitfall 16: several series in a folder", () => {
  const files = {
    ...seriesFiles(5),
    ...Object.fromEntries([0, 1, 2].map((i) => [`other ${i}`, latticeSlice(i, { series: 2, instance: i })])),
  };

  test("are not mixed and not chosen from silently", async () => {
    const error = await loadError(files);
    expect(error).toMatchObject({
      tag: "MultipleVolumesError",
      volumes: [expect.any(String), expect.any(String)],
    });
    expect(error.message).toMatch(/5 slices.*3 slices/);
  });

  test("load one at a time, by the numbers of the listing", async () => {
    const { volumes } = await scanFolder(folderOf(files));
    expect(volumes.map(({ index, slices }) => [index, slices])).toEqual([
      [0, 5],
      [1, 3],
    ]);
    for (const { index, slices } of volumes) {
      const scan = await loadFiles(files, { volume: index });
      expectVolume(scan, { slices });
      expect(dispositions(scan)).toEqual({ loaded: slices, "other volume": 8 - slices });
    }
  });

  test("are listed with the numbers that choose them, which are not their Series Numbers", async () => {
    const numbered = (series: number, count: number) =>
      Object.fromEntries(
        Array.from({ length: count }, (_, i) => [
          `${series} ${i}`,
          latticeSlice(i, { series, elements: { "00200011": ["IS", String(series)] } }),
        ]),
      );
    const three = { ...numbered(1, 5), ...numbered(2, 4), ...numbered(3, 3) };
    const error = await loadError(three);
    expect(error).toMatchObject({ choices: [0, 1, 2] });
    expect(error.message).toMatch(
      /found 3 volumes: .*\[2\] 3 slices.* series no\. 3\. The number in brackets/,
    );
    expect(String((await loadFiles(three, { volume: 2 })).tags.get("SeriesNumber"))).toBe("3");
    const rows = inspect(await scanFolder(folderOf(three))).split("\n");
    expect(rows[3]).toMatch(/^2 +3 +3 +40 x 32/);
    expect(rows[4]).toBe("loadScan(input, { volume: # }) loads one of them");
  });

  test("are listed without localizers and pictures, but with their places in the whole list", async () => {
    const extra: Elements = { "00080008": ["CS", "ORIGINAL\\PRIMARY\\LOCALIZER"], "00200011": ["IS", "1"] };
    const number = (value: string): Elements => ({ "00200011": ["IS", value] });
    const error = await loadError({
      scout: latticeSlice(0, { series: 3, columnDirection: [0, 0, -1], elements: extra }),
      ...seriesFiles(5, () => ({ elements: number("2") })),
      other: latticeSlice(0, { series: 2, elements: number("3") }),
    });
    expect(error).toMatchObject({
      choices: [1, 2],
      volumes: [/^5 slices/, /^1 slice/].map((line) => expect.stringMatching(line)),
    });
    expect(error.message).toMatch(/found 2 volumes: \[1\] 5 slices.*; \[2\] 1 slice.*volume: 1 \}/);
  });

  test("of which there are 200 are listed in part", async () => {
    const one = (series: number) => [`s${series}`, latticeSlice(0, { series })] as const;
    const error = await loadError(Object.fromEntries(Array.from({ length: 200 }, (_, i) => one(i))));
    expect(error).toMatchObject({ volumes: { length: 200 }, choices: { length: 200 } });
    expect(error.message).toMatch(/; \[11\] 1 slice [^;]*; and 188 more; scanFolder lists all\. /);
    expect(error.message).not.toContain("[12]");
  });

  test.each<readonly [name: string, other: Elements]>([
    ["study", { "0020000D": ["UI", "1.2.3.4"] }],
    ["patient", { "00100020": ["LO", "MRN-4712"] }],
  ])("that differ in their %s alone are not joined", async (_name, other) => {
    const both = seriesFiles(10, (i) => (i < 5 ? {} : { elements: other }));
    const error = await loadError(both);
    expect(error.tag).toBe("MultipleVolumesError");
    expectVolume(await loadFiles(both, { volume: 0 }), { slices: 5 });
  });

  test("a number that no series has is an error", async () => {
    expect(await loadError(files, { volume: 2 })).toMatchObject({
      tag: "InvalidArgumentError",
      argument: "volume",
    });
  });
});

describe("pitfall 17: several stacks in one series", () => {
  test("two kernels at the same positions are two volumes, named by their kernels", async () => {
    const kernels = ["B30f", "B70f"];
    const files = phaseFiles((phase) => ({ "00181210": ["SH", kernels[phase]] }));
    expect((await loadError(files)).tag).toBe("MultipleVolumesError");
    const { volumes } = await scanFolder(folderOf(files));
    expect(volumes.map(({ kernel, slices }) => [kernel, slices]).sort()).toEqual(
      kernels.map((kernel) => [kernel, PHASE_SLICES]),
    );
    for (const { index, kernel } of volumes) {
      const scan = await loadFiles(files, { volume: index });
      expectVolume(scan, { slices: PHASE_SLICES, hu: phaseHu(kernels.indexOf(kernel ?? "")) });
    }
  });

  test.each<readonly [name: string, tags: (i: number) => Elements]>([
    ["acquisition times", (i) => ({ "00080032": ["TM", `1000${10 + i}`] })],
    ["content times", (i) => ({ "00080033": ["TM", `1000${10 + i}`] })],
    ["two acquisition numbers", (i) => ({ "00200012": ["IS", i < 4 ? "1" : "2"] })],
    ["trigger times", (i) => ({ "00181060": ["DS", String(100 * i)] })],
  ])("slices of their own %s are one volume as long as no position repeats", async (_name, tags) => {
    const scan = await loadFiles(seriesFiles(8, (i) => ({ elements: tags(i) })));
    expectVolume(scan, { slices: 8 });
    expect(scan.report.warnings).toEqual([]);
  });
});

describe("pitfall 17: two scans of one series that lie between each other", () => {
  test.each<readonly [name: string, offset: number, tags: (scan: number) => Elements]>([
    ["half a gap apart, by acquisition", 1.5, (scan) => ({ "00200012": ["IS", String(scan + 1)] })],
    ["1 mm apart, by acquisition", 1, (scan) => ({ "00200012": ["IS", String(scan + 1)] })],
    ["by tube voltage", 1.5, (scan) => ({ "00180060": ["DS", scan === 0 ? "80" : "140"] })],
    ["by contrast agent", 1.5, (scan) => (scan === 0 ? {} : { "00180010": ["LO", "Iopromide"] })],
  ])("%s are two volumes", async (_name, offset, tags) => {
    const hu = huOn(AXIAL);
    const files = seriesFiles(20, (i) => {
      const [scan, slice] = [i % 2, Math.floor(i / 2)];
      return {
        position: sliceOrigin(AXIAL, 3 * slice + scan * offset),
        hu: (point) => hu(point) + 100 * scan,
        elements: tags(scan),
      };
    });
    for (const geometry of ["strict", "repair"] as const) {
      expect((await loadError(files, { geometry })).message).toMatch(/found 2 volumes: .*phase 2 of 2/);
    }
    expectVolume(await loadFiles(files, { volume: 0 }), { slices: 10 });
  });
});

describe("pitfall 18: localizers", () => {
  const localizer: Elements = { "00080008": ["CS", "ORIGINAL\\PRIMARY\\LOCALIZER"] };

  test("two scouts, from the front and from the side, are left out and listed", async () => {
    const scout = (instance: number, directions: Pick<LatticeSliceSpec, "rowDirection">) =>
      latticeSlice(0, {
        ...directions,
        columnDirection: [0, 0, -1],
        instance,
        elements: localizer,
        hu: () => 40,
      });
    const scan = await loadFiles({
      ...seriesFiles(6),
      front: scout(100, { rowDirection: [1, 0, 0] }),
      side: scout(101, { rowDirection: [0, 1, 0] }),
    });
    expectVolume(scan, { slices: 6 });
    expect(warningCodes(scan)).toEqual(["LOCALIZER_EXCLUDED"]);
    expect(dispositions(scan).loaded).toBe(6);
  });

  test("in a series of their own they leave the one volume to load", async () => {
    const elements: Elements = { ...localizer, "00200037": ["DS", "1\\0\\0\\0\\0\\-1"] };
    const { volumes } = await scanFolder(
      folderOf({ ...seriesFiles(6), front: latticeSlice(0, { series: 2, elements }) }),
    );
    expect(volumes.filter(({ slices }) => slices === 6)).toHaveLength(1);
  });
});

describe("pitfall 19: a slice twice", () => {
  test.each([
    ["as it is", latticeSlice(2)],
    ["written with another transfer syntax", latticeSlice(2, { transferSyntax: IMPLICIT_LITTLE })],
    ["deflated", latticeSlice(2, { transferSyntax: DEFLATED })],
    ["in another byte order", latticeSlice(2, { transferSyntax: EXPLICIT_BIG })],
    ["under another identifier", latticeSlice(2, { instance: 200 })],
  ])("%s is loaded once", async (_name, copy) => {
    const scan = await loadFiles({ ...seriesFiles(5), copy });
    expectVolume(scan, { slices: 5 });
    expect(warningCodes(scan)).toEqual(["DUPLICATE_REMOVED"]);
    expect(dispositions(scan)).toEqual({ loaded: 5, duplicate: 1 });
  });

  test("of the same bytes and another sign is no copy", async () => {
    const negative = { "00280103": ["US", 0] } as const;
    const error = await loadError({ ...seriesFiles(5), other: latticeSlice(2, { elements: negative }) });
    expect(error.tag).toBe("GeometryError");
  });

  test("as an object of many frames is loaded once", async () => {
    const frames = Array.from({ length: 12 }, (_, number) => ({ number }));
    const files = { a: enhancedCt(frames), b: enhancedCt(frames) };
    const scan = await loadFiles(files);
    expectVolume(scan);
    expect(warningCodes(scan)).toEqual(["DUPLICATE_REMOVED"]);
    expect(dispositions(scan)).toEqual({ loaded: 1, duplicate: 1 });
  });

  test.each([
    ["its identifier", 2],
    ["another identifier", 200],
  ])("with other pixels and %s is never chosen from silently", async (_name, instance) => {
    const other = latticeSlice(2, { instance, hu: () => 40 });
    const error = await loadError({ ...seriesFiles(5), other });
    expect(["GeometryError", "MultipleVolumesError"]).toContain(error.tag);
  });
});

describe("pitfall 20: values that are not Hounsfield units", () => {
  test.each<readonly [name: string, elements: Elements, units: string]>([
    ["CT that calls them unspecified", { "00281054": ["LO", "US"] }, "unspecified"],
    ["MR", { "00080060": ["CS", "MR"], "00080016": ["UI", "1.2.840.10008.5.1.4.1.1.4"] }, "unspecified"],
    ["CT without a rescale", { "00281052": ["DS", null], "00281053": ["DS", null] }, "unspecified"],
    ["PET", { "00080060": ["CS", "PT"], "00281054": ["LO", "BQML"] }, "BQML"],
  ])("%s loads, says so, and is refused by what needs HU", async (_name, elements, units) => {
    const scan = await loadFiles(seriesFiles(4, () => ({ elements })));
    expect(scan.units).toBe(units);
    // Of CT alone one expects Hounsfield units.
    const warns = units === "unspecified" && scan.slices[0]?.modality === "CT";
    expect(warningCodes(scan)).toEqual(warns ? ["UNITS_UNSPECIFIED"] : []);
    expect(() => segmentLungMask(getPixelsHu(scan))).toThrow("needs a volume in HU");
  });

  test("a colour screen save is no slice and no choice", async () => {
    const { rows, columns } = { rows: 2, columns: 2 };
    const save = latticeSlice(0, {
      ...{ series: 2, rows, columns },
      elements: {
        "00080016": ["UI", "1.2.840.10008.5.1.4.1.1.7"],
        "00080060": ["CS", "OT"],
        "00200032": ["DS", null],
        "00200037": ["DS", null],
        "00280002": ["US", 3],
        "00280004": ["CS", "RGB"],
        "00280006": ["US", 0],
        "00280100": ["US", 8],
        "00280101": ["US", 8],
        "00280102": ["US", 7],
        "00280103": ["US", 0],
        "7FE00010": ["OB", Buffer.alloc(rows * columns * 3, 200)],
      },
    });
    const files = { ...seriesFiles(4), save };
    const scan = await loadFiles(files);
    expectVolume(scan, { slices: 4 });
    expect(dispositions(scan).loaded).toBe(4);
  });
});

describe("pitfall 21: attributes that are not there", () => {
  test("a series that lost all its places is not passed over beside another", async () => {
    const lost: Elements = { "00200032": ["DS", ""], "00200037": ["DS", ""] };
    const files = {
      ...seriesFiles(20, () => ({ series: 2, elements: lost })),
      a: latticeSlice(0),
      b: latticeSlice(1),
    };
    const error = await loadError(files);
    expect(error.tag).toBe("MultipleVolumesError");
    expect(error.message).toMatch(/20 slices.*no place in the patient/);
    const { volumes } = await scanFolder(folderOf(files));
    expect(volumes.map(({ slices, problem }) => [slices, problem])).toEqual([
      [20, expect.stringMatching(/^no place in the patient: /)],
      [2, null],
    ]);
    expectVolume(await loadFiles(files, { volume: "largest" }), { slices: 2 });
    expect((await loadError(files, { volume: 0 })).message).toMatch(/Image Position/);
  });

  test.each<readonly [name: string, elements: Elements]>([
    ["a single image", {}],
    ["a secondary capture", { "00080016": ["UI", "1.2.840.10008.5.1.4.1.1.7"] }],
  ])("%s without a place is no rival", async (_name, elements) => {
    const lost: Elements = { "00200032": ["DS", ""], "00200037": ["DS", ""], ...elements };
    const save = latticeSlice(0, { series: 2, elements: lost });
    expectVolume(await loadFiles({ ...seriesFiles(4), save }), { slices: 4 });
  });

  test.each<readonly [name: string, elements: Elements, says: RegExp]>([
    ["position", { "00200032": ["DS", null] }, /Image Position/],
    ["orientation", { "00200037": ["DS", null] }, /Image Orientation/],
    ["pixel spacing", { "00280030": ["DS", null] }, /Pixel Spacing/],
    [
      "pixel spacing but one at the detector",
      { "00280030": ["DS", null], "00181164": ["DS", "0.8\\0.7"] },
      /Pixel Spacing/,
    ],
  ])("slices without %s are refused by name", async (_name, elements, says) => {
    const error = await loadError(seriesFiles(4, () => ({ elements })));
    expect(error.message).toMatch(says);
  });

  test.each<readonly [name: string, elements: Elements]>([
    ["Instance Number", { "00200013": ["IS", null] }],
    ["a value of Instance Number", { "00200013": ["IS", ""] }],
    ["Slice Location", { "00201041": ["DS", null] }],
    ["Slice Thickness and SOP Instance UID", { "00180050": ["DS", null], "00080018": ["UI", null] }],
  ])("no slice is lost for want of %s", async (_name, elements) => {
    const scan = await loadFiles(seriesFiles(5, (i) => (i % 2 === 0 ? { elements } : {})));
    expectVolume(scan, { slices: 5 });
  });
});

describe("pitfall 34: phases at the same positions", () => {
  const tags: readonly (readonly [name: string, tags: (phase: number, slice: number) => Elements])[] = [
    ["Acquisition Number", (phase) => ({ "00200012": ["IS", String(phase + 1)] })],
    ["Temporal Position Identifier", (phase) => ({ "00200100": ["IS", String(phase + 1)] })],
    ["Trigger Time", (phase) => ({ "00181060": ["DS", String(phase * 400)] })],
    [
      "the time of each slice",
      (phase, slice) => ({ "00080032": ["TM", `10${String(phase)}0${String(10 + slice)}.5`] }),
    ],
    ["blocks of Instance Number", () => ({})],
  ];
  test.each(tags)("told apart by %s are two volumes, in order", async (_name, tagsOf) => {
    const files = phaseFiles(tagsOf);
    expect((await loadError(files)).tag).toBe("MultipleVolumesError");
    for (const { options, volume } of PHASES.choices) expectVolume(await loadFiles(files, options), volume);
  });

  test("are numbered in the listing", async () => {
    const { volumes } = await scanFolder(folderOf(phaseFiles(tags[0][1])));
    expect(volumes.map(({ phase }) => phase)).toMatchObject([
      { number: 1, of: 2 },
      { number: 2, of: 2 },
    ]);
  });

  test("that nothing tells apart are an error", async () => {
    const files = phaseFiles(() => ({ "00200013": ["IS", "1"] }));
    expect((await loadError(files)).tag).toBe("GeometryError");
  });

  test("of which one lacks a slice keep their slices apart", async () => {
    const [, byNumber] = tags[0];
    const files = phaseFiles(byNumber);
    const last = Object.keys(files)[2 * PHASE_SLICES - 1];
    delete files[last];
    expectVolume(await loadFiles(files, { volume: 0 }), { slices: PHASE_SLICES, hu: phaseHu(0) });
    expectVolume(await loadFiles(files, { volume: 1 }), {
      slices: PHASE_SLICES - 1,
      hu: phaseHu(1),
    });
  });
});
