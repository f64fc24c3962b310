import type { MarkKind } from "tslab-dicom/contract";
import { createSvg } from "../dom/createSvg";
import { createMarkLabel, type LabelView } from "./markLabel";
import { findBox, traceMark } from "./markShape";
import type { PaneBox, PanePoint } from "./pane";

/** Radii of a handle and of what of it can be pressed, in CSS pixels. */
const HANDLE = 5;
const GRIP = 11;

/** How a mark is to be seen. */
export interface FigureLook {
  readonly points: readonly PanePoint[];
  /** Beside the mark. */
  readonly lines: readonly string[];
  /** For who does not see it. */
  readonly name: string;
  /** Names of the handles; none are shown where there is none. */
  readonly handles: readonly string[];
}

/** One mark on a pane: its lines with a dark rim that shows on white, its handles, its label. */
export class MarkFigure {
  readonly node: SVGGElement;
  private readonly hit = createSvg("path", { class: "tsd-mark-hit", "data-handle": "whole" });
  private readonly paths = [
    createSvg("path", { class: "tsd-mark-halo" }),
    createSvg("path", { class: "tsd-mark-line" }),
  ];
  private readonly handles = createSvg("g", {});
  private readonly label = createMarkLabel();

  /** @param isDraft - it is being drawn, and no key or pointer takes hold of it. */
  constructor(
    private readonly kind: MarkKind,
    id: string,
    { isDraft }: { readonly isDraft: boolean },
  ) {
    this.node = createSvg("g", { class: "tsd-mark", "data-kind": kind, "data-mark": id, role: "group" });
    this.node.append(...this.paths, ...(isDraft ? [] : [this.hit]), this.label.node, this.handles);
    if (isDraft) this.node.classList.add("tsd-mark-draft");
    this.hit.setAttribute("tabindex", "0");
    this.hit.setAttribute("role", "button");
  }

  /** Shows it, and gives back where its label is. */
  update({ points, lines, name, handles }: FigureLook, view: LabelView): PaneBox | null {
    const { pixel } = view;
    const path = traceMark(this.kind, points, pixel);
    for (const each of [this.hit, ...this.paths]) each.setAttribute("d", path);
    this.node.style.setProperty("--tsd-pixel", String(pixel));
    this.node.setAttribute("aria-label", name);
    this.hit.setAttribute("aria-label", name);
    this.hit.setAttribute("aria-pressed", String(handles.length > 0));
    this.node.classList.toggle("tsd-mark-selected", handles.length > 0);
    while (this.handles.children.length > handles.length) this.handles.lastChild?.remove();
    while (this.handles.children.length < handles.length) {
      this.handles.append(createHandle(this.handles.children.length));
    }
    [...this.handles.children].forEach((handle, i) => {
      const { across, down } = points[i];
      handle.setAttribute("transform", `translate(${across} ${down}) scale(${pixel})`);
      handle.setAttribute("aria-label", handles[i]);
    });
    return this.label.show(lines, findBox(points), view);
  }
}

function createHandle(number: number): SVGGElement {
  return createSvg(
    "g",
    { class: "tsd-mark-handle", "data-handle": String(number), tabindex: "0", role: "button" },
    createSvg("circle", { class: "tsd-mark-grip", r: String(GRIP) }),
    createSvg("circle", { class: "tsd-mark-halo", r: String(HANDLE) }),
    createSvg("circle", { class: "tsd-mark-line", r: String(HANDLE) }),
  );
}
