import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { scanFolder } from "../../../../kernel-lib/src/dicom/scanFolder";
import { loadFiles } from "../../../drivers/loadFiles";
import { folderOf } from "../../../makers/ctSeries";
import type { Elements } from "../../../makers/dicomFile";
import { latticeSlice } from "../../../makers/latticeSlices";
import { seriesFiles } from "../../../makers/seriesFiles";

/** The units of a CT series, or of another modality, with these elements. */
async function unitsOf(elements: Elements): Promise<readonly [units: string, warnings: readonly string[]]> {
  const { units, report } = await loadFiles(seriesFiles(2, () => ({ elements })));
  return [units, report.warnings.map(({ code }) => code)];
}

describe("pitfall 41: Rescale Type", () => {
  test.each([
    "HU",
    "hu",
    "Hu",
    " HU",
    "H.U.",
    "[HU]",
    "HU units",
    "HOUNSFIELD",
    "Hounsfield",
    "Hounsfields",
    "Hounsfield Unit",
    "Hounsfield Units",
    "HOUNSFIELD_UNITS",
    "Hounsfield units (HU)",
    "Houndsfield Unit",
    "Houndsfield Units",
  ])("of %j is HU", async (type) => {
    expect(await unitsOf({ "00281054": ["LO", type] })).toEqual(["HU", []]);
  });

  test.each([
    "HUMIDITY",
    "Human",
    "HU2",
    "1000 HU",
    "HU/mg",
    "not HU",
    "Hounsfield Units / 10",
    "normalized Hounsfield",
    "H",
    "U",
  ])("of %j is no unit that is known", async (type) => {
    expect(await unitsOf({ "00281054": ["LO", type] })).toEqual(["unspecified", ["UNITS_UNKNOWN"]]);
  });

  test.each([
    ["US", "unspecified", ["UNITS_UNSPECIFIED"]],
    ["us", "unspecified", ["UNITS_UNSPECIFIED"]],
    ["HU_MOD", "HU_MOD", []],
    ["hu_mod", "HU_MOD", []],
    ["Z_EFF", "Z_EFF", []],
  ])("of %j stays %s", async (type, units, warnings) => {
    expect(await unitsOf({ "00281054": ["LO", type] })).toEqual([units, warnings]);
  });
});

describe("pitfalls 18 and 20: radiographs of a scan's planning", () => {
  const capture: Elements = { "00080016": ["UI", "1.2.840.10008.5.1.4.1.1.7"] };
  const HU: Elements = { "00281054": ["LO", "HU"] };
  const imageType = (value: string): Elements => ({ "00080008": ["CS", value] });
  const description = (value: string): Elements => ({ "0008103E": ["LO", value] });

  test.each<readonly [name: string, elements: Elements]>([
    ["a CT image that is a localizer", imageType("ORIGINAL\\PRIMARY\\LOCALIZER")],
    ["a localizer that calls its values HU", { ...imageType("ORIGINAL\\PRIMARY\\LOCALIZER"), ...HU }],
    ["a capture of a survey", { ...capture, ...imageType("DERIVED\\SECONDARY\\REF_SURVIEW"), ...HU }],
    ["one by a later value", { ...capture, ...imageType("DERIVED\\SECONDARY\\OTHER\\SURVIEW"), ...HU }],
    [
      "one by its description",
      { ...capture, ...imageType("DERIVED\\SECONDARY"), ...description("Ref_Surview"), ...HU },
    ],
    ["a topogram by its description", { ...capture, ...description("Topogram 0.6 Doe^Jane"), ...HU }],
  ])("%s is a localizer beside the volume, and has no HU", async (_name, elements) => {
    const other = latticeSlice(0, { series: 2, elements });
    const { volumes } = await scanFolder(folderOf({ ...seriesFiles(4), other }));
    expect(volumes.map(({ kind, slices }) => [kind, slices])).toEqual([
      ["volume", 4],
      ["localizer", 1],
    ]);
    const scan = await loadFiles({ ...seriesFiles(4), other });
    expect([scan.shape[0], scan.units]).toEqual([4, "HU"]);
    const alone = await loadFiles({ other });
    expect([alone.units, alone.report.warnings.map(({ code }) => code)]).toEqual([
      "unspecified",
      ["UNITS_UNSPECIFIED"],
    ]);
    expect(inspect([volumes, alone, alone.report], { depth: 9 })).not.toMatch(/Ref_Surview|Topogram|Doe/);
  });

  test("the description of a CT image makes it no localizer", async () => {
    expect(await unitsOf(description("Chest after scout"))).toEqual(["HU", []]);
  });

  test("a secondary capture is in HU when its tags say so, and is not taken for it otherwise", async () => {
    expect(await unitsOf({ ...capture, ...HU })).toEqual(["HU", []]);
    expect(await unitsOf({ ...capture, "00281054": ["LO", null] })).toEqual([
      "unspecified",
      ["UNITS_UNSPECIFIED"],
    ]);
  });
});
