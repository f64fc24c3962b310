import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { type DicomFileOptions, dicomFile, type Elements, EXPLICIT_BIG } from "./dicomFile";

export interface SliceSpec extends DicomFileOptions {
  /** Name of the file. @default "slice-<number>" */
  name?: string;
  /** Centre of the first voxel, LPS mm. @default [-10, -20, 2.5 x number] */
  position?: readonly [number, number, number];
  /** @default [1, 0, 0, 0, 1, 0] */
  orientation?: readonly number[];
  /** Stored values, rows x columns; 4 x 5 is what the other defaults mean. */
  stored?: readonly number[];
  rows?: number;
  columns?: number;
  signed?: boolean;
  slope?: number;
  intercept?: number;
  /** Elements that replace or, with null, remove the defaults. */
  elements?: Elements;
}

export const ROWS = 4;
export const COLUMNS = 5;

/** Names, numbers and dates that must never come out of the library. */
export const SECRETS = ["Doe^Jane", "MRN-4711", "19620323", "1.2.826.0.1.3680043.8.498.1"];

/** One CT slice as a DICOM file; its values are what its number and place in the matrix say. */
export function ctSlice(number: number, spec: SliceSpec = {}): Buffer {
  const { rows = ROWS, columns = COLUMNS, signed = true, slope = 1, intercept = -1024 } = spec;
  const { position = [-10, -20, 2.5 * number], orientation = [1, 0, 0, 0, 1, 0] } = spec;
  const { stored = storedOf(number, rows * columns) } = spec;
  const pixels = Buffer.alloc(stored.length * 2);
  for (const [i, value] of stored.entries()) {
    if (spec.transferSyntax === EXPLICIT_BIG) pixels.writeUInt16BE(value & 0xffff, i * 2);
    else pixels.writeUInt16LE(value & 0xffff, i * 2);
  }
  return dicomFile(
    {
      "00080008": ["CS", "ORIGINAL\\PRIMARY\\AXIAL"],
      "00080060": ["CS", "CT"],
      "00100010": ["PN", SECRETS[0]],
      "00100020": ["LO", SECRETS[1]],
      "00100030": ["DA", SECRETS[2]],
      "0020000E": ["UI", SECRETS[3]],
      "00200013": ["IS", String(number + 1)],
      "00200032": ["DS", position.join("\\")],
      "00200037": ["DS", orientation.join("\\")],
      "00201041": ["DS", String(position[2])],
      "00280002": ["US", 1],
      "00280004": ["CS", "MONOCHROME2"],
      "00280010": ["US", rows],
      "00280011": ["US", columns],
      "00280030": ["DS", "0.8\\0.7"],
      "00280100": ["US", 16],
      "00280101": ["US", 16],
      "00280102": ["US", 15],
      "00280103": ["US", signed ? 1 : 0],
      "00281052": ["DS", String(intercept)],
      "00281053": ["DS", String(slope)],
      "7FE00010": ["OW", pixels],
      ...spec.elements,
    },
    {
      ...(spec.transferSyntax !== undefined && { transferSyntax: spec.transferSyntax }),
      ...(spec.encoding !== undefined && { encoding: spec.encoding }),
    },
  );
}

/** The stored values that a slice has unless its spec says otherwise. */
export function storedOf(number: number, pixels: number = ROWS * COLUMNS): number[] {
  return Array.from({ length: pixels }, (_, i) => 100 * number + i);
}

/** A new folder with these files, gone when the test ends. */
export function folderOf(files: Readonly<Record<string, Uint8Array | string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "ct-series-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
  return folder;
}

/** A new folder with a series: one spec a slice, in spatial order unless the specs say otherwise. */
export function seriesFolder(specs: readonly SliceSpec[]): string {
  return folderOf(
    Object.fromEntries(
      specs.map((spec, i) => [spec.name ?? `slice-${String(i).padStart(3, "0")}`, ctSlice(i, spec)]),
    ),
  );
}
