import type { Mark, VoxelPoint } from "tslab-dicom/contract";
import { createSvg } from "../dom/createSvg";
import type { Translate } from "../dom/translate";
import { describeDraft } from "./describeDraft";
import { DraftFigure } from "./draftFigure";
import { findGrip } from "./findGrip";
import type { MarkBoard } from "./markBoard";
import { MarkEditor } from "./markEditor";
import { MarkFigure } from "./markFigure";
import { listenToMarkKeys } from "./markKeys";
import { listenToPointer } from "./markPointer";
import { nameMark, writeReading } from "./markText";
import type { Pane, PaneBox } from "./pane";

export interface MarksLayerOptions {
  /** [slices, rows, columns] of the volume. */
  readonly shape: readonly number[];
  /** What values are in. */
  readonly units: string;
  readonly translate: Translate;
  /** The voxel under the crosshair, where a mark begins that is drawn by keys. */
  readonly findCrosshair: () => VoxelPoint;
  /** Tells who does not see it what a key did. @default nobody is told */
  readonly say?: (sentence: string) => void;
  /** Ends the layer. */
  readonly signal: AbortSignal;
}

/** The marks of one pane: drawn over its picture, and made and changed there. */
export class MarksLayer {
  private readonly root = createSvg("g", { class: "tsd-measured" });
  private readonly figures = new Map<string, MarkFigure>();
  private readonly editor: MarkEditor;
  private readonly draftFigure: DraftFigure;

  constructor(
    private readonly pane: Pane,
    private readonly board: MarkBoard,
    private readonly options: MarksLayerOptions,
  ) {
    const { shape, findCrosshair, signal } = options;
    this.editor = new MarkEditor(pane, board, shape, () => this.showDraft());
    this.draftFigure = new DraftFigure(this.root, pane, board, options);
    pane.layer.append(this.root);
    const { editor } = this;
    listenToPointer(pane, board, editor, signal);
    listenToMarkKeys({ pane, board, editor, findCrosshair, onDone: () => this.announce(), signal });
    // On the stage: a listener for the focus makes an element of SVG itself focusable in Chromium.
    pane.stage.addEventListener(
      "focusin",
      ({ target }) => {
        const grip = findGrip(target);
        if (grip) board.select(grip.id);
      },
      { signal },
    );
    board.onChange(() => this.update(), signal);
    signal.addEventListener("abort", () => this.root.remove(), { once: true });
    this.update();
  }

  /** To be called after the pane shows another plane, or the same with another zoom. */
  update(): void {
    const { pane, board } = this;
    const { tool, selected } = board;
    const { draft } = this.editor;
    pane.stage.classList.toggle("tsd-measuring", tool !== null);
    if (draft && (draft.kind !== tool || draft.axis !== pane.axis || draft.index !== pane.index)) {
      this.editor.cancel();
    }
    const seen = board.marks.filter(
      ({ axis, points }) => axis === pane.axis && points[0][axis] === pane.index,
    );
    const ids = new Set(seen.map(({ id }) => id));
    for (const [id, figure] of this.figures) {
      if (ids.has(id)) continue;
      figure.node.remove();
      this.figures.delete(id);
    }
    const taken: PaneBox[] = [];
    for (const mark of seen) {
      let figure = this.figures.get(mark.id);
      if (!figure) {
        figure = new MarkFigure(mark.kind, mark.id, { isDraft: false });
        this.figures.set(mark.id, figure);
        this.root.append(figure.node);
      }
      const label = this.draw(figure, mark, mark.id === selected?.id, taken);
      if (label) taken.push(label);
    }
    this.showDraft();
  }

  private draw(
    figure: MarkFigure,
    mark: Mark,
    isSelected: boolean,
    taken: readonly PaneBox[],
  ): PaneBox | null {
    const { pane, board, options } = this;
    const reading = board.results.read(mark);
    const point = (_: VoxelPoint, i: number) =>
      options.translate("Point %1 of %2", String(i + 1), String(mark.points.length));
    return figure.update(
      {
        points: mark.points.map((each) => pane.toPane(each)),
        lines: writeReading(reading, options),
        name: nameMark(mark.kind, reading, options),
        handles: isSelected ? mark.points.map(point) : [],
      },
      { pixel: pane.pixel, visible: pane.visible, words: pane.words, taken },
    );
  }

  private showDraft(): void {
    this.draftFigure.show(this.editor.draft);
  }

  private announce(): void {
    const { board, options } = this;
    const { say = () => undefined } = options;
    const { draft } = this.editor;
    const mark = board.selected;
    if (draft) say(describeDraft(draft, board.results, options));
    else if (mark) say(nameMark(mark.kind, board.results.read(mark), options));
  }
}
