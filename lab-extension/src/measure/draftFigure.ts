import { writeDraft } from "./describeDraft";
import type { MarkBoard } from "./markBoard";
import type { Draft } from "./markEditor";
import { MarkFigure } from "./markFigure";
import type { TextOptions } from "./markText";
import type { Pane } from "./pane";

/** The mark that is being drawn on a pane, with what it comes to so far. */
export class DraftFigure {
  private figure: MarkFigure | null = null;

  constructor(
    private readonly root: SVGGElement,
    private readonly pane: Pane,
    private readonly board: MarkBoard,
    private readonly options: TextOptions,
  ) {}

  /** Shows a draft, or none. */
  show(draft: Draft | null): void {
    if (!draft) {
      this.figure?.node.remove();
      this.figure = null;
      return;
    }
    if (!this.figure) {
      this.figure = new MarkFigure(draft.kind, "draft", { isDraft: true });
      this.root.append(this.figure.node);
    }
    const { pixel, visible, words } = this.pane;
    const lines = writeDraft(draft, this.board.results, this.options);
    const points = [...draft.placed, draft.tip].map((each) => this.pane.toPane(each));
    this.figure.update(
      { points, lines, name: lines.join(", "), handles: [] },
      { pixel, visible, words, taken: [] },
    );
  }
}
