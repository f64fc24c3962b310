import { inflateSync } from "node:zlib";
import { readViewerPayload, type SlicesPayload, VIEWER_MIME } from "tslab-dicom/contract";
import { expect, test } from "vitest";
import { resolveVolume } from "../../../../kernel-lib/src/display/payload/shownVolume";
import { createSlicesPayload } from "../../../../kernel-lib/src/display/payload/slicesPayload";
import { sliceViewer } from "../../../../kernel-lib/src/kernel/sliceViewer";
import { createGeometry } from "../../../../kernel-lib/src/volume/geometry";
import { createVolume, type Volume, type VolumeLike } from "../../../../kernel-lib/src/volume/volume";
import { maskOf, noisyVolume, rampVolume, randomStream, volumeOf } from "../../../makers/volumes";

/** What the page reads of a shown volume, and its words. */
function showSlices(volume: VolumeLike): { payload: SlicesPayload; alt: string } {
  const { data } = sliceViewer(volume).bundle;
  const reading = readViewerPayload(JSON.parse(JSON.stringify(data[VIEWER_MIME])));
  if ("problem" in reading || reading.payload.kind !== "slices") throw new Error("no slices");
  return { payload: reading.payload, alt: String(data["text/plain"]) };
}

const placed = volumeOf([2, 3, 4], (slice, row, column) => 100 * slice + 10 * row + column);

test("a bare array, transposed or not, tells the page that its place is unknown", () => {
  for (const bare of [placed.voxels, placed.voxels.transpose(1, 2, 0)]) {
    const { payload, alt } = showSlices(bare);
    expect(payload.placed).toBe(false);
    expect(payload).not.toHaveProperty("measured");
    expect(alt).not.toContain("mm");
  }
  const geometry = createGeometry([2, 3, 4], { spacing: [2.5, 0.8, 0.7] });
  const measured = showSlices(createVolume(placed.voxels, { geometry }));
  expect([measured.payload.placed, measured.payload.measured]).toEqual([false, true]);
  expect(measured.alt).toContain("2.5 x 0.8 x 0.7 mm");
});

test("of a volume with a place nothing is said, as in the payloads of before", () => {
  const { payload } = showSlices(placed);
  expect(payload).not.toHaveProperty("placed");
  expect(payload).not.toHaveProperty("measured");
  expect(payload).not.toHaveProperty("ownShape");
});

test("values with fractions in a small range: the window is exact, typed ones too, and previews have every level", () => {
  const { payload } = showSlices(rampVolume(0.0018));
  expect(payload.ownShape).toBe("linear-exact");
  expect(payload.window).toEqual({
    centre: payload.range[1] / 2,
    width: payload.range[1],
    shape: "linear-exact",
  });
  const { volume, ...rest } = resolveVolume(rampVolume(0.0018), {});
  const size = { title: "", alt: "", budget: 6500, outputBudget: 6500 };
  const { preview, note } = createSlicesPayload({ volume, ...rest }, size);
  expect(preview).toMatchObject({ low: 0, high: payload.range[1] });
  expect(note).toMatch(/8-bit previews of \d+ x \d+ over 0 to 0\.0018 unspecified/);
  const nameless = createVolume(volume.voxels, { geometry: volume.geometry, units: "" });
  const without = createSlicesPayload(resolveVolume(nameless, {}), size);
  expect(without.note).toMatch(/over 0 to 0\.0018, to keep/);
});

test("a coarse edge of the scan is said, of previews and of exact slices, and of a fine one nothing", () => {
  const noteOf = (values: Volume, isOutside: (slice: number, row: number) => boolean) => {
    const padding = maskOf(values, isOutside);
    const padded = createVolume(values.voxels, { geometry: values.geometry, padding });
    const size = { title: "", alt: "", budget: 300_000, outputBudget: 300_000 };
    const payload = createSlicesPayload(resolveVolume(padded, {}), size);
    return { note: payload.note, at: payload.padding?.rows, rows: payload.preview?.rows ?? null };
  };
  const next = randomStream(3);
  const scattered = () => next() < 0.5;
  const previews = noteOf(noisyVolume([20, 150, 150]), scattered);
  expect(previews.rows).not.toBeNull();
  expect(previews.note).toContain(
    `; what lies outside the scan is marked at ${previews.at} x ${previews.at}, to`,
  );
  expect(previews.at).toBeLessThan(150);
  const flat = volumeOf([20, 150, 150], () => 0);
  const exact = noteOf(flat, scattered);
  expect(exact.rows).toBeNull();
  expect(exact.note).toMatch(/^What lies outside the scan is marked at \d+ x \d+, to keep this output/);
  const straight = (_slice: number, row: number) => row < 9;
  expect(noteOf(noisyVolume([20, 150, 150]), straight)).toMatchObject({
    at: 150,
    note: expect.not.stringContaining("outside"),
  });
  expect(noteOf(flat, straight).note).toBe("");
});

test("the padding of a second volume comes with it, exact or in previews, within its share of the budget", () => {
  const shape = [20, 150, 150] as const;
  const base = volumeOf(shape, () => 0);
  const encode = (values: Volume, isOutside: (slice: number, row: number, column: number) => boolean) => {
    const padding = maskOf(values, isOutside);
    const volume = createVolume(values.voxels, { geometry: values.geometry, padding });
    const size = { title: "", alt: "", budget: 300_000, outputBudget: 300_000 };
    const payload = createSlicesPayload(resolveVolume(base, { second: { volume } }), size);
    expect(JSON.stringify(payload.second).length).toBeLessThan(0.3 * 300_000 + 1000);
    return payload;
  };
  const inBlocks = (_slice: number, row: number, column: number) => row < 8 && column < 16;
  const exact = encode(base, inBlocks);
  const previews = encode(noisyVolume(shape), inBlocks);
  expect([exact.second?.preview, previews.second?.exact]).toEqual([null, []]);
  for (const { second, padding } of [exact, previews]) {
    expect(padding).toBeUndefined();
    expect([second?.padding?.rows, second?.padding?.columns]).toEqual([150, 150]);
    const bytes = inflateSync(Buffer.from(second?.padding?.data ?? "", "base64"));
    const rowBytes = 19; // 150 columns
    const isSet = (at: number) => Math.floor(at / rowBytes) % 150 < 8 && at % rowBytes < 2;
    expect(bytes).toEqual(
      Buffer.from(Uint8Array.from({ length: 20 * 150 * rowBytes }, (_, at) => (isSet(at) ? 255 : 0))),
    );
  }
  expect(exact.note).toBe("");
  expect(encode(base, () => false).second).not.toHaveProperty("padding");
  const next = randomStream(3);
  const coarse = encode(base, () => next() < 0.5);
  const at = coarse.second?.padding?.rows ?? 150;
  expect(at).toBeLessThan(150);
  expect(coarse.note).toContain(`What lies outside the second volume is marked at ${at} x ${at}, to keep`);
});
