import { describe, expect, test } from "vitest";
import { classifyFile } from "../../../../kernel-lib/src/dicom/image/classifyFile";
import { countSteps } from "../../../drivers/countSteps";
import { headerOf } from "../../../makers/frames";

const STORAGE = "1.2.840.10008.5.1.4.1.1";
const kindOf = (sopClass: string, pixels: boolean) =>
  classifyFile(headerOf({ x00080016: sopClass }, { pixels }));

describe("pitfall 1: objects that are no slices", () => {
  test.each([
    ["88.33", false, "structured report"],
    ["88.59", false, "key object selection"],
    ["88.67", false, "radiation dose report"],
    ["11.1", false, "presentation state"],
    ["481.3", false, "RT structure set"],
    ["481.5", false, "RT plan"],
    ["481.2", true, "RT dose"],
    ["481.12", false, "radiotherapy object"],
    ["66.4", true, "segmentation"],
    ["66.7", true, "label map segmentation"],
    ["66", false, "raw data"],
    ["9.1.1", false, "waveform"],
    ["9.4.1", false, "audio"],
    ["104.1", false, "encapsulated PDF"],
  ])("SOP class ...%s is related: %s %s", (sopClass, pixels, name) => {
    expect(kindOf(`${STORAGE}.${sopClass}`, pixels)).toEqual({ kind: "related", name });
  });
});

test.each([
  ["CT", "2"],
  ["enhanced CT", "2.1"],
  ["secondary capture", "7"],
  ["colour secondary capture", "7.4"],
  ["parametric map", "30"],
  ["RT image", "481.1"],
  ["unknown class", "9999.1"],
])("a %s with pixels is an image", (_name, sopClass) => {
  expect(kindOf(`${STORAGE}.${sopClass}`, true)).toEqual({ kind: "image" });
});

test.each([
  ["a CT", { x00080016: `${STORAGE}.2` }, "image without pixels"],
  ["an enhanced CT", { x00080016: `${STORAGE}.2.1` }, "image without pixels"],
  ["a CT by its meta header", { x00020002: `${STORAGE}.2` }, "image without pixels"],
  ["what has no class", {}, "image without pixels"],
  ["what has a matrix", { x00080016: `${STORAGE}.9999.1`, x00280010: 512 }, "image without pixels"],
  ["what has a place", { x00080016: "1.2.999", x00200032: "0\\0\\0" }, "image without pixels"],
  ["any other class", { x00080016: `${STORAGE}.9999.1` }, "unknown"],
])("%s without pixels", (_name, values, kind) => {
  expect(classifyFile(headerOf(values, { pixels: false }))).toEqual({ kind });
});

test("a DICOMDIR is told by its meta header, or by its records", () => {
  const directory = { kind: "directory" };
  expect(classifyFile(headerOf({ x00020002: "1.2.840.10008.1.3.10" }, { pixels: false }))).toEqual(directory);
  expect(classifyFile(headerOf({ x00041220: [{ x00041430: "PATIENT" }] }, { pixels: false }))).toEqual(
    directory,
  );
});

test("pitfall 15: a SOP class of a million dots takes no longer than one of 64 characters", async () => {
  const { result, steps } = await countSteps(() => kindOf(".1".repeat(500_000), true));
  expect(result).toEqual({ kind: "image" });
  expect(steps).toBeLessThanOrEqual((await countSteps(() => kindOf(".1".repeat(32), true))).steps);
});
