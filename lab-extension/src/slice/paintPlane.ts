import type { PlaneLie, SlicesPreview } from "tslab-dicom/contract";
import type { Palette } from "./palette";

/** What of a plane's picture is painted: values or grey levels of a preview, row by row. */
export interface PaintedImage {
  readonly quality: "exact" | "preview";
  readonly rows: number;
  readonly columns: number;
  readonly values: Int16Array | Float32Array | Uint8Array;
  /** 1 outside the scan. */
  readonly padding: Uint8Array | null;
}

/** How the pixels of the screen follow in the picture as it is stored. */
export interface ScreenOrder {
  /** Pixels across and down. */
  readonly width: number;
  readonly height: number;
  /** Where the upper left pixel is stored, and how far its neighbours to the right and below are from it. */
  readonly start: number;
  readonly right: number;
  readonly below: number;
}

/** The order in which a picture of rows x columns is read when its plane lies so. */
export function orderScreen(rows: number, columns: number, lie: PlaneLie): ScreenOrder {
  const { turned, flipAcross, flipDown } = lie;
  const [width, height] = turned ? [rows, columns] : [columns, rows];
  const [right, below] = turned ? [columns, 1] : [1, columns];
  return {
    width,
    height,
    start: (flipAcross ? (width - 1) * right : 0) + (flipDown ? (height - 1) * below : 0),
    right: flipAcross ? -right : right,
    below: flipDown ? -below : below,
  };
}

/**
 * Write a plane's picture, as it lies on the screen, into the pixels of a canvas: padding in the lowest colour, as the
 * kernel's pictures have it.
 *
 * @param preview - what the grey levels stand for, when the picture is a preview.
 */
export function paintPlane(
  pixels: Uint32Array,
  { values, quality, rows, columns, padding }: PaintedImage,
  palette: Palette,
  lie: PlaneLie,
  preview: Pick<SlicesPreview, "low" | "high"> | null,
): void {
  const order = orderScreen(rows, columns, lie);
  if (quality === "preview" && preview) paintTable(pixels, values, palette.ofLevels(preview), 0, order);
  else if (values instanceof Int16Array) paintTable(pixels, values, palette.ofShorts(), 32_768, order);
  else paintFractions(pixels, values, palette, order);
  if (padding) paintPadding(pixels, padding, palette.lowest, order);
}

function paintTable(
  pixels: Uint32Array,
  values: ArrayLike<number>,
  table: Uint32Array,
  zero: number,
  { width, height, start, right, below }: ScreenOrder,
): void {
  let to = 0;
  for (let y = 0; y < height; y++) {
    let from = start + y * below;
    for (let x = 0; x < width; x++, from += right) pixels[to++] = table[values[from] + zero];
  }
}

function paintFractions(
  pixels: Uint32Array,
  values: ArrayLike<number>,
  { ofFraction }: Palette,
  { width, height, start, right, below }: ScreenOrder,
): void {
  let to = 0;
  for (let y = 0; y < height; y++) {
    let from = start + y * below;
    for (let x = 0; x < width; x++, from += right) pixels[to++] = ofFraction(values[from]);
  }
}

function paintPadding(
  pixels: Uint32Array,
  padding: Uint8Array,
  color: number,
  { width, height, start, right, below }: ScreenOrder,
): void {
  for (let y = 0, to = 0; y < height; y++) {
    let from = start + y * below;
    for (let x = 0; x < width; x++, from += right, to++) if (padding[from]) pixels[to] = color;
  }
}
