import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { inspect } from "node:util";
import fc from "fast-check";
import { deflateSync, strToU8, Zip, ZipDeflate, zipSync } from "fflate";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { openSources, type SourceList } from "../../../../kernel-lib/src/dicom/source/openSources";
import { readFrom } from "../../../../kernel-lib/src/dicom/source/readFrom";
import type { SourceFile } from "../../../../kernel-lib/src/dicom/source/sourceFile";
import { isTslabDicomError } from "../../../../kernel-lib/src/errors";
import { DEFAULT_LIMITS, type Limits, withLimits } from "../../../../kernel-lib/src/limits";
import { inflated } from "../../../drivers/inflated";
import { ctSlice, folderOf } from "../../../makers/ctSeries";

vi.mock(import("node:zlib"), async (original) => {
  const { countingZlib } = await import("../../../drivers/inflated");
  return countingZlib(await original());
});

const CENTRAL_RECORD = 0x02014b50;
/** Where the fields of a central record lie in it. PKWARE APPNOTE 4.3.12. */
const FLAGS = 8;
const METHOD = 10;
const COMPRESSED_SIZE = 20;
const SIZE = 24;
const OFFSET = 42;

const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const wholeOf = (file: SourceFile) => readFrom(file, () => file.read(0, file.size));
const same = (a: Uint8Array, b: Uint8Array) => Buffer.compare(a, b) === 0;
const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const pathsOf = ({ files }: SourceList) => files.map(({ path }) => path);

/** Bytes that compress to about half, as CT slices do. */
function noise(length: number, seed = 1): Uint8Array {
  let state = seed;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 28;
  });
}

async function* given(bytes: Uint8Array, name: string): AsyncGenerator<{ name: string; bytes: Uint8Array }> {
  yield { name, bytes };
}

/** The archive opened from memory. */
function open(zip: Uint8Array, limits: Partial<Limits> = {}): Promise<SourceList> {
  return openSources(given(zip, "a.zip"), { limits: withLimits(limits) });
}

/** A copy in which a field of one entry's central record says something else. */
function lying(zip: Uint8Array, entry: number, field: number, value: number): Uint8Array {
  const copy = zip.slice();
  const view = viewOf(copy);
  const wide = field === FLAGS || field === METHOD;
  let found = 0;
  for (let at = 0; at + 46 <= copy.length; at++) {
    if (view.getUint32(at, true) !== CENTRAL_RECORD || found++ !== entry) continue;
    if (wide) view.setUint16(at + field, value, true);
    else view.setUint32(at + field, value, true);
    return copy;
  }
  throw new Error(`the archive has no entry ${entry}`);
}

/** An archive whose entry has its sizes, place and count in 64-bit fields only, as archives past 4 GB have. */
function zip64Of(name: string, content: Uint8Array): Uint8Array {
  const plain = zipSync({ [name]: [content, { level: 0 }] });
  const centralAt = plain.length - 22 - 46 - name.length;
  const record = plain.slice(centralAt, centralAt + 46 + name.length);
  for (const field of [COMPRESSED_SIZE, SIZE, OFFSET]) viewOf(record).setUint32(field, 0xffffffff, true);
  viewOf(record).setUint16(30, 28 + 5, true);
  const extra = new DataView(new ArrayBuffer(28 + 5));
  extra.setUint16(0, 0x5455, true); // an extra field of another kind before it
  extra.setUint16(2, 1, true);
  extra.setUint16(5, 1, true);
  extra.setUint16(7, 24, true);
  extra.setBigUint64(9, BigInt(content.length), true);
  extra.setBigUint64(17, BigInt(content.length), true);
  const end = new DataView(new ArrayBuffer(56 + 20 + 22));
  const endAt = centralAt + record.length + extra.byteLength;
  end.setUint32(0, 0x06064b50, true);
  end.setBigUint64(32, 1n, true);
  end.setBigUint64(40, BigInt(endAt - centralAt), true);
  end.setBigUint64(48, BigInt(centralAt), true);
  end.setUint32(56, 0x07064b50, true);
  end.setBigUint64(64, BigInt(endAt), true);
  end.setUint32(76, 0x06054b50, true);
  end.setUint32(84, 0xffffffff, true);
  end.setUint32(88, 0xffffffff, true);
  end.setUint32(92, 0xffffffff, true);
  const parts = [
    plain.subarray(0, centralAt),
    record,
    new Uint8Array(extra.buffer),
    new Uint8Array(end.buffer),
  ];
  return new Uint8Array(Buffer.concat(parts));
}

describe("entries", () => {
  test("come by name, stored and deflated ones with their bytes; folders are left out", async () => {
    const slice = ctSlice(0);
    const list = await open(
      zipSync({
        "b/2": [noise(5000), { level: 0 }],
        "b/1": slice,
        "a/": new Uint8Array(0),
        empty: new Uint8Array(0),
      }),
    );
    expect(pathsOf(list)).toEqual(["a.zip!/b/1", "a.zip!/b/2", "a.zip!/empty"]);
    expect(list.files.map(({ label }) => label)[1]).toBe("file 2 of 3 (by name)");
    expect(same(wholeOf(list.files[0]), slice)).toBe(true);
    expect(wholeOf(list.files[1])).toEqual(noise(5000));
    expect(wholeOf(list.files[2])).toEqual(new Uint8Array(0));
    expect(list.skipped).toEqual([]);
  });

  test("give any range, whatever was read before, as copies", async () => {
    const content = noise(100_000);
    const { files } = await open(zipSync({ deflated: content, stored: [content, { level: 0 }] }));
    const range = fc.tuple(fc.nat(1), fc.nat(110_000), fc.nat(110_000));
    fc.assert(
      fc.property(fc.array(range, { minLength: 1, maxLength: 6 }), (reads) => {
        for (const [file, offset, length] of reads) {
          const bytes = files[file].read(offset, length);
          expect(same(bytes, content.subarray(offset, offset + length))).toBe(true);
          bytes.fill(255);
        }
      }),
      { seed: 7, numRuns: 60 },
    );
  });

  test("of an archive on disk are read alone: a header costs little more than its bytes", async () => {
    const files = Object.fromEntries(Array.from({ length: 10 }, (_, i) => [`IM${i}`, noise(60_000, i + 1)]));
    const folder = folderOf({ "scan.bin": zipSync(files) });
    const list = await openSources(join(folder, "scan.bin"), { limits: DEFAULT_LIMITS });
    expect(list.bytesRead()).toBeLessThan(10 * 1000 + 65_557);
    const before = list.bytesRead();
    const contentOf = ({ path }: SourceFile) => files[path.split("!/")[1]];
    for (const file of list.files) {
      expect(same(file.read(0, 4096), contentOf(file).subarray(0, 4096))).toBe(true);
    }
    expect(list.bytesRead() - before).toBeLessThan(10 * 5000);
    expect(same(wholeOf(list.files[3]), contentOf(list.files[3]))).toBe(true);
  });

  test("whose sizes follow their bytes (data descriptors) are read", async () => {
    const parts: Uint8Array[] = [];
    const zip = new Zip((_, part) => parts.push(part));
    const entry = new ZipDeflate("streamed");
    zip.add(entry);
    for (let i = 0; i < 5; i++) entry.push(noise(1000, i + 1), i === 4);
    zip.end();
    const { files } = await open(new Uint8Array(Buffer.concat(parts)));
    expect(wholeOf(files[0])).toEqual(
      new Uint8Array(Buffer.concat([1, 2, 3, 4, 5].map((s) => noise(1000, s)))),
    );
  });

  test("with 64-bit fields are read", async () => {
    const { files } = await open(zip64Of("large", noise(3000)));
    expect(wholeOf(files[0])).toEqual(noise(3000));
  });

  test("of one name stay apart", async () => {
    const zip = zipSync({ same: strToU8("first"), SAME: strToU8("second") });
    const twice = new Uint8Array(
      Buffer.from(Buffer.from(zip).toString("latin1").replaceAll("SAME", "same"), "latin1"),
    );
    const { files } = await open(twice);
    expect(files.map(wholeOf).map(textOf)).toEqual(["first", "second"]);
    expect(files.map(({ label }) => label)).toEqual(["file 1 of 2 (by name)", "file 2 of 2 (by name)"]);
  });

  test("that are encrypted or packed by another method are skipped with the reason", async () => {
    const zip = zipSync({ a: strToU8("1"), b: strToU8("2"), c: strToU8("3") });
    const list = await open(lying(lying(zip, 0, FLAGS, 1), 1, METHOD, 12));
    expect(pathsOf(list)).toEqual(["a.zip!/c"]);
    expect(list.skipped.map((one) => inspect(one))).toEqual([
      "file 1 of 3 (by name): it is encrypted in its archive",
      "file 2 of 3 (by name): it is compressed by zip method 12, not by deflate",
    ]);
  });

  test("that are archives are not opened", async () => {
    const inner = zipSync({ x: noise(50_000) });
    const list = await open(
      zipSync({ a: strToU8("1"), "deflated.zip": inner, "stored.zip": [inner, { level: 0 }] }),
    );
    expect(pathsOf(list)).toEqual(["a.zip!/a"]);
    expect(list.skipped.map(({ reason }) => reason)).toEqual(
      Array(2).fill("it is an archive within an archive"),
    );
  });

  test("in archives of a folder stand among its files, and a damaged archive beside them is skipped", async () => {
    const folder = folderOf({
      a: "a",
      "b.zip": zipSync({ x: strToU8("x") }),
      "c.zip": zipSync({ x: strToU8("x") }).subarray(0, 60),
      d: "d",
    });
    const list = await openSources(folder, { limits: DEFAULT_LIMITS });
    expect(list.files.map(wholeOf).map(textOf)).toEqual(["a", "x", "d"]);
    expect(list.skipped.map((one) => inspect(one))).toEqual([
      "file 3 of 4 (by name): it begins as a zip archive and is cut off before its end",
    ]);
  });
});

describe("pitfall 15: names that would escape", () => {
  test.each([
    "../../etc/cron.d/x",
    "/etc/passwd",
    "C:\\Windows\\x",
    "..\\..\\x",
    "a/../../b",
    "\0",
    "x".repeat(5000),
  ])("are only names: %j", async (name) => {
    const { files } = await open(zipSync({ [name]: strToU8("inside") }));
    expect(pathsOf({ files } as SourceList)).toEqual([`a.zip!/${name}`]);
    expect(textOf(wholeOf(files[0]))).toBe("inside");
  });
});

describe("pitfall 15: archives that would take the machine", () => {
  beforeEach(() => {
    inflated.bytes = 0;
  });

  /** Why the archive is not opened; nothing of it has been inflated then. */
  async function refusal(zip: Uint8Array, limits: Partial<Limits> = {}): Promise<unknown> {
    const error = await open(zip, limits).catch((thrown: unknown) => thrown);
    expect(inflated.bytes).toBe(0);
    return error;
  }

  test("a bomb of zeros is refused by its ratio", async () => {
    const zeros = new Uint8Array(2 ** 21);
    const zip = zipSync(Object.fromEntries(Array.from({ length: 4 }, (_, i) => [String(i), zeros])));
    const error = await refusal(zip);
    expect(error).toMatchObject({ tag: "LimitExceededError", limit: "archiveRatio", path: "a.zip" });
    expect(String(error)).toMatch(
      /^LimitExceededError: archive 1 of 1 \(by name\): archiveRatio must be at most 200/,
    );
    expect((await open(zip, { archiveRatio: 2000 })).files.length).toBe(4);
  });

  test("a small archive of zeros passes", async () => {
    const { files } = await open(zipSync({ blank: new Uint8Array(2 ** 20) }));
    expect(same(wholeOf(files[0]), new Uint8Array(2 ** 20))).toBe(true);
  });

  test("entries of more bytes together than the limit are refused", async () => {
    const zip = zipSync({ a: noise(6000), b: noise(6000) });
    expect(await refusal(zip, { inflatedBytes: 11_999 })).toMatchObject({
      tag: "LimitExceededError",
      limit: "inflatedBytes",
      found: 12_000,
    });
    expect((await open(zip, { inflatedBytes: 12_000 })).files.length).toBe(2);
  });

  test("a bomb that declares few bytes is damaged, and stops at what it declares", async () => {
    const bomb = new Uint8Array(2 ** 23);
    bomb.set(noise(20_000));
    const zip = lying(zipSync({ bomb }), 0, SIZE, 19_000);
    const list = await open(zip);
    inflated.bytes = 0;
    expect(() => wholeOf(list.files[0])).toThrow(
      "file 1 of 1 (by name): it is damaged in its archive (it does not inflate to its size)",
    );
    expect(inflated.bytes).toBe(19_000);
  });

  test("a bomb behind blocks without bytes is found before its start is handed out", async () => {
    const blocks = Buffer.from("000000ffff".repeat(600), "hex");
    const stream = new Uint8Array(Buffer.concat([blocks, deflateSync(new Uint8Array(2 ** 23))]));
    const stored = zipSync({ bomb: [stream, { level: 0 }] });
    const list = await open(lying(lying(stored, 0, METHOD, 8), 0, SIZE, 1000));
    expect(list.skipped.map(({ reason }) => reason)).toEqual([
      "it is damaged in its archive (it does not inflate to its size)",
    ]);
  });

  test("entries that share their bytes are damage", async () => {
    const zip = zipSync({ a: noise(6000), b: noise(6000) });
    const error = await refusal(lying(zip, 1, COMPRESSED_SIZE, zip.length - 100));
    expect(error).toMatchObject({ tag: "DicomFileError", problem: expect.stringContaining("damaged table") });
  });

  test("a table of contents past the header limit is refused", async () => {
    const zip = zipSync({ ["x".repeat(5000)]: strToU8("1") });
    expect(await refusal(zip, { headerBytes: 4000 })).toMatchObject({ limit: "headerBytes", found: 5046 });
  });
});

describe("damage", () => {
  const zip = zipSync({ a: noise(6000) });
  const end = zip.length - 22;

  test.each<[string, (view: DataView) => void, RegExp]>([
    ["no end", (view) => view.setUint8(end, 0), /cut off before its end/],
    ["a count too large", (view) => view.setUint16(end + 10, 2, true), /damaged table/],
    ["a table that is elsewhere", (view) => view.setUint32(end + 16, 5, true), /damaged table/],
    ["a table past the end", (view) => view.setUint32(end + 12, 2 ** 31, true), /damaged table/],
    ["a name past the table", (view) => view.setUint16(end - 47 + 28, 999, true), /damaged table/],
    [
      "a part of several",
      (view) => view.setUint16(end + 4, 1, true),
      /one part of a zip archive in several parts/,
    ],
  ])("%s is an error where the archive is all there is", async (_, damage, message) => {
    const damaged = zip.slice();
    damage(viewOf(damaged));
    await expect(open(damaged)).rejects.toMatchObject({
      tag: "DicomFileError",
      path: "a.zip",
      file: "archive 1 of 1 (by name)",
      problem: expect.stringMatching(message),
    });
  });

  test.each<[string, Uint8Array]>([
    ["more bytes declared than there are", lying(zip, 0, SIZE, 6001)],
    ["fewer", lying(zip, 0, SIZE, 5999)],
    ["another checksum", lying(zip, 0, 16, 1)],
  ])("%s is found when the entry is read whole", async (_, damaged) => {
    const { files } = await open(damaged);
    expect(() => wholeOf(files[0])).toThrow("file 1 of 1 (by name): it is damaged in its archive");
    expect(() => files[0].read(0, files[0].size - 1)).toThrow("it is damaged in its archive");
  });

  test("an entry that is not where the table says is skipped", async () => {
    const list = await open(lying(zip, 0, OFFSET, 1));
    expect(list.skipped.map(({ reason }) => reason)).toEqual([
      "it is damaged in its archive (not where the table of contents says)",
    ]);
  });

  test("pitfall 61: an archive that shrinks after listing is a damaged file, by its label", async () => {
    const folder = folderOf({ "a.zip": zip });
    const { files } = await openSources(folder, { limits: DEFAULT_LIMITS });
    writeFileSync(join(folder, "a.zip"), zip.subarray(0, 2000));
    expect(() => wholeOf(files[0])).toThrow("file 1 of 1 (by name): it is damaged in its archive");
  });

  test("any change of its bytes gives files or an error of ours", async () => {
    const whole = zipSync({
      "a/slice": ctSlice(0),
      "a/stored": [ctSlice(1), { level: 0 }],
      noise: noise(3000),
      zeros: new Uint8Array(20_000),
    });
    const wide = zip64Of("wide", noise(300));
    // Half of the changes in the tail, where the table of contents is.
    const edit = fc.record({
      tail: fc.boolean(),
      at: fc.nat(2 ** 16),
      value: fc.constantFrom(0, 1, 80, 127, 255),
    });
    const mutation = fc.record({
      base: fc.constantFrom(whole, wide),
      edits: fc.array(edit, { minLength: 1, maxLength: 6 }),
      cut: fc.option(fc.nat(2 ** 16), { freq: 4 }),
    });
    const outcomes = { read: 0, refused: 0 };
    await fc.assert(
      fc.asyncProperty(mutation, async ({ base, edits, cut }) => {
        const bytes = base.slice(0, cut === null ? base.length : 4 + (cut % base.length));
        for (const { tail, at, value } of edits) {
          const back = Math.min(bytes.length, 400);
          bytes[tail ? bytes.length - 1 - (at % back) : at % bytes.length] = value;
        }
        try {
          const { files } = await open(bytes, { inflatedBytes: 2 ** 20 });
          for (const file of files) {
            expect(readFrom(file, () => file.read(0, 500)).length).toBeLessThanOrEqual(file.size);
            expect(wholeOf(file).length).toBeLessThanOrEqual(file.size);
          }
          outcomes.read++;
        } catch (error) {
          if (!isTslabDicomError(error)) throw error;
          expect(error.tag).toMatch(/^(DicomFileError|LimitExceededError)$/);
          expect(error.message).not.toContain("unknown reason");
          outcomes.refused++;
        }
      }),
      { seed: 11, numRuns: 1500 },
    );
    expect(Math.min(outcomes.read, outcomes.refused)).toBeGreaterThan(200);
  });
});
