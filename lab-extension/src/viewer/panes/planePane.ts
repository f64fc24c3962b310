import {
  type Affine,
  type Axis,
  findSlabPlanes,
  namePlanes,
  type PlaneName,
  type SlicesPayload,
  type VoxelPoint,
} from "tslab-dicom/contract";
import { createElement } from "../../dom/createElement";
import { createSvg } from "../../dom/createSvg";
import { type DisplaySize, fitSlice } from "../../dom/displaySize";
import type { Translate } from "../../dom/translate";
import { updateAttribute } from "../../dom/updateAttribute";
import { updateText } from "../../dom/updateText";
import type { Pane, PanePoint } from "../../measure/pane";
import type { OverlayPlane } from "../../slice/blendOverlay";
import { findCentre } from "../../slice/moveSight";
import { layPlane } from "../../slice/orientation";
import { framePlane, fromFrame, isOnFrame, toFrame } from "../../slice/planeFrame";
import { findPlace } from "../../slice/position";
import { findSeenBox } from "../../slice/sight";
import { moveAlong, moveInside } from "../../slice/voxels";
import { planeId } from "../../source/planeId";
import type { PlaneImage, PlaneKey } from "../../source/planeSource";
import type { SeenState, SeenStore } from "../state/seenState";
import { createCrosshair } from "./crosshair";
import { describePane } from "./describePane";
import { createEdgeLetters } from "./edgeLetters";
import { identify } from "./identify";
import { drawOutlines, OverlayLayers } from "./overlayLayers";
import type { Overlays } from "./overlays";
import { type PaletteBox, PictureCanvas } from "./pictureCanvas";
import { createPlaneSlider } from "./planeSlider";
import type { Scene, ScenePictures } from "./scene";

export interface PlanePaneOptions {
  readonly payload: SlicesPayload;
  readonly axis: Axis;
  readonly store: SeenStore;
  readonly overlays: Overlays;
  readonly palettes: PaletteBox;
  readonly translate: Translate;
  /** The pane has another size, and is to be shown anew. */
  readonly onResize: () => void;
  readonly signal: AbortSignal;
}

/** One plane on the page: its picture, what lies over it, its slider, and the words for where it is. */
export class PlanePane implements Pane {
  readonly axis: Axis;
  readonly name: PlaneName;
  readonly root: HTMLElement;
  readonly stage: HTMLElement = createElement("div", "tsd-stage");
  readonly layer: SVGGElement = createSvg("g", { class: "tsd-marks" });
  readonly slider: HTMLInputElement;
  readonly svg: SVGSVGElement;
  readonly picture: PictureCanvas;
  readonly place: Affine | null;
  /** What is on the canvas; null before the first. */
  pictures: ScenePictures | null = null;
  scene: Scene;

  private readonly outlines = createSvg("g", { class: "tsd-outlines" });
  private readonly crosshair = createCrosshair();
  private readonly letters: ReturnType<typeof createEdgeLetters>;
  private readonly message = createElement("p", "tsd-message", { hidden: "" });
  private readonly corner = createElement("div", "tsd-corner");
  private readonly bar: ReturnType<typeof createPlaneSlider>;
  private readonly layers: OverlayLayers;
  /** What the canvas and the outlines were drawn from: a window that is dragged needs no new outlines. */
  private painted = "";
  private outlined = "";
  private size: DisplaySize | null = null;
  /** Id of the plane that the message is about. */
  private covered = "";

  constructor(private readonly options: PlanePaneOptions) {
    const { payload, axis, store, overlays, palettes, translate, onResize, signal } = options;
    this.axis = axis;
    this.place = findPlace(payload);
    this.name = namePlanes(this.place)[axis];
    this.picture = new PictureCanvas(payload, palettes);
    this.layers = new OverlayLayers(payload, overlays);
    this.letters = createEdgeLetters(this.place);
    this.svg = createSvg("svg", { class: "tsd-over", preserveAspectRatio: "none" });
    this.svg.append(this.outlines, this.crosshair.node, this.layer);
    this.stage.append(this.picture.canvas, this.svg, ...this.letters.nodes, this.corner, this.message);
    const label = axis === 0 ? translate("Slice") : translate("Plane: %1", translate(this.name));
    this.bar = createPlaneSlider(label, payload.shape[axis], signal, (index) =>
      store.change({ voxel: moveAlong(store.state.voxel, axis, index), active: axis }, "reader"),
    );
    this.slider = this.bar.input;
    if (this.slider.disabled) this.stage.tabIndex = -1;
    this.root = createElement("div", "tsd-pane", { "data-plane": this.name });
    this.root.append(this.stage, this.slider, this.bar.caption);
    this.scene = this.findScene(store.state);
    const { width, height } = fitSlice([this.scene.frame.height, this.scene.frame.width], [1, 1]);
    this.stage.style.setProperty("--tsd-aspect", `${width} / ${height}`);
    const resizes = new ResizeObserver(([{ contentRect }]) => {
      if (contentRect.width === 0) return; // taken off the page
      this.size = { width: contentRect.width, height: contentRect.height };
      onResize();
    });
    resizes.observe(this.stage);
    signal.addEventListener("abort", () => resizes.disconnect(), { once: true });
  }

  get index(): number {
    return this.scene.index;
  }

  get keys(): HTMLElement {
    return this.root;
  }

  get visible(): { left: number; top: number; right: number; bottom: number } {
    const { left, top, width, height } = this.scene.box;
    return { left, top, right: left + width, bottom: top + height };
  }

  get pixel(): number {
    return 1 / this.scene.box.scale;
  }

  get badge(): HTMLElement {
    return this.bar.badge;
  }

  toVoxel(clientX: number, clientY: number): VoxelPoint | null {
    return this.findVoxelAt(this.toStage(clientX, clientY));
  }

  /** The same for a place some CSS pixels right of and below the stage's upper left corner. */
  findVoxelAt(spot: PanePoint): VoxelPoint | null {
    const { frame } = this.scene;
    const point = this.fromStage(spot);
    return isOnFrame(frame, point) ? fromFrame(frame, this.index, point) : null;
  }

  /** Where a point of the window lies on the stage, in CSS pixels. */
  toStage(clientX: number, clientY: number): PanePoint {
    const { left, top } = this.stage.getBoundingClientRect();
    return { across: clientX - left, down: clientY - top };
  }

  toPane(point: VoxelPoint): PanePoint {
    return toFrame(this.scene.frame, point);
  }

  toNearestVoxel(clientX: number, clientY: number): VoxelPoint {
    const place = fromFrame(this.scene.frame, this.index, this.toPoint(clientX, clientY));
    return moveInside(place, this.options.payload.shape);
  }

  /** The same as `toVoxel`, on the picture or beside it, in units of the picture. */
  toPoint(clientX: number, clientY: number): PanePoint {
    return this.fromStage(this.toStage(clientX, clientY));
  }

  /** An overlay, by its number, in the plane that is on the canvas; null while it is not decoded. */
  cutOverlay(number: number): OverlayPlane | null {
    return this.pictures && this.layers.cut(number, this.pictures.first);
  }

  /** The pictures that a state needs here. */
  listKeys(state: SeenState): readonly PlaneKey[] {
    const { payload, axis } = this.options;
    const planes = findSlabPlanes(state.voxel[axis], axis, state.slab, payload);
    const key: PlaneKey = { layer: 0, axis, ...planes, mode: state.slab?.mode ?? "max" };
    const seen = state.overlays[state.overlays.length - 1];
    const isSecondSeen = payload.second !== undefined && seen.shown && seen.alpha > 0;
    return isSecondSeen ? [key, { ...key, layer: 1 }] : [key];
  }

  /** Show a state: all but the picture, which comes by `paint`. */
  update(state: SeenState): void {
    const scene = this.findScene(state);
    const { payload, translate } = this.options;
    this.scene = scene;
    const { box, index, frame } = scene;
    const words = describePane(payload, this.axis, state, translate);
    updateAttribute(this.root, "data-slice", String(index));
    this.bar.show(index, words.position);
    updateText(this.corner, words.corner);
    updateAttribute(this.picture.canvas, "aria-label", words.label);
    updateAttribute(this.svg, "viewBox", `${box.left} ${box.top} ${box.width} ${box.height}`);
    this.letters.update(frame);
    this.crosshair.update(scene);
    updateAttribute(this.stage, "data-tool", state.tool);
    if (this.pictures) this.picture.lay(scene);
    this.showQuality();
  }

  /** Paint pictures under the state that was shown last, where they or what they are painted with is new. */
  paint(pictures: ScenePictures, overlaysReady: boolean): void {
    const { state, frame } = this.scene;
    const { window, colorMap, second, overlays } = state;
    if (planeId(pictures.first.key) !== this.covered) this.message.hidden = true;
    const images = [identify(pictures.first), pictures.second && identify(pictures.second)];
    const inputs = JSON.stringify([images, window, colorMap, second, overlays, frame.lie, overlaysReady]);
    if (inputs === this.painted) return;
    this.painted = inputs;
    this.pictures = pictures;
    const layers = this.layers.list(pictures.first, overlays);
    this.picture.paint(pictures, this.scene, layers);
    const outlined = JSON.stringify([identify(pictures.first), overlays, frame.lie, overlaysReady]);
    if (outlined !== this.outlined) drawOutlines(this.outlines, layers, frame);
    this.outlined = outlined;
    this.picture.lay(this.scene);
    this.message.hidden = true;
    this.showQuality();
  }

  focus(): void {
    (this.slider.disabled ? this.stage : this.slider).focus({ preventScroll: true });
  }

  /**
   * Cover the picture with a sentence: what is below is not what was asked for.
   *
   * @param key - what cannot be shown. @default the plane that is shown now
   */
  showMessage(sentence: string, key: PlaneKey = this.listKeys(this.scene.state)[0]): void {
    this.covered = planeId({ ...key, layer: 0 });
    this.message.textContent = sentence;
    this.message.hidden = false;
  }

  private fromStage({ across, down }: PanePoint): PanePoint {
    const { left, top, scale } = this.scene.box;
    return { across: left + across / scale, down: top + down / scale };
  }

  /** Say what the picture is; one of a plane before, which stays until the right one comes, is neither. */
  private showQuality(): void {
    const { translate } = this.options;
    const image = this.pictures?.first;
    const [wanted] = this.listKeys(this.scene.state);
    const isRight = image !== undefined && planeId(image.key) === planeId(wanted);
    for (const node of [this.badge, this.root]) {
      updateAttribute(node, "data-kind", isRight ? image.quality : "loading");
    }
    updateText(this.badge, isRight ? nameQuality(image, translate) : translate("loading"));
  }

  private findScene(state: SeenState): Scene {
    const { payload, axis } = this.options;
    const lie = layPlane(this.place, axis, state.convention);
    const frame = framePlane(axis, lie, payload.shape, payload.spacing);
    const centre = toFrame(frame, findCentre(state.sight, payload.shape));
    // Before it is on the page a pane has no size, and nobody sees it.
    const box = findSeenBox(frame, this.size ?? frame, state.sight.zoom, centre);
    return { state, frame, index: state.voxel[axis], box };
  }
}

function nameQuality({ quality, rows, columns }: PlaneImage, translate: Translate): string {
  if (quality === "exact") return translate("exact");
  return translate("8-bit preview %1 x %2", String(rows), String(columns));
}
