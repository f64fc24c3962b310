import ndarray from "ndarray";
import { PNG } from "pngjs";
import { sliceViewer } from "tslab-dicom";
import { expect, test } from "vitest";
import { outlineSlice } from "../../../../kernel-lib/src/display/overlay/outlineSlice";
import { maskOf, volumeOf } from "../../../makers/volumes";

function rowsOf(lines: readonly string[]) {
  const bytes = Uint8Array.from(lines.join(""), (letter) => Number(letter !== "."));
  return ndarray(bytes, [1, lines.length, lines[0].length]);
}

test("the outline is what touches the outside or the border of the picture, around holes too", () => {
  const filled = ["#####..", "#####..", "##.##..", "#####..", "#####.#"];
  const outline = ["#####..", "#.#.#..", "##.##..", "#.#.#..", "#####.#"];
  expect(outlineSlice(rowsOf(filled))).toEqual(rowsOf(outline));
});

test("a line is a pixel wide for every 256 across, so that it shows where all of them are drawn in 500", () => {
  const slice = ndarray(new Uint8Array(9 * 512), [1, 9, 512]);
  for (let row = 2; row < 7; row++) slice.data.fill(1, row * 512 + 100, row * 512 + 200);
  const outline = outlineSlice(slice);
  const columns = Array.from({ length: 512 }, (_, column) => column);
  expect(columns.filter((column) => outline.get(0, 4, column))).toEqual([100, 101, 198, 199]);
  const rows = [0, 1, 2, 3, 4, 5, 6, 7, 8];
  expect(rows.filter((row) => outline.get(0, row, 150))).toEqual([2, 6]);
});

test("rows that are stored from the bottom up are outlined where they are seen", () => {
  const stored = rowsOf(["....", ".##.", "###.", "....", "...."]);
  const seen = outlineSlice(stored.step(1, -1, 1));
  expect(seen.get(0, 3, 1)).toBe(1);
  expect(seen.get(0, 1, 1)).toBe(0);
  expect(seen.get(0, 2, 0)).toBe(1);
});

test("an outlined mask leaves what is inside it to be seen in the saved picture, a filled one does not", () => {
  const volume = volumeOf([1, 40, 40], (_slice, row, column) => 10 * row + column);
  const mask = maskOf(volume, (_slice, row, column) => Math.hypot(row - 20, column - 20) < 12);
  const pictures = (["fill", "outline"] as const).map((style) => {
    const overlays = [{ mask, style, alpha: 1, color: [255, 0, 0] as const }];
    return String(sliceViewer(volume, { overlays }).bundle.data["image/png"]);
  });
  const [filled, outlined] = pictures.map(countRed);
  expect(outlined).toBeGreaterThan(0);
  expect(outlined).toBeLessThan(filled / 2);
});

function countRed(png: string): number {
  const { data } = PNG.sync.read(Buffer.from(png, "base64"));
  let red = 0;
  for (let i = 0; i < data.length; i += 4) red += Number(data[i] === 255 && data[i + 1] === 0);
  return red;
}
