import { deflateSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeBase64 } from "../../../../lab-extension/src/decode/decodeBase64";
import { inflate } from "../../../../lab-extension/src/decode/inflate";
import { decodeOverlays } from "../../../../lab-extension/src/decode/overlayVolume";
import { PayloadError } from "../../../../lab-extension/src/decode/payloadError";
import { decodeExact } from "../../../../lab-extension/src/decode/slice";
import { deflated, embedBits } from "../../../makers/embedded";
import { slicesPayload } from "../payloads";

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
  const bytes = Uint8Array.from({ length: 20_000 }, (_, i) => (i * 7) % 251);

  test("gives back the bytes", async () => {
    expect(await inflate(deflateSync(bytes), bytes.length, "It")).toEqual(bytes);
  });

  test.each([
    ["damaged", deflateSync(bytes).subarray(0, 200), "It is damaged."],
    ["no zlib data", bytes, "It is damaged."],
    ["too short", deflateSync(bytes.subarray(1)), "It holds 19999 bytes, expected 20000."],
    ["too long", deflateSync(new Uint8Array(10_000_000)), "It holds more than the expected 20000 bytes."],
  ])("rejects data that are %s", async (_, data, message) => {
    const failure = inflate(data, bytes.length, "It");
    await expect(failure).rejects.toThrow(message);
    await expect(failure).rejects.toBeInstanceOf(PayloadError);
  });
});

describe("decodeExact", () => {
  const int16 = Int16Array.of(-1024, -1, 0, 1, 3071, 32767);
  const float32 = Float32Array.of(0.5, -0.25, 0, Number.NaN, 1e9, 1);
  const exact = { slice: 1, dtype: "float32", data: deflated(float32) } as const;

  test("gives the exact values in their own type", async () => {
    const whole = { slice: 0, dtype: "int16", data: deflated(int16) } as const;
    expect(await decodeExact(whole, 2, 3)).toEqual({ kind: "exact", rows: 2, columns: 3, values: int16 });
    expect(await decodeExact(exact, 2, 3)).toEqual({ kind: "exact", rows: 2, columns: 3, values: float32 });
  });

  test("says which slice has too few values", async () => {
    await expect(decodeExact({ ...exact, dtype: "int16" }, 2, 3)).rejects.toThrow(
      "The data of slice 2 holds",
    );
  });
});

describe("decodeOverlays", () => {
  test("says which overlay is of another size", async () => {
    const overlay = { name: "Lung", color: [1, 2, 3], alpha: 1, ...embedBits([1, 0], [1, 1, 2]) } as const;
    await expect(decodeOverlays(slicesPayload({ overlays: [overlay] }))).rejects.toThrow(
      'The overlay "Lung" holds 1 bytes, expected 2.',
    );
  });
});
