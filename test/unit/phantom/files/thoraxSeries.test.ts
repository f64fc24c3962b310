import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createThorax } from "../../../../kernel-lib/src/phantom/createThorax";
import { cacheFolder } from "../../../../kernel-lib/src/phantom/files/cacheFolder";
import { thoraxSeries } from "../../../../kernel-lib/src/phantom/files/thoraxSeries";

const SMALL = { slices: 6, rows: 32, columns: 32, seed: 9 };

describe("thoraxSeries", () => {
  let cache: string;

  beforeEach(async () => {
    cache = await mkdtemp(join(tmpdir(), "thorax-series-"));
  });

  afterEach(async () => {
    vi.unstubAllEnvs();
    await rm(cache, { recursive: true });
  });

  test("writes once, then returns the same folder with the exact truth without writing", async () => {
    const first = await thoraxSeries({ ...SMALL, cache });
    const [name] = await readdir(first.folder);
    const written = await stat(join(first.folder, name));
    const second = await thoraxSeries({ ...SMALL, cache });
    expect(second.folder).toBe(first.folder);
    expect((await stat(join(first.folder, name))).ino).toBe(written.ino);
    const { truth, spacing, origin } = createThorax(SMALL);
    expect({ spacing: second.spacing, origin: second.origin }).toEqual({ spacing, origin });
    for (const mask of ["tissues", "lungLeft", "lungRight", "airway", "vessels", "nodule"] as const) {
      expect(second.truth[mask].shape).toEqual([6, 32, 32]);
      expect(second.truth[mask].data).toEqual(truth[mask].data);
      expect(first.truth[mask].data).toEqual(truth[mask].data);
    }
  });

  test("keeps series of other options apart", async () => {
    const [one, other] = [
      await thoraxSeries({ ...SMALL, cache }),
      await thoraxSeries({ ...SMALL, seed: 10, cache }),
    ];
    expect(one.folder).not.toBe(other.folder);
  });

  test("is whole for each of two that make it at once, and leaves one series behind", async () => {
    const both = await Promise.all([thoraxSeries({ ...SMALL, cache }), thoraxSeries({ ...SMALL, cache })]);
    expect(both[0].folder).toBe(both[1].folder);
    expect(await readdir(both[0].folder)).toHaveLength(6);
    expect(await readdir(cache)).toHaveLength(1);
  });

  test("makes a damaged series anew and never takes a draft for one", async () => {
    const { folder } = await thoraxSeries({ ...SMALL, cache });
    const [name] = await readdir(folder);
    await rm(join(folder, name));
    await mkdir(join(cache, "thorax-v1-000000000000.draft-x"));
    await thoraxSeries({ ...SMALL, cache });
    expect(await readdir(folder)).toHaveLength(6);

    await writeFile(join(folder, "..", "truth.deflate"), "broken");
    const mended = await thoraxSeries({ ...SMALL, cache });
    expect(mended.truth.tissues.data).toEqual(createThorax(SMALL).truth.tissues.data);
  });

  test("leaves nothing behind when its signal aborts half-way", async () => {
    const { signal } = new AbortController();
    const check = vi.spyOn(signal, "throwIfAborted");
    check.mockImplementation(() => {
      if (check.mock.calls.length > 4) throw new Error("stopped");
    });
    await expect(thoraxSeries({ ...SMALL, cache, signal })).rejects.toThrow("stopped");
    expect(await readdir(cache)).toEqual([]);
  });

  test("keeps series in the user's cache folder by default", async () => {
    vi.stubEnv("XDG_CACHE_HOME", cache);
    const { folder } = await thoraxSeries(SMALL);
    expect(folder.startsWith(join(cache, "tslab-dicom", "thorax-v"))).toBe(true);
  });
});

test("cacheFolder follows the customs of each system", () => {
  const home = homedir();
  expect(cacheFolder({ XDG_CACHE_HOME: "/c" }, "linux")).toBe(join("/c", "tslab-dicom"));
  expect(cacheFolder({ XDG_CACHE_HOME: "relative" }, "linux")).toBe(join(home, ".cache", "tslab-dicom"));
  expect(cacheFolder({}, "darwin")).toBe(join(home, "Library", "Caches", "tslab-dicom"));
  expect(cacheFolder({ LOCALAPPDATA: "/local" }, "win32")).toBe(join("/local", "tslab-dicom"));
  expect(cacheFolder({}, "win32")).toBe(join(home, "AppData", "Local", "tslab-dicom"));
});
