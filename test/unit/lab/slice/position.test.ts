import { describe, expect, test } from "vitest";
import type { PatientPoint } from "../../../../kernel-lib/src/contract";
import { createGeometry } from "../../../../kernel-lib/src/volume/geometry";
import { inEnglish } from "../../../../lab-extension/src/dom/translate";
import { describePoint, describePosition, findPlace } from "../../../../lab-extension/src/slice/position";

const affineOf = (
  rowDirection: PatientPoint,
  columnDirection: PatientPoint,
  origin: PatientPoint = [0, 0, 0],
) => createGeometry([10, 20, 30], { rowDirection, columnDirection, origin, spacing: [2.5, 0.7, 0.8] }).affine;

const tilt = (degrees: number): PatientPoint => {
  const angle = (degrees * Math.PI) / 180;
  return [0, Math.cos(angle), -Math.sin(angle)];
};

describe("describePosition", () => {
  test("gives the coordinate on the axis of the stack", () => {
    const axial = affineOf([1, 0, 0], [0, 1, 0], [-120, -80, -59]);
    expect(describePosition(axial, 0, 0, 261, inEnglish)).toBe("slice 1 of 261, z = -59.0 mm");
    expect(describePosition(axial, 0, 11, 261, inEnglish)).toBe("slice 12 of 261, z = -31.5 mm");
    const coronal = affineOf([1, 0, 0], [0, 0, -1], [-120, 40, 300]);
    expect(describePosition(coronal, 0, 2, 10, inEnglish)).toBe("slice 3 of 10, y = 45.0 mm");
    const sagittal = affineOf([0, 1, 0], [0, 0, -1], [7, 40, 300]);
    expect(describePosition(sagittal, 0, 2, 10, inEnglish)).toBe("slice 3 of 10, x = 2.0 mm");
  });

  test("names the planes across the slices and gives their own coordinate", () => {
    const axial = affineOf([1, 0, 0], [0, 1, 0], [-120, -80, -59]);
    expect(describePosition(axial, 1, 10, 20, inEnglish)).toBe("coronal 11 of 20, y = -73.0 mm");
    expect(describePosition(axial, 2, 10, 30, inEnglish)).toBe("sagittal 11 of 30, x = -112.0 mm");
    expect(describePosition(null, 1, 10, 20, inEnglish)).toBe("row 11 of 20");
    expect(describePosition(null, 2, 10, 30, inEnglish)).toBe("column 11 of 30");
  });

  test("falls with the index where the slices ascend against the axis", () => {
    const prone = affineOf([-1, 0, 0], [0, 1, 0], [0, 0, 10]);
    expect(describePosition(prone, 0, 1, 2, inEnglish)).toBe("slice 2 of 2, z = 7.5 mm");
  });

  test("gives the position along the normal of an oblique stack", () => {
    const oblique = affineOf([1, 0, 0], tilt(18.5), [0, 0, 100]);
    const along = 100 * Math.cos((18.5 * Math.PI) / 180) + 2.5 * 4;
    expect(describePosition(oblique, 0, 4, 28, inEnglish)).toBe(
      `slice 5 of 28, position along normal = ${along.toFixed(1)} mm`,
    );
  });

  test("says no millimetres of voxels that nobody placed, neither for the slice nor for the pointer", () => {
    const affine = affineOf([1, 0, 0], [0, 1, 0], [-120, -80, -59]);
    expect(findPlace({ affine, placed: false })).toBeNull();
    expect(findPlace({ affine })).toBe(affine);
    expect(describePosition(null, 0, 11, 261, inEnglish)).toBe("slice 12 of 261");
    expect(describePoint(null, [1, 2, 3])).toBe("");
    expect(describePoint(affine, [1, 10, 10])).toBe("x -112.0  y -73.0  z -56.5 mm");
  });

  test("never writes -0.0", () => {
    expect(describePosition(affineOf([1, 0, 0], [0, 1, 0], [0, 0, -0.01]), 0, 0, 1, inEnglish)).toBe(
      "slice 1 of 1, z = 0.0 mm",
    );
  });
});
