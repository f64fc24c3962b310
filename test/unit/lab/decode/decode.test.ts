import { deflateSync } from "node:zlib";
import fc from "fast-check";
import type { SlicesPayload } from "tslab-dicom/contract";
import { describe, expect, test } from "vitest";
import { decodeBase64 } from "../../../../lab-extension/src/decode/decodeBase64";
import { inflate } from "../../../../lab-extension/src/decode/inflate";
import { decodeOverlay, sampleOverlay } from "../../../../lab-extension/src/decode/overlay";
import { PayloadError } from "../../../../lab-extension/src/decode/payloadError";
import { decodeSlice } from "../../../../lab-extension/src/decode/slice";
import { slicesPayload } from "../payloads";

const deflated = (values: ArrayBufferView) =>
  deflateSync(new Uint8Array(values.buffer, values.byteOffset, values.byteLength)).toString("base64");

describe("decodeBase64", () => {
  test("gives back the bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(decodeBase64(Buffer.from(bytes).toString("base64"), "It")).toEqual(bytes);
      }),
      { seed: 3 },
    );
  });

  test("says what is not base64", () => {
    expect(() => decodeBase64("<svg>", "The data of slice 3")).toThrow("The data of slice 3 is not base64.");
  });
});

describe("inflate", () => {
  const bytes = Uint8Array.from({ length: 100_000 }, (_, i) => (i * 7) % 251);

  test("gives back the bytes", async () => {
    expect(await inflate(deflateSync(bytes), bytes.length, "It")).toEqual(bytes);
  });

  test.each([
    ["damaged", deflateSync(bytes).subarray(0, 200), "It is damaged."],
    ["no zlib data", bytes, "It is damaged."],
    ["too short", deflateSync(bytes.subarray(1)), "It holds 99999 bytes, expected 100000."],
    ["too long", deflateSync(new Uint8Array(50_000_000)), "It holds more than the expected 100000 bytes."],
  ])("rejects data that are %s", async (_, data, message) => {
    const failure = inflate(data, bytes.length, "It");
    await expect(failure).rejects.toThrow(message);
    await expect(failure).rejects.toBeInstanceOf(PayloadError);
  });
});

describe("decodeSlice", () => {
  const shape = [2, 2, 3] as const;
  const int16 = Int16Array.of(-1024, -1, 0, 1, 3071, 32767);
  const float32 = Float32Array.of(0.5, -0.25, 0, Number.NaN, 1e9, 1);
  const payload: SlicesPayload = slicesPayload({
    shape,
    exact: [
      { slice: 0, dtype: "int16", data: deflated(int16) },
      { slice: 1, dtype: "float32", data: deflated(float32) },
    ],
  });

  test("gives the exact values in their own type", async () => {
    expect(await decodeSlice(payload, 0)).toEqual({ kind: "exact", rows: 2, columns: 3, values: int16 });
    expect(await decodeSlice(payload, 1)).toEqual({ kind: "exact", rows: 2, columns: 3, values: float32 });
  });

  test("says which slice has too few values", async () => {
    const [, exact] = payload.exact;
    const short = { ...payload, exact: [{ ...exact, dtype: "int16" as const }] };
    await expect(decodeSlice(short, 1)).rejects.toThrow("The data of slice 2 holds");
  });

  test("says which slice is not there", async () => {
    await expect(decodeSlice({ ...payload, exact: [] }, 1)).rejects.toThrow("Slice 2 is not embedded");
  });
});

describe("decodeOverlay and sampleOverlay", () => {
  const maskOf = (mask: readonly number[], slices: number, rows: number, columns: number) => {
    const rowBytes = Math.ceil(columns / 8);
    const bits = new Uint8Array(slices * rows * rowBytes);
    mask.forEach((set, voxel) => {
      const column = voxel % columns;
      if (set) bits[Math.floor(voxel / columns) * rowBytes + (column >> 3)] |= 1 << (column & 7);
    });
    return { name: "Lung", color: [1, 2, 3] as const, alpha: 1, rows, columns, data: deflated(bits) };
  };

  test("unpack every voxel of every slice", async () => {
    const size = fc.integer({ min: 1, max: 20 });
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 3 }),
        size,
        size,
        fc.infiniteStream(fc.nat(1)),
        async (slices, rows, columns, stream) => {
          const mask = Array.from({ length: slices * rows * columns }, () => stream.next().value ?? 0);
          const overlay = await decodeOverlay(maskOf(mask, slices, rows, columns), slices);
          for (let slice = 0; slice < slices; slice++) {
            const start = slice * rows * columns;
            expect([...sampleOverlay(overlay, slice, rows, columns)]).toEqual(
              mask.slice(start, start + rows * columns),
            );
          }
        },
      ),
      { seed: 4, numRuns: 30 },
    );
  });

  test("take the voxel at a pixel's centre on a picture of another size", async () => {
    const overlay = await decodeOverlay(maskOf([1, 0, 0, 1], 1, 2, 2), 1);
    // biome-ignore format: a picture
    expect([...sampleOverlay(overlay, 0, 4, 4)]).toEqual([
      1, 1, 0, 0,
      1, 1, 0, 0,
      0, 0, 1, 1,
      0, 0, 1, 1,
    ]);
    expect([...sampleOverlay(overlay, 0, 1, 1)]).toEqual([1]);
  });

  test("say which overlay is of another size", async () => {
    await expect(decodeOverlay(maskOf([1, 0], 1, 1, 2), 2)).rejects.toThrow(
      'The overlay "Lung" holds 1 bytes, expected 2.',
    );
  });
});
