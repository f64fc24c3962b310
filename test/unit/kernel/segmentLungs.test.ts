import ndarray from "ndarray";
import { PNG } from "pngjs";
import {
  countVoxels,
  createGeometry,
  createVolume,
  lungsFigure,
  maskFromVoxels,
  segmentLungs,
} from "tslab-dicom";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Shown } from "../../../kernel-lib/src/kernel/show";
import { type FakeKernel, startFakeKernel } from "../../drivers/fakeKernel";

const SHAPE = [24, 40, 40] as const;
const geometry = createGeometry(SHAPE, { spacing: [5, 5, 5], origin: [0, 0, 0] });
const valuesOf = (value: (s: number, r: number, c: number) => number) =>
  Int16Array.from({ length: SHAPE[0] * SHAPE[1] * SHAPE[2] }, (_, i) =>
    value(Math.floor(i / 1600), Math.floor(i / 40) % 40, i % 40),
  );
const volumeOf = (value: (s: number, r: number, c: number) => number) =>
  createVolume(ndarray(valuesOf(value), [...SHAPE]), { geometry });
const box = (r: number, c: number, [r0, r1]: number[], [c0, c1]: number[]) =>
  r >= r0 && r < r1 && c >= c0 && c < c1;
/** A body with two lungs of air; columns ascend to the left. */
const chest = volumeOf((s, r, c) => {
  const isLung = s >= 4 && s < 20 && (box(r, c, [12, 28], [8, 17]) || box(r, c, [12, 28], [23, 32]));
  return isLung ? -850 : box(r, c, [6, 34], [3, 37]) ? 40 : -1000;
});
const block = volumeOf((_s, r, c) => (box(r, c, [6, 34], [3, 37]) ? 40 : -1000));

describe("segmentLungs in a notebook", () => {
  let kernel: FakeKernel;
  beforeEach(() => {
    kernel = startFakeKernel();
  });
  afterEach(() => kernel.stop());

  test("shows a contact sheet in three planes, and its report as a table beside it", () => {
    const { left, right, report } = segmentLungs(chest);
    expect([countVoxels(left) > 0, countVoxels(right) > 0]).toEqual([true, true]);
    expect(kernel.written).toHaveLength(2);
    const [sheet, table] = kernel.written.map(({ data }) => data);
    expect(sheet["image/png"]).toEqual(expect.any(String));
    expect(sheet["text/plain"]).toMatch(/Axial \d+ of 24.*Coronal \d+ of 40.*Sagittal \d+ of 40/);
    expect(table["text/html"]).toContain("left lung");
    expect(table["text/plain"]).toContain(report.litres.left.toFixed(3));
    for (const { code } of report.flags) expect(table["text/plain"]).toContain(code);
  });

  test("shows nothing with show: false, and gives the same", () => {
    const shown = segmentLungs(chest);
    const written = kernel.written.length;
    const silent = segmentLungs(chest, { show: false });
    expect(kernel.written).toHaveLength(written);
    expect(silent.lungs.bits).toEqual(shown.lungs.bits);
    expect(String(silent)).toBe(String(shown));
  });

  test("of what holds no lungs shows the reason", () => {
    const { lungs, report } = segmentLungs(block);
    expect(countVoxels(lungs)).toBe(0);
    for (const { data } of kernel.written) {
      expect(data["text/plain"]).toContain(`No lungs: ${report.reason}`);
    }
  });
});

describe("lungsFigure", () => {
  const mask = (inside: (s: number, r: number, c: number) => boolean) =>
    maskFromVoxels(
      ndarray(Uint8Array.from(valuesOf((s, r, c) => Number(inside(s, r, c)))), [...SHAPE]),
      geometry,
    );
  const masks = {
    left: mask((s, r, c) => s >= 4 && s < 20 && box(r, c, [12, 28], [23, 32])),
    right: mask((s, r, c) => s >= 4 && s < 20 && box(r, c, [12, 28], [8, 17])),
  };
  const pixelsOf = ({ bundle }: Shown) =>
    PNG.sync.read(Buffer.from(String(bundle.data["image/png"]), "base64"));

  /** Columns of the pixels of a colour in the upper row of panels: the legend is below. */
  function columnsOf(
    { width, height, data }: PNG,
    isOwn: (r: number, g: number, b: number) => boolean,
  ): number[] {
    const columns: number[] = [];
    for (let i = 0; i < (width * height) / 2; i++) {
      if (isOwn(data[4 * i], data[4 * i + 1], data[4 * i + 2])) columns.push(i % width);
    }
    return columns;
  }
  const isBlue = (r: number, _g: number, b: number) => b > r + 60;
  const isOrange = (r: number, _g: number, b: number) => r > b + 60;

  test("has outlines where the masks are, the patient's left on the right, and none without masks", () => {
    const picture = pixelsOf(lungsFigure(chest, masks));
    const [blue, orange] = [columnsOf(picture, isBlue), columnsOf(picture, isOrange)];
    expect(Math.min(blue.length, orange.length)).toBeGreaterThan(100);
    // Of each axial panel a quarter of the width: within it the left lung lies to the right of the right one.
    const panel = picture.width / 4;
    const mean = (columns: number[]) => columns.reduce((sum, x) => sum + (x % panel), 0) / columns.length;
    expect(mean(blue.filter((x) => x < panel)) - mean(orange.filter((x) => x < panel))).toBeGreaterThan(
      panel / 5,
    );
    const none = mask(() => false);
    const bare = pixelsOf(lungsFigure(chest, { left: none, right: none }));
    expect([...columnsOf(bare, isBlue), ...columnsOf(bare, isOrange)]).toEqual([]);
  });

  test("says in words what it shows, and why there is nothing", () => {
    const { bundle } = lungsFigure(chest, masks, { title: "Lungs of a box" });
    expect(bundle.data["text/plain"]).toMatch(
      /^Lungs of a box: (Axial \d+ of 24, ){4}(Coronal \d+ of 40, ){2}Sagittal/,
    );
    const { report } = segmentLungs(block, { show: false });
    const none = mask(() => false);
    const shown = lungsFigure(block, { left: none, right: none, report });
    expect(shown.bundle.data["text/plain"]).toContain(`No lungs: ${report.reason}`);
  });

  test("refuses masks of another grid, by their names", () => {
    const small = maskFromVoxels(ndarray(new Uint8Array(8), [2, 2, 2]));
    expect(() => lungsFigure(chest, { ...masks, right: small })).toThrow(
      "right lung must have the shape [24, 40, 40] of what it is combined with; received [2, 2, 2]",
    );
    expect(() => lungsFigure(chest, { ...masks, airway: small })).toThrow("airway must have the shape");
  });
});
