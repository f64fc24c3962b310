import type { Picture } from "./picture";

/**
 * The error, root mean square over the three channels in levels, of an opaque picture that keeps its brightness and
 * has its colour at half the resolution: what 4:2:0 coding costs at any quality.
 */
export function measureHalvedColor({ width, height, rgba }: Picture): number {
  const pixels = [0, 4, 4 * width, 4 * width + 4];
  let sum = 0;
  for (let row = 0; row + 1 < height; row += 2) {
    for (let column = 0; column + 1 < width; column += 2) {
      const corner = 4 * (row * width + column);
      for (let channel = 0; channel < 3; channel++) {
        let total = 0;
        let squares = 0;
        for (const pixel of pixels) {
          const at = corner + pixel;
          const brightness = 0.299 * rgba[at] + 0.587 * rgba[at + 1] + 0.114 * rgba[at + 2];
          const excess = rgba[at + channel] - brightness;
          total += excess;
          squares += excess * excess;
        }
        sum += squares - (total * total) / 4;
      }
    }
  }
  return Math.sqrt(sum / (3 * width * height));
}
