import { beforeAll, describe, expect, test } from "vitest";
import { runKernel } from "./runKernel";

interface Heard {
  readonly text?: string;
  readonly type?: string;
  readonly data?: Readonly<Record<string, unknown>>;
  readonly buffers?: readonly string[];
  /** Number of a viewer that was shown again, and the word that it moves by. */
  readonly updated?: number;
  readonly link?: string;
}

/** 4 x 5 x 9 voxels of 100 slice + 10 row + column, in a volume whose first column is padding. */
const VOLUME = `import * as ct from "tslab-dicom";
import ndarray from "ndarray";
const at = (i: number) => [Math.floor(i / 45), Math.floor(i / 9) % 5, i % 9];
const values = Int16Array.from({ length: 180 }, (_, i) => at(i)[0] * 100 + at(i)[1] * 10 + at(i)[2]);
const geometry = ct.createGeometry([4, 5, 9], { origin: [0, 0, 0] });
const inColumn = (column: number) =>
  ct.maskFromVoxels(ndarray(Uint8Array.from({ length: 180 }, (_, i) => Number(at(i)[2] === column)), [4, 5, 9]), geometry);
const volume = ct.createVolume(ndarray(values, [4, 5, 9]), { geometry, padding: inColumn(0) });
const viewer = ct.sliceViewer(volume, { overlays: [inColumn(1)] });
viewer.onChange(({ slice }) => console.log("changed to", slice));`;

const plane = (axis: number, first: number, last: number, mode = "max") => ({
  send: { kind: "plane", request: 9, layer: 0, axis, planes: { first, last }, mode, overlays: true },
});
const STEPS = [
  { cell: VOLUME },
  { open: 0 },
  plane(0, 2, 2),
  plane(1, 3, 3),
  plane(2, 4, 4),
  plane(0, 0, 3, "mean"),
  plane(1, 0, 5),
  { send: { kind: "plane", request: 10, layer: 0, axis: "1" } },
  { send: { kind: "state", state: { voxel: [3, 1, 2] } } },
  { cell: "console.log((await viewer.state()).slice); viewer.slice = 1;" },
  {
    cell: 'console.log("waiting"); await new Promise<void>((resolve) => { const stop = viewer.onChange(() => { stop(); resolve(); }); });',
    meanwhile: { kind: "state", state: { voxel: [2, 1, 2] } },
  },
  { open: 0, version: 7 },
  { open: 0 },
  { cell: "for (let i = 0; i < 60; i++) ct.sliceViewer(volume);" },
  { offered: true },
  { cell: 'const [one, two] = [ct.sliceViewer(volume), ct.sliceViewer(volume, { link: "both" })];' },
  { cell: "ct.linkViews(one, two);" },
];

describe("the kernel's side of a slice viewer", () => {
  let heard: readonly (readonly Heard[])[];
  beforeAll(() => {
    heard = runKernel("sliceServerKernel.py", { steps: STEPS }) as typeof heard;
  }, 240_000);

  const dataOf = (step: number) =>
    heard[step].filter(({ data }) => data !== undefined).map(({ data }) => data);
  const textOf = (step: number) => heard[step].map(({ text = "" }) => text).join("");
  const buffersOf = (step: number) =>
    (heard[step].find(({ data }) => data?.kind === "plane")?.buffers ?? []).map((hex) =>
      Buffer.from(hex, "hex"),
    );
  const int16 = (bytes: Buffer) =>
    Array.from({ length: bytes.length / 2 }, (_, i) => bytes.readInt16LE(2 * i));
  const count = (length: number, value: (i: number) => number) => Array.from({ length }, (_, i) => value(i));

  test("a page that opens gets the state", () => {
    expect(dataOf(1)).toEqual([
      expect.objectContaining({ kind: "set", state: expect.objectContaining({ voxel: [2, 2, 4] }) }),
    ]);
  });

  test("planes of all axes are the volume's voxels, with their padding and overlays", () => {
    expect(dataOf(2)).toEqual([
      { kind: "plane", request: 9, rows: 5, columns: 9, dtype: "int16", padding: true },
    ]);
    const [values, padding, overlay] = buffersOf(2);
    expect(int16(values)).toEqual(count(45, (i) => 200 + 10 * Math.floor(i / 9) + (i % 9)));
    expect([...padding]).toEqual(count(10, (i) => (i + 1) % 2));
    expect([...overlay]).toEqual(count(10, (i) => 2 * ((i + 1) % 2)));
    expect(int16(buffersOf(3)[0])).toEqual(count(36, (i) => 100 * Math.floor(i / 9) + 30 + (i % 9)));
    expect(int16(buffersOf(4)[0])).toEqual(count(20, (i) => 100 * Math.floor(i / 5) + 10 * (i % 5) + 4));
  });

  test("a slab is the mean of its planes", () => {
    const [values] = buffersOf(5);
    expect(count(45, (i) => values.readFloatLE(4 * i)).slice(1, 9)).toEqual(count(8, (i) => 150 + i + 1));
  });

  test("what is outside the volume, or no request, is refused with a sentence", () => {
    expect(dataOf(6)).toEqual([
      { kind: "error", request: 9, message: expect.stringContaining("within 0 to 4") },
    ]);
    expect(dataOf(7)).toEqual([
      { kind: "error", request: 10, message: expect.stringContaining("did not understand") },
    ]);
  });

  test("a cell hears of what the reader does, reads it and sets it", () => {
    expect(textOf(8)).toContain("changed to 3");
    expect(textOf(9)).toContain("3\n");
    expect(dataOf(9)).toEqual([{ kind: "set", state: { voxel: [1, 1, 2] } }]);
  });

  test("it answers while a cell awaits, which goes on by that", () => {
    expect(textOf(10)).toContain("changed to 2");
  });

  test("a page of another version is told so; one that comes back gets the state", () => {
    expect(heard[11]).toEqual([
      { type: "comm_close", data: { error: expect.stringContaining("version 7 of the link") }, buffers: [] },
    ]);
    expect(dataOf(12)).toEqual([
      expect.objectContaining({ state: expect.objectContaining({ voxel: [2, 1, 2] }) }),
    ]);
  });

  test("of sixty more outputs fifty are left, with the one that a page has open", () => {
    expect(heard[14]).toBe(50);
  });

  test("viewers that a cell links are shown again in their places, with one word for the saved notebook", () => {
    // After the viewer of the first cell and sixty more.
    expect(heard[16]).toEqual([
      { updated: 61, link: "both" },
      { updated: 62, link: "both" },
    ]);
  });
});
