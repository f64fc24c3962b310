import { table } from "tslab-dicom";
import { describe, expect, test } from "vitest";
import { LUNG_RECIPE } from "../../../kernel-lib/src/lungs/lungRecipe";
import {
  createLungReport,
  type LungFindings,
  type LungNumbers,
} from "../../../kernel-lib/src/lungs/lungReport";

const NUMBERS: LungNumbers = {
  reason: null,
  threshold: -415,
  airHu: -995,
  tracheaHu: -972,
  noise: 13.26,
  trachea: { length: 125, area: 260 },
  airway: { millilitres: 41.04, threshold: -922, curve: [] },
  litres: { left: 2.4921, right: 2.8342, both: 5.3263 },
  added: 125,
  gas: 0,
  peakShare: 0.4,
};
const FINDINGS: LungFindings = {
  cut: 0,
  pleural: 0,
  top: 0,
  bottom: 0,
  isOneLung: false,
  joined: null,
  median: -850,
  sliceSpacing: 1,
  obliquity: 0,
  acquisition: null,
  recipe: LUNG_RECIPE,
};

describe("the report on lungs", () => {
  test("prints each number with its own digits and unit, and as a table the same", () => {
    const report = createLungReport(NUMBERS, FINDINGS);
    for (const text of [String(report), String(table(report))]) {
      expect(text).toMatch(/left lung +2\.492 L$/m);
      expect(text).toMatch(/air in the windpipe +-972 HU$/m);
      expect(text).toMatch(/airway +41\.0 ml$/m);
    }
  });

  test("says what was not found", () => {
    const text = String(createLungReport({ ...NUMBERS, airway: null, noise: Number.NaN }, FINDINGS));
    expect(text).toMatch(/airway +not found$/m);
    expect(text).toMatch(/noise, SD +not found$/m);
    expect(text).toMatch(/^NO_TRACHEA: /m);
  });

  test("of no lungs gives the reason, below a table too, and no litres", () => {
    const litres = { left: 0, right: 0, both: 0 };
    const report = createLungReport({ ...NUMBERS, reason: "too little air: 3 ml", litres }, FINDINGS);
    expect(String(report)).toBe("No lungs: too little air: 3 ml");
    const text = String(table(report));
    expect(text).toMatch(/left lung +not found$/m);
    expect(text).toMatch(/^No lungs: too little air: 3 ml$/m);
  });
});
