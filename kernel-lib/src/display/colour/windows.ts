import { CT_WINDOWS, type CtWindowName, type DisplayWindow, fitWindow, WINDOW_SHAPES } from "../../contract";
import { InvalidArgumentError } from "../../errors";
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

function isWindow(window: DisplayWindow | undefined): window is DisplayWindow {
  if (!(Number.isFinite(window?.centre) && Number.isFinite(window?.width))) return false;
  const { width, shape = "linear" } = window as DisplayWindow;
  return WINDOW_SHAPES.includes(shape) && (shape === "linear" ? width >= 1 : width > 0);
}

function wholeRange(volume: Volume): DisplayWindow {
  const { min, max } = valueRange(volume) ?? { min: 0, max: 1 };
  return fitWindow([min, max]);
}
