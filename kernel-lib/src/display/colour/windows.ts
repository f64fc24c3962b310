import { CT_WINDOWS, type CtWindowName } from "../../contract/contract";
import { InvalidArgumentError } from "../../errors";
import type { DisplayWindow, WindowShape } from "../../volume/displayWindow";
import { type Volume, valueRange } from "../../volume/volume";

/** A window by its usual name, by numbers, the first of the tags, or the whole range of values. */
export type WindowChoice = CtWindowName | "tags" | "range" | DisplayWindow;

/**
 * The display window of a choice; without one the first of the tags, else lung for HU, else the whole range.
 *
 * @throws InvalidArgumentError for an unknown name or shape, a width that the shape does not allow (DICOM PS3.3
 * C.11.2.1.2.1, C.11.2.1.3), or "tags" where they have none.
 */
export function displayWindow(volume: Volume, choice?: WindowChoice): DisplayWindow {
  if (choice === undefined)
    return volume.window ?? (volume.units === "HU" ? CT_WINDOWS.lung : wholeRange(volume));
  if (choice === "range") return wholeRange(volume);
  if (choice === "tags") {
    if (volume.window) return volume.window;
    throw new InvalidArgumentError(
      "window",
      "another choice: the tags of this volume name no window",
      choice,
    );
  }
  const window = typeof choice === "string" ? CT_WINDOWS[choice] : choice;
  if (!isWindow(window)) {
    const names = [...Object.keys(CT_WINDOWS), "tags", "range"].join(", ");
    throw new InvalidArgumentError(
      "window",
      `one of ${names}, or { centre, width, shape } with the shape "linear" and a width of at least 1, or "linear-exact" or "sigmoid" and one above 0`,
      JSON.stringify(choice),
    );
  }
  return window;
}

/**
 * The values that a window maps to black and to white. A sigmoid has no such values: at these it is 2 % away from them.
 */
export function windowRange({
  centre,
  width,
  shape = "linear",
}: DisplayWindow): [black: number, white: number] {
  return SHAPES[shape].range(centre, width);
}

/** DICOM PS3.3 C.11.2.1.2.1 (linear), C.11.2.1.3.1 (sigmoid) and C.11.2.1.3.2 (linear-exact). */
const SHAPES: Readonly<
  Record<
    WindowShape,
    {
      readonly allows: (width: number) => boolean;
      readonly range: (centre: number, width: number) => [black: number, white: number];
    }
  >
> = {
  linear: {
    allows: (width) => width >= 1,
    range: (centre, width) => [centre - 0.5 - (width - 1) / 2, centre - 0.5 + (width - 1) / 2],
  },
  "linear-exact": {
    allows: (width) => width > 0,
    range: (centre, width) => [centre - width / 2, centre + width / 2],
  },
  sigmoid: {
    allows: (width) => width > 0,
    range: (centre, width) => [centre - width, centre + width],
  },
};

function isWindow(window: DisplayWindow | undefined): window is DisplayWindow {
  if (!(Number.isFinite(window?.centre) && Number.isFinite(window?.width))) return false;
  const { width, shape = "linear" } = window as DisplayWindow;
  return SHAPES[shape]?.allows(width) ?? false;
}

function wholeRange(volume: Volume): DisplayWindow {
  const { min, max } = valueRange(volume) ?? { min: 0, max: 1 };
  return { centre: (min + max) / 2 + 0.5, width: max - min + 1 };
}
