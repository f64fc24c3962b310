import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DataSet, parseDicom } from "dicom-parser";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Thorax } from "../../../../kernel-lib/src/phantom/createThorax";
import { uidFrom } from "../../../../kernel-lib/src/phantom/files/ctSlice";
import { writeThorax } from "../../../../kernel-lib/src/phantom/files/writeThorax";

const OPTIONS = { slices: 12, rows: 48, columns: 64, seed: 3 };

let folder: string;
let thorax: Thorax;
let files: { name: string; data: DataSet }[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "write-thorax-"));
  thorax = await writeThorax(folder, OPTIONS);
  const names = (await readdir(folder)).sort();
  files = await Promise.all(
    names.map(async (name) => ({ name, data: parseDicom(await readFile(join(folder, name))) })),
  );
});

afterAll(() => rm(folder, { recursive: true }));

function height({ data }: { data: DataSet }): number {
  return Number(data.string("x00200032", 2));
}

test("writes one file a slice, with the tags that a reader of CT needs", () => {
  expect(files).toHaveLength(12);
  for (const { data } of files) {
    expect(data.string("x00020010")).toBe("1.2.840.10008.1.2.1");
    expect(data.string("x00080016")).toBe("1.2.840.10008.5.1.4.1.1.2");
    expect(data.string("x00080008")).toBe("ORIGINAL\\PRIMARY\\AXIAL");
    expect(data.string("x00080060")).toBe("CT");
    expect(data.string("x00100010")).toBe("Phantom^Thorax");
    expect(data.string("x00185100")).toBe("HFS");
    expect(data.string("x00200037")).toBe("1\\0\\0\\0\\1\\0");
    expect(data.floatString("x00280030", 0)).toBeCloseTo(thorax.spacing[1], 8);
    expect(data.floatString("x00280030", 1)).toBeCloseTo(thorax.spacing[2], 8);
    expect(data.string("x00180050")).toBe("25");
    expect(data.floatString("x00200032", 0)).toBeCloseTo(thorax.origin[0], 9);
    expect(data.floatString("x00200032", 1)).toBeCloseTo(thorax.origin[1], 9);
    expect(data.string("x00201041")).toBe(data.string("x00200032", 2));
    expect([data.uint16("x00280010"), data.uint16("x00280011")]).toEqual([48, 64]);
    expect([data.uint16("x00280100"), data.uint16("x00280101"), data.uint16("x00280102")]).toEqual([
      16, 16, 15,
    ]);
    expect(data.uint16("x00280103")).toBe(1);
    expect(data.int16("x00280120")).toBe(-2000);
    expect(data.string("x00281050")).toBe("-600\\40");
    expect(data.string("x00281051")).toBe("1500\\400");
    expect([data.string("x00281052"), data.string("x00281053"), data.string("x00281054")]).toEqual([
      "-1024",
      "1",
      "HU",
    ]);
  }
});

test("stores each slice's HU + 1024 at its position", () => {
  for (const file of files) {
    const slice = Math.round((height(file) - thorax.origin[2]) / thorax.spacing[0]);
    const { dataOffset, length } = file.data.elements.x7fe00010;
    expect(length).toBe(48 * 64 * 2);
    const { buffer, byteOffset } = file.data.byteArray;
    const stored = new DataView(buffer, byteOffset + dataOffset, length);
    const expected = thorax.voxels.data.subarray(slice * 48 * 64, (slice + 1) * 48 * 64);
    expect(expected.findIndex((hu, i) => stored.getInt16(2 * i, true) !== hu + 1024)).toBe(-1);
  }
});

test("orders neither names nor instance numbers as the slices ascend", () => {
  const heights = files.map(height);
  const ascending = [...heights].sort((a, b) => a - b);
  expect(new Set(heights).size).toBe(12);
  expect(heights).not.toEqual(ascending);
  expect(heights).not.toEqual([...ascending].reverse());
  const instances = [...files]
    .sort((a, b) => height(a) - height(b))
    .map(({ data }) => data.intString("x00200013"));
  expect(instances).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
});

test("gives all files one study, series and frame of reference, and each its own instance UID under 2.25", () => {
  for (const tag of ["x0020000d", "x0020000e", "x00200052"]) {
    expect(new Set(files.map(({ data }) => data.string(tag))).size).toBe(1);
  }
  const instances = files.map(({ data }) => data.string("x00080018") ?? "");
  expect(new Set(instances).size).toBe(12);
  for (const [i, uid] of instances.entries()) {
    expect(uid).toMatch(/^2\.25\.[1-9]\d{0,38}$/);
    expect(files[i].data.string("x00020003")).toBe(uid);
  }
  expect(uidFrom("a")).toBe(uidFrom("a"));
  expect(uidFrom("a")).not.toBe(uidFrom("b"));
});

test("writes the same bytes again, quietly, and leaves dcmjs as talkative as it was", async () => {
  const { log } = createRequire(import.meta.url)("dcmjs") as { log: { getLevel(): number } };
  const level = log.getLevel();
  const spies = (["log", "info", "warn", "error"] as const).map((name) => vi.spyOn(console, name));
  const again = await mkdtemp(join(tmpdir(), "write-thorax-"));
  try {
    await writeThorax(again, OPTIONS);
    for (const spy of spies) expect(spy).not.toHaveBeenCalled();
    expect(log.getLevel()).toBe(level);
    for (const { name } of files) {
      expect(await readFile(join(again, name))).toEqual(await readFile(join(folder, name)));
    }
  } finally {
    for (const spy of spies) spy.mockRestore();
    await rm(again, { recursive: true });
  }
});

test("stops between files when its signal aborts", async () => {
  const target = await mkdtemp(join(tmpdir(), "write-thorax-"));
  const { signal } = new AbortController();
  const check = vi.spyOn(signal, "throwIfAborted");
  const enough = () => {
    if (check.mock.calls.length > 5) throw new Error("stopped");
  };
  check.mockImplementation(enough);
  try {
    await expect(writeThorax(target, { ...OPTIONS, signal })).rejects.toThrow("stopped");
    expect((await readdir(target)).length).toBe(4);
  } finally {
    await rm(target, { recursive: true });
  }
});
