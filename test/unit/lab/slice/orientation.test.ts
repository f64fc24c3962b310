import { describe, expect, test } from "vitest";
import type { PatientPoint } from "../../../../kernel-lib/src/contract";
import { createGeometry } from "../../../../kernel-lib/src/volume/geometry";
import { chooseFlips, nameEdges } from "../../../../lab-extension/src/slice/orientation";
import { describePoint, describePosition, findPlace } from "../../../../lab-extension/src/slice/position";

const affineOf = (
  rowDirection: PatientPoint,
  columnDirection: PatientPoint,
  origin: PatientPoint = [0, 0, 0],
) => createGeometry([10, 20, 30], { rowDirection, columnDirection, origin, spacing: [2.5, 0.7, 0.8] }).affine;

/** Left, top, right, bottom. */
const lettersOf = (affine: readonly number[]) => {
  const { left, top, right, bottom } = nameEdges(affine, chooseFlips(affine));
  return [left, top, right, bottom].join(" ");
};

const tilt = (degrees: number): PatientPoint => {
  const angle = (degrees * Math.PI) / 180;
  return [0, Math.cos(angle), -Math.sin(angle)];
};

describe("chooseFlips and nameEdges", () => {
  test.each([
    { name: "axial, supine", row: [1, 0, 0], column: [0, 1, 0], flips: [false, false], edges: "R A L P" },
    { name: "axial, prone", row: [-1, 0, 0], column: [0, -1, 0], flips: [true, true], edges: "R A L P" },
    { name: "axial, mirrored", row: [-1, 0, 0], column: [0, 1, 0], flips: [false, true], edges: "R A L P" },
    { name: "axial, back first", row: [1, 0, 0], column: [0, -1, 0], flips: [true, false], edges: "R A L P" },
    { name: "coronal", row: [1, 0, 0], column: [0, 0, -1], flips: [false, false], edges: "R H L F" },
    {
      name: "coronal, feet first",
      row: [1, 0, 0],
      column: [0, 0, 1],
      flips: [true, false],
      edges: "R H L F",
    },
    {
      name: "coronal, mirrored",
      row: [-1, 0, 0],
      column: [0, 0, -1],
      flips: [false, true],
      edges: "R H L F",
    },
    { name: "sagittal", row: [0, 1, 0], column: [0, 0, -1], flips: [false, false], edges: "A H P F" },
    {
      name: "sagittal, back first",
      row: [0, -1, 0],
      column: [0, 0, -1],
      flips: [false, true],
      edges: "A H P F",
    },
    { name: "on its side", row: [0, 1, 0], column: [-1, 0, 0], flips: [false, false], edges: "A L P R" },
    { name: "lying coronal", row: [0, 0, 1], column: [1, 0, 0], flips: [false, false], edges: "F R H L" },
  ] as const)("$name is shown with $edges at its edges", ({ row, column, flips, edges }) => {
    const affine = affineOf(row, column);
    expect(chooseFlips(affine)).toEqual({ rows: flips[0], columns: flips[1] });
    expect(lettersOf(affine)).toBe(edges);
  });

  test("names both directions of an oblique edge, the stronger first", () => {
    expect(lettersOf(affineOf([1, 0, 0], tilt(30)))).toBe("R AH L PF");
    expect(lettersOf(affineOf([1, 0, 0], tilt(60)))).toBe("R HA L FP");
  });

  test("leaves a gantry tilt of ten degrees unnamed", () => {
    expect(lettersOf(affineOf([1, 0, 0], tilt(10)))).toBe("R A L P");
  });

  test("puts the patient's right on the left for any stack near an axis", () => {
    for (const degrees of [-20, -5, 0, 5, 20]) {
      for (const sign of [1, -1]) {
        const affine = affineOf([sign, 0, 0], tilt(degrees));
        const { left, right } = nameEdges(affine, chooseFlips(affine));
        expect([left, right]).toEqual(["R", "L"]);
      }
    }
  });
});

describe("describePosition", () => {
  test("gives the coordinate on the axis of the stack", () => {
    const axial = affineOf([1, 0, 0], [0, 1, 0], [-120, -80, -59]);
    expect(describePosition(axial, 0, 261)).toBe("slice 1 of 261, z = -59.0 mm");
    expect(describePosition(axial, 11, 261)).toBe("slice 12 of 261, z = -31.5 mm");
    const coronal = affineOf([1, 0, 0], [0, 0, -1], [-120, 40, 300]);
    expect(describePosition(coronal, 2, 10)).toBe("slice 3 of 10, y = 45.0 mm");
    const sagittal = affineOf([0, 1, 0], [0, 0, -1], [7, 40, 300]);
    expect(describePosition(sagittal, 2, 10)).toBe("slice 3 of 10, x = 2.0 mm");
  });

  test("falls with the index where the slices ascend against the axis", () => {
    const prone = affineOf([-1, 0, 0], [0, 1, 0], [0, 0, 10]);
    expect(describePosition(prone, 1, 2)).toBe("slice 2 of 2, z = 7.5 mm");
  });

  test("gives the position along the normal of an oblique stack", () => {
    const oblique = affineOf([1, 0, 0], tilt(18.5), [0, 0, 100]);
    const along = 100 * Math.cos((18.5 * Math.PI) / 180) + 2.5 * 4;
    expect(describePosition(oblique, 4, 28)).toBe(
      `slice 5 of 28, position along normal = ${along.toFixed(1)} mm`,
    );
  });

  test("says no millimetres of voxels that nobody placed, neither for the slice nor for the pointer", () => {
    const affine = affineOf([1, 0, 0], [0, 1, 0], [-120, -80, -59]);
    expect(findPlace({ affine, placed: false })).toBeNull();
    expect(findPlace({ affine })).toBe(affine);
    expect(describePosition(null, 11, 261)).toBe("slice 12 of 261");
    expect(describePoint(null, 1, 2, 3)).toBe("");
    expect(describePoint(affine, 1, 10, 10)).toBe("x -112.0  y -73.0  z -56.5 mm");
  });

  test("never writes -0.0", () => {
    expect(describePosition(affineOf([1, 0, 0], [0, 1, 0], [0, 0, -0.01]), 0, 1)).toBe(
      "slice 1 of 1, z = 0.0 mm",
    );
  });
});
