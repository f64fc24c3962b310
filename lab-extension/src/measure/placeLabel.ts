import type { PaneBox, PanePoint } from "./pane";

/** Where labels can be, in the pane's units. */
export interface LabelRoom {
  readonly visible: PaneBox;
  readonly taken: readonly PaneBox[];
  /** From the mark to its label. */
  readonly gap: number;
}

/**
 * The place of a label beside a mark: to its right, left, below or above, all moved into what is seen; the first that
 * covers neither the mark nor another label, else the first that leaves the mark free, else the first.
 *
 * @param taken - places of other labels.
 */
export function placeLabel(
  mark: PaneBox,
  size: { readonly width: number; readonly height: number },
  { visible, taken, gap }: LabelRoom,
): PaneBox {
  const middle = (mark.top + mark.bottom - size.height) / 2;
  const centre = (mark.left + mark.right - size.width) / 2;
  const places: readonly PanePoint[] = [
    { across: mark.right + gap, down: middle },
    { across: mark.left - gap - size.width, down: middle },
    { across: centre, down: mark.bottom + gap },
    { across: centre, down: mark.top - gap - size.height },
  ];
  const boxes = places.map(({ across, down }): PaneBox => {
    const left = clamp(across, visible.left, visible.right - size.width);
    const top = clamp(down, visible.top, visible.bottom - size.height);
    return { left, top, right: left + size.width, bottom: top + size.height };
  });
  const beside = boxes.filter((box) => !overlap(box, mark));
  return beside.find((box) => !taken.some((other) => overlap(box, other))) ?? beside[0] ?? boxes[0];
}

function overlap(one: PaneBox, other: PaneBox): boolean {
  return one.left < other.right && one.right > other.left && one.top < other.bottom && one.bottom > other.top;
}

/** The low end wins, so that a label larger than what is seen shows its beginning. */
const clamp = (at: number, low: number, high: number): number => Math.max(Math.min(at, high), low);
