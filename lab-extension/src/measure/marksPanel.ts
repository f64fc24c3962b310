import {
  describeMarkBox,
  type Mark,
  namePlanes,
  type SlicesPayload,
  type VoxelPoint,
} from "tslab-dicom/contract";
import { createElement } from "../dom/createElement";
import type { Translate } from "../dom/translate";
import type { MarkBoard } from "./markBoard";
import { nameKind, writeReading } from "./markText";
import { writeMarksTable } from "./writeMarksTable";

export interface MarksPanelOptions {
  readonly payload: Pick<SlicesPayload, "affine" | "placed" | "shape" | "units">;
  readonly translate: Translate;
  /** Moves the viewer to a plane through this voxel, stacked along the mark's axis. */
  readonly goTo: (mark: Mark, voxel: VoxelPoint) => void;
  /** Takes the focus when the last row is gone. */
  readonly focusPane: () => void;
  /** Puts text on the clipboard. @default the browser's */
  readonly copy?: (text: string) => Promise<void>;
  /** Ends the panel. */
  readonly signal: AbortSignal;
}

/** The list of all marks, with what each comes to, ways to them, and a copy as a table. */
export function createMarksPanel(board: MarkBoard, options: MarksPanelOptions): HTMLElement {
  const { payload, translate, goTo, focusPane, signal } = options;
  const { copy = (text: string) => navigator.clipboard.writeText(text) } = options;
  const planes = namePlanes(payload.placed === false ? null : payload.affine);
  const words = { units: payload.units, translate };
  const list = createElement("ol", "tsd-marks-list");
  const empty = createElement(
    "p",
    "tsd-marks-empty",
    {},
    translate("Nothing measured yet. Choose distance, angle or ellipse, and drag on the picture."),
  );
  const said = createElement("span", "tsd-marks-said", { role: "status" });
  const copyAll = createButton(translate("Copy as table"), "tsd-marks-copy");
  const removeAll = createButton(translate("Delete all"), "tsd-marks-clear");
  const buttons = createElement("div", "tsd-marks-buttons", {}, copyAll, removeAll);
  const root = createElement("div", "tsd-section tsd-marks-panel");
  root.append(createElement("div", "tsd-heading", {}, translate("Measurements")), empty, list, buttons, said);

  let written = "";
  const update = () => {
    const { marks, selected } = board;
    empty.hidden = marks.length > 0;
    buttons.hidden = marks.length === 0;
    const rows = marks.map((mark) => {
      const place = `${translate(planes[mark.axis])} ${mark.points[0][mark.axis] + 1}`;
      const lines = writeReading(board.results.read(mark), words);
      return { mark, place, lines, isSelected: mark.id === selected?.id };
    });
    const now = JSON.stringify(rows);
    if (now === written) return;
    written = now;
    const focused = keyOf(document.activeElement);
    list.replaceChildren(...rows.map(createRow));
    const again = focused && [...list.querySelectorAll("button")].find((button) => keyOf(button) === focused);
    if (again) again.focus();
  };
  const createRow = (row: Row): HTMLElement => {
    const { mark, place, lines, isSelected } = row;
    const name = `${nameKind(mark.kind, translate)}, ${place}`;
    const visit = createButton("", "tsd-marks-visit", translate("Go to %1: %2", name, lines.join(", ")));
    visit.append(
      createElement("span", "tsd-marks-name", {}, name),
      createElement("span", "tsd-marks-result", {}, lines.join(", ")),
    );
    const remove = createButton("\u00d7", "tsd-marks-delete", translate("Delete %1", name));
    visit.dataset.key = `visit ${mark.id}`;
    remove.dataset.key = `remove ${mark.id}`;
    visit.addEventListener("click", () => {
      goTo(mark, findMiddle(mark, payload.shape));
      board.select(mark.id);
    });
    remove.addEventListener("click", () => {
      const at = board.marks.findIndex(({ id }) => id === mark.id);
      board.remove(mark.id);
      focusRow(at);
    });
    const node = createElement("li", "tsd-marks-row", {}, visit, remove);
    if (isSelected) node.setAttribute("aria-current", "true");
    return node;
  };
  /** The row that is there now, or the last, takes the focus of one that went: the keyboard goes on from there. */
  const focusRow = (at: number) => {
    const rows = [...list.querySelectorAll<HTMLElement>(".tsd-marks-delete")];
    const next = rows[Math.min(at, rows.length - 1)];
    if (next) next.focus();
    else focusPane();
  };
  const say = (sentence: string) => {
    said.textContent = sentence;
  };
  copyAll.addEventListener(
    "click",
    () => {
      copy(writeMarksTable(board.marks, board.results, planes, payload.units)).then(
        () => say(translate("Copied.")),
        () => say(translate("The browser does not let this page copy.")),
      );
    },
    { signal },
  );
  removeAll.addEventListener(
    "click",
    () => {
      board.clear();
      focusPane();
    },
    { signal },
  );
  board.onChange(update, signal);
  update();
  return root;
}

interface Row {
  readonly mark: Mark;
  readonly place: string;
  readonly lines: readonly string[];
  readonly isSelected: boolean;
}

/** The voxel in the middle of a mark. */
function findMiddle(mark: Mark, shape: readonly number[]): VoxelPoint {
  const box = describeMarkBox(mark, shape);
  const middle = (axis: 0 | 1 | 2) => (box[axis][0] + box[axis][1] - 1) >> 1;
  return [middle(0), middle(1), middle(2)];
}

function createButton(text: string, className: string, label = text): HTMLButtonElement {
  return createElement("button", className, { type: "button", "aria-label": label, title: label }, text);
}

function keyOf(element: Element | null): string | undefined {
  return element instanceof HTMLElement ? element.dataset.key : undefined;
}
