import type { DisplayWindow, WindowShape } from "../../contract";
import type { ElementReader } from "../elements/elementReader";
import { TAGS } from "../elements/tags";

/** A display window that the tags ask for, in the units of the rescaled values. */
export interface TagWindow extends DisplayWindow {
  readonly shape: WindowShape;
}

/** VOI LUT Function; LINEAR where there is none. */
const SHAPES: ReadonlyMap<string, WindowShape> = new Map([
  ["LINEAR", "linear"],
  ["LINEAR_EXACT", "linear-exact"],
  ["SIGMOID", "sigmoid"],
]);

/** The windows that can be used: both numbers readable, the width one that its function allows, a function that is known. */
export function readTagWindows(elements: ElementReader): TagWindow[] {
  const shape = SHAPES.get(elements.text(TAGS.VOILUTFunction) ?? "LINEAR");
  if (shape === undefined) return [];
  const centres = elements.decimals(TAGS.WindowCenter) ?? [];
  const widths = elements.decimals(TAGS.WindowWidth) ?? [];
  return centres
    .map((centre, i) => ({ centre, width: widths[i] ?? Number.NaN, shape }))
    .filter(({ centre, width }) => Number.isFinite(centre) && (shape === "linear" ? width >= 1 : width > 0));
}
