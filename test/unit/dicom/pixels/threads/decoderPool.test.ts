import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import {
  createDecoderPool,
  type DecoderPool,
  type DecoderPoolOptions,
} from "../../../../../kernel-lib/src/dicom/pixels/threads/decoderPool";
import { DEFAULT_LIMITS } from "../../../../../kernel-lib/src/limits";
import { compressFrame, type Picture } from "../../../../makers/compressFrame";
import { grey } from "../../../../makers/grey";
import { jpegBytes, slowJpeg } from "../../../../makers/jpegBytes";

/** Threads that the test has started, by pools. */
const started: unknown[] = [];
vi.mock(import("tinypool"), async (original) => {
  const module = await original();
  const Tinypool = new Proxy(module.Tinypool, {
    construct: (Original, [options]) => {
      started.push(options);
      return new Original(options);
    },
  });
  return { ...module, Tinypool };
});

/** Seconds that a frame may take: one for those that would take half a minute, and for others what no machine needs. */
const SECONDS = { slow: 1, other: 600 };
vi.mock(import("../../../../../kernel-lib/src/dicom/pixels/threads/decodeLimit"), () => ({
  decodeLimit: ({ rows }) => (rows === slowFormat.rows ? SECONDS.slow : SECONDS.other),
}));

/** Threads that never begin with anything, and how long they are waited for. */
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

const side = 64;
const values = Uint16Array.from({ length: side * side }, (_, i) => (i * 37) % 4096);
const picture: Picture = { rows: side, columns: side, bits: 12, signed: false, values };
const format = grey({ rows: side, columns: side, bitsStored: 12, transferSyntax: "1.2.840.10008.1.2.4.90" });

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
let pool: DecoderPool;

beforeAll(async () => {
  compressed = await compressFrame(picture, "jpeg-2000");
});

beforeEach(() => {
  started.length = 0;
});

afterEach(() => {
  planted.stuck = false;
  return pool.close();
});

function open(options: Partial<DecoderPoolOptions> = {}): DecoderPool {
  pool = createDecoderPool({ limits: DEFAULT_LIMITS, threads: 1, ...options });
  return pool;
}

describe("createDecoderPool", () => {
  test("decodes many frames at once and leaves their bytes alone", async () => {
    const { decode } = open({ threads: 2 });
    const before = compressed.slice();
    const frames = await Promise.all(Array.from({ length: 20 }, () => decode(compressed, format)));
    for (const frame of frames) expect(frame).toEqual(values);
    expect(compressed).toEqual(before);
  });

  test("decodes without its threads what needs no codec", async () => {
    const native = grey({ rows: 1, columns: 2 });
    expect([...(await open().decode(Uint8Array.of(1, 0, 2, 0), native))]).toEqual([1, 2]);
  });

  test("rejects a cut frame and one that the codec refuses, and goes on", async () => {
    const { decode } = open();
    const [cut, bad, good] = await Promise.allSettled([
      decode(compressed.subarray(0, 300), format),
      decode(undecodable, { ...format, transferSyntax: "1.2.840.10008.1.2.4.50" }),
      decode(compressed, format),
    ]);
    expect(cut).toMatchObject({
      reason: { name: "UnreadableError", message: expect.stringContaining("found it cut") },
    });
    expect(bad).toMatchObject({
      reason: {
        name: "UnreadableError",
        message: "the compressed image must be decodable; found it damaged",
      },
    });
    expect(good).toEqual({ status: "fulfilled", value: values });
  });

  test("pitfall 15: refuses a header of 65 000 x 65 000 before a thread is asked", async () => {
    const huge = { rows: 65_000, columns: 65_000 };
    await expect(
      open().decode(jpegBytes(huge), grey({ ...huge, transferSyntax: "1.2.840.10008.1.2.4.50" })),
    ).rejects.toThrow("framePixels must be at most");
    expect(started).toEqual([]);
  });

  test("pitfall 13: a frame that takes too long costs that frame alone, and waiting is not counted", async () => {
    const { decode } = open();
    const timers = vi.spyOn(globalThis, "setTimeout");
    const timersOfThird = () => timers.mock.calls.filter(([, ms]) => ms === SECONDS.other * 1000).length;
    // One thread: the third waits until the second has been ended.
    const waiting = Promise.allSettled([decode(slow, slowFormat), decode(slow, slowFormat)]);
    const last = Promise.allSettled([decode(compressed, format)]);
    const [first, second] = await waiting;
    expect(timersOfThird()).toBe(0);
    const [third] = await last;
    expect(timersOfThird()).toBe(1);
    timers.mockRestore();
    const tooSlow = "the compressed image must decode within 1 s; found it still running";
    expect(first).toMatchObject({ reason: { name: "UnreadableError", reason: tooSlow } });
    expect(second).toMatchObject({ reason: { reason: tooSlow } });
    expect(third).toEqual({ status: "fulfilled", value: values });
  });

  test("its threads do not sleep by Atomics, which some runtimes never wake up", async () => {
    await open().decode(compressed, format);
    expect(started).toMatchObject([{ useAtomics: false }]);
  });

  test("pitfall 13: threads that do not start are an error that says so, and no damaged file", async () => {
    planted.stuck = true;
    const { decode } = open({ threads: 2 });
    const error = {
      tag: "DecoderStartError",
      seconds: planted.seconds,
      message: expect.stringContaining("that decode compressed images must start within 0.01 s"),
    };
    const frames = Array.from({ length: 3 }, () => decode(compressed, format));
    for (const frame of await Promise.allSettled(frames)) expect(frame).toMatchObject({ reason: error });
    await expect(decode(compressed, format)).rejects.toMatchObject(error);
  });

  test("closes while frames are decoded and wait, rejecting them, and refuses others afterwards", async () => {
    const { decode, close } = open();
    const frames = [decode(slow, slowFormat), decode(compressed, format)].map((frame) =>
      expect(frame).rejects.toThrow("found it closed"),
    );
    await close();
    await Promise.all(frames);
    await expect(decode(compressed, format)).rejects.toThrow("found it closed");
    await close();
  });

  test("stops when the signal says so, with its reason", async () => {
    const controller = new AbortController();
    const { decode } = open({ signal: controller.signal });
    await decode(compressed, format);
    const running = expect(decode(slow, slowFormat)).rejects.toThrow("enough");
    controller.abort(new Error("enough"));
    await running;
    await expect(decode(compressed, format)).rejects.toThrow("enough");
    const late = createDecoderPool({ limits: DEFAULT_LIMITS, signal: controller.signal });
    await expect(late.decode(compressed, format)).rejects.toThrow("enough");
  });

  test("runs in a CommonJS process, which an open pool does not keep alive or print into", async () => {
    open();
    const library = fileURLToPath(new URL("../../../../../kernel-lib/lib/", import.meta.url));
    const script = `
      const { createDecoderPool } = require(${JSON.stringify(`${library}dicom/pixels/threads/decoderPool`)});
      const { DEFAULT_LIMITS } = require(${JSON.stringify(`${library}limits`)});
      const pool = createDecoderPool({ limits: DEFAULT_LIMITS });
      const bytes = Buffer.from("${Buffer.from(compressed).toString("base64")}", "base64");
      pool.decode(bytes, ${JSON.stringify(format)}).then((values) => process.stdout.write(String(values.length)));
    `;
    // Should the pool keep the process alive, the test's own timeout ends it.
    const { stdout, stderr } = await promisify(execFile)(process.execPath, ["-e", script], {
      timeout: 100_000,
    });
    expect([stdout, stderr]).toEqual([String(side * side), ""]);
  });
});
