import {
  type Affine,
  type Axis,
  namePlanes,
  type PlaneName,
  type SlicesPayload,
  type VoxelPoint,
} from "tslab-dicom/contract";
import { createElement } from "../../dom/createElement";
import { createSvg } from "../../dom/createSvg";
import type { DisplaySize } from "../../dom/displaySize";
import type { Translate } from "../../dom/translate";
import { updateAttribute } from "../../dom/updateAttribute";
import { updateText } from "../../dom/updateText";
import type { Pane, PaneBox, PanePoint } from "../../measure/pane";
import type { OverlayPlane } from "../../slice/blendOverlay";
import { fromFrame, isOnFrame, toFrame } from "../../slice/planeFrame";
import { findPlace } from "../../slice/position";
import { moveAlong, moveInside } from "../../slice/voxels";
import { planeId } from "../../source/planeId";
import type { PlaneImage, PlaneKey } from "../../source/planeSource";
import type { SeenState, SeenStore } from "../state/seenState";
import { createCrosshair } from "./crosshair";
import { describePane } from "./describePane";
import { createEdgeWords, type EdgeWords } from "./edgeWords";
import { listPlaneKeys } from "./listPlaneKeys";
import type { Overlays } from "./overlays";
import { PanePicture } from "./panePicture";
import type { PaletteBox, PictureCanvas } from "./pictureCanvas";
import { createPlaneSlider } from "./planeSlider";
import { findScene, type Scene, type ScenePictures } from "./scene";

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
  readonly place: Affine | null;
  scene: Scene;

  private readonly crosshair = createCrosshair();
  private readonly edges: EdgeWords;
  private readonly bar: ReturnType<typeof createPlaneSlider>;
  private readonly shown: PanePicture;
  private size: DisplaySize | null = null;

  constructor(private readonly options: PlanePaneOptions) {
    const { payload, axis, store, overlays, palettes, translate, onResize, signal } = options;
    this.axis = axis;
    this.place = findPlace(payload);
    this.name = namePlanes(this.place)[axis];
    this.shown = new PanePicture(payload, overlays, palettes);
    const { outlines, message } = this.shown;
    this.edges = createEdgeWords(this.place);
    this.svg = createSvg("svg", { class: "tsd-over", preserveAspectRatio: "none" });
    this.svg.append(outlines, this.crosshair.node, this.layer);
    this.stage.append(this.picture.canvas, this.svg, ...this.edges.nodes, message);
    const label = axis === 0 ? translate("Slice") : translate("Plane: %1", translate(this.name));
    this.bar = createPlaneSlider(label, payload.shape[axis], signal, (index) =>
      store.change({ voxel: moveAlong(store.state.voxel, axis, index), active: axis }, "reader"),
    );
    this.slider = this.bar.input;
    if (this.slider.disabled) this.stage.tabIndex = -1;
    this.root = createElement("div", "tsd-pane", { "data-plane": this.name });
    this.root.append(this.stage, this.slider, this.bar.caption);
    this.scene = this.findScene(store.state);
    const { width, height } = this.scene.frame;
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

  get visible(): PaneBox {
    const { left, top, width, height } = this.scene.box;
    return { left, top, right: left + width, bottom: top + height };
  }

  get words(): readonly PaneBox[] {
    return this.edges.boxes.map(({ left, top, right, bottom }) => {
      const [from, to] = [
        { across: left, down: top },
        { across: right, down: bottom },
      ].map((spot) => this.fromStage(spot));
      return { left: from.across, top: from.down, right: to.across, bottom: to.down };
    });
  }

  get pixel(): number {
    return 1 / this.scene.box.scale;
  }

  get picture(): PictureCanvas {
    return this.shown.picture;
  }

  /** What is on the canvas; null before the first. */
  get pictures(): ScenePictures | null {
    return this.shown.pictures;
  }

  get badge(): HTMLElement {
    return this.bar.badge;
  }

  /** The line below the slider. */
  get caption(): HTMLElement {
    return this.bar.caption;
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
    return this.shown.cutOverlay(number);
  }

  /** The pictures that a state needs here. */
  listKeys(state: SeenState): readonly PlaneKey[] {
    return listPlaneKeys(this.options.payload, this.axis, state);
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
    updateAttribute(this.picture.canvas, "aria-label", words.label);
    updateAttribute(this.svg, "viewBox", `${box.left} ${box.top} ${box.width} ${box.height}`);
    this.edges.update(frame, words.corner, this.size);
    this.crosshair.update(scene);
    updateAttribute(this.stage, "data-tool", state.tool);
    this.shown.lay(scene);
    this.showQuality();
  }

  /** Paint pictures under the state that was shown last, where they or what they are painted with is new. */
  paint(pictures: ScenePictures, overlaysReady: boolean): void {
    this.shown.paint(pictures, this.scene, overlaysReady);
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
    this.shown.cover(sentence, key);
  }

  private fromStage({ across, down }: PanePoint): PanePoint {
    const { left, top, scale } = this.scene.box;
    return { across: left + across / scale, down: top + down / scale };
  }

  /** Say what the picture is; one of a plane before, which stays until the right one comes, is neither. */
  private showQuality(): void {
    const { translate } = this.options;
    const image = this.pictures?.first;
    if (image) updateAttribute(this.root, "data-shown", String(image.key.first));
    const [wanted] = this.listKeys(this.scene.state);
    const isRight = image !== undefined && planeId(image.key) === planeId(wanted);
    for (const node of [this.badge, this.root]) {
      updateAttribute(node, "data-kind", isRight ? image.quality : "loading");
    }
    updateText(this.badge, isRight ? nameQuality(image, translate) : translate("loading"));
  }

  private findScene(state: SeenState): Scene {
    const { payload, axis } = this.options;
    return findScene({ payload, axis, place: this.place, size: this.size }, state);
  }
}

function nameQuality({ quality, rows, columns }: PlaneImage, translate: Translate): string {
  if (quality === "exact") return translate("exact");
  return translate("8-bit preview %1 x %2", String(rows), String(columns));
}
