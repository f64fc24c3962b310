import { describe, expect, test } from "vitest";
import { TAGS } from "../../../../kernel-lib/src/dicom/elements/tags";
import { DicomFileError } from "../../../../kernel-lib/src/errors";
import { headerOfFile, tagsOf, warningCodes } from "../../../drivers/headerOfFile";
import {
  DEFLATED,
  dicomFile,
  type Elements,
  EXPLICIT_BIG,
  EXPLICIT_LITTLE,
  IMPLICIT_LITTLE,
  lying,
  sequence,
} from "../../../makers/dicomFile";

const ELEMENTS: Elements = {
  "00080060": ["CS", "CT"],
  "00081140": ["SQ", sequence([{ "00081150": ["UI", "1.2.3"] }])],
  "00100010": ["PN", "Doe^Jane"],
  "00281052": ["DS", "-1024"],
  "7FE00010": ["OW", new Uint8Array(200)],
};

test.each([EXPLICIT_LITTLE, IMPLICIT_LITTLE, EXPLICIT_BIG])(
  "pitfall 8: an element longer than the file is refused, with its tag and both lengths: %s",
  (transferSyntax) => {
    const elements: Elements = {
      "00080060": ["CS", "CT"],
      "00100020": ["LT", lying("x".repeat(60), 50_000)],
    };
    const refused = () => headerOfFile(dicomFile(elements, { transferSyntax }));
    expect(refused).toThrow(
      'file 1 of 1 (by name): it is cut or damaged: element Patient ID (0010,0020) says that it has 50000 bytes, and 60 are there. Copy or export this file again, or load the others with { damaged: "leave out" }',
    );
    expect(refused).toThrow(DicomFileError);
  },
);

test("pitfall 8: a sequence longer than the file is named", () => {
  const elements: Elements = { "00080060": ["CS", "CT"], "00081140": ["SQ", lying(sequence([{}]), 4000)] };
  expect(() => headerOfFile(dicomFile(elements))).toThrow(
    "element (0008,1140) says that it has 4000 bytes, and 8 are there",
  );
});

describe.each([EXPLICIT_LITTLE, IMPLICIT_LITTLE, EXPLICIT_BIG, DEFLATED])("pitfall 8: cut, %s", (syntax) => {
  const whole = dicomFile(ELEMENTS, { transferSyntax: syntax });
  const complete = headerOfFile(whole);

  test("pitfall 8: a file cut before its pixel data is refused, or is an object that ends there", () => {
    let refused = 0;
    const pixels = syntax === DEFLATED ? whole.length : (complete.pixelData?.offset ?? 0);
    for (let end = 132; end < pixels; end++) {
      try {
        const header = headerOfFile(whole.subarray(0, end));
        // Between two elements of the data set: nothing says that more should follow.
        expect(header.pixelData === null || syntax === DEFLATED).toBe(true);
        for (const number of tagsOf(whole.subarray(0, end)))
          expect(header.bytes({ number, vr: "UN" })).toEqual(complete.bytes({ number, vr: "UN" }));
      } catch (error) {
        expect(error).toBeInstanceOf(DicomFileError);
        expect(String(error)).toMatch(/is cut|damaged/);
        expect(String(error)).not.toMatch(/Doe|Jane|ward/);
        refused++;
      }
    }
    // All but the ends of four elements, and in big endian the zero byte with which the next tag begins.
    expect(refused).toBeGreaterThanOrEqual(pixels - 132 - 8);
  });
});

test.each([EXPLICIT_LITTLE, IMPLICIT_LITTLE, EXPLICIT_BIG])(
  "pitfall 8: a file cut within its pixel data has its whole header: %s",
  (transferSyntax) => {
    const whole = dicomFile(ELEMENTS, { transferSyntax });
    const header = headerOfFile(whole.subarray(0, whole.length - 100));
    expect(header.pixelData).toEqual(headerOfFile(whole).pixelData);
  },
);

test("pitfall 8: a file that ends within a sequence of undefined length is refused", () => {
  const items = sequence([{ "00081150": ["UI", "1.2.3"] }], { lengths: "unended" });
  expect(() => headerOfFile(dicomFile({ "00081140": ["SQ", items] }))).toThrow(
    /it is cut or damaged: it ends at byte \d+, in the sequence \(0008,1140\)/,
  );
});

test("pitfall 8: a file that ends with its preamble, or its group 2, has no data set", () => {
  for (const bytes of [dicomFile({}), dicomFile({}, { meta: false })]) {
    expect(() => headerOfFile(bytes)).toThrow("it is cut: it ends before its data set begins");
  }
});

test("zeros behind the last element are passed over", () => {
  const { "7FE00010": _, ...elements } = ELEMENTS;
  const header = headerOfFile(Buffer.concat([dicomFile(elements), Buffer.alloc(3)]));
  expect(header.decimals(TAGS.RescaleIntercept)).toEqual([-1024]);
  expect(warningCodes(header)).toEqual(["TRAILING_ZEROS"]);
});
