import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { decodeNow } from "../../../../../kernel-lib/src/dicom/pixels/threads/decodeNow";
import { DEFAULT_LIMITS } from "../../../../../kernel-lib/src/limits";
import { compressFrame, type Picture } from "../../../../makers/compressFrame";
import { grey } from "../../../../makers/grey";
import { jpegBytes, slowJpeg } from "../../../../makers/jpegBytes";

/** Threads that the test has started, and those that were ended. */
const threads = vi.hoisted(() => ({ started: 0, ended: 0 }));
vi.mock(import("node:worker_threads"), async (original) => {
  const module = await original();
  const Worker = class extends module.Worker {
    constructor(...args: ConstructorParameters<typeof module.Worker>) {
      super(...args);
      threads.started++;
    }
    override terminate() {
      threads.ended++;
      return super.terminate();
    }
  };
  return { ...module, Worker };
});

const planted = vi.hoisted(() => ({ stuck: false, seconds: 0.01 }));
vi.mock(import("../../../../../kernel-lib/src/dicom/pixels/threads/startLimit"), async (original) => {
  const { startLimit } = await original();
  return { startLimit: () => (planted.stuck ? planted.seconds : startLimit()) };
});
vi.mock(import("../../../../../kernel-lib/src/dicom/pixels/threads/workerFile"), async (original) => {
  const { workerFile } = await original();
  const stuck = fileURLToPath(new URL("../../../../drivers/stuckWorker.cjs", import.meta.url));
  return { workerFile: (name) => (planted.stuck ? stuck : workerFile(name)) };
});

/** Seconds that a frame may take: hardly any for one that would take half a minute, for others what no machine needs. */
vi.mock(import("../../../../../kernel-lib/src/dicom/pixels/threads/decodeLimit"), () => ({
  decodeLimit: ({ rows }) => (rows === 2048 ? 0.01 : 600),
}));

const side = 32;
const values = Uint16Array.from({ length: side * side }, (_, i) => (i * 37) % 4096);
const picture: Picture = { rows: side, columns: side, bits: 12, signed: false, values };
const format = grey({ rows: side, columns: side, bitsStored: 12, transferSyntax: "1.2.840.10008.1.2.4.90" });
const jpegLs = { ...format, transferSyntax: "1.2.840.10008.1.2.4.80" };
const jpeg = { ...format, transferSyntax: "1.2.840.10008.1.2.4.50" };

/** Half a minute of work, in bytes that are a valid image. */
const slow = slowJpeg(2048, 12_000);
const slowFormat = grey({
  rows: 2048,
  columns: 2048,
  bitsAllocated: 8,
  transferSyntax: "1.2.840.10008.1.2.4.55",
});

/** A right header, and nothing to decode behind it. */
const undecodable = jpegBytes({ rows: side, columns: side, coded: Array<number>(side * side).fill(7) });

let compressed: Uint8Array;
let compressedLs: Uint8Array;

beforeAll(async () => {
  compressed = await compressFrame(picture, "jpeg-2000");
  compressedLs = await compressFrame(picture, "jpeg-ls");
});

/** Ends the thread that an earlier test has left, so that each begins without one. */
beforeEach(() => {
  if (threads.started > threads.ended) {
    expect(() => decodeNow(undecodable, jpeg, DEFAULT_LIMITS)).toThrow("found it damaged");
  }
  threads.started = 0;
  threads.ended = 0;
});

afterEach(() => {
  planted.stuck = false;
  vi.useRealTimers();
});

describe("decodeNow", () => {
  test("waits for the values, and leaves the bytes alone", () => {
    const before = compressed.slice();
    expect(decodeNow(compressed, format, DEFAULT_LIMITS)).toEqual(values);
    expect(compressed).toEqual(before);
  });

  test("decodes many frames of several codecs in one thread", () => {
    for (let i = 0; i < 20; i++) {
      expect(decodeNow(compressed, format, DEFAULT_LIMITS)).toEqual(values);
      expect(decodeNow(compressedLs, jpegLs, DEFAULT_LIMITS)).toEqual(values);
    }
    expect(threads).toEqual({ started: 1, ended: 0 });
  });

  test("starts none for what needs no codec or is refused before", () => {
    const native = grey({ rows: 1, columns: 2 });
    expect([...decodeNow(Uint8Array.of(1, 0, 2, 0), native, DEFAULT_LIMITS)]).toEqual([1, 2]);
    expect(() => decodeNow(compressed.subarray(0, 300), format, DEFAULT_LIMITS)).toThrow("found it cut");
    expect(threads).toEqual({ started: 0, ended: 0 });
  });

  test("pitfall 13: does not wait longer than the limit, and ends the thread that hangs", () => {
    decodeNow(compressed, format, DEFAULT_LIMITS);
    expect(() => decodeNow(slow, slowFormat, DEFAULT_LIMITS)).toThrow(
      "the compressed image must decode within 0.01 s; found it still running",
    );
    expect(threads).toEqual({ started: 1, ended: 1 });
    expect(decodeNow(compressed, format, DEFAULT_LIMITS)).toEqual(values);
    expect(decodeNow(compressed, format, DEFAULT_LIMITS)).toEqual(values);
    expect(threads).toEqual({ started: 2, ended: 1 });
  });

  test("pitfall 13: a thread whose codec has failed is not asked again", () => {
    for (let i = 1; i <= 2; i++) {
      expect(() => decodeNow(undecodable, jpeg, DEFAULT_LIMITS)).toThrow("found it damaged");
      expect(decodeNow(compressed, format, DEFAULT_LIMITS)).toEqual(values);
      expect(threads).toEqual({ started: 1 + i, ended: i });
    }
  });

  test("pitfall 13: a thread that does not start is an error that says so", () => {
    planted.stuck = true;
    expect(() => decodeNow(compressed, format, DEFAULT_LIMITS)).toThrow(
      expect.objectContaining({ tag: "DecoderStartError", seconds: planted.seconds }),
    );
    planted.stuck = false;
    expect(decodeNow(compressed, format, DEFAULT_LIMITS)).toEqual(values);
    expect(threads).toEqual({ started: 2, ended: 1 });
  });

  test("ends a thread that has not been needed for a minute", () => {
    vi.useFakeTimers();
    decodeNow(compressed, format, DEFAULT_LIMITS);
    vi.advanceTimersByTime(59_000);
    decodeNow(compressed, format, DEFAULT_LIMITS);
    vi.advanceTimersByTime(59_000);
    expect(threads).toEqual({ started: 1, ended: 0 });
    vi.advanceTimersByTime(2000);
    expect(threads).toEqual({ started: 1, ended: 1 });
    expect(decodeNow(compressed, format, DEFAULT_LIMITS)).toEqual(values);
    expect(threads).toEqual({ started: 2, ended: 1 });
  });

  test("runs in a CommonJS process, which the kept thread does not keep alive or print into", async () => {
    const library = fileURLToPath(new URL("../../../../../kernel-lib/lib/", import.meta.url));
    const script = `
      const { decodeNow } = require(${JSON.stringify(`${library}dicom/pixels/threads/decodeNow`)});
      const { DEFAULT_LIMITS } = require(${JSON.stringify(`${library}limits`)});
      const bytes = Buffer.from("${Buffer.from(compressed).toString("base64")}", "base64");
      const decode = () => decodeNow(bytes, ${JSON.stringify(format)}, DEFAULT_LIMITS).length;
      process.stdout.write(String(decode()));
      setImmediate(() => process.stdout.write(" " + decode()));
    `;
    // Should the thread keep the process alive, the test's own timeout ends it.
    const { stdout, stderr } = await promisify(execFile)(process.execPath, ["-e", script], {
      timeout: 100_000,
    });
    expect([stdout, stderr]).toEqual([`${side * side} ${side * side}`, ""]);
  });
});
