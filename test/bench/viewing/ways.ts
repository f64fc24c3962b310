/** A way to look through a volume with a slider: one cell of one of the two notebooks. */
export interface Way {
  readonly name: string;
  readonly language: "python" | "typescript";
  readonly source: string;
  /** Whose it is: ours is held against the others. */
  readonly ours: boolean;
}

/** Kernels as a notebook names them; "peers" is of preparePeers.mjs. */
export const KERNELS = {
  python: { name: "peers", display_name: "Peers (Python)", language: "python" },
  typescript: { name: "tslab", display_name: "TypeScript", language: "typescript" },
} as const;

/** The first cell of each notebook: the same volume, in Hounsfield units, sorted by position. */
export const loadCell = (language: Way["language"], folder: string): string =>
  language === "typescript"
    ? `import * as ct from "tslab-dicom";
const volume = ct.getPixelsHu(await ct.loadScan(${JSON.stringify(folder)}));
const last = volume.geometry.shape[0] - 1;`
    : `from io import BytesIO
from pathlib import Path
import matplotlib.pyplot as plt
import numpy as np
from ipywidgets import Image, IntSlider, VBox, interact
from PIL import Image as Picture
from pydicom import dcmread

slices = sorted(map(dcmread, Path(${JSON.stringify(folder)}).iterdir()), key=lambda each: float(each.ImagePositionPatient[2]))
volume = np.stack([each.pixel_array * int(each.RescaleSlope) + int(each.RescaleIntercept) for each in slices])
grey = np.clip((volume + 1350) * (255 / 1500), 0, 255).astype(np.uint8)
last = len(volume) - 1`;

const MATPLOTLIB: Way = {
  name: "ipywidgets interact, matplotlib",
  language: "python",
  ours: false,
  source: `def show(x):
    plt.figure()
    plt.imshow(volume[x], cmap=plt.cm.bone)

interact(show, x=(0, last));`,
};

/** Windowed beforehand and as JPEG: PNG takes PIL several times as long. */
const WIDGET_IMAGE: Way = {
  name: "ipywidgets Image, PIL (JPEG)",
  language: "python",
  ours: false,
  source: `def encode(index):
    buffer = BytesIO()
    Picture.fromarray(grey[index]).save(buffer, "JPEG", quality=85)
    return buffer.getvalue()

slider = IntSlider(value=last // 2, max=last)
picture = Image(value=encode(slider.value), format="jpeg")
slider.observe(lambda change: setattr(picture, "value", encode(change.new)), "value")
VBox([picture, slider])`,
};

export const SLICE_VIEWER: Way = {
  name: "sliceViewer",
  language: "typescript",
  ours: true,
  source: "ct.sliceViewer(volume)",
};

const interactCell = (precompute: boolean) =>
  `ct.interact((x: number) => ct.imshow(volume, { slice: x }), { x: [0, last] }, { precompute: ${precompute} })`;

const PRECOMPUTED: Way = {
  name: "interact, precomputed",
  language: "typescript",
  ours: true,
  source: interactCell(true),
};

const LIVE: Way = {
  name: "interact, live",
  language: "typescript",
  ours: true,
  source: interactCell(false),
};

/** In the order of the table. */
export const WAYS: readonly Way[] = [MATPLOTLIB, WIDGET_IMAGE, SLICE_VIEWER, PRECOMPUTED, LIVE];
