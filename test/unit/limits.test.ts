import { expect, test } from "vitest";
import { decodeLimit } from "../../kernel-lib/src/dicom/pixels/threads/decodeLimit";
import { DEFAULT_LIMITS, withLimits } from "../../kernel-lib/src/limits";
import { grey } from "../makers/grey";

test("limits are the default ones but for those that are given", () => {
  expect(withLimits()).toEqual(DEFAULT_LIMITS);
  expect(withLimits({ frames: 7, depth: undefined })).toEqual({ ...DEFAULT_LIMITS, frames: 7 });
});

test.each<[string, unknown, string]>([
  ["null", null, "limits must be an object"],
  ["a number", 5, "limits must be an object"],
  ["an unknown limit", { pixels: 5 }, "limits must be made of files, "],
  ["zero", { frames: 0 }, "limits.frames must be a positive number; received 0"],
  ["no number", { frames: Number.NaN }, "limits.frames must be a positive number; received NaN"],
  ["a limit that is null", { frames: null }, "limits.frames must be a number; received null"],
  ["text", { frames: "5" }, 'limits.frames must be a number; received "5"'],
])("%s is no limit", (_name, limits, message) => {
  expect(() => withLimits(limits as never)).toThrow(message);
});

test("decoding has a second at least and a minute at most, or as long as its limit asks for a million samples", () => {
  const seconds = (side: number, decodeSeconds?: number) =>
    decodeLimit(grey({ rows: side, columns: side }), withLimits({ decodeSeconds }));
  expect([10, 1000, 2000, 4096].map((side) => seconds(side))).toEqual([1, 7, 28, 60]);
  expect(seconds(4096, 90)).toBe(90);
});
