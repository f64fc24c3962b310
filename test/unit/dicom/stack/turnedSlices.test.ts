import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { loadScan } from "../../../../kernel-lib/src/dicom/loadScan";
import { scanFolder } from "../../../../kernel-lib/src/dicom/scanFolder";
import { checkGeometry } from "../../../../kernel-lib/src/dicom/stack/checkGeometry";
import type { PlacedSlice } from "../../../../kernel-lib/src/dicom/stack/placedSlice";
import { GeometryError } from "../../../../kernel-lib/src/errors";
import { type Triple, unit } from "../../../../kernel-lib/src/volume/vectors";
import { expectVolume, loadError, loadFiles } from "../../../drivers/loadFiles";
import { folderOf } from "../../../makers/ctSeries";
import { evenly, stackOf } from "../../../makers/placedSlices";
import { seriesFiles } from "../../../makers/seriesFiles";

/** Image Orientation of axial slices turned by so many rad about z, with so many digits. */
function turnedBy(angle: number, digits: number): string {
  const [c, s] = [Math.cos(angle).toFixed(digits), Math.sin(angle).toFixed(digits)];
  return `${c}\\${s}\\0\\${(-Math.sin(angle)).toFixed(digits)}\\${c}\\0`;
}

const turnedFiles = (count: number, angle: (slice: number) => number, digits = 7) =>
  seriesFiles(count, (i) => ({ elements: { "00200037": ["DS", turnedBy(angle(i), digits)] } }));

const POLICIES = [{ geometry: "strict" }, { geometry: "repair" }, { geometry: "loose" }] as const;

describe("slices each of which is turned a little further than the one before", () => {
  test.each([
    [4, 0.0003, "0.03"],
    [12, 0.0003, "0.10"],
    [24, 0.0003, "0.21"],
    [24, 0.00002, "0.01"],
    [60, 0.00003, "0.05"],
    [90, 0.0005, "1.3"],
  ])("%d of them by %d rad are one volume, refused with the degrees", async (count, step, degrees) => {
    const files = turnedFiles(count, (i) => step * i);
    for (const options of POLICIES) {
      const error = await loadError(files, options);
      expect(error.tag).toBe("GeometryError");
      expect(error.message).toMatch(
        new RegExp(
          `found \\d+ of ${count} slices in another orientation than the stack, turned by up to ${degrees} degrees \\([^;]*\\)\\. `,
        ),
      );
    }
    const { volumes } = await scanFolder(folderOf(files));
    expect(volumes.map(({ slices, problem }) => [slices, problem])).toEqual([
      [count, expect.stringContaining(`turned by up to ${degrees} degrees`)],
    ]);
  });

  test("are loaded in the tutorial's order, which asks for no geometry", async () => {
    const files = seriesFiles(12, (i) => ({
      elements: {
        "00200037": ["DS", turnedBy(0.0003 * i, 7)],
        "00200013": ["IS", String(i + 1)],
        "00201041": ["DS", String(3 * i)],
      },
    }));
    const scan = await loadScan(folderOf(files), { tutorial: true });
    expect([scan.shape[0], scan.spacing[0]]).toEqual([12, 3]);
  });

  test("by less than writers' digits tell are exact, turned as the middle one is", async () => {
    const scan = await loadFiles(turnedFiles(11, (i) => 3e-5 * (i - 5)));
    expectVolume(scan, { slices: 11 });
    expect([scan.rowDirection, scan.columnDirection]).toEqual([
      [1, 0, 0],
      [0, 1, 0],
    ]);
  });
});

test("slices of which a third is turned are refused with the degrees, and no gap is made up", async () => {
  const error = await loadError(turnedFiles(9, (i) => (i % 3 === 1 ? 0.02 : 0)));
  expect(error.message).toMatch(/found 3 of 9 slices .* turned by up to 1\.1 degrees \([^;]*\)\. /);
});

describe("one orientation as writers have it", () => {
  // 45.03 degrees: the third digit of its cosine, 0.70650, is 6 or 7 by the noise.
  const angle = Math.acos(0.7065);
  const turn = (i: number) => angle + 1e-6 * Math.sin(i * 7.1);

  test.each([3, 4, 6])("in %i digits is one, though noise turns the last of them", async (digits) => {
    const files = seriesFiles(12, (i) => {
      const rows: Triple = [Math.cos(angle), Math.sin(angle), 0];
      const columns: Triple = [-Math.sin(angle), Math.cos(angle), 0];
      return {
        rowDirection: rows,
        columnDirection: columns,
        elements: { "00200037": ["DS", turnedBy(turn(i), digits)] },
      };
    });
    const cosines = new Set(Array.from({ length: 12 }, (_, i) => turnedBy(turn(i), digits)));
    expect(cosines.size).toBeGreaterThan(digits === 4 ? 0 : 1);
    for (const options of POLICIES) {
      const scan = await loadFiles(files, options);
      expect([scan.shape, scan.spacing[0], scan.syntheticSlices]).toEqual([[12, 40, 32], 3, []]);
    }
  });
});

const noise = fc.constantFrom(1e-9, 1e-7, 1e-6, 1e-5, 4e-5, 1e-4, 3e-4, 1e-3, 1e-2, 0.3);
const jitters = fc.array(
  fc.tuple(...[0, 1, 2, 3, 4, 5].map(() => fc.double({ min: -1, max: 1, noNaN: true }))),
  { minLength: 1, maxLength: 40 },
);
const directions = fc.constantFrom<readonly [Triple, Triple]>(
  [
    [1, 0, 0],
    [0, 1, 0],
  ],
  [
    [1, 0, 0],
    [0, 0, -1],
  ],
  [
    [0.8, 0.6, 0],
    [0, 0, -1],
  ],
  [unit([0.7075, 0.7067, 0]), unit([-0.7067, 0.7075, 0])],
);

/** Slices whose directions have noise of this size in each component. */
function noisy(
  jitter: readonly (readonly number[])[],
  size: number,
  [rows, columns]: readonly [Triple, Triple],
) {
  const moved = (direction: Triple, by: readonly number[], from: number) =>
    unit([0, 1, 2].map((axis) => direction[axis] + size * by[from + axis]) as unknown as Triple);
  return stackOf({ heights: evenly(jitter.length, 2), rowDirection: rows, columnDirection: columns }).map(
    (slice, i): PlacedSlice => ({
      ...slice,
      rowDirection: moved(rows, jitter[i], 0),
      columnDirection: moved(columns, jitter[i], 3),
    }),
  );
}

describe("noise in the orientation", () => {
  test("of any size is no problem, or one in words with its degrees; the slices' order does not matter", () => {
    fc.assert(
      fc.property(jitters, noise, directions, (jitter, size, plane) => {
        const slices = noisy(jitter, size, plane);
        const { check, slices: sorted } = checkGeometry(slices);
        expect(checkGeometry([...slices].reverse()).check).toEqual(check);
        // One slice at least is in the stack's orientation, exactly as its tags have it.
        expect(
          sorted.some(({ rowDirection }) =>
            rowDirection.every((c, axis) => c === check.axes.rowDirection[axis]),
          ),
        ).toBe(true);
        const [orientation] = check.problems.filter(({ kind }) => kind === "mixed-orientation");
        if (size <= 4e-5) expect(check.problems).toEqual([]);
        else if (orientation !== undefined)
          expect(orientation.sentence).toMatch(/turned by up to [\d.]+ degrees/);
        if (size <= 1e-2) expect(check.problems.filter((one) => one !== orientation)).toEqual([]);
      }),
      { seed: 302, numRuns: 300 },
    );
  });

  test("ends in the volume or in a GeometryError, never in another error", async () => {
    const seeds = fc.sample(fc.tuple(jitters, fc.constantFrom(1e-6, 1e-5, 1e-4, 3e-4)), {
      seed: 302,
      numRuns: 12,
    });
    for (const [jitter, size] of seeds) {
      const files = seriesFiles(jitter.length, (i) => ({
        elements: {
          "00200037": [
            "DS",
            [1, 0, 0, 0, 1, 0].map((c, at) => (c + size * jitter[i][at]).toFixed(9)).join("\\"),
          ],
        },
      }));
      for (const options of POLICIES) {
        const outcome = await loadScan(folderOf(files), options).catch((error: unknown) => error);
        if (size <= 1e-5) expect(outcome).toMatchObject({ shape: [jitter.length, 40, 32] });
        else if (outcome instanceof Error) expect(outcome).toBeInstanceOf(GeometryError);
      }
    }
  });
});
