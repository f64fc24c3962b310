import { chmodSync, mkdirSync, renameSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { inspect } from "node:util";
import { zipSync } from "fflate";
import { describe, expect, onTestFinished, test } from "vitest";
import type { NamedBytes } from "../../../../kernel-lib/src/dicom/source/namedBytes";
import { openSources, type SourceList } from "../../../../kernel-lib/src/dicom/source/openSources";
import { readFrom } from "../../../../kernel-lib/src/dicom/source/readFrom";
import { DicomFileError } from "../../../../kernel-lib/src/errors";
import { DEFAULT_LIMITS, withLimits } from "../../../../kernel-lib/src/limits";
import { countSteps } from "../../../drivers/countSteps";
import { folderOf } from "../../../makers/ctSeries";

const options = { limits: DEFAULT_LIMITS };
const bytesOf = (text: string) => new TextEncoder().encode(text);
const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
/** What each file holds, in the list's order. */
const texts = ({ files }: SourceList) => files.map((file) => textOf(file.read(0, file.size)));
const reasons = ({ skipped }: SourceList) => skipped.map(({ label, reason }) => `${label}: ${reason}`);

/** Files with their folders in a new folder. */
function treeOf(files: Readonly<Record<string, string | Uint8Array>>): string {
  const root = folderOf({});
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), content);
  }
  return root;
}

async function* inMemory(...files: readonly NamedBytes[]): AsyncGenerator<NamedBytes, void, undefined> {
  yield* files;
}

/** Takes from this process the right to read everything, where it has that. */
async function asAnyUser<T>(root: string, run: () => Promise<T>): Promise<T> {
  const isRoot = process.getuid?.() === 0;
  chmodSync(root, 0o755);
  if (isRoot) process.seteuid?.(65_534);
  try {
    return await run();
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
}

describe("a folder", () => {
  test("pitfall 2: is read with its sub-folders, in the order of code units", async () => {
    const list = await openSources(
      treeOf({ b: "4", "a/z": "3", "a/B/x": "1", "a/b": "2", é: "6", c: "5" }),
      options,
    );
    expect(texts(list)).toEqual(["1", "2", "3", "4", "5", "6"]);
    expect(list.files.map(({ label }) => label)[2]).toBe("file 3 of 6 (by name)");
    expect(list.skipped).toEqual([]);
  });

  test("pitfall 3: no name or extension is left out", async () => {
    const names = ["1.2.840.113619.2", "IM0001", "scan.IMA", ".hidden", "Thumbs.db", "x.zip"];
    const list = await openSources(treeOf(Object.fromEntries(names.map((name) => [name, name]))), options);
    expect(texts(list)).toEqual([...names].sort());
  });

  test("that is empty has no files", async () => {
    expect(await openSources(folderOf({}), options)).toMatchObject({ files: [], skipped: [] });
  });

  test("that is not there, or is none, is NoDicomError with its path as it was typed", async () => {
    for (const path of ["no/such/Doe^Jane", join(treeOf({ a: "1" }), "a", "b"), "a\0b"]) {
      const error = await openSources(path, options).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ tag: "NoDicomError", path });
      expect(String(error)).toContain(`in ${JSON.stringify(path)};`);
    }
    await expect(openSources("/dev/null", options)).resolves.toMatchObject({
      files: [],
      skipped: [{ reason: "it is a socket, a pipe or a device, not a file" }],
    });
  });

  test("pitfall 15: links that lead in circles end, and nothing is listed twice", async () => {
    const root = treeOf({ "a/one": "1", "b/two": "2" });
    symlinkSync("..", join(root, "a", "up"));
    symlinkSync("self", join(root, "self"));
    symlinkSync("gone", join(root, "dangling"));
    symlinkSync(join("b", "two"), join(root, "also-two"));
    symlinkSync(treeOf({ three: "3" }), join(root, "c"));
    const list = await openSources(root, options);
    expect(texts(list)).toEqual(["1", "2", "3"]);
    expect(reasons(list)).toEqual([
      "file 4 of 5 (by name): it is a link to nothing",
      "file 5 of 5 (by name): it is a link that leads back to itself (ELOOP)",
    ]);
  });

  test("sockets are skipped, not opened", async () => {
    const root = treeOf({ a: "1" });
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(join(root, "socket"), resolve));
    onTestFinished(() => void server.close());
    const list = await openSources(root, options);
    expect(texts(list)).toEqual(["1"]);
    expect(reasons(list)).toEqual(["file 2 of 2 (by name): it is a socket, a pipe or a device, not a file"]);
  });

  test("what may not be read is skipped with its reason, unless it is all that was asked for", async () => {
    const root = treeOf({ a: "1", locked: "2", "private/x": "3" });
    chmodSync(join(root, "locked"), 0);
    chmodSync(join(root, "private"), 0);
    onTestFinished(() => chmodSync(join(root, "private"), 0o700));
    const list = await asAnyUser(root, () => openSources(root, options));
    expect(texts(list)).toEqual(["1"]);
    expect(reasons(list)).toEqual([
      "file 2 of 3 (by name): the permission to read it is missing (EACCES)",
      "file 3 of 3 (by name): the permission to read it is missing (EACCES)",
    ]);
    await expect(asAnyUser(root, () => openSources(join(root, "private"), options))).rejects.toMatchObject({
      tag: "NoDicomError",
      path: join(root, "private"),
    });
  });

  test("a path longer than the system takes is skipped", async () => {
    const root = treeOf({ a: "1" });
    const half = join(...Array.from({ length: 12 }, () => "d".repeat(200)));
    for (const top of ["upper", "lower"]) mkdirSync(join(root, top, half), { recursive: true });
    // Only moving makes a path this long, and only moving it back lets it be removed.
    renameSync(join(root, "lower"), join(root, "upper", half, "lower"));
    const list = await openSources(root, options).finally(() =>
      renameSync(join(root, "upper", half, "lower"), join(root, "lower")),
    );
    expect(texts(list)).toEqual(["1"]);
    expect(reasons(list)).toEqual([
      "file 2 of 2 (by name): its path is too long for this system (ENAMETOOLONG)",
    ]);
  });

  test("files in nested folders are listed in steps that grow as they do, and the event loop breathes", async () => {
    const list = async (count: number) => {
      const files = Array.from({ length: count }, (_, i) => [`s${i % 12}/t${i % 5}/IM${i}`, ""] as const);
      const root = treeOf(Object.fromEntries(files));
      let turns = 0;
      let listed = false;
      const turn = () => {
        turns++;
        if (!listed) setImmediate(turn);
      };
      setImmediate(turn);
      const { result, steps } = await countSteps(() => openSources(root, options));
      listed = true;
      expect(result.files.length).toBe(count);
      expect(result.files.at(-1)?.label).toBe(`file ${count} of ${count} (by name)`);
      return { steps, turns };
    };
    const [half, all] = [await list(500), await list(1000)];
    expect(all.steps / half.steps).toBeLessThan(2.5);
    expect(all.turns).toBeGreaterThan(1000 / 64);
  });
});

describe("a file", () => {
  test("gives the bytes asked for, and fewer where it ends", async () => {
    const { files } = await openSources(join(treeOf({ a: "0123456789" }), "a"), options);
    expect(files[0]).toMatchObject({ size: 10, label: "file 1 of 1 (by name)" });
    expect(textOf(files[0].read(2, 3))).toBe("234");
    expect(textOf(files[0].read(8, 100))).toBe("89");
    expect(files[0].read(10, 1).length + files[0].read(99, 2 ** 40).length + files[0].read(0, 0).length).toBe(
      0,
    );
  });

  test("pitfall 61: cut or removed after listing, gives what is left", async () => {
    const root = treeOf({ a: "0123456789", b: "0123456789", c: "0123456789" });
    const { files } = await openSources(root, options);
    truncateSync(join(root, "a"), 4);
    rmSync(join(root, "b"));
    expect(textOf(files[0].read(2, 8))).toBe("23");
    expect(files[1].read(0, 10)).toEqual(new Uint8Array(0));
    rmSync(join(root, "c"));
    mkdirSync(join(root, "c"));
    const read = () => readFrom(files[2], () => files[2].read(0, 10));
    expect(read).toThrow(DicomFileError);
    expect(read).toThrow("file 3 of 3 (by name): it cannot be read (EISDIR). Copy");
  });

  test("bytes read from disk are counted, and those in memory are not", async () => {
    const list = await openSources(treeOf({ a: "0123456789", b: "01" }), options);
    expect(list.bytesRead()).toBe(4 + 2);
    list.files[0].read(4, 100);
    expect(list.bytesRead()).toBe(4 + 2 + 6);
    // One file alone is also looked at for being a DICOMDIR.
    expect((await openSources(list.files[0].path, options)).bytesRead()).toBe(10 + 4);
    const memory = await openSources(inMemory({ name: "a", bytes: bytesOf("0123") }), options);
    memory.files[0].read(0, 4);
    expect(memory.bytesRead()).toBe(0);
  });
});

describe("a list of paths", () => {
  test("mixes files, folders and archives; what is named twice is listed once", async () => {
    const root = treeOf({ one: "1", "more/two": "2", "z.zip": zipSync({ "3": bytesOf("3") }) });
    const list = await openSources(
      ["z.zip", "one", "more", "more/two", "./one"].map((name) => `${root}/${name}`),
      options,
    );
    expect(texts(list).sort()).toEqual(["1", "2", "3"]);
    expect(list.skipped).toEqual([]);
  });

  test("without paths has no files, and with one that is not there is an error", async () => {
    expect((await openSources([], options)).files).toEqual([]);
    await expect(openSources([treeOf({ a: "1" }), "gone"], options)).rejects.toMatchObject({
      tag: "NoDicomError",
      path: "gone",
    });
  });
});

describe("files in memory", () => {
  test("are sorted by name, names that repeat stay apart, and reads are copies", async () => {
    const given = { name: "b", bytes: Buffer.from("b") };
    const { files } = await openSources(
      inMemory(given, { name: "a", bytes: bytesOf("a1") }, { name: "a", bytes: bytesOf("a2") }),
      options,
    );
    expect(files.map(({ path, label }) => `${path}, ${label}`)).toEqual([
      "a, file 1 of 3 (by name)",
      "a, file 2 of 3 (by name)",
      "b, file 3 of 3 (by name)",
    ]);
    files[2].read(0, 1)[0] = 0;
    expect(textOf(files[2].read(0, 1))).toBe("b");
  });

  test("archives among them are opened", async () => {
    const bytes = zipSync({ "in/ner": bytesOf("x") });
    const { files } = await openSources(inMemory({ name: "outer", bytes }), options);
    expect(files.map(({ path }) => path)).toEqual(["outer!/in/ner"]);
    expect(textOf(files[0].read(0, 9))).toBe("x");
  });

  test("a source that waits is left when the signal says so, and told to end", async () => {
    const stop = new AbortController();
    let ended = false;
    const silent: AsyncIterable<NamedBytes> = {
      [Symbol.asyncIterator]: () => ({
        next: () => {
          queueMicrotask(() => stop.abort(new Error("interrupted")));
          return new Promise(() => undefined);
        },
        return: () => {
          ended = true;
          return Promise.reject(new Error("nobody hears this"));
        },
      }),
    };
    await expect(openSources(silent, { ...options, signal: stop.signal })).rejects.toThrow("interrupted");
    expect(ended).toBe(true);
  });

  test("what fails in the source comes out as it is", async () => {
    async function* failing(): AsyncGenerator<NamedBytes> {
      yield { name: "a", bytes: bytesOf("a") };
      throw new Error("the network is down");
    }
    await expect(openSources(failing(), options)).rejects.toThrow("the network is down");
  });
});

describe("limits and stops", () => {
  test.each([
    ["a folder", () => treeOf({ a: "1", "b/c": "2", "b/d": "3" })],
    ["a list", () => ["a", "b", "c"].map((name) => join(treeOf({ [name]: "1" }), name))],
    [
      "an archive",
      () => inMemory({ name: "z", bytes: zipSync({ a: bytesOf("1"), b: bytesOf("2"), c: bytesOf("3") }) }),
    ],
    [
      "archives together",
      () =>
        inMemory(
          ...["y", "z"].map((name) => ({ name, bytes: zipSync({ a: bytesOf("1"), b: bytesOf("2") }) })),
        ),
    ],
    ["memory", () => inMemory(...["a", "b", "c"].map((name) => ({ name, bytes: bytesOf("1") })))],
  ])("pitfall 15: more files in %s than the limit are refused", async (_, input) => {
    await expect(openSources(input(), { limits: withLimits({ files: 2 }) })).rejects.toMatchObject({
      tag: "LimitExceededError",
      limit: "files",
      allowed: 2,
    });
    expect((await openSources(input(), { limits: withLimits({ files: 4 }) })).files.length).toBeGreaterThan(
      2,
    );
  });

  test("links count as files", async () => {
    const root = treeOf({ a: "1" });
    for (let i = 0; i < 3; i++) symlinkSync("a", join(root, `link-${i}`));
    await expect(openSources(root, { limits: withLimits({ files: 2 }) })).rejects.toThrow(
      "files must be at most 2",
    );
  });

  test("a signal stops the listing of each kind of input with its reason", async () => {
    const signal = AbortSignal.abort(new Error("interrupted"));
    const root = treeOf({ a: "1" });
    for (const input of [root, [join(root, "a")], inMemory({ name: "a", bytes: bytesOf("1") })]) {
      await expect(openSources(input, { ...options, signal })).rejects.toThrow("interrupted");
    }
  });

  test("a signal is heard between files", async () => {
    const root = treeOf(Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`${i}`, "x"])));
    const stop = new AbortController();
    const opened = openSources(root, { ...options, signal: stop.signal });
    setImmediate(() => stop.abort(new Error("interrupted")));
    await expect(opened).rejects.toThrow("interrupted");
  });

  test("what is no input is said without showing it", async () => {
    for (const input of [
      "",
      7,
      null,
      [""],
      ["a", 7],
      { path: "Doe^Jane" },
      inMemory({ name: "Doe^Jane" } as NamedBytes),
      inMemory({ name: "Doe^Jane", bytes: [1, 2] } as unknown as NamedBytes),
      inMemory({ bytes: bytesOf("1") } as NamedBytes),
      ...[null, undefined, "Doe^Jane"].map((item) => inMemory(item as unknown as NamedBytes)),
    ]) {
      const error = await openSources(input as string, options).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ tag: "InvalidArgumentError", argument: "path" });
      expect(String(error)).not.toContain("Doe");
    }
  });
});

describe("pitfall 58: privacy", () => {
  test("a list prints as counts, files and skipped ones as labels, and no path", async () => {
    const root = treeOf({ "Doe^Jane/1": "1", "Doe^Jane/z.zip": zipSync({ "Doe^Jane": bytesOf("2") }) });
    symlinkSync("none", join(root, "Doe^Jane-link"));
    const list = await openSources(root, options);
    expect(inspect(list)).toBe("2 files, 1 skipped");
    expect(inspect(list.files)).toBe("[ file 2 of 3 (by name), file 3 of 3 (by name) ]");
    expect(inspect({ ...list })).not.toMatch(/Doe|ct-series/);
    expect(inspect(list.skipped)).toBe("[ file 1 of 3 (by name): it is a link to nothing ]");
  });
});

describe("pitfall 58: what the system says of a file that cannot be read, its path in it", () => {
  const unreadable = async () => {
    const root = treeOf({ "Doe^Jane/1": "1" });
    const { files } = await openSources(root, options);
    rmSync(join(root, "Doe^Jane/1"));
    symlinkSync("1", join(root, "Doe^Jane/1"));
    try {
      return readFrom(files[0], () => files[0].read(0, 1));
    } catch (error) {
      return error;
    }
  };

  test("is in no error, its cause or its fields", async () => {
    const error = await unreadable();
    expect(error).toMatchObject({ tag: "DicomFileError", problem: expect.stringContaining("(ELOOP)") });
    // As Node prints what nobody caught.
    for (const how of [{}, { customInspect: false }]) {
      expect(inspect(error, { depth: 9, ...how })).not.toContain("Doe");
    }
    expect(error).toHaveProperty("path", expect.stringContaining("Doe^Jane"));
  });
});

describe("a DICOMDIR as the input", () => {
  // Group 2 as far as the class: explicit VR, without group length.
  const dicomdir = `${"\0".repeat(128)}DICM\u0002\0\u0002\0UI\u0014\u00001.2.840.10008.1.3.10`;

  test("pitfall 4: stands for its folder, whatever it is called", async () => {
    const root = treeOf({ "index.bin": dicomdir, "images/1": "1", other: "2" });
    expect((await openSources(join(root, "index.bin"), options)).files.length).toBe(3);
    expect((await openSources(join(root, "other"), options)).files.length).toBe(1);
  });

  test("in a list of several it is a file like the others", async () => {
    const root = treeOf({ DICOMDIR: dicomdir, a: "1", b: "2" });
    const list = await openSources([join(root, "DICOMDIR"), join(root, "a")], options);
    expect(list.files.length).toBe(2);
  });
});
