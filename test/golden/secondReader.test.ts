import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { loadScan } from "../../kernel-lib/src/dicom/loadScan";
import type { Scan } from "../../kernel-lib/src/dicom/scan";
import { folderOf } from "../makers/ctSeries";
import { DEFLATED, EXPLICIT_BIG, IMPLICIT_LITTLE } from "../makers/dicomFile";
import { enhancedCt } from "../makers/enhancedCt";
import type { LatticeSliceSpec } from "../makers/latticeSlices";
import { seriesFiles } from "../makers/seriesFiles";

const script = fileURLToPath(new URL("../reference/second_reader.py", import.meta.url));
const python = process.env.TSLAB_DICOM_TEST_PYTHON ?? "";

interface Reading {
  readonly shape: readonly number[];
  readonly along: readonly number[];
  readonly sha256: string;
}

function pydicom(folder: string): Reading {
  const paths = readdirSync(folder).map((name) => join(folder, name));
  return JSON.parse(
    execFileSync(python, [script, ...paths], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }),
  );
}

function ours(scan: Scan): Reading {
  const { rowDirection: r, columnDirection: c } = scan;
  const normal = [r[1] * c[2] - r[2] * c[1], r[2] * c[0] - r[0] * c[2], r[0] * c[1] - r[1] * c[0]];
  return {
    shape: scan.shape,
    along: scan.slices.map((slice) =>
      (slice?.position ?? []).reduce((sum, mm, axis) => sum + mm * normal[axis], 0),
    ),
    sha256: createHash("sha256").update(Float32Array.from(scan.values)).digest("hex"),
  };
}

async function expectSame(folder: string): Promise<void> {
  const [theirs, mine] = [pydicom(folder), ours(await loadScan(folder))];
  expect(mine.shape).toEqual(theirs.shape);
  for (const [i, mm] of theirs.along.entries()) expect(mine.along[i]).toBeCloseTo(mm, 6);
  expect(mine.sha256).toBe(theirs.sha256);
}

describe.skipIf(python === "")("pydicom reads the same volume", () => {
  test.each<[string, (number: number) => LatticeSliceSpec]>([
    ["explicit little endian", () => ({})],
    ["implicit little endian", () => ({ transferSyntax: IMPLICIT_LITTLE })],
    ["explicit big endian", () => ({ transferSyntax: EXPLICIT_BIG })],
    ["deflated", () => ({ transferSyntax: DEFLATED })],
    ["a slope and intercept of each slice's own", (i) => ({ slope: 1 + (i % 2), intercept: -1000 - i })],
    ["fractional slopes", (i) => ({ slope: 0.5 * (1 + (i % 3)) })],
  ])("of slices with %s", async (_name, spec) => {
    await expectSame(folderOf(seriesFiles(7, spec)));
  });

  test("of an enhanced multi-frame object with its frames in another order", async () => {
    const frames = [3, 0, 5, 1, 4, 2].map((number) => ({
      number,
      slope: 1 + (number % 2),
      intercept: -number,
    }));
    await expectSame(folderOf({ enhanced: enhancedCt(frames) }));
  });

  const real = fileURLToPath(new URL("../../../shared/data/lidc-idri-0002-12-slices/", import.meta.url));
  test.skipIf(!existsSync(real)).each(["explicit_le", "implicit_le", "explicit_be", "deflated", "rle"])(
    "of real slices, %s",
    async (encoding) => {
      await expectSame(join(real, encoding));
    },
  );
});
