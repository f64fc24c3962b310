import { createMask, lungsFigure } from "tslab-dicom";
import { describe, expect, test } from "vitest";
import { lungScan } from "../../makers/lungScan";

describe("lungsFigure", () => {
  const { volume, left, right, airway } = lungScan();
  const altOf = ({ bundle }: ReturnType<typeof lungsFigure>) =>
    (bundle.metadata["image/png"] as { readonly alt: string }).alt;

  test("says which planes it shows and what is in colour", () => {
    const alt = altOf(lungsFigure(volume, { left, right, airway }, { title: "Sheet" }));
    expect(alt).toMatch(/^Sheet: (Axial \d+ of 60, ){4}(Coronal \d+ of 128, ){2}Sagittal \d+ of 128/);
    expect(alt).toMatch(/, with left lung, right lung, airway in colour$/);
    expect(altOf(lungsFigure(volume, { left, right }))).not.toContain("airway in colour");
  });

  test("shows planes of the middle where there are no lungs", () => {
    const none = createMask(volume.geometry);
    expect(altOf(lungsFigure(volume, { left: none, right: none }))).toContain("Axial");
  });
});
