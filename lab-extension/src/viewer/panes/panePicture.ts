import type { SlicesPayload } from "tslab-dicom/contract";
import { createElement } from "../../dom/createElement";
import { createSvg } from "../../dom/createSvg";
import type { OverlayPlane } from "../../slice/blendOverlay";
import { planeId } from "../../source/planeId";
import type { PlaneKey } from "../../source/planeSource";
import { identify } from "./identify";
import { drawOutlines, OverlayLayers } from "./overlayLayers";
import type { Overlays } from "./overlays";
import { type PaletteBox, PictureCanvas } from "./pictureCanvas";
import type { Scene, ScenePictures } from "./scene";

/** What a pane shows of its plane: the picture, outlines over it, or a sentence in their place. */
export class PanePicture {
  readonly picture: PictureCanvas;
  readonly outlines: SVGGElement = createSvg("g", { class: "tsd-outlines" });
  readonly message: HTMLElement = createElement("p", "tsd-message", { hidden: "" });
  /** What is on the canvas; null before the first. */
  pictures: ScenePictures | null = null;

  private readonly layers: OverlayLayers;
  /** What the canvas and the outlines were drawn from: a window that is dragged needs no new outlines. */
  private painted = "";
  private outlined = "";
  /** Id of the plane that the message is about. */
  private covered = "";

  constructor(payload: SlicesPayload, overlays: Overlays, palettes: PaletteBox) {
    this.picture = new PictureCanvas(payload, palettes);
    this.layers = new OverlayLayers(payload, overlays);
  }

  /** Lay what is painted into the scene. */
  lay(scene: Scene): void {
    if (this.pictures) this.picture.lay(scene);
  }

  /** Paint pictures into the scene, where they or what they are painted with is new. */
  paint(pictures: ScenePictures, scene: Scene, overlaysReady: boolean): void {
    const { state, frame } = scene;
    const { window, colorMap, second, overlays } = state;
    if (planeId(pictures.first.key) !== this.covered) this.message.hidden = true;
    const images = [identify(pictures.first), pictures.second && identify(pictures.second)];
    const inputs = JSON.stringify([images, window, colorMap, second, overlays, frame.lie, overlaysReady]);
    if (inputs === this.painted) return;
    this.painted = inputs;
    this.pictures = pictures;
    const layers = this.layers.list(pictures.first, overlays);
    this.picture.paint(pictures, scene, layers);
    const outlined = JSON.stringify([identify(pictures.first), overlays, frame.lie, overlaysReady]);
    if (outlined !== this.outlined) drawOutlines(this.outlines, layers, frame);
    this.outlined = outlined;
    this.picture.lay(scene);
    this.message.hidden = true;
  }

  /** Cover the picture with a sentence: what is below is not what was asked for. */
  cover(sentence: string, key: PlaneKey): void {
    this.covered = planeId({ ...key, layer: 0 });
    this.message.textContent = sentence;
    this.message.hidden = false;
  }

  /** An overlay, by its number, in the plane that is on the canvas; null while it is not decoded. */
  cutOverlay(number: number): OverlayPlane | null {
    return this.pictures && this.layers.cut(number, this.pictures.first);
  }
}
