import type { PlaneLie } from "tslab-dicom/contract";
import { findCell } from "./findCell";
import { orderScreen } from "./paintPlane";

export type Color = readonly [red: number, green: number, blue: number];

/** Labels on a plane, as they are stored; 0 is none. A mask has the label 1 alone. */
export interface OverlayPlane {
  readonly rows: number;
  readonly columns: number;
  readonly labels: Uint8Array | Uint16Array;
}

/**
 * Blend the labels that have a colour over a painted picture of width x height pixels of the screen: in each channel
 * (1 - alpha) x below + alpha x colour, rounded. A pixel takes the label that lies at its centre.
 *
 * @param alpha - 0 transparent to 1 opaque.
 */
export function blendOverlay(
  rgba: Uint8ClampedArray,
  width: number,
  height: number,
  { rows, columns, labels }: OverlayPlane,
  lie: PlaneLie,
  colors: ReadonlyMap<number, Color>,
  alpha: number,
): void {
  if (alpha === 0 || colors.size === 0) return;
  const order = orderScreen(rows, columns, lie);
  const across = Int32Array.from({ length: width }, (_, x) => findCell(x, width, order.width) * order.right);
  const table = listColors(colors);
  const below = 1 - alpha;
  for (let y = 0; y < height; y++) {
    const row = order.start + findCell(y, height, order.height) * order.below;
    for (let x = 0; x < width; x++) {
      const color = table[labels[row + across[x]]];
      if (!color) continue;
      const at = 4 * (y * width + x);
      for (let channel = 0; channel < 3; channel++) {
        rgba[at + channel] = Math.round(below * rgba[at + channel] + alpha * color[channel]);
      }
    }
  }
}

/**
 * Blend a second painted picture, which may have fewer or more pixels, over the first.
 *
 * @param second - its pixels; where they are transparent it shows nothing.
 */
export function blendPicture(
  rgba: Uint8ClampedArray,
  width: number,
  height: number,
  second: { readonly rgba: Uint8ClampedArray; readonly width: number; readonly height: number },
  alpha: number,
): void {
  if (alpha === 0) return;
  for (let y = 0; y < height; y++) {
    const row = findCell(y, height, second.height) * second.width;
    for (let x = 0; x < width; x++) {
      const from = 4 * (row + findCell(x, width, second.width));
      const share = second.rgba[from + 3] === 0 ? 0 : alpha;
      if (share === 0) continue;
      const at = 4 * (y * width + x);
      for (let channel = 0; channel < 3; channel++) {
        rgba[at + channel] = Math.round(
          (1 - share) * rgba[at + channel] + share * second.rgba[from + channel],
        );
      }
    }
  }
}

/** By label, without a look-up in a map for each pixel. */
function listColors(colors: ReadonlyMap<number, Color>): readonly (Color | undefined)[] {
  const table: (Color | undefined)[] = [];
  for (const [label, color] of colors) table[label] = color;
  return table;
}
