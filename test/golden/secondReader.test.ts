import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
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

/** One process for all folders: it starts longer than it reads. */
interface SecondReader {
  readonly read: (folder: string) => Promise<Reading>;
  readonly end: () => void;
}

function startSecondReader(): SecondReader {
  const child: ChildProcess = spawn(python, [script], { stdio: ["pipe", "pipe", "inherit"] });
  const { stdin, stdout } = child;
  if (stdin === null || stdout === null) throw new Error("the second reader cannot be talked to");
  // Of a reader that has died; `read` says so.
  stdin.on("error", () => undefined);
  const answers = createInterface(stdout)[Symbol.asyncIterator]();
  return {
    read: async (folder) => {
      const paths = readdirSync(folder).map((name) => join(folder, name));
      stdin.write(`${JSON.stringify(paths)}\n`);
      const { value, done } = await answers.next();
      if (done) throw new Error(`the second reader ended at ${folder}`);
      const answer: Reading | { readonly error: string } = JSON.parse(value);
      if ("error" in answer) throw new Error(`the second reader failed at ${folder}: ${answer.error}`);
      return answer;
    },
    end: () => stdin.end(),
  };
}

function ours(scan: Scan): Reading {
  const { rowDirection: r, columnDirection: c } = scan;
  const normal = [r[1] * c[2] - r[2] * c[1], r[2] * c[0] - r[0] * c[2], r[0] * c[1] - r[1] * c[0]];
  return {
    shape: scan.shape,
    along: scan.slices.map((slice) =>
      (slice?.position ?? []).reduce((sum, mm, axis) => sum + mm * normal[axis], 0),
    ),
    sha256: createHash("sha256").update(new Float32Array(scan.values)).digest("hex"),
  };
}

describe.skipIf(python === "")("pydicom reads the same volume", () => {
  let reader: SecondReader;
  beforeAll(() => {
    reader = startSecondReader();
  });
  afterAll(() => reader.end());

  async function expectSame(folder: string): Promise<void> {
    const [theirs, mine] = [await reader.read(folder), ours(await loadScan(folder))];
    expect(mine.shape).toEqual(theirs.shape);
    for (const [i, mm] of theirs.along.entries()) expect(mine.along[i]).toBeCloseTo(mm, 6);
    expect(mine.sha256).toBe(theirs.sha256);
  }

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
