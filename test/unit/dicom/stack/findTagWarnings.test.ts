import { describe, expect, test } from "vitest";
import { findTagWarnings } from "../../../../kernel-lib/src/dicom/stack/findTagWarnings";
import type { PlacedSlice } from "../../../../kernel-lib/src/dicom/stack/placedSlice";
import { evenly, stackOf } from "../../../makers/placedSlices";

const HEIGHTS = evenly(6, 3);

/** Codes of a stack whose slices have these Instance Numbers, each in a file of its own unless said. */
function kindsOf(numbers: readonly (number | null)[], fileOf: (i: number) => number = (i) => i): string[] {
  const slices = stackOf({ heights: HEIGHTS }).map(
    (slice, i): PlacedSlice => ({
      ...slice,
      file: { index: fileOf(i), label: `file ${fileOf(i) + 1} of 6 (by name)` },
      instanceNumber: numbers[i],
    }),
  );
  return findTagWarnings(slices, HEIGHTS, 0).map(({ kind }) => kind);
}

describe("pitfall 22: Instance Numbers", () => {
  test.each<[string, (number | null)[]]>([
    ["ascend", [1, 2, 3, 4, 5, 6]],
    ["descend", [9, 7, 5, 4, 2, 1]],
    ["are all the same", [1, 1, 1, 1, 1, 1]],
    ["are missing in one", [1, 2, null, 1, 5, 6]],
  ])("that %s say nothing against the positions", (_name, numbers) => {
    expect(kindsOf(numbers)).toEqual([]);
  });

  test.each<[string, (number | null)[]]>([
    ["turn back", [1, 2, 3, 6, 5, 4]],
    ["occur twice among others", [1, 2, 2, 4, 5, 6]],
  ])("that %s are told of", (_name, numbers) => {
    expect(kindsOf(numbers)).toEqual(["instance-order"]);
  });

  test("of the frames of one file are one number", () => {
    expect(kindsOf([7, 7, 7, 7, 7, 7], () => 0)).toEqual([]);
    expect(kindsOf([3, 1, 2, 6, 5, 4], () => 0)).toEqual([]);
  });

  test("of two files with several frames are compared between the files", () => {
    const half = (i: number) => Math.floor(i / 3);
    expect(kindsOf([1, 1, 1, 2, 2, 2], half)).toEqual([]);
    expect(kindsOf([1, 1, 2, 2, 1, 1], (i) => Math.floor(i / 2) % 2)).toEqual(["instance-order"]);
  });
});
