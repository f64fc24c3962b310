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
  type Rgb,
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
    return call.outputs[0].picture;
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

function decode(file: Uint8Array, mime: string): Picture {
  const { width, height, data } = decoders[mime](file);
  return { width, height, rgba: Uint8ClampedArray.from(data) };
}

const BLACK: Rgb = [0, 0, 0];
const WHITE: Rgb = [255, 255, 255];
const onBlack = (pictures: readonly Picture[]) => pictures.map((picture) => flattenPicture(picture, BLACK));

/** Of what is seen on a page of the colour. */
function squaredErrors(files: readonly Uint8Array[], mime: string, pictures: readonly Picture[], page: Rgb) {
  return files.reduce((sum, file, i) => {
    const { rgba } = flattenPicture(decode(file, mime), page);
    return flattenPicture(pictures[i], page).rgba.reduce(
      (all, level, at) => all + (level - rgba[at]) ** 2,
      sum,
    );
  }, 0);
}

/** A budget for four frames of so many bytes together. */
const budgetFor = (bytes: number) => 4096 + 4 * 32 + (bytes * 4) / 3;

const jpegsOf = (pictures: readonly Picture[], quality: number) =>
  onBlack(pictures).map((picture) => encodeJpeg(picture, quality));
const sizeOf = (files: readonly Uint8Array[]) => files.reduce((sum, { length }) => sum + length, 0);

test("without loss where the budget holds them: the pixels are those that were drawn", () => {
  const pictures = draw(KINDS["a colour map"]);
  const { mime, frames, note, width, height } = payloadOf(pictures, 4_000_000);
  expect([mime, note, width, height]).toEqual(["image/webp", "", pictures[0].width, pictures[0].height]);
  for (const [i, frame] of frames.entries()) {
    const decoded = decode(Buffer.from(frame, "base64"), mime);
    expect([decoded.width, decoded.height]).toEqual([width, height]);
    for (const page of [BLACK, WHITE]) {
      const [seen, drawn] = [decoded, pictures[i]].map((one) => Buffer.from(flattenPicture(one, page).rgba));
      expect(Buffer.compare(seen, drawn)).toBe(0);
    }
  }
});

describe.each(Object.entries(KINDS))("figures with %s", (_kind, options) => {
  const pictures = draw(options);

  test.each([
    [90, 0.9],
    [75, 0.7],
    [60, 0.55],
  ])(
    "have no more error than JPEG at %i in %d of its bytes, on a black page and a white one",
    (quality, share) => {
      const jpegs = jpegsOf(pictures, quality);
      const payload = payloadOf(pictures, budgetFor(share * sizeOf(jpegs)));
      expect(payload.mime).toBe("image/webp");
      expect(payload.note).toContain(`WebP pictures of ${pictures[0].width} x ${pictures[0].height}`);
      const webps = payload.frames.map((frame) => Buffer.from(frame, "base64"));
      const most = squaredErrors(jpegs, "image/jpeg", pictures, BLACK);
      for (const page of [BLACK, WHITE]) {
        expect(squaredErrors(webps, "image/webp", pictures, page)).toBeLessThanOrEqual(most);
      }
    },
  );

  test("are transparent around the picture at every size, and solid in it", () => {
    for (const share of [0.55, 0.3, 0.1]) {
      const payload = payloadOf(pictures, budgetFor(share * sizeOf(jpegsOf(pictures, 60))));
      const { width, height, rgba } = decode(Buffer.from(payload.frames[0], "base64"), payload.mime);
      const alphaAt = (x: number, y: number) => rgba[4 * (y * width + x) + 3];
      expect([alphaAt(0, 0), alphaAt(width - 1, height - 1), alphaAt(width >> 1, height >> 1)]).toEqual([
        0, 0, 255,
      ]);
    }
  });

  test.each([95, 70])("take no more bytes at quality %i than on black", (quality) => {
    const bytes = (given: readonly Picture[]) =>
      sizeOf(given.map((picture) => findWebpCoder()?.encode(picture, quality, false) ?? new Uint8Array()));
    expect(bytes(pictures)).toBeGreaterThan(0);
    expect(bytes(pictures)).toBeLessThanOrEqual(bytes(onBlack(pictures)));
  });
});

test("colour from pixel to pixel is JPEG where its bytes fit, which keeps it, and WebP below", () => {
  const pictures = onBlack(draw(SPECKLED));
  expect(payloadOf(pictures, budgetFor(1.01 * sizeOf(jpegsOf(pictures, 90)))).mime).toBe("image/jpeg");
  const below = payloadOf(pictures, budgetFor(sizeOf(jpegsOf(pictures, 60))));
  expect([below.mime, below.note]).toEqual(["image/webp", expect.stringContaining("WebP pictures of 400 x")]);
});

test("colour from pixel to pixel is WebP too where something is transparent, which JPEG cannot be", () => {
  const pictures = draw(SPECKLED);
  for (const quality of [90, 75]) {
    const { mime, note } = payloadOf(pictures, budgetFor(1.01 * sizeOf(jpegsOf(pictures, quality))));
    expect([mime, note]).toEqual(["image/webp", expect.stringContaining("WebP pictures of 400 x")]);
  }
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
