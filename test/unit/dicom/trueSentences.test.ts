import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { loadScan } from "../../../kernel-lib/src/dicom/loadScan";
import { scanFolder } from "../../../kernel-lib/src/dicom/scanFolder";
import { GeometryError, MultipleVolumesError } from "../../../kernel-lib/src/errors";
import { warningOf } from "../../checks/volumeProblems";
import { loadError, loadFiles } from "../../drivers/loadFiles";
import { ctSlice, folderOf } from "../../makers/ctSeries";
import { DEFLATED, type Elements, lying, sequence } from "../../makers/dicomFile";
import { AXIAL, latticeSlice, sliceOrigin } from "../../makers/latticeSlices";
import { seriesFiles } from "../../makers/seriesFiles";

describe("a listing says of a volume what its load says", () => {
  // Two slices lie nearer to others than their usual distance, so that most of the stack looks like gaps.
  const places = [0, 3, 3.1, 6, 9, 9.1, 12, 15];
  const uneven = () =>
    seriesFiles(places.length, (i) => ({ position: sliceOrigin(AXIAL, places[i]), hu: () => 7 * i }));
  const series = (files: Record<string, Uint8Array>, name: string) =>
    Object.fromEntries(Object.entries(files).map(([file, bytes]) => [`${name}${file}`, bytes]));

  test("of uneven gaps, in scanFolder", async () => {
    const folder = folderOf(uneven());
    const error = await loadScan(folder).catch((thrown: unknown) => thrown);
    if (!(error instanceof GeometryError)) throw error;
    const { volumes } = await scanFolder(folder);
    expect(volumes.map(({ problem }) => problem)).toEqual([error.problems.join("; ")]);
  });

  test("and where several volumes are to choose from", async () => {
    const whole = seriesFiles(4, () => ({ series: 2 }));
    const folder = folderOf({ ...series(uneven(), "a"), ...series(whole, "b") });
    const error = await loadScan(folder).catch((thrown: unknown) => thrown);
    if (!(error instanceof MultipleVolumesError)) throw error;
    const chosen = await loadScan(folder, { volume: 0 }).catch((thrown: unknown) => thrown);
    if (!(chosen instanceof GeometryError)) throw chosen;
    expect(error.volumes.map((line) => line.includes(chosen.problems.join("; ")))).toEqual([true, false]);
  });

  test("of a slice without its place, with its file", async () => {
    const files = seriesFiles(3, (i) => (i === 0 ? {} : { elements: { "00200032": ["DS", null] } }));
    const { volumes } = await scanFolder(folderOf(files));
    const error = await loadError(files);
    expect(error.message).toContain(volumes[0].problem);
  });
});

test("a deflated data set that ends within its pixels has not changed while it was read", async () => {
  const spec = { transferSyntax: DEFLATED };
  const short: Elements = { "7FE00010": ["OW", lying(Buffer.alloc(100), 2 * 40 * 32)] };
  const files = { ...seriesFiles(3, () => spec), short: latticeSlice(3, { ...spec, elements: short }) };
  const error = await loadError(files);
  expect(error.message).toContain("its deflated data set is cut or damaged: it ends within its pixel data");
});

describe("functional groups of more frames than a file has", () => {
  const groups: Elements = { "52009230": ["SQ", sequence([{}, {}, {}])] };
  test.each([
    [
      null,
      "it has no Number of Frames (0028,0008), which means one frame, and its functional groups describe 3",
    ],
    [
      "",
      "it has no Number of Frames (0028,0008), which means one frame, and its functional groups describe 3",
    ],
    ["two", "its Number of Frames (0028,0008) is no whole number above 0 and counts as 1, and its"],
    ["0", "its Number of Frames (0028,0008) is no whole number above 0 and counts as 1, and its"],
    ["1", "its Number of Frames (0028,0008) is 1, and its functional groups describe 3"],
  ])("a Number of Frames of %j is not said to be another", async (frames, problem) => {
    const file = latticeSlice(0, { elements: { ...groups, "00280008": ["IS", frames] } });
    expect((await loadError({ file })).message).toContain(problem);
  });
});

test.each([
  ["US", "Images of modality US have no place in the patient; give a series of slices, such as a CT"],
  ["DX", "Images of modality DX have no place in the patient; give a series of slices, such as a CT"],
  ["CT", "Export the series again with its geometry, or leave this file out"],
  ["MR", "Export the series again with its geometry, or leave this file out"],
])("images of %s are told to be exported again only where there is a geometry", async (modality, remedy) => {
  const elements: Elements = {
    "00080060": ["CS", modality],
    "00200032": ["DS", null],
    "00200037": ["DS", null],
  };
  expect((await loadError({ file: ctSlice(0, { elements }) })).message).toMatch(new RegExp(`${remedy}$`));
});

test.each([
  [1, "1 other lies beside it"],
  [2, "2 others lie beside it"],
])("%i other volumes beside the one that is loaded are counted in words", async (others, words) => {
  const localizers = Array.from({ length: others }, (_, i) => {
    const elements: Elements = { "00080008": ["CS", "ORIGINAL\\PRIMARY\\LOCALIZER"] };
    return [`z${i}`, latticeSlice(0, { series: 2 + i, elements })] as const;
  });
  const scan = await loadFiles({ ...seriesFiles(4), ...Object.fromEntries(localizers) });
  expect(warningOf(scan, "OTHER_VOLUMES").message).toContain(words);
});

describe("a path that leads to no image", () => {
  test("is shown as it was typed", async () => {
    for (const path of ["no/such/folder", './no "such" folder']) {
      for (const load of [loadScan, scanFolder]) {
        const error: Error = await load(path).then(
          () => new Error("loaded"),
          (thrown) => thrown,
        );
        expect(error).toMatchObject({ tag: "NoDicomError", path });
        expect(error.message).toContain(`in ${JSON.stringify(path)}; found no such file or folder`);
        expect(inspect(error)).toContain(JSON.stringify(path));
      }
    }
  });

  test("of a list is the one that leads nowhere", async () => {
    await expect(loadScan([folderOf(seriesFiles(2)), "nowhere"])).rejects.toThrow('in "nowhere"; found');
  });

  test("and never with a name found below it", async () => {
    const folder = folderOf({ "Doe^Jane.txt": "text" });
    const error: Error = await loadScan(folder).then(
      () => new Error("loaded"),
      (thrown) => thrown,
    );
    expect(error.message).toContain(`in ${JSON.stringify(folder)}; found no image among 1 not DICOM`);
    expect(inspect(error)).not.toContain("Jane");
  });
});
