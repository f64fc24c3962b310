import { type Affine, nameEdges } from "tslab-dicom/contract";
import { createElement } from "../../dom/createElement";
import type { DisplaySize } from "../../dom/displaySize";
import { measureText, readFont, type TextFont } from "../../dom/measureText";
import { updateText } from "../../dom/updateText";
import type { PaneBox } from "../../measure/pane";
import type { PlaneFrame } from "../../slice/planeFrame";
import { placeCorner, placeLetters } from "./placeEdgeWords";

export interface EdgeWords {
  readonly nodes: readonly HTMLElement[];
  /** Where they are, CSS pixels from the pane's upper left corner. */
  readonly boxes: readonly PaneBox[];
  /**
   * @param texts - what the corner may say, the longest first.
   * @param size - of the pane; null before it is on the page.
   */
  update(frame: PlaneFrame, texts: readonly string[], size: DisplaySize | null): void;
}

/**
 * The words at the edges of a pane: what lies there, nothing where nobody knows how the voxels lie, and in the corner as
 * much as there is room for.
 */
export function createEdgeWords(affine: Affine | null): EdgeWords {
  const createLetter = (edge: string) =>
    createElement("span", `tsd-letter tsd-${edge}`, { "aria-hidden": "true" });
  const [left, right, top, bottom] = ["left", "right", "top", "bottom"].map(createLetter);
  const corner = createElement("div", "tsd-corner");
  let letters: readonly PaneBox[] = [];
  let boxes: readonly PaneBox[] = [];
  let font: TextFont = { name: "", height: 0 };
  let [lettered, written] = ["", ""];

  const showLetters = ({ axis, lie }: PlaneFrame, size: DisplaySize | null) => {
    const names = affine && nameEdges(affine, axis, lie);
    if (names) {
      updateText(left, names.left);
      updateText(right, names.right);
      updateText(top, names.top);
      updateText(bottom, names.bottom);
    }
    if (!size) return;
    font = readFont(corner);
    if (!names) return;
    const bold = readFont(left);
    const sizes = {
      left: measureText(names.left, bold),
      right: measureText(names.right, bold),
      top: measureText(names.top, bold),
      bottom: measureText(names.bottom, bold),
    };
    letters = placeLetters(sizes, size);
  };
  const showCorner = (texts: readonly string[], size: DisplaySize | null) => {
    if (!size) return;
    const sizes = texts.map((text) => measureText(text, font));
    const place = placeCorner(sizes, letters, size);
    updateText(corner, place ? texts[place.number] : "");
    boxes = place ? [...letters, place.box] : letters;
  };
  return {
    nodes: affine ? [left, right, top, bottom, corner] : [corner],
    get boxes() {
      return boxes;
    },
    update: (frame, texts, size) => {
      const around = JSON.stringify([frame.lie, size]);
      if (around !== lettered) showLetters(frame, size);
      lettered = around;
      const words = JSON.stringify([around, texts]);
      if (words !== written) showCorner(texts, size);
      written = words;
    },
  };
}
