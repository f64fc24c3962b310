import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readNativeSamples } from "../../../../../kernel-lib/src/dicom/pixels/frame/readNativeSamples";
import { unpackStoredValues } from "../../../../../kernel-lib/src/dicom/pixels/frame/unpackStoredValues";
import { grey } from "../../../../makers/grey";

describe("unpackStoredValues", () => {
  test("pitfall 37: drops overlays and garbage above the high bit, and extends the sign", () => {
    // -1000 in twelve bits, with other things in the four above.
    const samples = Uint16Array.of(0x7c18, 0xfc18, 0x0c18, 0x0418);
    expect([...unpackStoredValues(samples, { bitsStored: 12, highBit: 11, signed: true })]).toEqual([
      -1000, -1000, -1000, 1048,
    ]);
    expect([...unpackStoredValues(samples, { bitsStored: 12, highBit: 11, signed: false })]).toEqual([
      3096, 3096, 3096, 1048,
    ]);
  });

  test("pitfall 37: moves values down from a high bit above their number", () => {
    const samples = Uint16Array.of(0xc18f, 0x418f);
    expect([...unpackStoredValues(samples, { bitsStored: 12, highBit: 15, signed: true })]).toEqual([
      -1000, 1048,
    ]);
    expect([...unpackStoredValues(samples, { bitsStored: 12, highBit: 15, signed: false })]).toEqual([
      3096, 1048,
    ]);
  });

  test("gives 16-bit values of 8 bits, 32-bit ones of 32", () => {
    const whole = (bits: number, signed: boolean) => ({ bitsStored: bits, highBit: bits - 1, signed });
    expect(unpackStoredValues(Uint8Array.of(200), whole(8, true))).toEqual(Int16Array.of(-56));
    expect(unpackStoredValues(Uint8Array.of(200), whole(8, false))).toEqual(Uint16Array.of(200));
    expect(unpackStoredValues(Uint32Array.of(2 ** 32 - 5), whole(32, true))).toEqual(Int32Array.of(-5));
    expect(unpackStoredValues(Uint32Array.of(2 ** 32 - 5), whole(32, false))).toEqual(
      Uint32Array.of(2 ** 32 - 5),
    );
    expect(unpackStoredValues(Uint32Array.of(0xff800000), whole(24, true))).toEqual(
      Int32Array.of(-(2 ** 23)),
    );
  });

  test("whatever lies around it, a value comes back", () => {
    const cases = fc
      .record({
        bitsStored: fc.integer({ min: 1, max: 16 }),
        above: fc.integer({ min: 0, max: 15 }),
        signed: fc.boolean(),
        bits: fc.nat(0xffff),
        garbage: fc.nat(0xffff),
      })
      .map((c) => ({ ...c, highBit: Math.min(15, c.bitsStored - 1 + c.above) }));
    fc.assert(
      fc.property(cases, ({ bitsStored, highBit, signed, bits, garbage }) => {
        const low = highBit + 1 - bitsStored;
        const range = 2 ** bitsStored;
        const value = bits % range;
        const mask = (range - 1) << low;
        const sample = (garbage & ~mask) | (value << low);
        const expected = signed && value >= range / 2 ? value - range : value;
        expect(unpackStoredValues(Uint16Array.of(sample), { bitsStored, highBit, signed })[0]).toBe(expected);
      }),
      { seed: 5, numRuns: 1000 },
    );
  });
});

describe("readNativeSamples", () => {
  const at = (offset: number, bytes: readonly number[]) =>
    Uint8Array.from([...Array<number>(offset).fill(0), ...bytes]).subarray(offset);

  test("pitfall 10: swaps words of 16, 32 and 64 bits of big-endian files", () => {
    const values = [1, -2, 300, -40_000.5];
    for (const [bitsAllocated, samples, write] of [
      [16, "integer", "setInt16"],
      [32, "integer", "setInt32"],
      [32, "float32", "setFloat32"],
      [64, "float64", "setFloat64"],
    ] as const) {
      const stored = samples === "integer" ? values.slice(0, 3) : values;
      const format = grey({ rows: 1, columns: stored.length, bitsAllocated, samples, signed: true });
      for (const littleEndian of [true, false]) {
        const view = new DataView(new ArrayBuffer((stored.length * bitsAllocated) / 8));
        for (const [i, value] of stored.entries()) view[write]((i * bitsAllocated) / 8, value, littleEndian);
        const bytes = new Uint8Array(view.buffer);
        const before = [...bytes];
        expect([...readNativeSamples(bytes, format, littleEndian)]).toEqual(stored);
        expect([...bytes]).toEqual(before);
      }
    }
  });

  test("reads bytes that begin at an odd place", () => {
    const format = grey({ rows: 1, columns: 2 });
    expect([...readNativeSamples(at(3, [1, 2, 3, 4]), format, true)]).toEqual([0x0201, 0x0403]);
    expect([...readNativeSamples(at(3, [1, 2, 3, 4]), format, false)]).toEqual([0x0102, 0x0304]);
    expect([...readNativeSamples(Buffer.from(at(3, [1, 2, 3, 4])).subarray(0), format, true)]).toEqual([
      0x0201, 0x0403,
    ]);
  });

  test("unpacks single bits from the least significant on", () => {
    const format = grey({ rows: 1, columns: 10, bitsAllocated: 1 });
    expect([...readNativeSamples(Uint8Array.of(0b00000101, 0b10), format, true)]).toEqual([
      1, 0, 1, 0, 0, 0, 0, 0, 0, 1,
    ]);
  });
});
