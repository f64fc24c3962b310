import type { MeshPayload } from "tslab-dicom/contract";
import { createElement } from "../dom/createElement";

/** The part of an output's picture that shows the view, where the live view will be and as large. */
export function createStill(picture: HTMLImageElement, { scene, still }: MeshPayload): HTMLElement {
  const percent = (pixels: number, of: number) => `${(100 * pixels) / of}%`;
  picture.className = "";
  picture.style.width = percent(still.width, scene.width);
  picture.style.left = percent(-still.left, scene.width);
  picture.style.top = percent(-still.top, scene.height);
  const node = createElement("div", "tsd-picture tsd-still", {}, picture);
  node.style.aspectRatio = `${scene.width} / ${scene.height}`;
  return node;
}
