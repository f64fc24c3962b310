import { layOutScene, type MeshPayload } from "tslab-dicom/contract";
import { createElement } from "../dom/createElement";
import { keepKeys } from "../dom/keepKeys";
import type { Translate } from "../dom/translate";
import { scaleScene } from "../plotly/camera";
import type { FigurePayload } from "../plotly/figure";
import { Plot, type PlotOptions } from "../plotly/plot";
import type { PlotElement } from "../plotly/plotlyApi";
import { createMeshBar } from "./meshBar";
import { ShownTriangles } from "./shownTriangles";
import { createStill } from "./still";
import { nameCoarse, nameFine, traceMesh } from "./traceMesh";

export interface MeshContent {
  readonly payload: MeshPayload;
  /** The picture of the output, of which the view is a part; null without one. */
  readonly picture: HTMLImageElement | null;
}

/** Surfaces on the page: their title, switches and buttons, and below them the view that turns. */
export class MeshView {
  private readonly root = createElement("div", "tsd-mesh");
  private readonly abort = new AbortController();
  private readonly triangles = new ShownTriangles();
  private readonly hidden = new Set<number>();
  private readonly plot: Plot;
  private readonly translate: Translate;
  private payload: MeshPayload | null = null;
  private isTurning = false;

  constructor(host: HTMLElement, options: PlotOptions & { readonly translate: Translate }) {
    this.translate = options.translate;
    host.append(this.root);
    keepKeys(this.root, this.abort.signal);
    this.plot = new Plot(this.root, {
      ...options,
      onDrawn: (drawn) => this.applyShown(drawn),
      onTurn: (isTurning) => {
        if (this.isTurning === isTurning) return;
        this.isTurning = isTurning;
        this.applyShown(this.plot.element);
      },
    });
  }

  async show({ payload, picture }: MeshContent): Promise<void> {
    this.payload = payload;
    this.hidden.clear();
    const { translate } = this;
    const { title, note, surfaces, scene } = payload;
    const bar = createMeshBar(surfaces, {
      translate,
      signal: this.abort.signal,
      onSwitch: (surface, isShown) => {
        if (isShown) this.hidden.delete(surface);
        else this.hidden.add(surface);
        this.applyShown(this.plot.element);
      },
      onLook: (azimuth, elevation) => this.lookFrom(azimuth, elevation),
      onZoom: (factor) => this.zoom(factor),
      onReset: () => void this.plot.change(findCamera(scene)),
    });
    this.root.replaceChildren(
      ...(title ? [createElement("div", "tsd-title", {}, title)] : []),
      ...(note ? [createElement("div", "tsd-mesh-note", {}, note)] : []),
      bar,
      this.plot.root,
    );
    await this.plot.show({
      figure: layOutFigure(payload),
      loadTraces: () => traceMesh(payload),
      picture: picture && createStill(picture, payload),
      alt: payload.alt,
    });
  }

  dispose(): void {
    this.abort.abort();
    this.plot.dispose();
    this.root.remove();
  }

  private applyShown(drawn: PlotElement | null): void {
    const { payload } = this;
    if (!payload || !drawn) return;
    const shown = new Set<string>();
    for (const [i, { coarse }] of payload.surfaces.entries()) {
      if (!this.hidden.has(i)) shown.add(this.isTurning && coarse ? nameCoarse(i) : nameFine(i));
    }
    this.triangles.apply(drawn, (uid) => shown.has(uid));
  }

  private lookFrom(azimuth: number, elevation: number): void {
    if (!this.payload) return;
    const { camera } = layOutScene({ ...this.payload.scene, azimuth, elevation });
    void this.plot.change({ "scene.camera": camera });
  }

  private zoom(factor: number): void {
    const { layout } = this.plot;
    const changes = layout && scaleScene(layout, factor);
    if (changes) void this.plot.change(changes);
  }
}

/** The changes that bring the first view back. */
function findCamera(scene: MeshPayload["scene"]): Record<string, unknown> {
  const { camera, aspectratio } = layOutScene(scene);
  return { "scene.camera": camera, "scene.aspectratio": aspectratio };
}

/** The view fills the figure: title, switches and buttons are the page's. */
function layOutFigure({ scene }: MeshPayload): FigurePayload {
  return {
    data: [{ type: "mesh3d" }],
    layout: {
      width: scene.width,
      height: scene.height,
      margin: { l: 0, r: 0, t: 0, b: 0 },
      showlegend: false,
      scene: layOutScene(scene),
    },
    // The pixels of the page, no finer: each triangle is drawn for every one of them.
    config: { displayModeBar: false, plotGlPixelRatio: Math.max(1, Math.min(2, window.devicePixelRatio)) },
    frames: [],
  };
}
