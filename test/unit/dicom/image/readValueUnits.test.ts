import { describe, expect, test } from "vitest";
import { loadFiles } from "../../../drivers/loadFiles";
import type { Elements } from "../../../makers/dicomFile";
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
