import { expect, test } from "vitest";
import { measureHalvedColor } from "../../../../kernel-lib/src/display/raster/halvedColor";
import { createPicture, fillRectangle, type Rgb } from "../../../../kernel-lib/src/display/raster/picture";

const RED: Rgb = [255, 0, 0];
const BLUE: Rgb = [0, 0, 255];

/** Squares of two colours, each of so many pixels, over a picture of 8 x 8. */
function board(first: Rgb, second: Rgb, side: number) {
  const picture = createPicture(8, 8, first);
  for (let y = 0; y < 8; y += side) {
    for (let x = 0; x < 8; x += side) {
      if (((x + y) / side) % 2 === 1) fillRectangle(picture, { x, y, width: side, height: side }, second);
    }
  }
  return picture;
}

test("colours that change from pixel to pixel lose what they differ by, beside brightness", () => {
  // Of each channel, less brightness, half of the difference between the two colours remains.
  const brightness = 0.299 * 255 - 0.114 * 255;
  const lost = [255 - brightness, -brightness, -255 - brightness].map((difference) => difference / 2);
  const expected = Math.sqrt(lost.reduce((sum, one) => sum + one * one, 0) / 3);
  expect(measureHalvedColor(board(RED, BLUE, 1))).toBeCloseTo(expected, 6);
});

test("grey of any pattern loses nothing, nor do colours of two pixels that lie on the grid", () => {
  expect(measureHalvedColor(board([20, 20, 20], [240, 240, 240], 1))).toBeCloseTo(0, 6);
  expect(measureHalvedColor(board(RED, BLUE, 2))).toBeCloseTo(0, 6);
});
