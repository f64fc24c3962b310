import type { EdgeLetters } from "tslab-dicom/contract";
import type { DisplaySize } from "../../dom/displaySize";
import type { TextSize } from "../../dom/measureText";
import type { PaneBox } from "../../measure/pane";
import { overlap } from "../../measure/placeLabel";

/** From an edge of the pane to its words, as base.css has it, and from word to word, CSS pixels. */
const MARGIN = 8;
const GAP = 6;

/** Where letters in the middle of the edges are, CSS pixels from the pane's upper left corner. */
export function placeLetters(
  sizes: Readonly<Record<keyof EdgeLetters, TextSize>>,
  { width, height }: DisplaySize,
): readonly PaneBox[] {
  const { left, right, top, bottom } = sizes;
  const middle = ({ height: high }: TextSize) => (height - high) / 2;
  const centre = ({ width: wide }: TextSize) => (width - wide) / 2;
  return [
    toBox(MARGIN, middle(left), left),
    toBox(width - MARGIN - right.width, middle(right), right),
    toBox(centre(top), MARGIN, top),
    toBox(centre(bottom), height - MARGIN - bottom.height, bottom),
  ];
}

/**
 * Where the first of some texts is that has room in the lower left corner of a pane, beside its letters; null where
 * none has.
 */
export function placeCorner(
  sizes: readonly TextSize[],
  letters: readonly PaneBox[],
  { width, height }: DisplaySize,
): { readonly number: number; readonly box: PaneBox } | null {
  const places = sizes.map((size, number) => ({
    number,
    box: toBox(MARGIN, height - MARGIN - size.height, size),
  }));
  const isFree = ({ left, top, right, bottom }: PaneBox) => {
    const around = { left: left - GAP, top: top - GAP, right: right + GAP, bottom: bottom + GAP };
    return right <= width - MARGIN && !letters.some((letter) => overlap(letter, around));
  };
  return places.find(({ box }) => isFree(box)) ?? null;
}

function toBox(left: number, top: number, { width, height }: TextSize): PaneBox {
  return { left, top, right: left + width, bottom: top + height };
}
