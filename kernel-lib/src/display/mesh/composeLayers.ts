import type { Picture } from "../raster/picture";
import type { DepthLayer, DepthLayers } from "./depthLayers";
import type { Vector } from "./viewAxes";

/** The samples of a surface, and how much each covers: 1 all that is behind it. */
export interface CoveringLayers {
  readonly layers: DepthLayers;
  readonly alpha: number;
}

/** Samples along each side of a pixel; the picture is their mean. */
export const SAMPLES = 2;

/** The picture of surfaces: at each sample the nearer over the farther, and the mean of each pixel's samples. */
export function composeLayers(
  surfaces: readonly CoveringLayers[],
  width: number,
  height: number,
  background: Vector | null,
): Picture {
  const sheets = surfaces.flatMap(({ layers: { layers }, alpha }) =>
    layers.map((layer) => ({ ...layer, alpha })),
  );
  const sums = new Float32Array(width * height * 4);
  const order: (DepthLayer & { readonly alpha: number })[] = [];
  const columns = width * SAMPLES;
  for (let sample = 0, y = 0; y < height * SAMPLES; y++) {
    const rowStart = Math.floor(y / SAMPLES) * width;
    for (let x = 0; x < columns; x++, sample++) {
      order.length = 0;
      for (const sheet of sheets) {
        const depth = sheet.depth[sample];
        if (depth === Number.POSITIVE_INFINITY) continue;
        let at = order.length;
        while (at > 0 && order[at - 1].depth[sample] < depth) at--;
        order.splice(at, 0, sheet);
      }
      let [red, green, blue] = background ?? [0, 0, 0];
      let covered = background ? 1 : 0;
      for (const { color, alpha } of order) {
        const packed = color[sample];
        red += alpha * ((packed & 255) - red);
        green += alpha * (((packed >>> 8) & 255) - green);
        blue += alpha * (((packed >>> 16) & 255) - blue);
        covered += alpha * (1 - covered);
      }
      const at = 4 * (rowStart + Math.floor(x / SAMPLES));
      sums[at] += red;
      sums[at + 1] += green;
      sums[at + 2] += blue;
      sums[at + 3] += covered;
    }
  }
  return { width, height, rgba: averageSamples(sums) };
}

/** Colours have had their alpha multiplied in until here. */
function averageSamples(sums: Float32Array): Uint8ClampedArray {
  const rgba = new Uint8ClampedArray(sums.length);
  for (let at = 0; at < sums.length; at += 4) {
    const covered = sums[at + 3];
    if (covered === 0) continue;
    for (let channel = 0; channel < 3; channel++) {
      rgba[at + channel] = Math.floor(sums[at + channel] / covered + 0.5);
    }
    rgba[at + 3] = Math.floor((255 * covered) / SAMPLES ** 2 + 0.5);
  }
  return rgba;
}
