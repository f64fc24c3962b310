import type { Mark, SlicesPayload, VoxelPoint } from "tslab-dicom/contract";
import "../../../lab-extension/style/base.css";
import "../../../lab-extension/style/measure.css";
import { createElement } from "../../../lab-extension/src/dom/createElement";
import { createSvg } from "../../../lab-extension/src/dom/createSvg";
import { inEnglish } from "../../../lab-extension/src/dom/translate";
import { MarkBoard } from "../../../lab-extension/src/measure/markBoard";
import { MarkResults } from "../../../lab-extension/src/measure/markResults";
import { MarksLayer } from "../../../lab-extension/src/measure/marksLayer";
import { createMarksPanel } from "../../../lab-extension/src/measure/marksPanel";
import type { Pane } from "../../../lab-extension/src/measure/pane";
import { slicesPayload } from "../../unit/lab/payloads";

/**
 * A pane of 125 columns and 50 rows, twice as high as wide and shown mirrored, as an axial plane seen from the head; a
 * voxel is 4 x 8 CSS pixels at first. Values are 10 x row + column.
 */
const ROWS = 50;
const COLUMNS = 125;
const ASPECT = 2;
const WIDTH = 500;
const HEIGHT = 400;

const payload: SlicesPayload = slicesPayload({
  shape: [3, ROWS, COLUMNS],
  affine: [0, 0, 0.5, 0, 0, 1, 0, 0, 2, 0, 0, 0, 0, 0, 0, 1],
  spacing: [2, 1, 0.5],
});
let marks: readonly Mark[] = [];
let index = 1;
let zoom = 1;
let exact = true;

const [host, panelHost] = [".pane", ".tsd-panel"].map((name) => {
  const found = document.querySelector(name);
  if (!(found instanceof HTMLElement)) throw new Error(`no ${name}`);
  return found;
});
host.tabIndex = 0;
host.setAttribute("role", "group");
host.setAttribute("aria-label", "A plane");
const stage = createElement("div", "tsd-stage");
const picture = createElement("canvas", "tsd-canvas", { width: String(WIDTH), height: String(HEIGHT) });
const layer = createSvg("g");
const svg = createSvg("svg", { preserveAspectRatio: "none" }, layer);
stage.append(picture, svg);
host.append(stage);
const context = picture.getContext("2d");
if (context) {
  // Black, white and the colours of overlays: a line must show on each.
  ["#000", "#fff", "#888", "#d33", "#2a7", "#27c", "#ec0"].forEach((color, i) => {
    context.fillStyle = color;
    context.fillRect((i * WIDTH) / 7, 0, WIDTH / 7 + 1, HEIGHT);
  });
}

const place = (clientX: number, clientY: number): [across: number, down: number] => {
  const box = stage.getBoundingClientRect();
  return [(clientX - box.left) * pane.pixel, (clientY - box.top) * pane.pixel];
};
const voxelAt = (across: number, down: number): VoxelPoint => [
  index,
  down / ASPECT - 0.5,
  COLUMNS - 0.5 - across,
];
const pane: Pane = {
  axis: 0,
  get index() {
    return index;
  },
  get pixel() {
    return COLUMNS / WIDTH / zoom;
  },
  get visible() {
    return { left: 0, top: 0, right: COLUMNS / zoom, bottom: (ROWS * ASPECT) / zoom };
  },
  words: [],
  stage,
  keys: host,
  layer,
  toVoxel: (clientX, clientY) => {
    const [across, down] = place(clientX, clientY);
    const isInside = across >= 0 && across < COLUMNS && down >= 0 && down < ROWS * ASPECT;
    return isInside ? voxelAt(across, down) : null;
  },
  toNearestVoxel: (clientX, clientY) => {
    const [across, down] = place(clientX, clientY);
    return voxelAt(Math.min(Math.max(across, 0), COLUMNS), Math.min(Math.max(down, 0), ROWS * ASPECT));
  },
  toPane: ([, row, column]) => ({ across: COLUMNS - 0.5 - column, down: (row + 0.5) * ASPECT }),
  focus: () => host.focus(),
};
let said = "";
const life = new AbortController();
const read = (row: number, column: number) => 10 * row + column;
const board = new MarkBoard(
  {
    get: () => marks,
    set: (changed) => {
      marks = changed;
    },
  },
  new MarkResults(payload, () => ({ exact, read })),
);
const layerOfMarks = new MarksLayer(pane, board, {
  shape: payload.shape,
  units: payload.units,
  translate: inEnglish,
  findCrosshair: () => [index, 25, 60],
  say: (sentence) => {
    said = sentence;
  },
  signal: life.signal,
});
let copied = "";
let visited: VoxelPoint | null = null;
panelHost.append(
  createMarksPanel(board, {
    payload,
    translate: inEnglish,
    goTo: (_, voxel) => {
      visited = voxel;
    },
    focusPane: () => host.focus(),
    copy: async (text) => {
      copied = text;
    },
    signal: life.signal,
  }),
);
const passed: string[] = [];
for (const type of ["keydown", "pointerdown", "pointermove"] as const) {
  host.addEventListener(type, (event) => passed.push(event instanceof KeyboardEvent ? event.key : type));
}
const show = () => {
  svg.setAttribute("viewBox", `0 0 ${COLUMNS / zoom} ${(ROWS * ASPECT) / zoom}`);
  layerOfMarks.update();
};
show();

/** What a test asks of the page. */
export interface MeasurePage {
  readonly board: MarkBoard;
  readonly marks: readonly Mark[];
  readonly copied: string;
  /** What was said last to who does not see the picture. */
  readonly said: string;
  readonly visited: VoxelPoint | null;
  /** Events that went on to the viewer since last asked. */
  takePassed(): readonly string[];
  see(change: { readonly index?: number; readonly zoom?: number; readonly exact?: boolean }): void;
  end(): void;
}
const page: MeasurePage = {
  board,
  get marks() {
    return marks;
  },
  get said() {
    return said;
  },
  get copied() {
    return copied;
  },
  get visited() {
    return visited;
  },
  takePassed: () => passed.splice(0),
  see: (change) => {
    index = change.index ?? index;
    zoom = change.zoom ?? zoom;
    exact = change.exact ?? exact;
    show();
    board.update();
  },
  end: () => life.abort(),
};
Object.assign(window, { measurePage: page });
