import { describe, expect, test } from "vitest";
import {
  transferSyntax,
  transferSyntaxName,
} from "../../../../kernel-lib/src/dicom/elements/transferSyntaxes";

describe("transferSyntax", () => {
  test("says which decoder frames need, which bytes are swapped and which values are approximate", () => {
    expect(transferSyntax("1.2.840.10008.1.2.2")).toMatchObject({ encoding: "native", littleEndian: false });
    expect(transferSyntax("1.2.840.10008.1.2.4.81")).toMatchObject({ encoding: "jpeg-ls", lossy: true });
    expect(transferSyntax("1.2.840.10008.1.2.4.202")).toMatchObject({
      encoding: "ht-jpeg-2000",
      lossy: false,
    });
  });

  test("pitfall 10: names what it does not read", () => {
    expect(transferSyntax("1.2.840.10008.1.2.4.103")).toMatchObject({ encoding: null });
    expect(transferSyntaxName("1.2.840.10008.1.2.4.112")).toBe("JPEG XL");
    expect(transferSyntaxName("1.2.3")).toBe("an unknown transfer syntax");
    expect(transferSyntax("1.2.3")).toBeUndefined();
  });
});
