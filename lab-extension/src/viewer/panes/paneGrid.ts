import type { Affine, Axis } from "tslab-dicom/contract";
import { createElement } from "../../dom/createElement";
import { listAxes, type SeenState } from "../state/seenState";
import type { PlanePane } from "./planePane";

/** The panes of a viewer: one a plane, made when its plane is first seen; those that the layout shows are on the page. */
export class PaneGrid {
  readonly root = createElement("div", "tsd-panes");
  private readonly panes = new Map<Axis, PlanePane>();
  private shown: readonly PlanePane[] = [];

  constructor(
    private readonly place: Affine | null,
    private readonly createPane: (axis: Axis) => PlanePane,
  ) {}

  /** The panes of the layout. */
  get visible(): readonly PlanePane[] {
    return this.shown;
  }

  /** The pane that keys move: the one that had the focus last, or else the first. */
  findActive({ active }: SeenState): PlanePane {
    return this.shown.find(({ axis }) => axis === active) ?? this.shown[0];
  }

  /** Put the panes of a state's layout on the page. */
  show(state: SeenState): void {
    const axes = listAxes(state.layout, this.place) ?? [0];
    const panes = axes.map((axis) => this.find(axis));
    if (panes.length === this.shown.length && panes.every((pane, i) => pane === this.shown[i])) return;
    const hadFocus = this.root.contains(document.activeElement);
    this.shown = panes;
    this.root.dataset.layout = panes.length > 1 ? "three" : "one";
    this.root.replaceChildren(...panes.map(({ root }) => root));
    const { width, height } = panes[0].scene.frame;
    this.root.style.setProperty("--tsd-ratio", String(width / height));
    if (hadFocus) this.findActive(state).focus();
  }

  private find(axis: Axis): PlanePane {
    const kept = this.panes.get(axis);
    if (kept) return kept;
    const pane = this.createPane(axis);
    this.panes.set(axis, pane);
    return pane;
  }
}
