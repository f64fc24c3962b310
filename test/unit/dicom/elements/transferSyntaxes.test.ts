import { describe, expect, test } from "vitest";
import {
  transferSyntax,
  transferSyntaxName,
} from "../../../../kernel-lib/src/dicom/elements/transferSyntaxes";

describe("transferSyntax", () => {
  test("says which decoder frames need, which bytes are swapped and which values are approximate", () => {
    expect(transferSyntax("1.2.840.10008.1.2.2")).toMatchObject({
      encoding: "native",
      littleEndian: false,
      littleEndianPixels: false,
    });
    expect(transferSyntax("1.2.840.10008.1.2.4.81")).toMatchObject({ encoding: "jpeg-ls", lossy: true });
    expect(transferSyntax("1.2.840.10008.1.2.4.202")).toMatchObject({
      encoding: "ht-jpeg-2000",
      lossy: false,
    });
  });

  test("says how the data set is written", () => {
    const written = (uid: string) => {
      const { explicitVr, littleEndian, deflated } = transferSyntax(uid) ?? {};
      return [explicitVr, littleEndian, deflated];
    };
    expect(written("1.2.840.10008.1.2")).toEqual([false, true, false]);
    expect(written("1.2.840.10008.1.2.1")).toEqual([true, true, false]);
    expect(written("1.2.840.10008.1.2.1.99")).toEqual([true, true, true]);
    expect(written("1.2.840.10008.1.2.2")).toEqual([true, false, false]);
    expect(written("1.2.840.10008.1.2.4.90")).toEqual([true, true, false]);
    // DICOM PS3.5 A.7 and PS3.6 Annex A: JPIP references in a deflated data set.
    expect(written("1.2.840.10008.1.2.4.95")).toEqual([true, true, true]);
    expect(written("1.2.840.10008.1.2.4.205")).toEqual([true, true, true]);
  });

  test("knows the private syntax whose samples alone are big endian", () => {
    expect(transferSyntax("1.2.840.113619.5.2")).toMatchObject({
      explicitVr: false,
      littleEndian: true,
      littleEndianPixels: false,
    });
  });

  test("pitfall 10: names what it does not read", () => {
    expect(transferSyntax("1.2.840.10008.1.2.4.103")).toMatchObject({ encoding: null });
    expect(transferSyntaxName("1.2.840.10008.1.2.4.112")).toBe("JPEG XL");
    expect(transferSyntaxName("1.2.840.10008.1.2.6.2")).toBe("XML Encoding");
    expect(transferSyntaxName("1.2.3")).toBe("an unknown transfer syntax");
    expect(transferSyntax("1.2.3")).toBeUndefined();
  });
});
