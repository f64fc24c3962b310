import type { ColorMapName, DisplayWindow, PlaneLie, SlicesPayload } from "tslab-dicom/contract";
import { createElement } from "../../dom/createElement";
import { blendOverlay, blendPicture } from "../../slice/blendOverlay";
import { orderScreen, paintPlane } from "../../slice/paintPlane";
import { mixPalette, type Palette, packColors } from "../../slice/palette";
import type { SeenBox } from "../../slice/sight";
import type { PlaneImage } from "../../source/planeSource";
import type { OverlayLayer } from "./overlayLayers";
import type { Scene, ScenePictures } from "./scene";

/** Canvas pixels are shown as squares from this many device pixels on. */
const SQUARES_FROM = 8;

/** What the panes of a viewer paint with: the palettes of the windows that are shown, mixed once for all of them. */
export class PaletteBox {
  private readonly kept: { key: string; palette: Palette }[] = [];
  private readonly colors = new Map<ColorMapName, Uint32Array>();

  find(layer: 0 | 1, window: DisplayWindow, colorMap: ColorMapName): Palette {
    const key = [window.centre, window.width, window.shape, colorMap].join();
    if (this.kept[layer]?.key === key) return this.kept[layer].palette;
    const colors = this.colors.get(colorMap) ?? packColors(colorMap);
    this.colors.set(colorMap, colors);
    const palette = mixPalette(window, colors);
    this.kept[layer] = { key, palette };
    return palette;
  }
}

/** A canvas with the picture's own pixels as they lie on the screen; CSS gives it its size. */
export class PictureCanvas {
  readonly canvas = createElement("canvas", "tsd-canvas", { role: "img" });
  private image: ImageData | null = null;
  private second: ImageData | null = null;
  /** How the canvas lies: to lay it the same way again costs a frame's time. */
  private laid = "";

  constructor(
    private readonly payload: SlicesPayload,
    private readonly palettes: PaletteBox,
  ) {}

  paint({ first, second }: ScenePictures, { state, frame }: Scene, layers: readonly OverlayLayer[]): void {
    const { payload, palettes } = this;
    const palette = palettes.find(0, state.window, state.colorMap);
    const image = paintInto(this.image, first, palette, frame.lie, payload.preview);
    this.image = image;
    if (second && state.second && payload.second) {
      const colors = palettes.find(1, state.second.window, state.second.colorMap);
      this.second = paintInto(this.second, second, colors, frame.lie, payload.second.preview);
      clearPadding(this.second, second, frame.lie);
      const { alpha } = state.overlays[state.overlays.length - 1];
      blendPicture(image.data, image.width, image.height, asPicture(this.second), alpha);
    }
    for (const { plane, colors, alpha, style } of layers) {
      if (style !== "fill") continue;
      blendOverlay(image.data, image.width, image.height, plane, frame.lie, colors, alpha);
    }
    const { canvas } = this;
    if (canvas.width !== image.width) canvas.width = image.width;
    if (canvas.height !== image.height) canvas.height = image.height;
    canvas.getContext("2d", { willReadFrequently: true, alpha: false })?.putImageData(image, 0, 0);
  }

  /** Lay the canvas so that the seen box fills its pane. */
  lay({ frame, box, state }: Scene): void {
    const { canvas } = this;
    const { scale, left, top }: SeenBox = box;
    const laid = [left, top, scale, frame.width, frame.height, canvas.width, state.smooth, devicePixelRatio];
    if (laid.join() === this.laid) return;
    this.laid = laid.join();
    canvas.style.left = `${-left * scale}px`;
    canvas.style.top = `${-top * scale}px`;
    canvas.style.width = `${frame.width * scale}px`;
    canvas.style.height = `${frame.height * scale}px`;
    const zoom = (frame.width * scale * window.devicePixelRatio) / canvas.width;
    canvas.classList.toggle("tsd-pixelated", !state.smooth || zoom >= SQUARES_FROM);
  }
}

/** A picture's colours in image data of its size: those of before, where they have it. */
function paintInto(
  before: ImageData | null,
  image: PlaneImage,
  palette: Palette,
  lie: PlaneLie,
  preview: SlicesPayload["preview"],
): ImageData {
  const { width, height } = orderScreen(image.rows, image.columns, lie);
  const data = before?.width === width && before.height === height ? before : new ImageData(width, height);
  paintPlane(new Uint32Array(data.data.buffer), image, palette, lie, preview);
  return data;
}

/** A second volume hides nothing where it was not scanned or has no value. */
function clearPadding(
  { data }: ImageData,
  { values, padding, rows, columns }: PlaneImage,
  lie: PlaneLie,
): void {
  const { width, height, start, right, below } = orderScreen(rows, columns, lie);
  for (let y = 0, to = 3; y < height; y++) {
    let from = start + y * below;
    for (let x = 0; x < width; x++, from += right, to += 4) {
      if (padding?.[from] || Number.isNaN(values[from])) data[to] = 0;
    }
  }
}

function asPicture({ data, width, height }: ImageData) {
  return { rgba: data, width, height };
}
