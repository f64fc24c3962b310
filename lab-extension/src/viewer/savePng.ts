import type { PlanePane } from "./panes/planePane";

/** Properties that give the lines over a picture their looks. */
const STYLES = [
  "display",
  "visibility",
  "opacity",
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-width",
  "stroke-opacity",
  "stroke-dasharray",
  "stroke-linecap",
  "stroke-linejoin",
  "vector-effect",
  "paint-order",
  "font-family",
  "font-size",
  "font-weight",
  "text-anchor",
  "dominant-baseline",
] as const;
/** Pixels of the file for each of the page, at least. */
const DENSITY = 2;

export interface DrawnPanes {
  readonly picture: Blob;
  /** Size to show it in, CSS pixels. */
  readonly width: number;
  readonly height: number;
}

/**
 * The panes as they are seen, beside each other as on the page: pictures, overlays, marks, letters.
 *
 * @param longest - CSS pixels that the longer side has at most.
 */
export async function drawPanes(
  panes: readonly PlanePane[],
  longest = Number.POSITIVE_INFINITY,
): Promise<DrawnPanes> {
  const boxes = panes.map(({ stage }) => stage.getBoundingClientRect());
  const left = Math.min(...boxes.map((box) => box.left));
  const top = Math.min(...boxes.map((box) => box.top));
  const seen = {
    width: Math.max(...boxes.map(({ right }) => right)) - left,
    height: Math.max(...boxes.map(({ bottom }) => bottom)) - top,
  };
  const shrunk = Math.min(1, longest / Math.max(seen.width, seen.height));
  const density = Math.max(DENSITY, window.devicePixelRatio);
  const size = (length: number) => Math.max(1, Math.round(length * shrunk * density));
  const canvas = document.createElement("canvas");
  canvas.width = size(seen.width);
  canvas.height = size(seen.height);
  const context = canvas.getContext("2d");
  if (!context) throw new Error("the browser has no memory left for a picture");
  context.scale(shrunk * density, shrunk * density);
  for (const [i, pane] of panes.entries()) {
    context.save();
    context.translate(boxes[i].left - left, boxes[i].top - top);
    await drawPane(context, pane, boxes[i]);
    context.restore();
  }
  const picture = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  if (!picture) throw new Error("the picture is too large");
  return { picture, width: canvas.width / density, height: canvas.height / density };
}

/** Let the browser save bytes under a name. */
export function download(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}

/** A name that says what is seen and nothing of the patient: "axial-131.png". */
export function nameFile(panes: readonly PlanePane[]): string {
  return panes.length === 1 ? `${panes[0].name}-${panes[0].index + 1}.png` : "three-planes.png";
}

async function drawPane(context: CanvasRenderingContext2D, pane: PlanePane, box: DOMRect): Promise<void> {
  const { frame, box: seen, state } = pane.scene;
  const { canvas } = pane.picture;
  context.beginPath();
  context.rect(0, 0, box.width, box.height);
  context.clip();
  context.fillStyle = "#000";
  context.fill();
  context.imageSmoothingEnabled = state.smooth && !canvas.classList.contains("tsd-pixelated");
  const { left, top, scale } = seen;
  context.drawImage(canvas, -left * scale, -top * scale, frame.width * scale, frame.height * scale);
  context.drawImage(await drawSvg(pane.svg, box), 0, 0, box.width, box.height);
  for (const text of pane.stage.querySelectorAll<HTMLElement>(".tsd-letter, .tsd-corner")) {
    drawText(context, text, box);
  }
}

/** An SVG with the looks that the page's style gives it, as a picture. */
async function drawSvg(svg: SVGSVGElement, { width, height }: DOMRect): Promise<HTMLImageElement> {
  const copy = svg.cloneNode(true) as SVGSVGElement; // a copy is of the same kind
  const copies = copy.querySelectorAll<SVGElement>("*");
  for (const [i, node] of svg.querySelectorAll<SVGElement>("*").entries()) {
    const looks = getComputedStyle(node);
    for (const name of STYLES) copies[i].style.setProperty(name, looks.getPropertyValue(name));
  }
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", String(width));
  copy.setAttribute("height", String(height));
  const image = new Image();
  image.src = `data:image/svg+xml,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
  await image.decode();
  return image;
}

function drawText(context: CanvasRenderingContext2D, text: HTMLElement, stage: DOMRect): void {
  const { left, top, height } = text.getBoundingClientRect();
  const { fontWeight, fontSize, fontFamily } = getComputedStyle(text);
  context.font = `${fontWeight} ${fontSize} ${fontFamily}`;
  context.textBaseline = "middle";
  context.lineWidth = 3;
  context.strokeStyle = "#000";
  context.fillStyle = "#f2f2f2";
  const [x, y] = [left - stage.left, top - stage.top + height / 2];
  const words = text.textContent ?? "";
  context.strokeText(words, x, y);
  context.fillText(words, x, y);
}
