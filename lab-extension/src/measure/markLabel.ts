import { createSvg } from "../dom/createSvg";
import type { Pane, PaneBox } from "./pane";
import { overlap, placeLabel } from "./placeLabel";

/** In CSS pixels: of a line, around the text, and from the mark to the label. */
const LINE = 15;
const PADDING = 4;
const GAP = 10;

/** What of a pane matters to a label. */
export interface LabelView extends Pick<Pane, "pixel" | "visible" | "words"> {
  /** Places of other labels. */
  readonly taken: readonly PaneBox[];
}

export interface MarkLabel {
  readonly node: SVGGElement;
  /** Shows lines beside a mark, and gives back where; null where there are none, or the mark is out of sight. */
  show(lines: readonly string[], mark: PaneBox, view: LabelView): PaneBox | null;
}

/** Lines of text on a dark plate, as large on the screen at any zoom; who does not see it has the mark's name. */
export function createMarkLabel(): MarkLabel {
  const plate = createSvg("rect", { class: "tsd-mark-plate", rx: "3" });
  const text = createSvg("text", { class: "tsd-mark-text" });
  const node = createSvg("g", { class: "tsd-mark-label", "aria-hidden": "true" }, plate, text);
  let written = "";
  let textWidth = 0;
  return {
    node,
    show: (lines, mark, { visible, words, taken, pixel }) => {
      // Of a mark that is out of sight a label alone would puzzle.
      const isShown = lines.length > 0 && overlap(mark, visible);
      node.style.display = isShown ? "" : "none";
      if (!isShown) return null;
      const content = lines.join("\n");
      if (content !== written) {
        text.replaceChildren(...lines.map(writeLine));
        written = content;
        textWidth = 0;
      }
      // To measure lays the page out: once for the same words, when they are on the page.
      textWidth ||= text.getBBox().width;
      const width = textWidth + 2 * PADDING;
      const height = lines.length * LINE + 2 * PADDING;
      plate.setAttribute("width", String(width));
      plate.setAttribute("height", String(height));
      const size = { width: width * pixel, height: height * pixel };
      const box = placeLabel(mark, size, { visible, words, taken, gap: GAP * pixel });
      node.setAttribute("transform", `translate(${box.left} ${box.top}) scale(${pixel})`);
      return box;
    },
  };
}

function writeLine(line: string, number: number): SVGTSpanElement {
  const span = createSvg("tspan", { x: String(PADDING), y: String(PADDING + LINE * (number + 0.75)) });
  span.textContent = line;
  return span;
}
