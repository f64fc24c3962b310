import { inspect } from "node:util";
import { zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { describeMissing, findReferencedFiles } from "../../../../kernel-lib/src/dicom/elements/dicomdir";
import type { ElementReader } from "../../../../kernel-lib/src/dicom/elements/elementReader";
import { isDicomdir } from "../../../../kernel-lib/src/dicom/source/isDicomdir";
import { openSources } from "../../../../kernel-lib/src/dicom/source/openSources";
import type { SourceFile } from "../../../../kernel-lib/src/dicom/source/sourceFile";
import { DEFAULT_LIMITS } from "../../../../kernel-lib/src/limits";
import { ctSlice } from "../../../makers/ctSeries";
import { dicomFile } from "../../../makers/dicomFile";

const CLASS = "1.2.840.10008.1.3.10";

/** A reader of these texts and sequences, which knows no other element. */
function reader(texts: Record<number, string>, items: readonly ElementReader[] = []): ElementReader {
  const none = () => undefined;
  return {
    tags: () => [],
    has: ({ number }) => number in texts,
    vr: none,
    littleEndian: () => true,
    text: ({ number }) => texts[number],
    decimals: none,
    uint16: ({ number }) => (number in texts ? Number(texts[number]) : undefined),
    int16: none,
    uint32: none,
    floats: none,
    bytes: none,
    items: ({ number }) => (number === 0x00041220 ? items : []),
  };
}

/** A DICOMDIR that names files, between records of patients and studies that name none. */
function directoryOf(...ids: readonly string[]): ElementReader {
  const records = ids.flatMap((id) => [
    reader({ 267312: "SERIES" }),
    reader({ 267312: "IMAGE", 267520: id, 267280: "65535" }),
  ]);
  return reader({}, records);
}

function filesOf(...paths: readonly string[]): SourceFile[] {
  return paths.map((path, index) => ({ path, index, label: path, size: 0, read: () => new Uint8Array(0) }));
}

function found(ids: readonly string[], dicomdir: string, paths: readonly string[]) {
  const [file, ...files] = filesOf(dicomdir, ...paths);
  const { files: named, missing } = findReferencedFiles(directoryOf(...ids), file, [file, ...files]);
  return { named: named.map(({ path }) => path), missing };
}

describe("pitfall 3: file IDs are compared without case", () => {
  test.each([
    ["upper case on a disk of lower case", "IMAGES\\CT0001", "/cd/images/ct0001"],
    ["versions as ISO 9660 writes them", "IMAGES\\CT0001", "/cd/IMAGES/CT0001.;1"],
    ["an extension that the ID has not", "IMAGES\\CT0001", "/cd/IMAGES/CT0001.dcm"],
    ["an extension that the file has not", "IMAGES\\CT0001.DCM", "/cd/IMAGES/CT0001"],
    ["another extension", "CT0001.IMA", "/cd/ct0001.dcm"],
    ["slashes in the ID", "IMAGES/CT0001", "/cd/images/ct0001"],
    ["padding", " IMAGES\\CT0001 ", "/cd/IMAGES/CT0001"],
    ["backslashes in the path", "IMAGES\\CT0001", "/cd\\images\\ct0001"],
  ])("%s", (_, id, path) => {
    expect(found([id], "/cd/DICOMDIR", ["/cd/OTHER", path])).toEqual({ named: [path], missing: [] });
  });

  test("the name itself goes before one with another extension", () => {
    const paths = ["/cd/A.TXT", "/cd/A", "/cd/A.DCM"];
    expect(found(["A"], "/cd/DICOMDIR", paths).named).toEqual(["/cd/A"]);
    expect(found(["A.TXT"], "/cd/DICOMDIR", paths).named).toEqual(["/cd/A.TXT"]);
  });
});

describe("pitfall 4: a DICOMDIR is a hint", () => {
  test("IDs are looked for below its own folder alone", () => {
    const paths = ["/CT1", "/cd2/CT1", "/cd/sub/CT1"];
    expect(found(["CT1"], "/cd/DICOMDIR", paths)).toEqual({ named: [], missing: ["CT1"] });
    expect(found(["CT1"], "/cd/sub/index", paths).named).toEqual(["/cd/sub/CT1"]);
    expect(found(["..\\CT1"], "/cd/DICOMDIR", paths).named).toEqual([]);
  });

  test("beside it, without a folder in front, too", () => {
    expect(found(["IM\\1"], "DICOMDIR", ["im/1"]).named).toEqual(["im/1"]);
    expect(found(["IM\\1"], "./DICOMDIR", ["im/1"]).named).toEqual(["im/1"]);
  });

  test("missing files are counted in a warning that names none", () => {
    const [dicomdir, ...files] = filesOf("/cd/DICOMDIR", "/cd/A");
    const references = findReferencedFiles(directoryOf("A", "DOE1", "DOE2", "DOE3"), dicomdir, files);
    expect(references.missing).toEqual(["DOE1", "DOE2", "DOE3"]);
    expect(inspect(references)).toBe("DICOMDIR: 1 file found, 3 missing");
    expect(describeMissing([references])).toBe("a DICOMDIR names 3 files that are not among those given");
    const whole = findReferencedFiles(directoryOf("A"), dicomdir, files);
    expect(describeMissing([whole])).toBeUndefined();
    const one = findReferencedFiles(directoryOf("A", "DOE1"), dicomdir, files);
    expect(describeMissing([one, whole])).toBe("a DICOMDIR names 1 file that is not among those given");
    expect(describeMissing([one, whole, references])).toBe(
      "2 DICOMDIRs name 4 files that are not among those given",
    );
  });

  test("records out of use, records without a file, doubles and no records at all are no loss", () => {
    const [dicomdir, file] = filesOf("DICOMDIR", "A");
    const unused = reader({ 267520: "GONE", 267280: "0" });
    const double = reader({ 267520: "A" });
    const references = findReferencedFiles(reader({}, [unused, double, double, reader({})]), dicomdir, [
      file,
    ]);
    expect(references).toMatchObject({ files: [file], missing: [] });
    expect(findReferencedFiles(reader({}), dicomdir, [file])).toMatchObject({ files: [], missing: [] });
  });

  test("in an archive it names the entries beside it", async () => {
    const zip = zipSync({ "cd/DICOMDIR": new Uint8Array(1), "cd/IM/1": new Uint8Array(2) });
    async function* given() {
      yield { name: "x.zip", bytes: zip };
    }
    const { files } = await openSources(given(), { limits: DEFAULT_LIMITS });
    expect(findReferencedFiles(directoryOf("IM\\1"), files[0], files).files).toEqual([files[1]]);
  });
});

describe("pitfall 4: the root of the file-set need not be the folder of the DICOMDIR", () => {
  const IDS = ["DICOM\\S1\\I1", "DICOM\\S1\\I2", "DICOM\\S2\\I1"];
  const below = (root: string, extension = "") =>
    ["S1/I1", "S1/I2", "S2/I1"].map((name) => `${root}${name}${extension}`);

  test.each<[string, string, string[]]>([
    ["it lies in a folder that the IDs begin with", "/cd/DICOM/DICOMDIR", below("/cd/DICOM/")],
    ["it was copied beside the images", "/cd/meta/DICOMDIR", below("/cd/DICOM/")],
    ["the folder on the way has another name", "/cd/DICOMDIR", below("/cd/images/")],
    ["its own folder has another name", "/patient/DICOMDIR", below("/patient/")],
    ["the path that was given begins below the root", "DICOMDIR", below("")],
    ["with extensions that the IDs have not", "/cd/DICOM/DICOMDIR", below("/cd/DICOM/", ".dcm")],
    ["in lower case", "/cd/dicom/DICOMDIR", below("/cd/dicom/").map((path) => path.toLowerCase())],
  ])("%s: all files are found", (_, dicomdir, paths) => {
    expect(found(IDS, dicomdir, paths)).toEqual({ named: paths, missing: [] });
    // One of them less is one missing.
    expect(found(IDS, dicomdir, paths.slice(1))).toEqual({ named: paths.slice(1), missing: [IDS[0]] });
  });

  test("all IDs have one root: what lies elsewhere under their names is not it", () => {
    const paths = ["/cd/DICOM/S1/I1", "/cd/DICOM/S1/I2", "/cd/other/S2/I1"];
    expect(found(IDS, "/cd/DICOM/DICOMDIR", paths)).toEqual({
      named: paths.slice(0, 2),
      missing: [IDS[2]],
    });
  });

  test("IDs of one name are found elsewhere where several are", () => {
    const paths = ["/cd/images/IM1", "/cd/images/IM2"];
    expect(found(["IM1", "IM2", "IM3"], "/cd/DICOMDIR", paths)).toEqual({ named: paths, missing: ["IM3"] });
    expect(found(["IM1", "IM3"], "/cd/DICOMDIR", paths)).toEqual({ named: [], missing: ["IM1", "IM3"] });
  });

  test("files beside another DICOMDIR are that one's", () => {
    const other = ["/cd2/DICOMDIR", ...below("/cd2/DICOM/")];
    expect(found(IDS, "/cd1/DICOMDIR", other)).toEqual({ named: [], missing: IDS });
    const half = [...other, "/cd1/DICOM/S1/I1"];
    expect(found(IDS, "/cd1/DICOMDIR", half)).toEqual({
      named: ["/cd1/DICOM/S1/I1"],
      missing: IDS.slice(1),
    });
  });

  test("a file stands for one ID, where folders are left out", () => {
    const paths = ["/cd/I1", "/cd/I2"];
    expect(found(IDS, "/cd/DICOMDIR", paths)).toEqual({ named: paths, missing: [IDS[2]] });
  });

  test("pitfall 15: names that are all the same do not take for ever", () => {
    const paths = Array.from({ length: 20_000 }, (_, i) => `/cd/${i}/1`);
    const ids = Array.from({ length: 20_000 }, (_, i) => `X${i}\\1`);
    expect(found(ids, "/cd/DICOMDIR", paths).missing.length).toBe(ids.length);
  });
});

describe("isDicomdir", () => {
  const part10 = dicomFile({ "00041130": ["CS", "SET"] });

  /** Group 2 of a file of this class, with VRs or without. */
  function startOf(uid: string, explicit: boolean): Uint8Array {
    const value = uid.length % 2 ? `${uid}\0` : uid;
    const length = explicit
      ? `UI${String.fromCharCode(value.length)}\0`
      : `${String.fromCharCode(value.length)}\0\0\0`;
    const version = explicit
      ? "\u0002\0\u0001\0OB\0\0\u0002\0\0\0\0\u0001"
      : "\u0002\0\u0001\0\u0002\0\0\0\0\u0001";
    return Buffer.from(
      `${"\0".repeat(128)}DICM${version}\u0002\0\u0002\0${length}${value}\u0002\0\u0003\0`,
      "latin1",
    );
  }

  test("goes by the class in group 2, with VRs or without", () => {
    expect(isDicomdir(startOf(CLASS, true))).toBe(true);
    expect(isDicomdir(startOf(CLASS, false))).toBe(true);
    expect(isDicomdir(startOf(`${CLASS}1`, true))).toBe(false);
    expect(isDicomdir(startOf("1.2.840.10008.5.1.4.1.1.2", true))).toBe(false);
  });

  test("nothing else is one", () => {
    for (const bytes of [part10, ctSlice(0), new Uint8Array(0), Buffer.from("DICOMDIR")]) {
      expect(isDicomdir(bytes)).toBe(false);
    }
  });
});
