import { decode as decodeWebp } from "@cwasm/webp";
import jpeg from "jpeg-js";
import { readViewerPayload } from "tslab-dicom/contract";
import { afterEach, describe, expect, test, vi } from "vitest";
import { encodeJpeg } from "../../../../kernel-lib/src/display/jpeg/jpeg";
import {
  createFramesPayload,
  type FramesPayloadOptions,
  fitFrameWidth,
} from "../../../../kernel-lib/src/display/payload/framesPayload";
import { findWebpCoder } from "../../../../kernel-lib/src/display/payload/webpCoder";
import {
  createPicture,
  flattenPicture,
  type Picture,
} from "../../../../kernel-lib/src/display/raster/picture";
import { type ImshowOptions, imshow } from "../../../../kernel-lib/src/kernel/figure";
import { captureCall } from "../../../../kernel-lib/src/kernel/output/capture";
import { maskOf, randomStream, volumeOf } from "../../../makers/volumes";

const random = randomStream(7);
/** How far a voxel is from the centre of an ellipse in the middle row, which 1 is on. */
const distance = (row: number, column: number, centre: number, wide: number) =>
  ((row - 80) / 50) ** 2 + ((column - centre) / wide) ** 2;
const toLung = (row: number, column: number) =>
  Math.min(distance(row, column, 60, 34), distance(row, column, 140, 34));
/** A body with two lungs, rings of vessels in them, and noise of 60 HU. */
const chest = volumeOf([4, 160, 200], (slice, row, column) => {
  if (distance(row, column, 100, 95) > 2) return -1000;
  const noise = 120 * (random() - 0.5);
  const lung = toLung(row, column);
  return noise + (lung > 1 ? 40 : -850 + 500 * Math.max(0, Math.sin(14 * lung + slice)) ** 6);
});
const lungs = maskOf(chest, (_slice, row, column) => toLung(row, column) < 1);
/** Single voxels all over the lungs: colour that changes from pixel to pixel. */
const speckles = maskOf(chest, (slice, row, column) => chest.voxels.get(slice, row, column) < -860);

const KINDS = {
  "grey levels": { window: "lung" },
  "a colour map": { colorMap: "bone" },
  "tinted lungs": { overlays: [{ mask: lungs, color: [255, 90, 60], alpha: 0.4 }] },
} satisfies Record<string, ImshowOptions>;
const SPECKLED: ImshowOptions = { window: "lung", overlays: [{ mask: speckles, color: [255, 90, 60] }] };

function draw(options: ImshowOptions, width = 400): Picture[] {
  return [0, 1, 2, 3].map((slice) => {
    const call = captureCall(() => imshow(chest, { slice, ...options }), width);
    if (call instanceof Promise || !call.outputs[0].picture) throw new Error("no picture");
    return flattenPicture(call.outputs[0].picture, [0, 0, 0]);
  });
}

function payloadOf(pictures: readonly Picture[], budget: number, create = createFramesPayload) {
  const frames = pictures.map((picture, value) => ({ value, picture, alt: `slice ${value}` }));
  const options: FramesPayloadOptions = {
    title: "",
    name: "x",
    frames,
    frame: 0,
    budget,
    outputBudget: budget,
  };
  const reading = readViewerPayload(JSON.parse(JSON.stringify(create(options))));
  if ("problem" in reading || reading.payload.kind !== "frames") throw new Error("no frames");
  return reading.payload;
}

/** By libwebp's decoder in another package than the encoder's, and by jpeg-js: what browsers show. */
const decoders: Record<
  string,
  (bytes: Uint8Array) => { width: number; height: number; data: ArrayLike<number> }
> = {
  "image/webp": decodeWebp,
  "image/jpeg": (bytes) => jpeg.decode(bytes, { useTArray: true }),
};

function squaredError(file: Uint8Array, mime: string, { rgba }: Picture): number {
  const { data } = decoders[mime](file);
  return rgba.reduce((sum, level, i) => sum + (level - data[i]) ** 2, 0);
}

/** A budget for four frames of so many bytes together. */
const budgetFor = (bytes: number) => 4096 + 4 * 32 + (bytes * 4) / 3;

const jpegsOf = (pictures: readonly Picture[], quality: number) =>
  pictures.map((picture) => encodeJpeg(picture, quality));
const sizeOf = (files: readonly Uint8Array[]) => files.reduce((sum, { length }) => sum + length, 0);

test("without loss where the budget holds them: the pixels are those that were drawn", () => {
  const pictures = draw(KINDS["a colour map"]);
  const { mime, frames, note, width, height } = payloadOf(pictures, 4_000_000);
  expect([mime, note, width, height]).toEqual(["image/webp", "", pictures[0].width, pictures[0].height]);
  for (const [i, frame] of frames.entries()) {
    const decoded = decodeWebp(Buffer.from(frame, "base64"));
    expect([decoded.width, decoded.height]).toEqual([width, height]);
    expect(Buffer.compare(Buffer.from(decoded.data), Buffer.from(pictures[i].rgba))).toBe(0);
  }
});

describe.each(Object.entries(KINDS))("figures with %s", (_kind, options) => {
  const pictures = draw(options);

  test.each([
    [90, 0.9],
    [75, 0.7],
    [60, 0.55],
  ])("have no more error than JPEG at %i in %d of its bytes", (quality, share) => {
    const jpegs = jpegsOf(pictures, quality);
    const payload = payloadOf(pictures, budgetFor(share * sizeOf(jpegs)));
    expect(payload.mime).toBe("image/webp");
    expect(payload.note).toContain(`WebP pictures of ${pictures[0].width} x ${pictures[0].height}`);
    const errorOf = (files: readonly Uint8Array[], mime: string) =>
      files.reduce((sum, file, i) => sum + squaredError(file, mime, pictures[i]), 0);
    const webps = payload.frames.map((frame) => Buffer.from(frame, "base64"));
    expect(errorOf(webps, "image/webp")).toBeLessThanOrEqual(errorOf(jpegs, "image/jpeg"));
  });
});

test("colour from pixel to pixel is JPEG where its bytes fit, which keeps it, and WebP below", () => {
  const pictures = draw(SPECKLED);
  expect(payloadOf(pictures, budgetFor(1.01 * sizeOf(jpegsOf(pictures, 90)))).mime).toBe("image/jpeg");
  const below = payloadOf(pictures, budgetFor(sizeOf(jpegsOf(pictures, 60))));
  expect([below.mime, below.note]).toEqual(["image/webp", expect.stringContaining("WebP pictures of 400 x")]);
});

test.each([20_000, 30_000, 60_000, 120_000])("a budget of %i bytes is kept", (budget) => {
  const payload = payloadOf(draw(KINDS["a colour map"]), budget);
  expect(JSON.stringify(payload).length).toBeLessThanOrEqual(budget);
  expect(payload.note).toMatch(
    /^Frames are WebP pictures of \d+ x \d+, to keep this output under 0\.\d MB\.$/,
  );
});

test("a picture longer than WebP can hold is PNG", () => {
  expect(payloadOf([createPicture(3, 16_384, [9, 9, 9])], 100_000).mime).toBe("image/png");
  expect(payloadOf([createPicture(3, 16_383, [9, 9, 9])], 100_000).mime).toBe("image/webp");
});

describe("where WebAssembly is missing", () => {
  afterEach(() => vi.unstubAllGlobals());

  test("frames are PNG and JPEG, and smaller", async () => {
    vi.resetModules();
    vi.stubGlobal("WebAssembly", {
      Module: class {
        constructor() {
          throw new Error("no SIMD");
        }
      },
    });
    const coder = await import("../../../../kernel-lib/src/display/payload/webpCoder");
    const without = await import("../../../../kernel-lib/src/display/payload/framesPayload");
    expect(coder.findWebpCoder()).toBeNull();
    const pictures = draw(KINDS["a colour map"]);
    expect(payloadOf(pictures, 4_000_000, without.createFramesPayload).mime).toBe("image/png");
    const { mime, note } = payloadOf(pictures, 60_000, without.createFramesPayload);
    expect([mime, note]).toEqual(["image/jpeg", expect.stringMatching(/^Frames are JPEG pictures of/)]);
    expect(without.fitFrameWidth(261, 4e6)).toBeLessThan(0.8 * fitFrameWidth(261, 4e6));
  });
});

test("the encoder leaves no browser's class on the global object", () => {
  expect(findWebpCoder()).not.toBeNull();
  expect(globalThis).not.toHaveProperty("ImageData");
});
