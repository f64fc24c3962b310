import { describe, expect, test } from "vitest";
import { decodeText } from "../../../../kernel-lib/src/dicom/elements/decodeText";
import { TAGS } from "../../../../kernel-lib/src/dicom/elements/tags";
import { headerOfFile } from "../../../drivers/headerOfFile";
import { dicomFile, IMPLICIT_LITTLE, sequence } from "../../../makers/dicomFile";

/** Bytes as Python's codecs encode the names, with the escape sequences of DICOM PS3.3 Table C.12-4. */
const NAMES: [charset: string, hex: string, name: string][] = [
  ["ISO_IR 100", "4275635e4ae972f46d65", "Buc^Jérôme"],
  ["ISO_IR 126", "c4e9efedf5f3e9eff2", "Διονυσιος"],
  ["ISO_IR 127", "e2c8c7e6ea5ee4e6d2c7d1", "قباني^لنزار"],
  ["ISO_IR 138", "f9f8e5ef5ee3e1e5f8e4", "שרון^דבורה"],
  ["ISO_IR 13", "d4cfc0de5ec0dbb3", "ﾔﾏﾀﾞ^ﾀﾛｳ"],
  ["ISO_IR 192", "57616e673de78e8b5ee5b08fe69db1", "Wang=王^小東"],
  ["GB18030", "57616e673dcdf55ed0a1b6ab", "Wang=王^小东"],
  ["GBK", "57616e673dcdf55ed0a1b6ab", "Wang=王^小东"],
  ["\\ISO 2022 IR 87", "59616d6164613d1b24423b3345441b28425e1b244242404f3a1b2842", "Yamada=山田^太郎"],
  [
    "ISO 2022 IR 13\\ISO 2022 IR 87",
    "d4cfc0de5ec0dbb33d1b24423b3345441b28425e1b244242404f3a1b2842",
    "ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎",
  ],
  ["\\ISO 2022 IR 149", "486f6e673d1b242943fbf35e1b242943d1ced4d7", "Hong=洪^吉洞"],
];

describe("pitfall 14: names", () => {
  test.each(NAMES)("pitfall 14: in %s", (charset, hex, name) => {
    expect(decodeText(Buffer.from(hex, "hex"), charset, "PN")).toBe(name);
    const header = headerOfFile(
      dicomFile({
        "00080005": ["CS", charset],
        "00080060": ["CS", "CT"],
        "00100010": ["PN", Buffer.from(`${hex}20`, "hex")],
      }),
    );
    expect(header.text({ number: 0x00100010, vr: "LO" })).toBe(name);
  });

  test.each(["ISO-IR 100", "ISO_IR_100", "iso ir 100", " ISO_IR 100 "])(
    "pitfall 14: a character set written as %s",
    (charset) => {
      expect(decodeText(Buffer.from("4ae972f46d65", "hex"), charset, "PN")).toBe("Jérôme");
    },
  );

  test.each([
    ["none", undefined],
    ["an empty one", ""],
    ["an unknown one", "KLINGON"],
    ["one that the bytes are not in", "ISO_IR 192"],
    ["several of which one is unknown", "ISO 2022 IR 6\\NONSENSE"],
  ])("pitfall 14: with %s, text is Latin-1, and no error", (_, charset) => {
    expect(decodeText(Buffer.from("4ae972f46d65", "hex"), charset, "PN")).toBe("Jérôme");
  });

  test("pitfall 14: an escape sequence that no standard knows is no error", () => {
    const bytes = Buffer.from("411b7a7a42", "hex");
    expect(decodeText(bytes, "\\ISO 2022 IR 87", "PN")).toBe("A\x1bzzB");
  });

  test("pitfall 14: an item has the character set of the data set around it, or its own", () => {
    const [greek, hebrew] = [Buffer.from("c4e9"), Buffer.from("f9f8")].map((b) =>
      Buffer.from(b.toString(), "hex"),
    );
    for (const transferSyntax of [undefined, IMPLICIT_LITTLE]) {
      const header = headerOfFile(
        dicomFile(
          {
            "00080005": ["CS", "ISO_IR 126"],
            "00081140": [
              "SQ",
              sequence([
                { "0008103E": ["LO", greek] },
                { "00080005": ["CS", "ISO_IR 138"], "0008103E": ["LO", hebrew] },
              ]),
            ],
          },
          transferSyntax === undefined ? {} : { transferSyntax },
        ),
      );
      expect(
        header.items({ number: 0x00081140, vr: "SQ" }).map((item) => item.text(TAGS.SeriesDescription)),
      ).toEqual(["Δι", "שר"]);
    }
  });

  test("pitfall 14: a backslash within a two-byte character separates nothing", () => {
    // 0x855c is one character of GB18030; the byte 0x5c in it is no separator.
    const bytes = Buffer.from("855c5c41", "hex");
    const header = headerOfFile(
      dicomFile({ "00080005": ["CS", "GB18030"], "00080060": ["CS", "CT"], "00100010": ["PN", bytes] }),
    );
    expect(header.text({ number: 0x00100010, vr: "LO" }, 1)).toBe("A");
  });
});
