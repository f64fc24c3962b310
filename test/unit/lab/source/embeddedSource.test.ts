import fc from "fast-check";
import type { SlicesPayload, SlicesPreview } from "tslab-dicom/contract";
import { describe, expect, test, vi } from "vitest";
import { createEmbeddedSource } from "../../../../lab-extension/src/source/embeddedSource";
import type { PlaneImage, PlaneKey } from "../../../../lab-extension/src/source/planeSource";
import { embedBits, embedSlices } from "../../../makers/embedded";
import { type PlainVolume, plainPlane } from "../../../reference/plainPlanes";
import { slicesPayload } from "../payloads";

// Pictures of the test hold their grey levels as they are: no browser is needed to decode them.
vi.mock("../../../../lab-extension/src/decode/picture", () => ({
  decodePicture: async (text: string) => {
    if (text === "damaged") throw new Error("no picture");
    const [height, width, ...levels] = Buffer.from(text, "base64");
    return { height, width, levels, close: () => undefined };
  },
  readRedChannel: ({ levels }: { levels: number[] }) => Uint8Array.from(levels),
}));

/** The pictures of keys once they are there, and the sentences about those that cannot be had. */
async function bring(
  payload: SlicesPayload,
  keys: readonly PlaneKey[],
  limits?: { pictureBytes: number; stackBytes: number },
) {
  const never = new AbortController().signal;
  const source = createEmbeddedSource(payload, never, limits);
  const told: PlaneImage[] = [];
  const failed: string[] = [];
  source.onImage((image) => told.push(image), never);
  source.onFailure((_, sentence) => failed.push(sentence), never);
  source.want(keys);
  await vi.waitFor(() => expect(told.length + failed.length).toBe(keys.length));
  return { source, told, failed, images: keys.map((key) => source.peek(key)) };
}

const key = (changes: Partial<PlaneKey> = {}): PlaneKey => ({
  layer: 0,
  axis: 0,
  first: 0,
  last: 0,
  mode: "max",
  ...changes,
});

function previewOf(levels: readonly number[], [slices, rows, columns]: readonly number[]): SlicesPreview {
  const size = rows * columns;
  const picture = (slice: number) =>
    Buffer.from([rows, columns, ...levels.slice(slice * size, (slice + 1) * size)]).toString("base64");
  return {
    rows,
    columns,
    low: -1000,
    high: 1000,
    mime: "image/jpeg",
    slices: Array.from({ length: slices }, (_, slice) => picture(slice)),
  };
}

const size = fc.integer({ min: 1, max: 6 });
const scene = fc
  .record({
    shape: fc.tuple(size, size, size),
    axis: fc.constantFrom(0, 1, 2) as fc.Arbitrary<0 | 1 | 2>,
    mode: fc.constantFrom("max", "min", "mean") as fc.Arbitrary<"max" | "min" | "mean">,
  })
  .chain(({ shape, axis, mode }) => {
    const voxels = shape[0] * shape[1] * shape[2];
    const list = <T>(each: fc.Arbitrary<T>) => fc.array(each, { minLength: voxels, maxLength: voxels });
    const plane = fc.integer({ min: 0, max: shape[axis] - 1 });
    return fc.record({
      values: list(fc.integer({ min: 0, max: 255 })),
      outside: list(fc.boolean()),
      ends: fc.tuple(plane, plane),
      shape: fc.constant(shape),
      axis: fc.constant(axis),
      mode: fc.constant(mode),
    });
  });

/** A mean of grey levels is one again. */
const roundLevels = (values: readonly number[]) => values.map(Math.round);

/** How a second volume looks. */
const SECOND = {
  name: "PET",
  units: "",
  range: [0, 9],
  window: { centre: 4, width: 8 },
  colorMap: "viridis",
  alpha: 0.5,
} as const;

describe("createEmbeddedSource", () => {
  test.each(["exact", "preview"] as const)("cuts planes and slabs of every axis, %s", async (quality) => {
    await fc.assert(
      fc.asyncProperty(scene, async ({ shape, values, outside, axis, mode, ends }) => {
        const [first, last] = [Math.min(...ends), Math.max(...ends)];
        const volume: PlainVolume = { shape, values, outside };
        const payload = slicesPayload({
          shape,
          exact: quality === "exact" ? embedSlices(values, shape) : [],
          preview: quality === "exact" ? null : previewOf(values, shape),
          padding: embedBits(outside, shape),
        });
        const wanted = key({ axis, first, last, mode });
        const { images } = await bring(payload, [wanted]);
        const expected = plainPlane(volume, wanted);
        const exactMean = Array.from(Float32Array.from(expected.values));
        expect(images[0]?.quality).toBe(quality);
        expect(Array.from(images[0]?.values ?? [])).toEqual(
          quality === "exact" ? exactMean : roundLevels(expected.values),
        );
        expect(Array.from(images[0]?.padding ?? [], Boolean)).toEqual(expected.outside);
        const [rows, columns] = [0, 1, 2].filter((each) => each !== axis).map((each) => shape[each]);
        expect([images[0]?.rows, images[0]?.columns]).toEqual([rows, columns]);
      }),
      { seed: 11, numRuns: 40 },
    );
  });

  test("shows the exact slice where one is embedded, the preview elsewhere, each told once", async () => {
    const shape = [3, 2, 2] as const;
    const levels = Array.from({ length: 12 }, (_, i) => i);
    const exact = embedSlices(
      levels.map((level) => 100 * level),
      shape,
    ).slice(1, 2);
    const payload = slicesPayload({ shape, exact, preview: previewOf(levels, shape), slice: 1 });
    const { told, source } = await bring(payload, [key({ first: 1, last: 1 }), key({ axis: 1 })]);
    expect(told.map(({ quality, key: { axis } }) => [axis, quality])).toEqual([
      [0, "exact"],
      [1, "preview"],
    ]);
    expect(Array.from(told[0].values)).toEqual([400, 500, 600, 700]);
    expect(Array.from(source.peek(key())?.values ?? [])).toEqual([0, 1, 2, 3]);
  });

  test("finds planes of a preview that has fewer pixels than the volume has voxels", async () => {
    const payload = slicesPayload({
      shape: [1, 4, 4],
      exact: [],
      preview: previewOf([1, 2, 3, 4], [1, 2, 2]),
    });
    const { images } = await bring(payload, [
      key({ axis: 1, first: 3, last: 3 }),
      key({ axis: 2, first: 0, last: 3 }),
    ]);
    expect(images.map((image) => Array.from(image?.values ?? []))).toEqual([
      [3, 4],
      [2, 4],
    ]);
  });

  test("brings the second volume as layer 1", async () => {
    const shape = [1, 1, 2] as const;
    const second = {
      ...SECOND,
      exact: embedSlices([7, 8], shape),
      preview: null,
    } as const;
    const { images } = await bring(slicesPayload({ shape, exact: embedSlices([1, 2], shape), second }), [
      key(),
      key({ layer: 1 }),
    ]);
    expect(images.map((image) => Array.from(image?.values ?? []))).toEqual([
      [1, 2],
      [7, 8],
    ]);
  });

  test.each(["exact", "preview"] as const)("brings the padding of a second volume, %s", async (quality) => {
    const shape = [2, 2, 4] as const;
    const bits = [1, 1, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1];
    const levels = bits.map((_, i) => i);
    const isExact = quality === "exact";
    const second = {
      ...SECOND,
      exact: isExact ? embedSlices(levels, shape) : [],
      preview: isExact ? null : previewOf([0, 1, 2, 3], [2, 1, 2]),
      padding: embedBits(bits, shape),
    } as const;
    const keys = [key(), key({ layer: 1 }), key({ layer: 1, first: 1, last: 1 })];
    const { images } = await bring(slicesPayload({ shape, exact: embedSlices(levels, shape), second }), keys);
    expect(images.map((image) => image?.quality)).toEqual(["exact", quality, quality]);
    expect(images.map((image) => image?.padding && Array.from(image.padding))).toEqual([
      null,
      isExact ? bits.slice(0, 8) : [1, 0],
      isExact ? bits.slice(8) : [0, 1],
    ]);
  });

  test("decodes the slices around as soon as the reader moves, and not before", async () => {
    const shape = [9, 1, 1] as const;
    const payload = slicesPayload({
      shape,
      exact: [],
      preview: previewOf([0, 1, 2, 3, 4, 5, 6, 7, 8], shape),
    });
    const { source } = await bring(payload, [key()]);
    await new Promise(setImmediate);
    expect(source.peek(key({ first: 8, last: 8 }))).toBeNull();
    source.want([key({ first: 1, last: 1 })]);
    await vi.waitFor(() => expect(source.peek(key({ first: 8, last: 8 }))?.values[0]).toBe(8));
  });

  test("says why a picture cannot be had, and brings the others", async () => {
    const shape = [2, 1, 1] as const;
    const preview = { ...previewOf([5, 6], shape), slices: [previewOf([5, 6], shape).slices[0], "damaged"] };
    const payload = slicesPayload({ shape, exact: [], preview });
    const { failed, images } = await bring(payload, [key(), key({ first: 1, last: 1 }), key({ axis: 1 })]);
    expect(images.map((image) => image?.values[0])).toEqual([5, undefined, undefined]);
    expect(failed).toEqual(["This picture could not be decoded.", "This picture could not be decoded."]);
  });

  test("falls back to the preview where an exact slice is damaged", async () => {
    const shape = [1, 1, 1] as const;
    const exact = [{ slice: 0, dtype: "int16", data: "AAAA" }] as const;
    const { images } = await bring(slicesPayload({ shape, exact, preview: previewOf([9], shape) }), [key()]);
    expect(images[0]).toMatchObject({ quality: "preview", values: Uint8Array.of(9) });
  });

  test("names damaged padding", async () => {
    const shape = [1, 1, 1] as const;
    const payload = slicesPayload({
      shape,
      exact: embedSlices([1], shape),
      padding: { rows: 1, columns: 1, data: "AAAA" },
    });
    expect((await bring(payload, [key()])).failed).toEqual(["What lies outside the scan is damaged."]);
  });

  test("names damaged padding of the second volume", async () => {
    const shape = [1, 1, 1] as const;
    const second = {
      ...SECOND,
      exact: embedSlices([7], shape),
      preview: null,
      padding: { rows: 1, columns: 1, data: "AAAA" },
    } as const;
    const payload = slicesPayload({ shape, exact: embedSlices([1], shape), second });
    expect((await bring(payload, [key({ layer: 1 })])).failed).toEqual([
      "What lies outside the second volume is damaged.",
    ]);
  });

  test("cuts no planes from more than it may hold, and shows slices all the same", async () => {
    const shape = [2, 2, 2] as const;
    const payload = slicesPayload({ shape, exact: embedSlices([1, 2, 3, 4, 5, 6, 7, 8], shape) });
    const { failed, images } = await bring(payload, [key({ first: 1, last: 1 }), key({ axis: 2 })], {
      pictureBytes: 100,
      stackBytes: 15,
    });
    expect(Array.from(images[0]?.values ?? [])).toEqual([5, 6, 7, 8]);
    expect(failed).toEqual(["The output holds too much to cut these planes from it."]);
  });
});
