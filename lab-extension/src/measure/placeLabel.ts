import type { PaneBox, PanePoint } from "./pane";

/** Where labels can be, in the pane's units. */
export interface LabelRoom {
  readonly visible: PaneBox;
  /** Places of letters and words over the picture. */
  readonly words: readonly PaneBox[];
  /** Places of other labels. */
  readonly taken: readonly PaneBox[];
  /** From the mark to its label. */
  readonly gap: number;
}

interface LabelSize {
  readonly width: number;
  readonly height: number;
}

/**
 * The place of a label beside a mark: to its right, left, below or above, all moved into what is seen; where none of
 * them is free, the nearest place that is. Where there is no free place at all, one over another label, then one over
 * the mark; over letters and words only where nothing else is left.
 */
export function placeLabel(mark: PaneBox, size: LabelSize, room: LabelRoom): PaneBox {
  const { words, taken } = room;
  const beside = listBeside(mark, size, room);
  const isFreeOf = (boxes: readonly PaneBox[]) => (box: PaneBox) =>
    !boxes.some((other) => overlap(box, other));
  const isFree = isFreeOf([mark, ...taken, ...words]);
  const found = beside.find(isFree);
  if (found) return found;
  const all = [...beside, ...listElsewhere(mark, size, room)];
  return (
    all.find(isFree) ??
    all.find(isFreeOf([mark, ...words])) ??
    all.find(isFreeOf(words)) ??
    all.find(isFreeOf([mark])) ??
    all[0]
  );
}

function listBeside(mark: PaneBox, size: LabelSize, { visible, gap }: LabelRoom): readonly PaneBox[] {
  const middle = (mark.top + mark.bottom - size.height) / 2;
  const centre = (mark.left + mark.right - size.width) / 2;
  const places: readonly PanePoint[] = [
    { across: mark.right + gap, down: middle },
    { across: mark.left - gap - size.width, down: middle },
    { across: centre, down: mark.bottom + gap },
    { across: centre, down: mark.top - gap - size.height },
  ];
  return places.map((place) => toBox(place, size, visible));
}

/** Places close to what may be in the way, or at the border, the nearest first. */
function listElsewhere(mark: PaneBox, size: LabelSize, room: LabelRoom): readonly PaneBox[] {
  const { visible, words, taken, gap } = room;
  const others = [grow(mark, gap), ...[...words, ...taken].map((other) => grow(other, gap / 5))];
  const lefts = others.flatMap(({ left, right }) => [right, left - size.width]);
  const tops = others.flatMap(({ top, bottom }) => [bottom, top - size.height]);
  const acrosses = [visible.left, visible.right - size.width, ...lefts];
  const downs = [visible.top, visible.bottom - size.height, ...tops];
  return acrosses
    .flatMap((across) => downs.map((down) => toBox({ across, down }, size, visible)))
    .sort((one, other) => findDistance(one, mark) - findDistance(other, mark));
}

function toBox({ across, down }: PanePoint, { width, height }: LabelSize, visible: PaneBox): PaneBox {
  const left = clamp(across, visible.left, visible.right - width);
  const top = clamp(down, visible.top, visible.bottom - height);
  return { left, top, right: left + width, bottom: top + height };
}

function grow({ left, top, right, bottom }: PaneBox, by: number): PaneBox {
  return { left: left - by, top: top - by, right: right + by, bottom: bottom + by };
}

/** From the middle of one box to that of another. */
function findDistance(one: PaneBox, other: PaneBox): number {
  const across = one.left + one.right - other.left - other.right;
  const down = one.top + one.bottom - other.top - other.bottom;
  return Math.hypot(across, down) / 2;
}

/** Whether boxes have a part in common, be it of no width. */
export function overlap(one: PaneBox, other: PaneBox): boolean {
  return one.left < other.right && one.right > other.left && one.top < other.bottom && one.bottom > other.top;
}

/** The low end wins, so that a label larger than what is seen shows its beginning. */
const clamp = (at: number, low: number, high: number): number => Math.max(Math.min(at, high), low);
