import { lineOpacity, type OverlayState, type PlaneLie, type SlicesPayload } from "tslab-dicom/contract";
import { createSvg } from "../../dom/createSvg";
import type { Color, OverlayPlane } from "../../slice/blendOverlay";
import { traceOutlines } from "../../slice/outlinePath";
import type { PlaneFrame } from "../../slice/planeFrame";
import type { PlaneImage } from "../../source/planeSource";
import { identify } from "./identify";
import { listOverlays, type OverlayInfo, type Overlays } from "./overlays";

/** An overlay as it is to be seen in a plane. */
export interface OverlayLayer {
  readonly plane: OverlayPlane;
  /** Of the labels that are shown. */
  readonly colors: ReadonlyMap<number, Color>;
  readonly alpha: number;
  readonly style: OverlayState["style"];
}

/** The overlays of one pane: cut once a plane, whatever the window does meanwhile. */
export class OverlayLayers {
  private readonly infos: readonly OverlayInfo[];
  private readonly cuts: { readonly image: string; readonly plane: OverlayPlane }[] = [];

  constructor(
    payload: SlicesPayload,
    private readonly overlays: Overlays,
  ) {
    this.infos = listOverlays(payload);
  }

  /** What is shown over a picture, the first at the bottom. */
  list(image: PlaneImage, states: readonly OverlayState[]): readonly OverlayLayer[] {
    return this.infos.flatMap(({ labels }, i) => {
      const { shown, alpha, style, hidden } = states[i];
      const plane = shown && alpha > 0 ? this.cut(i, image) : null;
      if (!plane) return [];
      const colors = new Map(
        labels.filter(({ label }) => !hidden.includes(label)).map(({ label, color }) => [label, color]),
      );
      return [{ plane, colors, alpha, style }];
    });
  }

  /** An overlay, by its number, in the plane of a picture; null while it is not decoded. */
  cut(i: number, image: PlaneImage): OverlayPlane | null {
    const kept = this.cuts[i];
    const id = identify(image);
    if (kept?.image === id) return kept.plane;
    const plane = this.overlays.cut(i, image);
    if (plane) this.cuts[i] = { image: id, plane };
    return plane;
  }
}

/** Draw the borders of the overlays that are seen as outlines; lines keep their width at any zoom. */
export function drawOutlines(group: SVGGElement, layers: readonly OverlayLayer[], frame: PlaneFrame): void {
  const paths = layers
    .filter(({ style }) => style === "outline")
    .flatMap(({ plane, colors, alpha }) =>
      [...traceOutlines(plane, new Set(colors.keys()))].map(([label, path]) =>
        createSvg("path", {
          class: "tsd-outline",
          d: path,
          transform: `matrix(${findTransform(plane, frame).join(" ")})`,
          stroke: `rgb(${(colors.get(label) ?? [255, 255, 255]).join(" ")})`,
          "stroke-opacity": String(lineOpacity(alpha)),
        }),
      ),
    );
  group.replaceChildren(...paths);
}

/** From columns and rows as they are stored to the frame's units, as an SVG matrix a b c d e f. */
export function findTransform(
  { rows, columns }: Pick<OverlayPlane, "rows" | "columns">,
  frame: PlaneFrame,
): readonly number[] {
  const { turned, flipAcross, flipDown }: PlaneLie = frame.lie;
  const across = (frame.width / (turned ? rows : columns)) * (flipAcross ? -1 : 1);
  const down = (frame.height / (turned ? columns : rows)) * (flipDown ? -1 : 1);
  const [left, top] = [flipAcross ? frame.width : 0, flipDown ? frame.height : 0];
  return turned ? [0, down, across, 0, left, top] : [across, 0, 0, down, left, top];
}
