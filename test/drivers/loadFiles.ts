import { expect } from "vitest";
import { type LoadScanOptions, loadScan } from "../../kernel-lib/src/dicom/loadScan";
import type { Scan } from "../../kernel-lib/src/dicom/scan";
import { isTslabDicomError, type TslabDicomError } from "../../kernel-lib/src/errors";
import { type ExpectedVolume, REGULAR } from "../checks/expectedVolume";
import { volumeProblems } from "../checks/volumeProblems";
import { folderOf } from "../makers/ctSeries";

/** The scan of a folder with these files. */
export function loadFiles(
  files: Readonly<Record<string, Uint8Array | string>>,
  options: LoadScanOptions = {},
): Promise<Scan> {
  return loadScan(folderOf(files), options);
}

/** The error of a folder that must not load; it must be one of the library's own. */
export async function loadError(
  files: Readonly<Record<string, Uint8Array | string>>,
  options: LoadScanOptions = {},
): Promise<TslabDicomError<string>> {
  const error = await loadFiles(files, options).then(
    (scan) => new Error(`loaded ${scan.shape.join(" x ")}`),
    (thrown: unknown) => thrown,
  );
  if (!isTslabDicomError(error)) throw error;
  return error;
}

/** Holds the scan against a volume that is REGULAR but for what is given. */
export function expectVolume(scan: Scan, expected: Partial<ExpectedVolume> = {}): void {
  expect(volumeProblems(scan, { ...REGULAR, ...expected })).toEqual([]);
}

/** How many files came to each end, by the report. */
export function dispositions(scan: Scan): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { disposition } of scan.report.files) counts[disposition] = (counts[disposition] ?? 0) + 1;
  return counts;
}
