import { InvalidArgumentError } from "../errors";
import { type DisplayWindow, type Volume, valueRange } from "../volume/volume";
import { CT_WINDOWS, type CtWindowName } from "./contract";

/** A window by its usual name, by numbers, the first of the tags, or the whole range of values. */
export type WindowChoice = CtWindowName | "tags" | "range" | DisplayWindow;

/**
 * The display window of a choice; without one the first of the tags, else lung for HU, else the whole range.
 *
 * @throws InvalidArgumentError for an unknown name, a width below 1 (DICOM PS3.3 C.11.2.1.2), or "tags" where they have none.
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
  if (!(window?.width >= 1 && Number.isFinite(window.width) && Number.isFinite(window.centre))) {
    const names = [...Object.keys(CT_WINDOWS), "tags", "range"].join(", ");
    throw new InvalidArgumentError(
      "window",
      `one of ${names}, or { centre, width } with a width of at least 1`,
      JSON.stringify(choice),
    );
  }
  return window;
}

/** The values that a window maps to black and to white. DICOM PS3.3 C.11.2.1.2.1. */
export function windowRange({ centre, width }: DisplayWindow): [black: number, white: number] {
  return [centre - 0.5 - (width - 1) / 2, centre - 0.5 + (width - 1) / 2];
}

function wholeRange(volume: Volume): DisplayWindow {
  const { min, max } = valueRange(volume) ?? { min: 0, max: 1 };
  return { centre: (min + max) / 2 + 0.5, width: max - min + 1 };
}
