import { expect, test } from "vitest";
import { allocated } from "../../kernel-lib/src/allocated";
import { readFrameFormat } from "../../kernel-lib/src/dicom/image/readFrameFormat";
import { readFrames } from "../../kernel-lib/src/dicom/image/readFrames";
import { createPixelReader } from "../../kernel-lib/src/dicom/pixels/pixelReader";
import { DEFAULT_LIMITS } from "../../kernel-lib/src/limits";
import { headerOfFile } from "../drivers/headerOfFile";
import { ctSlice } from "../makers/ctSeries";
import { memoryFile } from "../makers/memoryFile";

test.each([
  ["an array of more elements than an array can have", () => new Int16Array(2 ** 52)],
  ["a buffer of more bytes than there is address space", () => new ArrayBuffer(2 ** 52)],
])("%s is an error that says how much was asked for", (_name, make) => {
  expect(() => allocated("a volume", 2 ** 53, make)).toThrow(
    "a volume must find 8589934592 MiB of memory in one piece; found less",
  );
});

test("other errors are left as they are, and what is made is given", () => {
  const other = new RangeError("Offset is outside the bounds of the DataView");
  const fail = () => {
    throw other;
  };
  expect(() => allocated("a volume", 8, fail)).toThrow(other);
  expect(allocated("a volume", 8, () => new Int16Array(4))).toHaveLength(4);
});

test("a frame for which there is no memory is such an error, not a damaged file", async () => {
  const bytes = ctSlice(0);
  const file = { ...memoryFile(bytes), read: () => new Uint8Array(new ArrayBuffer(2 ** 52)) };
  const [frame] = readFrames(file, headerOfFile(bytes), DEFAULT_LIMITS);
  const pixels = readFrameFormat(frame);
  const reader = createPixelReader({ limits: DEFAULT_LIMITS, signal: undefined, frames: 1 });
  await expect(reader.read({ frame, pixels })).rejects.toMatchObject({
    tag: "OutOfMemoryError",
    what: "a frame of 4 x 5 pixels",
    bytes: 40,
  });
  await reader.close();
});
