import { describe, expect, test } from "vitest";
import { TAGS } from "../../../../kernel-lib/src/dicom/elements/tags";
import { readFrames } from "../../../../kernel-lib/src/dicom/image/readFrames";
import { splitVolumes } from "../../../../kernel-lib/src/dicom/series/splitVolumes";
import { DicomFileError, LimitExceededError } from "../../../../kernel-lib/src/errors";
import { DEFAULT_LIMITS } from "../../../../kernel-lib/src/limits";
import { fileOf, headerOf, pixelDigest, shuffled, type Values } from "../../../makers/frames";

const frames = (values: Values) => readFrames(fileOf(3), headerOf(values), DEFAULT_LIMITS);

describe("classic images", () => {
  test("a file without a number of frames has one, read from its data set", () => {
    const [frame, ...others] = frames({ x00080060: "CT" });
    expect(others).toEqual([]);
    expect(frame.index).toBe(0);
    expect(frame.elements.text(TAGS.Modality)).toBe("CT");
  });

  test.each(["", "0", "-3", "2.5", "none"])("pitfall 9: a number of frames of '%s' counts as 1", (text) => {
    expect(frames({ x00280008: text })).toHaveLength(1);
  });

  test("a multi-frame image without functional groups has frames that all read the data set", () => {
    const found = frames({ x00280008: "3", x00280010: 64 });
    expect(found.map(({ index }) => index)).toEqual([0, 1, 2]);
    expect(found.map(({ elements }) => elements.uint16(TAGS.Rows))).toEqual([64, 64, 64]);
    expect(found.map(({ elements }) => elements.decimals(TAGS.ImagePositionPatient))).toEqual(
      Array(3).fill(undefined),
    );
  });

  test("pitfall 15: 2^31 frames are refused before anything is made of them", () => {
    expect(() => frames({ x00280008: String(2 ** 31) })).toThrow(LimitExceededError);
    expect(() => frames({ x00280008: String(2 ** 31) })).toThrow(
      /^file 3 of 2000 \(by name\): frames must be at most 100000; found 2147483648/,
    );
  });
});

/** An enhanced CT of these heights, its frames in the order given. */
function enhanced(
  heights: readonly number[],
  values: Values = {},
  perFrame: (i: number) => Values = () => ({}),
) {
  return headerOf({
    x00080008: "ORIGINAL\\PRIMARY\\MIXED\\NONE",
    x00080016: "1.2.840.10008.5.1.4.1.1.2.1",
    x00080018: "1.2.3.1",
    x00080060: "CT",
    x0020000e: "1.2.826.1",
    x00280004: "MONOCHROME2",
    x00280008: String(heights.length),
    x00280010: 40,
    x00280011: 32,
    x52009229: [
      {
        x00209116: [{ x00200037: "1\\0\\0\\0\\1\\0" }],
        x00289110: [{ x00280030: "0.8\\0.7", x00180050: "3" }],
        x00289145: [{ x00281052: "-1024", x00281053: "1", x00281054: "HU" }],
        x00189314: [{ x00181210: "B30f" }],
        x00189329: [{ x00089007: "ORIGINAL\\PRIMARY\\VOLUME\\NONE" }],
        x00409096: [{ x00409225: 2 }],
      },
    ],
    x52009230: heights.map((z, i) => ({
      x00209111: [{ x00209057: i + 1 }],
      x00209113: [{ x00200032: `-10\\-20\\${z}` }],
      ...perFrame(i),
    })),
    ...values,
  });
}

describe("enhanced images", () => {
  test("pitfall 32: each frame reads its own groups first, then the shared ones, then the data set", () => {
    const header = enhanced([9, 0, 6, 3], {}, (i) =>
      i === 2 ? { x00289145: [{ x00281052: "-2000", x00281053: "2" }] } : {},
    );
    const found = readFrames(fileOf(1), header, DEFAULT_LIMITS);
    expect(found.map(({ elements }) => elements.decimals(TAGS.ImagePositionPatient)?.[2])).toEqual([
      9, 0, 6, 3,
    ]);
    expect(found.map(({ elements }) => elements.decimals(TAGS.RescaleIntercept))).toEqual([
      [-1024],
      [-1024],
      [-2000],
      [-1024],
    ]);
    expect(found.map(({ elements }) => elements.uint32(TAGS.InStackPositionNumber))).toEqual([1, 2, 3, 4]);
    const [{ elements }] = found;
    expect(elements.decimals(TAGS.PixelSpacing)).toEqual([0.8, 0.7]);
    expect(elements.text(TAGS.ConvolutionKernel)).toBe("B30f");
    expect(elements.text(TAGS.Modality)).toBe("CT");
    expect(elements.has(TAGS.PixelPaddingValue)).toBe(false);
    expect(
      elements
        .items({ number: 0x00409096, vr: "SQ" })
        .map((item) => item.uint16({ number: 0x00409225, vr: "US" })),
    ).toEqual([2]);
  });

  test("pitfall 32: the image type of a frame is its frame type, not the MIXED of the data set", () => {
    const [{ elements }] = readFrames(fileOf(1), enhanced([0]), DEFAULT_LIMITS);
    expect(elements.text(TAGS.ImageType, 2)).toBe("VOLUME");
  });

  test("a legacy converted image keeps what has no macro in its unassigned attributes", () => {
    const header = enhanced([0, 3], {}, (i) => ({ x00209171: [{ x00200013: String(7 + i) }] }));
    const found = readFrames(fileOf(1), header, DEFAULT_LIMITS);
    expect(found.map(({ elements }) => elements.decimals(TAGS.InstanceNumber))).toEqual([[7], [8]]);
  });

  test.each([
    ["fewer", "4", "its Number of Frames (0028,0008) is 4"],
    ["more", "2", "its Number of Frames (0028,0008) is 2"],
    ["none", "", "it has no Number of Frames (0028,0008), which means one frame"],
  ])("more or fewer described frames than there are (%s) are refused", (_name, declared, said) => {
    const read = () => readFrames(fileOf(1), enhanced([0, 3, 6], { x00280008: declared }), DEFAULT_LIMITS);
    expect(read).toThrow(DicomFileError);
    expect(read).toThrow(`${said}, and its functional groups describe 3`);
  });

  test("pitfall 32: frames in random order become one volume, ascending along the normal", async () => {
    const order = shuffled(12, 5);
    const found = readFrames(fileOf(1), enhanced(order.map((i) => 3 * i)), DEFAULT_LIMITS);
    const [volume, ...others] = await splitVolumes(found, { pixelDigest });
    expect(others).toEqual([]);
    expect(volume.frames.map(({ index }) => order[index])).toEqual([...Array(12).keys()]);
    expect(volume.spacing).toEqual([3, 0.8, 0.7]);
    expect([volume.kernel, volume.problem]).toEqual(["B30f", null]);
  });

  test("pitfall 32: stacks and temporal positions of one file are volumes of their own", async () => {
    const content = (i: number): Values => ({
      x00209111: [{ x00209056: i < 12 ? "1" : "2", x00209128: i < 12 ? 1 + (i % 2) : 1 }],
    });
    const heights = [...Array(12).keys()].map((i) => 3 * Math.floor(i / 2));
    const header = enhanced([...heights, 0, 3, 6, 9], {}, content);
    const volumes = await splitVolumes(readFrames(fileOf(1), header, DEFAULT_LIMITS), { pixelDigest });
    expect(volumes.map(({ slices, phase }) => [slices, phase?.by, phase?.number])).toEqual([
      [6, "temporal position", 1],
      [6, "temporal position", 2],
      [4, undefined, undefined],
    ]);
  });

  test("pitfall 32: parts of a concatenation join", async () => {
    const parts = [
      [0, 3, 6],
      [9, 12],
    ].map((heights, i) =>
      readFrames(fileOf(i + 1), enhanced(heights, { x00080018: `1.2.3.${i}` }), DEFAULT_LIMITS),
    );
    const [volume, ...others] = await splitVolumes(parts.flat(), { pixelDigest });
    expect([volume.slices, volume.spacing[0], others]).toEqual([5, 3, []]);
  });

  test("pitfall 32: an enhanced image without functional groups has no place", async () => {
    const header = enhanced([0, 3], { x52009229: null, x52009230: null });
    const [volume] = await splitVolumes(readFrames(fileOf(1), header, DEFAULT_LIMITS), { pixelDigest });
    expect([volume.kind, volume.spacing, volume.problem]).toEqual([
      "volume",
      [null, null, null],
      "no place in the patient: image position or orientation is missing in every slice",
    ]);
  });
});
