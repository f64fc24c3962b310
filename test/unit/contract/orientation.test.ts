import { describe, expect, test } from "vitest";
import {
  type Affine,
  type Axis,
  type Convention,
  layPlane,
  nameEdges,
  namePlanes,
  type PatientPoint,
} from "../../../kernel-lib/src/contract";
import { createGeometry } from "../../../kernel-lib/src/volume/geometry";
import { ALIGNED_STACKS } from "../../makers/alignedStacks";

const affineOf = (rowDirection: PatientPoint, columnDirection: PatientPoint) =>
  createGeometry([10, 20, 30], { rowDirection, columnDirection, spacing: [2.5, 0.7, 0.8] }).affine;

/** Left, top, right, bottom. */
const lettersOf = (affine: Affine, axis: Axis, convention: Convention = "radiological") => {
  const { left, top, right, bottom } = nameEdges(affine, axis, layPlane(affine, axis, convention));
  return [left, top, right, bottom].join(" ");
};

const tilt = (degrees: number): PatientPoint => {
  const angle = (degrees * Math.PI) / 180;
  return [0, Math.cos(angle), -Math.sin(angle)];
};

describe("layPlane and nameEdges", () => {
  test("show every plane of all 48 aligned stacks upright, by either convention", () => {
    expect(new Set(ALIGNED_STACKS.map(String)).size).toBe(48);
    const upright = {
      radiological: { axial: "R A L P", coronal: "R H L F", sagittal: "A H P F" },
      neurological: { axial: "L A R P", coronal: "L H R F", sagittal: "A H P F" },
    } as const;
    for (const affine of ALIGNED_STACKS) {
      for (const convention of ["radiological", "neurological"] as const) {
        const edges = namePlanes(affine).map((name, axis) => [
          name,
          lettersOf(affine, axis as Axis, convention),
        ]);
        expect(Object.fromEntries(edges)).toEqual(upright[convention]);
      }
    }
  });

  test("leave a stack that lies as it should as it is stored", () => {
    const supine = affineOf([1, 0, 0], [0, 1, 0]);
    expect(layPlane(supine, 0, "radiological")).toEqual({
      turned: false,
      flipAcross: false,
      flipDown: false,
    });
    expect(layPlane(supine, 0, "neurological")).toEqual({ turned: false, flipAcross: true, flipDown: false });
  });

  test("leave voxels that nobody placed as they are stored, by either convention", () => {
    for (const axis of [0, 1, 2] as const) {
      for (const convention of ["radiological", "neurological"] as const) {
        expect(layPlane(null, axis, convention)).toEqual({
          turned: false,
          flipAcross: false,
          flipDown: false,
        });
      }
    }
  });

  test("name both directions of an oblique edge, the stronger first", () => {
    expect(lettersOf(affineOf([1, 0, 0], tilt(30)), 0)).toBe("R AH L PF");
    expect(lettersOf(affineOf([1, 0, 0], tilt(60)), 0)).toBe("R HA L FP");
  });

  test("leave a gantry tilt of ten degrees unnamed", () => {
    expect(lettersOf(affineOf([1, 0, 0], tilt(10)), 0)).toBe("R A L P");
  });

  test("put the patient's right on the left for any stack near an axis", () => {
    for (const degrees of [-20, -5, 0, 5, 20]) {
      for (const sign of [1, -1]) {
        expect(lettersOf(affineOf([sign, 0, 0], tilt(degrees)), 0)).toMatch(/^R \w+ L \w+$/);
      }
    }
  });
});
